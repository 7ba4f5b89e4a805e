import { Worker } from 'node:worker_threads';
import { sealEnvelopedKey } from '@yinxin/pki';

export interface EnvelopeJob {
  readonly id: number;
  readonly privateKey: Uint8Array;
  readonly recipientKey: Uint8Array;
}
export interface EnvelopeAnswer {
  readonly id: number;
  readonly envelope: Uint8Array | null;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, (envelope: Uint8Array | null) => void>;
}
let thread: Thread | undefined;
let jobs = 0;

/**
 * Seals a private key for a recipient (GB/T 35276) on a thread of this process, so that requests are answered meanwhile. The
 * key is copied once, into memory that is handed over to the thread and overwritten there. Without a thread it is done here.
 */
export async function sealOnThread(privateKey: Uint8Array, recipientKey: Uint8Array): Promise<Uint8Array> {
  thread ??= begin();
  const { worker, waiting } = thread;
  const copy = new Uint8Array(privateKey);
  const id = ++jobs;
  const answer = new Promise<Uint8Array | null>((resolve) => waiting.set(id, resolve));
  worker.ref();
  worker.postMessage({ id, privateKey: copy, recipientKey } satisfies EnvelopeJob, [copy.buffer]);
  // What the thread could not do, and whether it may be done at all, is seen here.
  return (await answer) ?? sealEnvelopedKey(privateKey, recipientKey);
}

function begin(): Thread {
  const worker = new Worker(new URL('./envelope-thread.ts', import.meta.url), { execArgv: [] });
  const waiting: Thread['waiting'] = new Map();
  worker.on('message', ({ id, envelope }: EnvelopeAnswer) => {
    waiting.get(id)?.(envelope);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  });
  const end = () => {
    if (thread?.worker === worker) thread = undefined;
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  };
  worker.once('error', end);
  worker.once('exit', end);
  return { worker, waiting };
}
