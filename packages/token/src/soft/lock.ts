import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TokenError } from '../errors.ts';
import { replaceFile } from './disk.ts';

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

const LOCK = /^lock-(\d+)$/;
const RELEASED = 'released';

/** The number of the newest lock, or 0. */
const newest = (directory: string): number =>
  Math.max(0, ...readdirSync(directory).map((name) => Number(LOCK.exec(name)?.[1] ?? 0)));

const lockPath = (directory: string, number: number): string => join(directory, `lock-${number}`);

/**
 * Takes the medium in `directory` for this process alone and answers how to let go of it.
 * A lock left by a killed process is taken over. Throws `E_MEDIUM_IN_USE` while its holder lives.
 *
 * Locks are numbered and only the newest counts; a taker links the next number, which fails if somebody else was
 * quicker. Older files are removed, the newest never, so the number cannot fall and a late taker always finds out.
 */
export function takeLock(directory: string): () => void {
  const last = newest(directory);
  const held = read(lockPath(directory, last));
  if (held !== null && isHeld(held)) throw new TokenError({ code: 'E_MEDIUM_IN_USE' });

  const mine = last + 1;
  const path = lockPath(directory, mine);
  const draft = join(directory, `lock.${randomUUID()}`);
  writeFileSync(draft, `${process.pid} ${startOf(process.pid)}`, { mode: 0o600 });
  try {
    // link(2) fails if the name exists: the one atomic "create with content" there is.
    linkSync(draft, path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) throw new TokenError({ code: 'E_MEDIUM_IN_USE' });
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  if (newest(directory) !== mine) {
    rmSync(path, { force: true });
    throw new TokenError({ code: 'E_MEDIUM_IN_USE' });
  }
  for (const name of readdirSync(directory))
    if (Number(LOCK.exec(name)?.[1] ?? mine) < mine) rmSync(join(directory, name), { force: true });
  return () => replaceFile(directory, `lock-${mine}`, RELEASED);
}
