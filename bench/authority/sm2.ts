import { Worker } from 'node:worker_threads';
import { engine, openSm2Pool, type Sm2Pool } from '@yinxin/gm';
import type { Row } from './row.ts';
import { bareLoops } from './signing/bare.ts';
import { opensslSpeed, opensslVersion } from './signing/openssl-speed.ts';

/** Everything is measured in turns, so that what else the machine does hits all alike; the best turn counts. */
const TURNS = Number(process.env.YINXIN_BENCH_TURNS ?? 3);
const SECONDS = 3;
const OURS_SECONDS = 2;
const CORES = 2;
const BATCH = 256;

type Op = 'sign' | 'verify';
const OPS = ['sign', 'verify'] as const;
const message = new Uint8Array(600).fill(7);

/** Runs both in turns of a few milliseconds in this thread; how often per second of processor time, as `openssl speed` counts. */
function sideBySide(bare: () => unknown, ours: () => unknown): readonly [number, number] {
  const kinds = [bare, ours].map((run) => ({ run, count: 0, used: 0 }));
  for (const { run } of kinds) for (let i = 0; i < 50; i++) run();
  const end = performance.now() + 2 * OURS_SECONDS * 1000;
  while (performance.now() < end) {
    for (const kind of kinds) {
      const before = process.threadCpuUsage();
      for (let i = 0; i < 20; i++) kind.run();
      const { user, system } = process.threadCpuUsage(before);
      kind.count += 20;
      kind.used += user + system;
    }
  }
  const [one = 0, other = 0] = kinds.map(({ count, used }) => (count * 1e6) / used);
  return [one, other];
}

/**
 * What two threads do together. The clock is what counts, but on a machine that does other things as well it counts those
 * too; processor time says what both cores would do if they were free: twice what a second of it brings.
 */
interface Together {
  readonly clock: number;
  readonly processor: number;
}

/** Two threads with nothing but the loop, started together. */
async function bareOnThreads(op: Op): Promise<Together> {
  const url = new URL('./signing/bare.ts', import.meta.url);
  const workers = Array.from({ length: CORES }, () => new Worker(url, { workerData: { op, seconds: OURS_SECONDS } }));
  const answer = (worker: Worker): Promise<unknown> =>
    new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await Promise.all(workers.map(answer));
  const counts = workers.map(answer);
  const before = process.cpuUsage();
  for (const worker of workers) worker.postMessage('go');
  const done = await Promise.all(counts);
  const { user, system } = process.cpuUsage(before);
  await Promise.all(workers.map((worker) => worker.terminate()));
  const count = done.reduce<number>((sum, one) => sum + Number(one), 0);
  return { clock: count / OURS_SECONDS, processor: (CORES * count * 1e6) / (user + system) };
}

/** Batches through the pool, always two under way. */
async function poolRate(batch: () => Promise<unknown>): Promise<Together> {
  await batch();
  const before = process.cpuUsage();
  const began = performance.now();
  const end = began + OURS_SECONDS * 1000;
  let count = 0;
  const keepBusy = async (): Promise<void> => {
    while (performance.now() < end) {
      await batch();
      count += BATCH;
    }
  };
  await Promise.all([keepBusy(), keepBusy()]);
  const { user, system } = process.cpuUsage(before);
  return {
    clock: (count * 1000) / (performance.now() - began),
    processor: (CORES * count * 1e6) / (user + system),
  };
}

type Turn = Awaited<ReturnType<typeof turn>>;

/** The best of the turns. */
const best = (turns: readonly Turn[], of: (turn: Turn) => number | undefined): number =>
  Math.max(0, ...turns.map((one) => of(one) ?? 0));

/** SM2 through our engine and our pool, beside the command of the machine and the bare loop of the same library. */
export async function run(): Promise<Row[]> {
  if (engine().name === 'portable') {
    console.log('the engine is the portable one: there is no library to compare it with');
    return [];
  }
  const threads = openSm2Pool({ threads: CORES });
  const turns: Turn[] = [];
  for (let i = 0; i < TURNS; i++) turns.push(await turn(threads));
  await threads.close();

  const version = opensslVersion();
  if (version === '') console.log('the command openssl is absent: only the bare loop is a limit');
  const row = (what: string, measured: number, limit: number): Row => ({
    what,
    measured,
    limit,
    unit: '/s',
    share: limit === 0 ? 0 : measured / limit,
  });
  return OPS.flatMap((op) => {
    const ours = best(turns, (one) => one.ours[op]);
    const bare = best(turns, (one) => one.bare[op]);
    const command = best(turns, (one) => one.command?.[op]);
    const pool = (by: keyof Together): number => best(turns, (one) => one.pool[op][by]);
    const bareTwo = (by: keyof Together): number => best(turns, (one) => one.bareTwo[op][by]);
    return [
      row(`${op}, one core, beside the bare loop`, ours, bare),
      row(`${op}, one core, beside ${version} speed`, ours, command),
      row(`${op}, two cores by the clock, beside two bare loops`, pool('clock'), bareTwo('clock')),
      row(
        `${op}, two cores by the clock, beside ${version} speed -multi 2`,
        pool('clock'),
        best(turns, (one) => one.commandTwo?.[op]),
      ),
      row(`${op}, two cores by processor time, beside two bare loops`, pool('processor'), bareTwo('processor')),
      row(`${op}, two cores by the clock, beside ${version} speed on one`, pool('clock'), command),
      row(`${op}, two cores by processor time, beside ${version} speed on one`, pool('processor'), command),
    ];
  });
}

async function turn(pool: Sm2Pool) {
  const sm2 = engine();
  const { privateKey, publicKey } = sm2.generateKeyPair();
  const bare = bareLoops();
  const key = sm2.openPrivateKey(privateKey);
  const pooled = pool.openPrivateKey(privateKey);
  const signature = key.sign(message);
  const messages = Array<Uint8Array>(BATCH).fill(message);
  const checks = Array(BATCH).fill({ publicKey, message, signature });
  const [bareSign, oursSign] = sideBySide(bare.sign, () => key.sign(message));
  const [bareVerify, oursVerify] = sideBySide(bare.verify, () => {
    if (!sm2.verify(publicKey, message, signature)) throw new Error('a good signature was refused');
  });
  const figures = {
    command: opensslSpeed(SECONDS),
    commandTwo: opensslSpeed(SECONDS, CORES),
    bare: { sign: bareSign, verify: bareVerify },
    ours: { sign: oursSign, verify: oursVerify },
    bareTwo: { sign: await bareOnThreads('sign'), verify: await bareOnThreads('verify') },
    pool: {
      sign: await poolRate(() => pooled.signMany(messages)),
      verify: await poolRate(() => pool.verifyMany(checks)),
    },
  };
  pooled.close();
  key.close();
  return figures;
}
