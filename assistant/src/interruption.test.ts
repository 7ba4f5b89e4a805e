import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSoftToken } from '@yinxin/token';
import { SUBJECT, testAuthority, testSecrets } from '@yinxin/token/testing';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { envelopeFor, installationFor } from './testing/production.ts';
import { PORTAL, pageClient, post } from './testing/running.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'yinxin-assistant-kill-'));
const children = new Set<ChildProcess>();

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The real program, and its address once it has printed it. */
async function start(data: string) {
  const args = [MAIN, '--data', data, '--port', '0', '--media', '1', '--allow-origin', PORTAL];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const [line] = await once(child.stdout, 'data');
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] ?? '';
  const client = pageClient(origin, PORTAL);
  await client.pair();
  return { child, origin, client };
}

describe('an assistant killed in the middle of an installation', { timeout: 180_000 }, () => {
  it('is blank or made afterwards, and finishes the same installation', async () => {
    const ca = await testAuthority();
    // Killed at the first, second sign of life in the medium's folder after the installation was sent.
    for (const round of [1, 2]) {
      const data = join(folder, String(round));
      const first = await start(data);
      const { port } = new URL(first.origin);
      const { stock } = z
        .object({ stock: z.array(z.object({ serial: z.string() })) })
        .parse((await post(Number(port), '/own/state', first.origin)).json());
      const serial = stock[0]?.serial ?? '';
      await post(Number(port), '/own/insert', first.origin, { serial });
      const { transportPublicKey } = await first.client.medium();
      const envelope = envelopeFor(transportPublicKey, testSecrets());
      await first.client.personalise({ serial, envelope });
      const { request } = await first.client.createRequest({ serial, subject: SUBJECT });
      const installation = await installationFor(ca, serial, request);

      let seen = 0;
      const watcher = watch(join(data, 'media', serial), () => {
        seen += 1;
        if (seen === round) first.child.kill('SIGKILL');
      });
      const exited = once(first.child, 'exit');
      await first.client.install(installation).catch(() => undefined);
      first.child.kill('SIGKILL');
      await exited;
      watcher.close();

      const second = await start(data);
      const { state, open } = await second.client.medium();
      expect(['blank', 'made']).toContain(state);
      expect(open).toBe(false);
      expect(await second.client.personalise({ serial, envelope })).toEqual({ serial, resumed: true });
      expect(await second.client.install(installation)).toMatchObject({ repeated: state === 'made' });
      expect(await second.client.medium()).toMatchObject({ state: 'made' });
      second.child.kill('SIGKILL');
      await once(second.child, 'exit');
    }
  });
});

describe('an assistant that another program started', { timeout: 60_000 }, () => {
  it('ends when that program is gone, and lets go of its medium', async () => {
    const data = join(folder, 'orphan');
    const child = spawn(process.execPath, [MAIN, '--data', data, '--port', '0', '--media', '1'], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.add(child);
    const [message] = await once(child, 'message');
    const { url } = z.object({ ready: z.object({ url: z.string() }) }).parse(message).ready;
    const { port } = new URL(url);
    const stock = z.object({ stock: z.array(z.object({ serial: z.string() })) });
    const [item] = stock.parse((await post(Number(port), '/own/state', url)).json()).stock;
    await post(Number(port), '/own/insert', url, { serial: item?.serial });
    const exited = once(child, 'exit');
    child.disconnect();
    expect((await exited)[0]).toBe(0);
    const token = openSoftToken(join(data, 'media', item?.serial ?? ''));
    expect(token.status().state).toBe('blank');
    await token.close();
  });
});
