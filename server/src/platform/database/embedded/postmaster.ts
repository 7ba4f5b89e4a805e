import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What `postmaster.pid` says and what the process table says about it. */
export type Postmaster =
  | { readonly state: 'none' }
  | { readonly state: 'stale'; readonly pid: number }
  | { readonly state: 'live'; readonly pid: number; readonly port: number };

/** Whether a process exists (also one of another user). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether process `pid` is a PostgreSQL server on `dir`: process ids are reused, above all in containers. */
function serves(pid: number, dir: string): boolean {
  try {
    const args = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return args.some((a) => path.basename(a) === 'postgres') && args.includes(dir);
  } catch {
    return false;
  }
}

/** Reads the lock file of the server on `dir`. */
export function postmaster(dir: string): Postmaster {
  let lines: string[];
  try {
    lines = fs.readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return { state: 'none' };
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return { state: 'stale', pid: 0 };
  return isAlive(pid) && serves(pid, dir) ? { state: 'live', pid, port } : { state: 'stale', pid };
}

/**
 * Ends a server whose owner is gone: fast shutdown, then immediate shutdown after 10 s (the next start recovers from the
 * log). Never SIGKILL, which would leave its children behind. Returns when it is gone; throws when it stays after 20 s.
 */
export async function endOrphan(dir: string): Promise<void> {
  const until = (seconds: number) => performance.now() + seconds * 1000;
  let quitAt = until(10);
  const giveUpAt = until(20);
  let first = true;
  for (;;) {
    const now = postmaster(dir);
    if (now.state !== 'live') return;
    if (first) process.kill(now.pid, 'SIGINT');
    first = false;
    if (performance.now() > quitAt) {
      process.kill(now.pid, 'SIGQUIT');
      quitAt = Number.POSITIVE_INFINITY;
    }
    if (performance.now() > giveUpAt) throw new Error(`the PostgreSQL server ${now.pid} on ${dir} does not end`);
    await sleep(20);
  }
}
