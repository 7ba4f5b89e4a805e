import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The signer id must be named to the command line, which otherwise takes an empty one. */
export const DISTID = ['-vfyopt', 'distid:1234567812345678'];

/** Version of the openssl command, undefined when there is none with SM2. */
export const opensslVersion = ((): string | undefined => {
  try {
    const version = execFileSync('openssl', ['version'], { encoding: 'utf8' }).trim();
    return /OpenSSL [3-9]/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
})();

if (opensslVersion === undefined)
  console.info('openssl 3 command not found: its part of the certificate tests is left out');

/** Result of one run of the openssl command; `good` is exit status 0. */
export interface OpensslRun {
  readonly good: boolean;
  readonly output: string;
  /** The bytes of the file `out` in the working directory, if the command wrote one. */
  readonly out: Uint8Array | undefined;
}

/** Runs `openssl …args` in a fresh directory holding `files`, which is removed afterwards. */
export function openssl(args: readonly string[], files: Readonly<Record<string, Uint8Array | string>>): OpensslRun {
  const directory = mkdtempSync(join(tmpdir(), 'pki-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
    const run = spawnSync('openssl', args, { cwd: directory, encoding: 'utf8', timeout: 20_000 });
    const out = join(directory, 'out');
    return {
      good: run.status === 0,
      output: run.stdout + run.stderr,
      out: existsSync(out) ? new Uint8Array(readFileSync(out)) : undefined,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
