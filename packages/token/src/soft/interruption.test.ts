import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { mediumSerial } from '../serial.ts';
import { SUBJECT, testAuthority, testEnvelope, testSecrets } from '../testing/authority.ts';
import { manufactureSoftToken } from './manufacture.ts';
import type { ScryptCost } from './record.ts';
import { openSoftToken, readSoftToken } from './soft-token.ts';

const PROGRAM = fileURLToPath(new URL('../testing/interrupted.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'yinxin-token-kill-'));
let made = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const manufacture = (cost: ScryptCost) => {
  made += 1;
  const directory = join(folder, String(made));
  manufactureSoftToken(directory, { serial: mediumSerial(new Date('2026-11-22T04:00:00Z'), made), cost });
  return directory;
};

const run = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('a program killed while it holds a soft medium', { timeout: 120_000 }, () => {
  it('keeps others away while it lives and gives the medium up when it dies', async () => {
    const directory = manufacture({ n: 1024, r: 8, p: 1 });
    const child = run(directory, 'hold');
    await once(child.stdout ?? child, 'data');
    expect(() => openSoftToken(directory)).toThrow(expect.objectContaining({ problem: { code: 'E_MEDIUM_IN_USE' } }));
    child.kill('SIGKILL');
    await ended(child);
    const token = openSoftToken(directory);
    expect(token.status().state).toBe('blank');
    await token.close();
  });

  it('leaves a medium that only one of many takes over', async () => {
    const directory = manufacture({ n: 1024, r: 8, p: 1 });
    const first = run(directory, 'hold');
    await once(first.stdout ?? first, 'data');
    first.kill('SIGKILL');
    await ended(first);
    const takers = [1, 2, 3].map(() => run(directory, 'try'));
    const codes = await Promise.all(takers.map(async (child) => (await once(child, 'message'))[0]));
    for (const child of takers) child.kill('SIGKILL');
    await Promise.all(takers.map(ended));
    expect(codes.sort()).toEqual(['E_MEDIUM_IN_USE', 'E_MEDIUM_IN_USE', 'held']);
  });

  it('has spent the try before the PIN is looked at', async () => {
    // Slow on purpose, so that the program is killed between counting and knowing.
    const directory = manufacture({ n: 1 << 18, r: 8, p: 1 });
    const token = openSoftToken(directory);
    await token.personalise(testEnvelope(token.status().transportPublicKey, testSecrets()));
    await token.close();
    const child = run(directory, 'guess');
    const counted = new Promise<void>((resolve) => {
      const watcher = watch(directory, () => {
        if (readSoftToken(directory).pin.left > 5) return;
        watcher.close();
        resolve();
      });
    });
    await counted;
    child.kill('SIGKILL');
    await ended(child);
    const next = openSoftToken(directory);
    expect(next.status().pin).toEqual({ left: 5, limit: 6 });
    await next.close();
  });

  it('leaves an installation done or not begun, and it can be repeated', async () => {
    const ca = await testAuthority();
    const cost = { n: 1024, r: 8, p: 1 };
    const states = new Set<string>();
    // Killed at the first, third … sign of life in the folder; every single act on the disk: power-cut.test.ts.
    for (const round of [1, 3, 6]) {
      const directory = manufacture(cost);
      const token = openSoftToken(directory);
      const envelope = testEnvelope(token.status().transportPublicKey, testSecrets());
      await token.personalise(envelope);
      const answer = await ca.answer(await token.createRequest(SUBJECT));
      await token.close();
      const file = join(folder, `install-${round}`);
      const values = [envelope, answer.sign, answer.encrypt, answer.envelopedKey, ...answer.chain];
      writeFileSync(file, values.map(b64).join('\n'));

      const before = readFileSync(join(directory, 'medium.json'), 'utf8');
      const child = run(directory, 'install', file);
      let seen = 0;
      const watcher = watch(directory, () => {
        seen += 1;
        if (seen === round) child.kill('SIGKILL');
      });
      await ended(child);
      watcher.close();

      const { state, containers } = readSoftToken(directory);
      states.add(state);
      if (state === 'blank') expect(readFileSync(join(directory, 'medium.json'), 'utf8')).toBe(before);
      else expect(containers[0]?.certificates?.sign).toEqual(answer.sign);
      const next = openSoftToken(directory);
      expect(await next.personalise(envelope)).toEqual({ resumed: true });
      expect(await next.installCertificates(answer)).toEqual({ repeated: state === 'made' });
      expect(next.status().state).toBe('made');
      await next.close();
    }
    expect(states.has('blank')).toBe(true);
  });

  it('leaves no secret readable on disk', async () => {
    const directory = manufacture({ n: 1024, r: 8, p: 1 });
    const token = openSoftToken(directory);
    const secrets = testSecrets();
    await token.personalise(testEnvelope(token.status().transportPublicKey, secrets));
    await token.close();
    const text = readFileSync(join(directory, 'medium.json'), 'utf8');
    for (const secret of [secrets.pin, secrets.adminKey]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('base64'));
    }
    expect(statSync(join(directory, 'medium.json')).mode & 0o077).toBe(0);
    expect(statSync(join(directory, 'chip.key')).mode & 0o077).toBe(0);
  });
});
