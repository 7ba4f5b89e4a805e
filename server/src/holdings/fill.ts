import { isLive, resumption } from '@yinxin/life';
import { sql } from 'kysely';
import { type Database, type Tx, transaction } from '../platform/index.ts';
import { make } from './follow.ts';
import { type HoldingTools, moveHolding } from './moves.ts';
import { lockBySerials } from './store.ts';
import type { HoldingRow, HoldingTables } from './tables.ts';

const AT_ONCE = 200;

/** A pair as the authority has it. */
interface Issued {
  readonly order_id: string;
  readonly application_id: string;
  readonly medium_serial: string | null;
  readonly published_at: Date;
  readonly sign: string;
  readonly encrypt: string;
  readonly not_before: Date;
  readonly not_after: Date;
  readonly reason: string | null;
  readonly revoked_at: Date | null;
}

/**
 * Fills in a portion of the pairs that were issued before this room existed; true when there is nothing left to do. What
 * is known already is brought into line with its certificates, nothing is written twice.
 */
export async function fillPortion(tools: HoldingTools, db: Database): Promise<boolean> {
  const seen = await db.withTables<HoldingTables>().selectFrom('holding_fill').select('done_at').executeTakeFirst();
  if (seen?.done_at) return true;
  return await transaction(db, async (tx) => {
    const tables = tx.withTables<HoldingTables>();
    const place = await tables.selectFrom('holding_fill').selectAll().forUpdate().executeTakeFirstOrThrow();
    if (place.done_at !== null) return true;
    const issued = await issuedAfter(tx, place.after_order);
    for (const pair of issued) await align(tools, tx, pair);
    const last = issued.at(-1)?.order_id ?? place.after_order;
    const done = issued.length < AT_ONCE;
    await tables
      .updateTable('holding_fill')
      .set({ after_order: last, done_at: done ? tools.clock.now() : null })
      .execute();
    return done;
  });
}

/** Everything again from the first pair on (`yinxin rebuild`). */
export async function refill(tools: HoldingTools, db: Database, report: (line: string) => void): Promise<void> {
  await db.withTables<HoldingTables>().updateTable('holding_fill').set({ after_order: null, done_at: null }).execute();
  for (let portions = 1; ; portions += 1) {
    const done = await fillPortion(tools, db);
    report(`holdings: ${portions * AT_ONCE} pairs at most`);
    if (done) return;
  }
}

/** Published pairs in order of their order's id, which grows with time. */
async function issuedAfter(tx: Tx, after: string | null): Promise<readonly Issued[]> {
  const { rows } = await sql<Issued>`
    select o.id as order_id, o.application_id, o.medium_serial, o.published_at, s.serial as sign, e.serial as encrypt,
      s.not_before, s.not_after, r.reason, r.revoked_at
    from certificate_order o
      join certificate s on s.order_id = o.id and s.use = 'sign'
      join certificate e on e.order_id = o.id and e.use = 'encrypt'
      left join revocation r on r.serial = s.serial
    where o.kind = 'twin' and o.step = 'published' and o.application_id is not null
      and (${after}::uuid is null or o.id > ${after}::uuid)
    order by o.id limit ${AT_ONCE}`.execute(tx);
  return rows;
}

async function align(tools: HoldingTools, tx: Tx, pair: Issued): Promise<void> {
  const [known] = await lockBySerials(tx, [pair.sign]);
  const row = known ?? (await filled(tools, tx, pair));
  if (row) await bringIntoLine(tools, tx, row, pair);
}

/** A pair nobody wrote yet, as far as its order says that it was made. */
async function filled(tools: HoldingTools, tx: Tx, pair: Issued): Promise<HoldingRow | undefined> {
  const order = await tools.ports.order(tx, pair.application_id);
  if (!order?.made.includes(pair.sign)) return undefined;
  const validity = { notBefore: pair.not_before.toISOString(), notAfter: pair.not_after.toISOString() };
  const made = {
    sign: { use: 'sign', serial: pair.sign, ...validity },
    encrypt: { use: 'encrypt', serial: pair.encrypt, ...validity },
  } as const;
  const row = await make(tools, tx, order, made, pair.medium_serial, 'system', pair.published_at);
  if (!row || order.openStage !== null || order.void) return row;
  return await moveHolding(tools, tx, row, 'put-to-use', { by: 'system', order, at: pair.published_at });
}

/** The authority's word on status goes before ours. */
async function bringIntoLine(tools: HoldingTools, tx: Tx, row: HoldingRow, pair: Issued): Promise<void> {
  const cause = { by: 'system', ...(pair.revoked_at ? { at: pair.revoked_at } : {}) } as const;
  switch (pair.reason) {
    case null:
    case 'removeFromCRL':
      if (row.status === 'suspended') {
        await moveHolding(tools, tx, row, resumption(row.before_suspension ?? 'in-use'), cause);
      }
      return;
    case 'certificateHold':
      await moveHolding(tools, tx, row, 'suspend', cause);
      return;
    case 'superseded':
      await moveHolding(tools, tx, row, 'supersede', cause);
      return;
    default:
      if (isLive(row.status)) await moveHolding(tools, tx, row, 'revoke', cause);
  }
}
