import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './job.ts';

interface Waiting {
  readonly job: Job;
  /** Bytes handed over instead of copied. */
  readonly moved: readonly ArrayBuffer[];
  /** Undefined: no thread could do it. */
  readonly resolve: (answer: Answer | undefined) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Sent and not answered, oldest first. */
  readonly sent: Waiting[];
  /** Whether it has answered yet. */
  isUp: boolean;
}

/** A thread works on one while the next is on its way. */
const AHEAD = 2;

const threads: Thread[] = [];
const queue: Waiting[] = [];

/**
 * Asks a thread of this process, so that requests are answered meanwhile. As many threads as processors, each begun when the
 * others are up and busy. Undefined when the thread could not do it: then it is done where it was asked.
 */
export function onThread(job: Job, moved: readonly ArrayBuffer[] = []): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    queue.push({ job, moved, resolve });
    divide();
  });
}

function divide(): void {
  while (queue.length > 0) {
    const idlest = threads.toSorted((a, b) => a.sent.length - b.sent.length)[0];
    const isBusy = threads.every(({ isUp, sent }) => isUp && sent.length > 0);
    const thread = isBusy && threads.length < availableParallelism() ? begin() : idlest;
    if (thread === undefined || thread.sent.length >= AHEAD) return;
    const next = queue.shift();
    if (next === undefined) return;
    thread.sent.push(next);
    // Only work under way keeps the process alive.
    thread.worker.ref();
    thread.worker.postMessage(next.job, [...next.moved]);
  }
}

function begin(): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { execArgv: [] });
  const thread: Thread = { worker, sent: [], isUp: false };
  worker.unref();
  worker.on('message', (answer: Answer) => {
    thread.isUp = true;
    thread.sent.shift()?.resolve(answer);
    if (thread.sent.length === 0) worker.unref();
    divide();
  });
  const end = () => {
    if (threads.includes(thread)) threads.splice(threads.indexOf(thread), 1);
    for (const { resolve } of thread.sent.splice(0)) resolve(undefined);
    // One that cannot start must not be tried for ever: what waits for nobody is done where it was asked.
    if (threads.length === 0) for (const { resolve } of queue.splice(0)) resolve(undefined);
  };
  worker.once('error', end);
  worker.once('exit', end);
  threads.push(thread);
  return thread;
}

/** Divides a list into jobs: enough in each to make the message cheap, few enough to share the work evenly. */
export function portions<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
