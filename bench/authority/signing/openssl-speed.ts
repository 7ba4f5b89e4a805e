import { spawnSync } from 'node:child_process';

/** What `openssl speed sm2` says per second. */
export interface Speed {
  readonly sign: number;
  readonly verify: number;
}

/** Runs the command of the machine; undefined when there is none. One process counts its processor time, several the clock. */
export function opensslSpeed(seconds: number, processes = 1): Speed | undefined {
  const spread = processes === 1 ? [] : ['-elapsed', '-multi', String(processes)];
  const { stdout, status } = spawnSync('openssl', ['speed', '-seconds', String(seconds), ...spread, 'sm2'], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const [, sign, verify] = /256 bits SM2.*?s\s+[\d.]+s\s+([\d.]+)\s+([\d.]+)\s*$/m.exec(stdout ?? '') ?? [];
  return status === 0 && sign !== undefined ? { sign: Number(sign), verify: Number(verify) } : undefined;
}

export const opensslVersion = (): string =>
  spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout?.split(' ').slice(0, 2).join(' ') ?? '';
