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

/** Two threads with nothing but the loop, started together; how often per second by the clock. */
async function bareOnThreads(op: Op): Promise<number> {
  const url = new URL('./signing/bare.ts', import.meta.url);
  const workers = Array.from({ length: CORES }, () => new Worker(url, { workerData: { op, seconds: OURS_SECONDS } }));
  const answer = (worker: Worker): Promise<unknown> =>
    new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await Promise.all(workers.map(answer));
  const counts = workers.map(answer);
  for (const worker of workers) worker.postMessage('go');
  const done = await Promise.all(counts);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return done.reduce<number>((sum, count) => sum + Number(count), 0) / OURS_SECONDS;
}

/** Batches through the pool, always two under way; how often per second by the clock. */
async function poolRate(batch: () => Promise<unknown>): Promise<number> {
  await batch();
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
  return (count * 1000) / (performance.now() - began);
}

type Figures = Record<Op, number>;
const best = (turns: readonly (Figures | undefined)[], op: Op): number =>
  Math.max(0, ...turns.map((turn) => turn?.[op] ?? 0));

/** SM2 through our engine and our pool, beside the command of the machine and the bare loop of the same library. */
export async function run(): Promise<Row[]> {
  if (engine().name === 'portable') {
    console.log('the engine is the portable one: there is no library to compare it with');
    return [];
  }
  const pool = openSm2Pool({ threads: CORES });
  const turns: Awaited<ReturnType<typeof turn>>[] = [];
  for (let i = 0; i < TURNS; i++) turns.push(await turn(pool));
  await pool.close();

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
    const of = (name: keyof (typeof turns)[number]): number =>
      best(
        turns.map((one) => one[name]),
        op,
      );
    return [
      row(`${op}, one core, beside the bare loop`, of('ours'), of('bare')),
      row(`${op}, one core, beside ${version} speed`, of('ours'), of('command')),
      row(`${op}, two cores, beside two bare loops`, of('pool'), of('bareTwo')),
      row(`${op}, two cores, beside ${version} speed -multi 2`, of('pool'), of('commandTwo')),
      row(`${op}, two cores, beside ${version} speed on one`, of('pool'), of('command')),
      row(`${op}, two bare loops beside one`, of('bareTwo'), of('bare')),
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
