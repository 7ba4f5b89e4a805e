import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const main = path.resolve(import.meta.dirname, '../server/src/main.ts');

export interface ServerProcess {
  readonly url: string;
  /** Processor time the server has used, in ms; null where the system does not tell. Unlike times, it hardly depends on what else the machine does. */
  cpu(): number | null;
  stop(): Promise<void>;
}

/** A clock tick of /proc in ms: 100 a second on every Linux that Node supports. */
const TICK_MS = 10;

/** The server in a process of its own, as it runs in earnest: the load generator must not share its event loop. */
export async function startServerProcess(env: NodeJS.ProcessEnv, execArgv: string[] = []): Promise<ServerProcess> {
  const child = fork(main, {
    env: { ...process.env, ...env },
    execArgv,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await ready(child);
  return {
    url,
    cpu: () => {
      try {
        const [, rest = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ');
        const fields = rest.split(' ');
        return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
      } catch {
        return null;
      }
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened`)));
    child.on('message', (message: { ready?: { url: string }; failed?: string }) => {
      if (message.ready) resolve(message.ready.url);
      if (message.failed !== undefined) reject(new Error(message.failed));
    });
  });
}
