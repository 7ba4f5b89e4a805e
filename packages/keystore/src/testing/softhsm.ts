import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Pkcs11Settings } from '../settings.ts';

const PLACES = [
  process.env.SOFTHSM2_MODULE,
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];

/** The SoftHSM2 module of this machine, if there is one. */
export const SOFTHSM: string | undefined = PLACES.find((place) => place !== undefined && existsSync(place));

/** A fresh token with a PIN, in a folder of its own. */
export interface SoftToken {
  readonly settings: Pkcs11Settings;
  remove(): void;
}

export function softToken(change: Partial<Pkcs11Settings> = {}): SoftToken {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yinxin-softhsm-'));
  const file = path.join(folder, 'softhsm2.conf');
  writeFileSync(file, `directories.tokendir = ${folder}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  // Read by the module when it is initialised, also in processes begun from here.
  process.env.SOFTHSM2_CONF = file;
  const made = spawnSync(
    'softhsm2-util',
    ['--init-token', '--free', '--label', 'yinxin test', '--so-pin', '12345678', '--pin', '123456'],
    { encoding: 'utf8', timeout: 20_000 },
  );
  if (made.status !== 0) throw new Error(`softhsm2-util: ${made.stderr}${made.error?.message ?? ''}`);
  const settings = Pkcs11Settings.parse({
    kind: 'pkcs11',
    library: SOFTHSM ?? '-',
    token: 'yinxin test',
    pin: '123456',
  });
  return {
    settings: { ...settings, ...change },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
