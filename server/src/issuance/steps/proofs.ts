import { Worker } from 'node:worker_threads';
import { engine } from '@yinxin/gm';

/** An SM2 signature with the default signer id, to be verified. */
export interface Proof {
  /** 04‖X‖Y. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}
export interface ProofJob {
  readonly id: number;
  readonly proofs: readonly Proof[];
}
export interface ProofAnswer {
  readonly id: number;
  readonly right: readonly boolean[];
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, (right: readonly boolean[] | undefined) => void>;
}
let thread: Thread | undefined;
let jobs = 0;

/**
 * Whether each signature is right, in the same order, verified on a thread of this process: one message for all of them
 * costs the event loop less than a call for each. Without a thread it is done one after the other here.
 */
export async function verifyAll(proofs: readonly Proof[]): Promise<readonly boolean[]> {
  thread ??= begin();
  const { worker, waiting } = thread;
  const id = ++jobs;
  const answer = new Promise<readonly boolean[] | undefined>((resolve) => waiting.set(id, resolve));
  worker.ref();
  worker.postMessage({ id, proofs } satisfies ProofJob);
  const right = await answer;
  if (right?.length === proofs.length) return right;
  const here: boolean[] = [];
  for (const { publicKey, message, signature } of proofs) {
    here.push(await engine().verifyAsync(publicKey, message, signature));
  }
  return here;
}

function begin(): Thread {
  const worker = new Worker(new URL('./proof-thread.ts', import.meta.url), { execArgv: [] });
  const waiting: Thread['waiting'] = new Map();
  worker.on('message', ({ id, right }: ProofAnswer) => {
    waiting.get(id)?.(right);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  });
  const end = () => {
    if (thread?.worker === worker) thread = undefined;
    for (const resolve of waiting.values()) resolve(undefined);
    waiting.clear();
  };
  worker.once('error', end);
  worker.once('exit', end);
  return { worker, waiting };
}
