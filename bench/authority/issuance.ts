import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { engine } from '@yinxin/gm';
import { creditCode } from '@yinxin/identifiers';
import { buildRequest, nameOf, sm2Signer } from '@yinxin/pki';
import type { Platform } from '@yinxin/server';
import { sql } from 'kysely';
import { auditRoom } from '../../server/src/audit/index.ts';
import { type Issuance, issuanceRoom, type Subscriber } from '../../server/src/issuance/index.ts';
import type { Row } from './row.ts';
import { withHouse } from './status/house.ts';

/** A part of the work, for a quick look on a busy machine. */
const SCALE = Number(process.env.YINXIN_BENCH_SCALE ?? 1);
const LIMIT_MS = 3_000 * SCALE;
const clerk = { id: '00000000-0000-4000-8000-000000000001', name: 'bench', roles: ['production'] };

interface Wanted {
  readonly subscriber: Subscriber;
  readonly mediumSerial: string;
  readonly request: Uint8Array;
}

/**
 * Pairs a second, each complete: request verified, lint, two certificates, key envelope, every step committed
 * (synchronous_commit on), journal synced, an entry in the log; beside what the cryptography of a pair alone allows on all
 * cores. Encryption keys lie ready, as after idle time. The limit is measured before and after, the better one counts.
 */
export function run(): Promise<Row[]> {
  return withHouse(async (platform) => {
    await durable(platform);
    const issuance = await issuanceOf(platform);
    const first = await limit();
    const plans = [
      { at: 1, orders: 60 * SCALE },
      { at: 16, orders: 400 * SCALE },
      { at: 64, orders: 400 * SCALE },
    ];
    await measure(issuance, platform, { at: 16, orders: 100 * SCALE });
    const singles: { readonly at: number; readonly rate: number }[] = [];
    for (const plan of plans) singles.push({ at: plan.at, rate: await measure(issuance, platform, plan) });
    const batch = await measureBatch(issuance, platform, 1_000 * SCALE);
    const best = Math.max(first, await limit());
    const row = (what: string, measured: number, beside: number, unit = 'pairs/s'): Row => ({
      what,
      measured,
      limit: beside,
      unit,
      share: measured / beside,
    });
    const most = Math.max(...singles.map(({ rate }) => rate));
    return [
      row(`cryptography of a pair alone, ${availableParallelism()} threads`, best, best),
      ...singles.map(({ at, rate }) => row(`dual issuance, ${at} at once`, rate, best)),
      row('dual issuance, a batch of 1,000', batch, best),
      row('batch of 1,000 beside the best of the others', batch, most),
    ];
  });
}

/** Pairs a second of nothing but the cryptography, on every core. */
async function limit(): Promise<number> {
  const threads = Array.from({ length: availableParallelism() }, async () => {
    const worker = new Worker(new URL('issuing/crypto.ts', import.meta.url), { workerData: LIMIT_MS });
    const [rate] = await once(worker, 'message');
    return Number(rate);
  });
  return (await Promise.all(threads)).reduce((sum, rate) => sum + rate, 0);
}

async function durable({ deps: { db } }: Platform): Promise<void> {
  const { rows } = await sql<{ fsync: string; commit: string }>`select current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as commit`.execute(db);
  if (rows[0]?.fsync !== 'on' || rows[0].commit !== 'on') throw new Error('the database does not sync');
}

async function issuanceOf({ deps }: Platform): Promise<Issuance> {
  const audit = auditRoom().service(deps);
  const issuance = issuanceRoom({ ports: () => ({ audit: (tx, fact) => audit.record(tx, fact) }) }).service(deps);
  await issuance.open();
  return issuance;
}

/** Requests as media make them, and the encryption keys for them, made before the clock runs. */
async function prepare(issuance: Issuance, { deps }: Platform, count: number): Promise<readonly Wanted[]> {
  const wanted: Wanted[] = [];
  for (let i = 0; i < count; i++) {
    const subscriber: Subscriber = {
      applicationId: crypto.randomUUID(),
      applicationNumber: `B-${i}`,
      organisationId: crypto.randomUUID(),
      name: '江西示例科技有限公司',
      creditCode: creditCode.make(Math.random),
      years: 1,
    };
    const signer = sm2Signer(engine().generateKeyPair().privateKey);
    const request = await buildRequest(nameOf(issuance.subjectOf(subscriber)), signer);
    wanted.push({ subscriber, mediumSerial: `M-${i}`, request });
  }
  const { pool } = issuance.escrow.keys;
  while ((await pool.ready(deps.db)) < Math.min(count, deps.config.escrow.preparedKeys)) {
    if ((await pool.refill(deps.db, () => true)) === 0) break;
  }
  return wanted;
}

async function measure(issuance: Issuance, platform: Platform, plan: { at: number; orders: number }): Promise<number> {
  const wanted = (await prepare(issuance, platform, plan.orders)).values();
  const began = performance.now();
  const worker = async () => {
    for (const one of wanted) expectAll(await issuance.issuePairs([one], clerk));
  };
  await Promise.all(Array.from({ length: plan.at }, worker));
  return (plan.orders * 1000) / (performance.now() - began);
}

async function measureBatch(issuance: Issuance, platform: Platform, count: number): Promise<number> {
  const wanted = await prepare(issuance, platform, count);
  const began = performance.now();
  expectAll(await issuance.issuePairs(wanted, clerk));
  return (count * 1000) / (performance.now() - began);
}

function expectAll(outcomes: Awaited<ReturnType<Issuance['issuePairs']>>): void {
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
