import { Worker } from 'node:worker_threads';
import { GmError } from '../errors.ts';
import type { Job, Outcome } from './job.ts';

/** Jobs sent to a thread at a time: enough to make the message cheap, few enough to share the work evenly. */
const MOST_AT_ONCE = 16;
/** Lists a thread may hold: it works on one while the next is on its way. */
const LISTS_AHEAD = 2;

interface Waiting {
  readonly job: Job;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly sent: (readonly Waiting[])[];
}

/** Worker threads with one queue. A thread that dies takes only the jobs it held with it, and is replaced. */
export class Threads {
  private readonly threads: Thread[] = [];
  private readonly queue: Waiting[] = [];
  private readonly count: number;
  private isPlanned = false;
  private isClosed = false;

  constructor(count: number) {
    this.count = count;
    for (let i = 0; i < count; i++) this.start();
  }

  run(job: Job): Promise<Outcome> {
    if (this.isClosed) return Promise.reject(new GmError('SM2_ENGINE_UNAVAILABLE', 'the pool is closed'));
    return new Promise((resolve, reject) => {
      this.queue.push({ job, resolve, reject });
      // What is asked for in one go is divided in one go.
      if (this.isPlanned) return;
      this.isPlanned = true;
      queueMicrotask(() => {
        this.isPlanned = false;
        this.divide();
      });
    });
  }

  /** Ends the threads. What is still waiting rejects. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
    this.fail(this.queue.splice(0));
  }

  private start(): void {
    const worker = new Worker(new URL('./thread.ts', import.meta.url));
    const thread: Thread = { worker, sent: [] };
    // Only work under way keeps the process alive.
    worker.unref();
    worker.on('message', (outcomes: readonly Outcome[]) => {
      const answered = thread.sent.shift() ?? [];
      answered.forEach(({ resolve, reject }, i) => {
        const outcome = outcomes[i];
        if (outcome === undefined) reject(lost());
        else resolve(outcome);
      });
      if (thread.sent.length === 0) worker.unref();
      this.divide();
    });
    worker.on('error', () => {
      // `exit` follows.
    });
    worker.on('exit', () => {
      this.threads.splice(this.threads.indexOf(thread), 1);
      this.fail(thread.sent.splice(0).flat());
      if (this.isClosed) return;
      // Started again only when there is something to do: one that cannot start must not be tried for ever.
      if (this.threads.length === 0) this.fail(this.queue.splice(0));
    });
    this.threads.push(thread);
  }

  private fail(waiting: readonly Waiting[]): void {
    for (const { reject } of waiting) reject(lost());
  }

  private divide(): void {
    while (!this.isClosed && this.threads.length < this.count && this.queue.length > 0) this.start();
    for (let ahead = 0; ahead < LISTS_AHEAD; ahead++) {
      for (const thread of this.threads) {
        if (this.queue.length === 0) return;
        if (thread.sent.length > ahead) continue;
        const share = Math.ceil(this.queue.length / (LISTS_AHEAD * this.threads.length));
        const list = this.queue.splice(0, Math.min(MOST_AT_ONCE, share));
        thread.sent.push(list);
        thread.worker.ref();
        thread.worker.postMessage(list.map(({ job }) => job));
      }
    }
  }
}

const lost = (): GmError => new GmError('SM2_ENGINE_FAILED', 'a thread of the pool ended before it answered');
