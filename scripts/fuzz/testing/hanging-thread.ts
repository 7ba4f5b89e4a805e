import { workerData } from 'node:worker_threads';
import type { Order } from '../spread.ts';

/** A thread that comes to its third case and never to the fourth. */
const { from, progress }: Order = workerData;
Atomics.store(new Int32Array(progress), 0, from + 2);
for (;;);
