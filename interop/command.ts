import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attempt } from './case.ts';

/** One run of a foreign program. */
export interface Run extends Attempt {
  /** Bytes of the file `out` in the working directory, empty when there is none. */
  readonly out: Uint8Array;
}

export type Files = Readonly<Record<string, Uint8Array | string>>;

/** Runs a program in a fresh directory that holds `files` and is removed afterwards. Good is exit status 0. */
export function command(program: string, args: readonly string[], files: Files = {}): Run {
  const directory = mkdtempSync(join(tmpdir(), 'interop-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const run = spawnSync(program, args, { cwd: directory, encoding: 'utf8', timeout: 60_000, env, input: '' });
    const out = join(directory, 'out');
    return {
      good: run.status === 0,
      said: `${run.stdout ?? ''}${run.stderr ?? ''}${run.error?.message ?? ''}`,
      out: existsSync(out) ? new Uint8Array(readFileSync(out)) : new Uint8Array(0),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** First line a program prints about itself, undefined when there is no such program. */
export function versionOf(program: string, ...args: string[]): string | undefined {
  const run = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  return run.error || run.status !== 0 ? undefined : (run.stdout + run.stderr).trim().split('\n')[0];
}

export const pem = (label: string, ...values: readonly Uint8Array[]): string =>
  values
    .map((bytes) => {
      const lines = Buffer.from(bytes)
        .toString('base64')
        .replace(/.{1,64}/g, '$&\n');
      return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
    })
    .join('');

/** The bytes of the first PEM block with this label. */
export function fromPem(label: string, text: string): Uint8Array {
  const [, body = ''] = new RegExp(`-----BEGIN ${label}-----([^-]*)-----END`).exec(text) ?? [];
  return new Uint8Array(Buffer.from(body, 'base64'));
}
