import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@yinxin/server';
import { z } from 'zod';
import type { AssistantClient } from '../../../assistant/src/client.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../assistant/src/main.ts');
const State = z.object({ stock: z.array(z.object({ serial: z.string(), state: z.string() })) });

/** The certificate assistant 证书助手 as a program of its own, which can be killed and comes back with its media. */
export interface MortalAssistant {
  readonly client: AssistantClient;
  /** Serials of its blank media. */
  blanks(): Promise<readonly string[]>;
  insert(serial: string): Promise<void>;
  /** Pulls the medium out, whatever is being written. */
  unplug(): Promise<void>;
  /** SIGKILL at once. */
  kill(): void;
  /** Starts it again if it is gone, with this medium in the reader and the page let in. */
  again(serial: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts it for the pages of one hall, with so many blank media. Throws when it does not listen within ten seconds. */
export async function mortalAssistant(hallOrigin: string, media: number): Promise<MortalAssistant> {
  const { assistantClient } = await import('../../../assistant/src/client.ts');
  const data = mkdtempSync(path.join(os.tmpdir(), 'yinxin-assistant-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  let child = await start();
  const client = assistantClient({
    base,
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), origin: hallOrigin } }),
  });
  await client.pair();

  async function start(): Promise<ChildProcess> {
    const args = [MAIN, '--data', data, '--port', `${port}`, '--media', `${media}`, '--allow-origin', hallOrigin];
    const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(started.stdout, 'data', { signal: AbortSignal.timeout(10_000) });
    return started;
  }
  /** What the person does on the assistant's own page. */
  const own = async (operation: string, params: object = {}): Promise<unknown> => {
    const answer = await fetch(`${base}/own/${operation}`, {
      method: 'POST',
      headers: { origin: base, 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`);
    return answer.json();
  };
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const insert = async (serial: string) => void (await own('insert', { serial }));
  return {
    client,
    blanks: async () =>
      State.parse(await own('state'))
        .stock.filter(({ state }) => state === 'blank')
        .map(({ serial }) => serial),
    insert,
    unplug: async () => void (await own('remove')),
    kill: () => void child.kill('SIGKILL'),
    again: async (serial) => {
      if (child.killed && !isGone()) await once(child, 'exit');
      if (isGone()) child = await start();
      await client.pair();
      await insert(serial);
    },
    close: async () => {
      if (!isGone()) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
}
