import { type ChildProcess, fork } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { KeyStoreError } from '../errors.ts';
import type { Pkcs11Settings } from '../settings.ts';
import type { KeyStore, StoreKey } from '../types.ts';
import { HealthShown, HostAnswer, type HostRequest, KeyShown, KeysListed } from './protocol.ts';

export interface HostedStoreOptions {
  readonly name: string;
  readonly settings: Pkcs11Settings;
  /** Given apart from the settings where operators activate the store. */
  readonly pin?: string | undefined;
  /** The program of the process; tests bring their own. */
  readonly program?: string;
}

/** A store in a process of its own. */
export interface HostedStore extends KeyStore {
  /** The process that holds the module now, if one runs. */
  readonly pid: number | undefined;
}

type Asked = HostRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

const PROGRAM = fileURLToPath(new URL('./main.ts', import.meta.url));
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 30_000;
/** Making an RSA key takes a device this many times longer than its time-out for a signature. */
const MAKING = 10;

/**
 * A PKCS#11 store in a process of its own: a module that crashes, hangs or is killed takes nobody along. Whoever waited
 * gets STORE_UNREACHABLE or STORE_TIMEOUT; the next request begins a new process, after a growing pause when processes
 * die at once. A refused PIN is remembered here, so that a new process does not try it again.
 */
export function hostedStore(options: HostedStoreOptions): HostedStore {
  const { name, settings, program = PROGRAM } = options;
  const milliseconds = settings.timeoutSeconds * 1000;
  let child: Running | undefined;
  let refused: KeyStoreError | undefined;
  let closed = false;
  let died = { at: Number.NEGATIVE_INFINITY, pause: 0 };

  const running = (): Running => {
    if (closed) throw new KeyStoreError('STORE_UNREACHABLE', `the store ${name} is closed`);
    if (refused) throw refused;
    if (child) return child;
    if (performance.now() < died.at + died.pause) {
      throw new KeyStoreError('STORE_UNREACHABLE', `the process of ${name} died; the next one begins in a moment`);
    }
    const begun = performance.now();
    child = begin(program, options, () => {
      child = undefined;
      // A process that lived for a while may be replaced at once.
      const pause = performance.now() - begun > 10_000 ? 0 : died.pause === 0 ? FIRST_PAUSE : died.pause * 2;
      died = { at: performance.now(), pause: Math.min(LONGEST_PAUSE, pause) };
    });
    return child;
  };

  const ask = async (asked: Asked, limit = milliseconds): Promise<unknown> => {
    try {
      return await running().ask(asked, limit);
    } catch (error) {
      if (error instanceof KeyStoreError && error.code === 'STORE_PIN_WRONG') refused = error;
      throw error;
    }
  };

  const keyFrom = (value: unknown): StoreKey => {
    const shown = KeyShown.parse(value);
    return {
      ...shown,
      publicKey: new Uint8Array(shown.publicKey),
      sign: async (tbs) => bytesOf(await ask({ op: 'sign', ref: shown.ref, tbs })),
    };
  };

  return {
    kind: 'pkcs11',
    name,
    get pid() {
      return child?.pid;
    },
    async health() {
      try {
        const health = HealthShown.parse(await ask({ op: 'health' }));
        if (!health.ready && health.problem === 'STORE_PIN_WRONG') {
          refused = new KeyStoreError('STORE_PIN_WRONG', health.detail);
        }
        return health;
      } catch (error) {
        if (!(error instanceof KeyStoreError)) throw error;
        return { ready: false, problem: error.code, detail: error.detail };
      }
    },
    generate: async ({ algorithm, label }) =>
      keyFrom(await ask({ op: 'generate', algorithm, label }, milliseconds * MAKING)),
    open: async (ref) => keyFrom(await ask({ op: 'open', ref })),
    list: async () => KeysListed.parse(await ask({ op: 'list' })),
    async close() {
      closed = true;
      child?.end();
    },
  };
}

interface Running {
  readonly pid: number | undefined;
  ask(asked: Asked, limit: number): Promise<unknown>;
  end(): void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: KeyStoreError) => void;
}

function begin(program: string, { name, settings, pin }: HostedStoreOptions, onEnd: () => void): Running {
  const child: ChildProcess = fork(program, [], {
    serialization: 'advanced',
    // What a module prints may hold secrets.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    env: environment(),
  });
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let over = false;
  const end = (code: 'STORE_UNREACHABLE' | 'STORE_TIMEOUT', detail: string) => {
    if (over) return;
    over = true;
    child.kill('SIGKILL');
    onEnd();
    for (const one of waiting.values()) one.reject(new KeyStoreError(code, detail));
    waiting.clear();
  };
  child.on('message', (message: unknown) => {
    const answer = HostAnswer.parse(message);
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('problem' in answer) one?.reject(new KeyStoreError(answer.problem, answer.detail));
    else one?.resolve(answer.value);
    if (waiting.size === 0) child.channel?.unref();
  });
  child.on('error', () => end('STORE_UNREACHABLE', `the process of ${name} could not be reached`));
  child.on('exit', () => end('STORE_UNREACHABLE', `the process of ${name} died`));
  child.send({ start: { name, settings, ...(pin === undefined ? {} : { pin }) } });
  // An idle store keeps no command line from ending.
  child.unref();
  child.channel?.unref();
  return {
    pid: child.pid,
    ask(asked, limit) {
      return new Promise((resolve, reject) => {
        const id = next;
        next += 1;
        // One call that hangs inside the module: only ending its process frees it.
        const timer = setTimeout(() => end('STORE_TIMEOUT', `${name} did not answer within ${limit} ms`), limit);
        const done =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer);
            then(value);
          };
        waiting.set(id, { resolve: done(resolve), reject: done(reject) });
        child.channel?.ref();
        child.send({ ...asked, id }, (error) => {
          if (error) end('STORE_UNREACHABLE', `the process of ${name} is gone`);
        });
      });
    },
    end: () => end('STORE_UNREACHABLE', `the store ${name} is closed`),
  };
}

/** The module's process gets the environment (vendors have variables of their own) without this product's secrets. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(YINXIN_|DATABASE_URL$|NODE_OPTIONS$)/.test(name)),
  );
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  throw new KeyStoreError('STORE_FAILED', 'the store answered no bytes');
}
