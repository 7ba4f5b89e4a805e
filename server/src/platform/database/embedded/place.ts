import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The unprivileged ids the server runs under when we are root: PostgreSQL refuses to run as root. */
export const nobody = { uid: 65534, gid: 65534 } as const;

export type RunAs = typeof nobody | Record<never, never>;

/** How to spawn PostgreSQL programs: as nobody when we are root, as ourselves otherwise. */
export function runAs(): RunAs {
  return process.getuid?.() === 0 ? nobody : {};
}

/** Whether every parent of `dir` lets any user pass (execute bit for others), as far as the parents exist. */
export function isTraversable(dir: string): boolean {
  for (let at = path.resolve(dir); ; at = path.dirname(at)) {
    const stat = fs.statSync(at, { throwIfNoEntry: false });
    if (stat && (stat.mode & 0o001) === 0 && stat.uid !== nobody.uid) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * Lets other users pass through a folder of ours (they still cannot list it): as root the server runs as another user.
 * Does nothing when we are not root or the folder is not ours.
 */
export function letPass(dir: string): void {
  const stat = fs.statSync(dir, { throwIfNoEntry: false });
  if ('uid' in runAs() && stat?.uid === 0) fs.chmodSync(dir, stat.mode | 0o111);
}

/**
 * A folder of our own below /var/tmp for what cannot live at `wanted`. Its name is bound to `wanted`;
 * throws when someone else made a folder of that name first.
 */
export function placeElsewhere(wanted: string): string {
  const tag = createHash('sha256').update(path.resolve(wanted)).digest('hex').slice(0, 12);
  const uid = process.getuid?.() ?? 0;
  const dir = path.join('/var/tmp', `yinxin-${uid}-${tag}`);
  fs.mkdirSync(dir, { recursive: true, mode: 0o711 });
  const stat = fs.lstatSync(dir);
  if (!stat.isDirectory() || stat.uid !== uid)
    throw new Error(`${dir} belongs to another user; set dataDir to another place`);
  fs.chmodSync(dir, 0o711);
  return dir;
}
