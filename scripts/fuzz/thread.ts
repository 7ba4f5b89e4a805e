import { parentPort, workerData } from 'node:worker_threads';
import { runCases } from './run.ts';
import type { Order } from './spread.ts';
import { allTargets } from './targets.ts';

const { seed, from, to, progress }: Order = workerData;
const at = new Int32Array(progress);
const report = await runCases(allTargets(), { seed, from, to, onCase: (index) => Atomics.store(at, 0, index) });
parentPort?.postMessage(report);
