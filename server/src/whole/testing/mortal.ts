import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const main = path.resolve(import.meta.dirname, '../../main.ts');

/** A server process that can be killed and comes back on the same port, with the same data. */
export interface Mortal {
  /** SIGKILL now, and start again; resolves when it listens. Deaths asked for meanwhile come one after the other. */
  die(): Promise<void>;
  /** Resolves when it listens (again). */
  up(): Promise<void>;
  /** Ends it for good, gently. */
  stop(): Promise<void>;
  /** How often it died. */
  readonly deaths: number;
}

export async function startMortal(env: NodeJS.ProcessEnv): Promise<Mortal> {
  let child = start(env);
  let listening = ready(child);
  let deaths = 0;
  await listening;
  return {
    get deaths() {
      return deaths;
    },
    die: () => {
      listening = listening.then(async () => {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        deaths += 1;
        await gone;
        child = start(env);
        await ready(child);
      });
      return listening;
    },
    up: () => listening,
    stop: async () => {
      await listening.catch(() => {});
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function start(env: NodeJS.ProcessEnv): ChildProcess {
  // execArgv: nothing of the test runner's own Node options.
  return fork(main, { env: { ...process.env, ...env }, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code, signal) =>
      reject(new Error(`the server ended with ${code ?? signal} before it listened`)),
    );
    child.on('message', (message: { ready?: object; failed?: string }) => {
      if (message.ready) resolve();
      if (message.failed !== undefined) reject(new Error(message.failed));
    });
  });
}
