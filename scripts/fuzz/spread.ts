import { Worker } from 'node:worker_threads';
import { type Fault, prepare, type Report, type Tally } from './run.ts';
import { allTargets } from './targets.ts';

/** A thread that has not come to its next case in this time hangs. */
const PATIENCE = 20_000;
const NOT_BEGUN = -1;
const THREAD = new URL('./thread.ts', import.meta.url);

/** What a thread is told; `progress` holds the number of its case. */
export interface Order {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly progress: SharedArrayBuffer;
}

/** What runs the cases, and how long it may stay at one. */
export interface Watch {
  readonly thread?: URL;
  readonly patience?: number;
}

/** Divides the cases among threads and watches that each of them goes on. */
export async function runOnThreads(
  plan: { readonly seed: number; readonly first: number; readonly count: number; readonly threads: number },
  watch: Watch = {},
): Promise<Report> {
  const { seed, first, count, threads } = plan;
  const parts = Array.from(
    { length: threads },
    (_, i): Order => ({
      seed,
      from: first + Math.floor((count * i) / threads),
      to: first + Math.floor((count * (i + 1)) / threads),
      progress: new SharedArrayBuffer(4),
    }),
  );
  return joined(await Promise.all(parts.map((order) => watched(order, watch))));
}

function watched(order: Order, { thread = THREAD, patience = PATIENCE }: Watch): Promise<Report> {
  const progress = new Int32Array(order.progress);
  Atomics.store(progress, 0, NOT_BEGUN);
  const worker = new Worker(thread, { workerData: order });
  return new Promise((resolve) => {
    let seen = NOT_BEGUN;
    const timer = setInterval(() => {
      const now = Atomics.load(progress, 0);
      // Starting takes its time on a busy machine; only a case can hang.
      if (now === seen && now !== NOT_BEGUN) end(`does not end within ${patience / 1000} s`);
      seen = now;
    }, patience);
    const finish = (report: Report): void => {
      clearInterval(timer);
      void worker.terminate();
      resolve(report);
    };
    const end = (what: string): void => {
      const index = Math.max(order.from, Atomics.load(progress, 0));
      const { target, mutant } = prepare(allTargets())(order.seed, index);
      const input = Buffer.from(mutant.bytes).toString('hex');
      const fault: Fault = { target: target.name, index, what, how: mutant.how, at: mutant.at, input };
      finish({ tallies: new Map(), faults: [fault], faultCount: 1, growth: 0 });
    };
    worker.once('message', (report: Report) => finish(report));
    worker.once('error', (error) => end(`ends the thread: ${error instanceof Error ? error.message : String(error)}`));
  });
}

/** Adds up what the threads report. */
function joined(reports: readonly Report[]): Report {
  const tallies = new Map<string, Tally>();
  const faults = new Map<string, Fault>();
  for (const report of reports) {
    for (const [name, tally] of report.tallies) {
      const sum = tallies.get(name) ?? { cases: 0, accepted: 0, refused: new Map(), slowest: 0 };
      tallies.set(name, sum);
      sum.cases += tally.cases;
      sum.accepted += tally.accepted;
      sum.slowest = Math.max(sum.slowest, tally.slowest);
      for (const [code, count] of tally.refused) sum.refused.set(code, (sum.refused.get(code) ?? 0) + count);
    }
    for (const fault of report.faults) {
      const name = `${fault.target} ${fault.what}`;
      if (!faults.has(name)) faults.set(name, fault);
    }
  }
  return {
    tallies,
    faults: [...faults.values()],
    faultCount: reports.reduce((sum, { faultCount }) => sum + faultCount, 0),
    growth: Math.max(...reports.map(({ growth }) => growth)),
  };
}
