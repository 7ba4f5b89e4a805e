import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TokenError } from '../errors.ts';

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
};

/** When a process began, so that a reused process number is not taken for the old holder. Empty where unknown. */
const startOf = (pid: number): string => {
  try {
    // Field 22 of /proc/PID/stat; the command name before it may hold spaces and brackets, so count from its end.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

const isHeld = (content: string): boolean => {
  const [pidText = '', start = ''] = content.split(' ');
  const pid = Number(pidText);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: alive, but another user's.
    if (!hasCode(error, 'EPERM')) return false;
  }
  return start === startOf(pid);
};

/**
 * Takes the medium in `directory` for this process alone and answers how to let go of it.
 * A lock left by a killed process is taken over. Throws `E_MEDIUM_IN_USE` while its holder lives.
 */
export function takeLock(directory: string): () => void {
  const path = join(directory, 'lock');
  const mine = `${process.pid} ${startOf(process.pid)} ${randomUUID()}`;
  const draft = join(directory, `lock.${randomUUID()}`);
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        // link(2) fails if the name exists: the one atomic "create with content" there is.
        linkSync(draft, path);
        return () => {
          if (read(path) === mine) rmSync(path, { force: true });
        };
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error;
      }
      const holder = read(path);
      if (holder !== null && isHeld(holder)) throw new TokenError({ code: 'E_MEDIUM_IN_USE' });
      if (holder !== null) evict(directory, path, holder);
    }
    throw new TokenError({ code: 'E_MEDIUM_IN_USE' });
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a dead holder's lock aside. If a third process was quicker, its fresh lock is put back. */
function evict(directory: string, path: string, dead: string): void {
  const aside = join(directory, `lock.${randomUUID()}`);
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  try {
    if (read(aside) !== dead) linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}
