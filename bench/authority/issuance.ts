import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { engine } from '@yinxin/gm';
import { creditCode } from '@yinxin/identifiers';
import { buildRequest, nameOf, sm2Signer } from '@yinxin/pki';
import type { Platform } from '@yinxin/server';
import { sql } from 'kysely';
import { z } from 'zod';
import { auditRoom } from '../../server/src/audit/index.ts';
import { type Issuance, issuanceRoom, type Subscriber } from '../../server/src/issuance/index.ts';
import type { Row } from './row.ts';
import { withHouse } from './status/house.ts';

/** A part of the work, for a quick look on a busy machine. */
const SCALE = Number(process.env.YINXIN_BENCH_SCALE ?? 1);
const LIMIT_MS = 3_000 * SCALE;
const clerk = { id: '00000000-0000-4000-8000-000000000001', name: 'bench', roles: ['production'] };

const Limit = z.object({ rate: z.number(), cpuMs: z.number() });

interface Wanted {
  readonly subscriber: Subscriber;
  readonly mediumSerial: string;
  readonly request: Uint8Array;
}

/**
 * Pairs a second, each complete: request verified, lint, two certificates, key envelope, every step committed
 * (synchronous_commit on), journal synced, an entry in the log; beside what the cryptography of a pair alone allows on all
 * cores. Encryption keys lie ready, as after idle time. Each beside the limit just
 * before and after; processor time says what share a machine without other work would reach.
 */
export function run(): Promise<Row[]> {
  return withHouse(async (platform, dataDir) => {
    await durable(platform);
    const issuance = await issuanceOf(platform);
    const row = (what: string, measured: number, beside: number, unit = 'pairs/s'): Row => ({
      what,
      measured,
      limit: beside,
      unit,
      share: measured / beside,
    });
    await measure(issuance, platform, { at: 16, orders: 100 * SCALE });
    const rows: Row[] = [];
    const rates: number[] = [];
    // Each beside the limit just before and just after it: the machine may have other work.
    let before = await limit();
    const beside = async (what: string, work: () => Promise<number>): Promise<void> => {
      const rate = await work();
      const after = await limit();
      rows.push(row(what, rate, (before.rate + after.rate) / 2));
      rates.push(rate);
      before = after;
    };
    for (const at of [1, 16, 64]) {
      await beside(`dual issuance, ${at} at once`, () =>
        measure(issuance, platform, { at, orders: (at === 1 ? 60 : 400) * SCALE }),
      );
    }
    const most = Math.max(...rates);
    const cpu = cpuOf(dataDir);
    const count = 1_000 * SCALE;
    await beside('dual issuance, a batch of 1,000', async () => {
      const wanted = await prepare(issuance, platform, count);
      cpu.begin();
      const rate = await measureBatch(issuance, wanted);
      cpu.end();
      return rate;
    });
    const used = cpu.ms() / count;
    return [
      row(`cryptography of a pair alone, ${availableParallelism()} threads`, before.rate, before.rate),
      ...rows,
      row('batch of 1,000 beside the best of the others', rates.at(-1) ?? 0, most),
      { ...row('processor time of a pair, server and database', used, before.cpuMs, 'ms'), share: before.cpuMs / used },
    ];
  });
}

/** Pairs a second of nothing but the cryptography, on every core, and the processor time of one. */
async function limit(): Promise<{ readonly rate: number; readonly cpuMs: number }> {
  const threads = Array.from({ length: availableParallelism() }, async () => {
    const worker = new Worker(new URL('issuing/crypto.ts', import.meta.url), { workerData: LIMIT_MS });
    const [told] = await once(worker, 'message');
    return Limit.parse(told);
  });
  const found = await Promise.all(threads);
  return {
    rate: found.reduce((sum, { rate }) => sum + rate, 0),
    cpuMs: found.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / found.length,
  };
}

/** Processor time of this process and of the database between `begin` and `end`; 0 where the system does not tell. */
function cpuOf(dataDir: string) {
  const now = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000 + databaseMs(dataDir);
  };
  let from = 0;
  let to = 0;
  return {
    begin() {
      from = now();
    },
    end() {
      to = now();
    },
    ms: () => to - from,
  };
}

/** A clock tick of /proc in ms: 100 a second on every Linux that Node supports. */
const TICK_MS = 10;

function databaseMs(dataDir: string): number {
  try {
    const postmaster = readFileSync(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0];
    const stats = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => ({ pid, fields: fieldsOf(pid) }));
    return stats.reduce((sum, { pid, fields }) => {
      if (pid === postmaster) return sum + ticks(fields, 11, 15);
      return fields[1] === postmaster ? sum + ticks(fields, 11, 13) : sum;
    }, 0);
  } catch {
    return 0;
  }
}

const ticks = (fields: readonly string[], from: number, to: number) =>
  fields.slice(from, to).reduce((sum, one) => sum + Number(one), 0) * TICK_MS;

/** What stands in /proc/PID/stat after the name: state, parent, …; nothing when the process has ended. */
function fieldsOf(pid: string): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

async function durable({ deps: { db } }: Platform): Promise<void> {
  const { rows } = await sql<{ fsync: string; commit: string }>`select current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as commit`.execute(db);
  if (rows[0]?.fsync !== 'on' || rows[0].commit !== 'on') throw new Error('the database does not sync');
}

async function issuanceOf({ deps }: Platform): Promise<Issuance> {
  const audit = auditRoom().service(deps);
  const issuance = issuanceRoom({ ports: () => ({ audit: audit.record, auditAll: audit.recordAll }) }).service(deps);
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
      validity: { kind: 'years', years: 1 },
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

async function measureBatch(issuance: Issuance, wanted: readonly Wanted[]): Promise<number> {
  const began = performance.now();
  expectAll(await issuance.issuePairs(wanted, clerk));
  return (wanted.length * 1000) / (performance.now() - began);
}

function expectAll(outcomes: Awaited<ReturnType<Issuance['issuePairs']>>): void {
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
