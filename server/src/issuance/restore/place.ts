import { copyFile, open, realpath, rename } from 'node:fs/promises';
import path from 'node:path';
import { readJournal } from '../journal/read.ts';
import { RestoreRefused } from './refusal.ts';
import type { Survey } from './survey.ts';

/**
 * Whether the journal must be put where the server goes on writing it. One that is there already must be the same or the
 * beginning of it. Throws RESTORE_JOURNAL_OLDER, RESTORE_OTHER_JOURNAL.
 */
export async function mustBePlaced(found: Survey, installed: string): Promise<boolean> {
  const where = await realpath(installed).catch(() => undefined);
  if (where === undefined) return true;
  if (where === (await realpath(found.file))) return false;
  const hashes: string[] = [];
  const end = await readJournal(installed, ({ hash }) => void hashes.push(hash));
  if (end.brokenAt !== null) throw new RestoreRefused('RESTORE_OTHER_JOURNAL', installed);
  if (end.lines === 0) return true;
  let at = 0;
  let shared = 0;
  await readJournal(found.file, ({ hash }) => {
    if (hashes[at++] === hash) shared += 1;
  });
  if (shared === found.lines && found.lines < end.lines) {
    throw new RestoreRefused('RESTORE_JOURNAL_OLDER', installed);
  }
  if (shared !== end.lines) throw new RestoreRefused('RESTORE_OTHER_JOURNAL', installed);
  return found.lines > end.lines;
}

/** Copies the journal to its place; killed in between, the one that was there is still whole. */
export async function placeJournal(file: string, installed: string): Promise<void> {
  const partial = `${installed}.restoring`;
  await copyFile(file, partial);
  const handle = await open(partial, 'r+');
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, installed);
  const folder = await open(path.dirname(installed), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
