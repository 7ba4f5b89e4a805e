import { type BATCH_ITEM_STATES, type BatchRow, type BatchView, MOST_IN_BATCH } from '@yinxin/contract';
import { type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import { type Database, problem, type Tx } from '../../platform/index.ts';
import type { MediaTables } from '../types.ts';
import { type BatchStanding, type ItemState, mayTake, nextItem } from './rules.ts';

/** Tables of batches. */
export type BatchTables = {
  production_batch: {
    id: string;
    number: string;
    status: 'open' | 'closed';
    operator_id: string | null;
    operator_name: string | null;
    note: string | null;
    started_at: Date;
    /** When its operator last did something with it. */
    touched_at: Date;
    closed_at: Date | null;
  };
  production_batch_item: {
    batch_id: string;
    application_id: string;
    position: number;
    number: string;
    name: string;
    state: ItemState;
    medium_serial: string | null;
    reason: string | null;
    by_name: string | null;
    changed_at: Date | null;
  };
};
export type BatchRecord = BatchTables['production_batch'];
export type ItemRecord = BatchTables['production_batch_item'];

const tables = (db: Database) => db.withTables<BatchTables & MediaTables>();

/** Whoever takes orders into a batch goes one after another. */
export async function lockTaking(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('production-batch:take', 0))`.execute(tx);
}

/** A batch with its row held. Throws NOT_FOUND. */
export async function lockBatch(tx: Tx, id: string): Promise<BatchRecord> {
  const row = await tables(tx)
    .selectFrom('production_batch')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw problem('NOT_FOUND');
  return row;
}

export async function insertBatch(tx: Tx, batch: BatchRecord, items: readonly ItemRecord[]): Promise<void> {
  await tables(tx).insertInto('production_batch').values(batch).execute();
  await tables(tx)
    .insertInto('production_batch_item')
    .values([...items])
    .execute();
}

export async function updateBatch(tx: Tx, id: string, change: Partial<Omit<BatchRecord, 'id'>>): Promise<void> {
  await tables(tx).updateTable('production_batch').set(change).where('id', '=', id).execute();
}

export function findItem(tx: Tx, batchId: string, applicationId: string): Promise<ItemRecord | undefined> {
  return tables(tx)
    .selectFrom('production_batch_item')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
}

export async function updateItem(
  tx: Tx,
  item: Pick<ItemRecord, 'batch_id' | 'application_id'>,
  change: Partial<Pick<ItemRecord, 'state' | 'medium_serial' | 'reason' | 'by_name' | 'changed_at'>>,
): Promise<void> {
  await tables(tx)
    .updateTable('production_batch_item')
    .set(change)
    .where('batch_id', '=', item.batch_id)
    .where('application_id', '=', item.application_id)
    .execute();
}

/** Whether a batch has an item in this state. */
export async function holdsState(tx: Tx, batchId: string, state: ItemState): Promise<boolean> {
  const found = await tables(tx)
    .selectFrom('production_batch_item')
    .select('position')
    .where('batch_id', '=', batchId)
    .where('state', '=', state)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Orders of a batch that wait, handed back to the queue. */
export async function leaveWaiting(tx: Tx, batchId: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('production_batch_item')
    .set({ state: 'left', changed_at: at })
    .where('batch_id', '=', batchId)
    .where('state', '=', 'waiting')
    .execute();
}

/** The open batch an order waits in (or, with other states, stands in); undefined when it is in none. */
export function batchOf(
  db: Database,
  applicationId: string,
  states: readonly ItemState[] = ['waiting'],
): Promise<(ItemRecord & { readonly batch: string; readonly operator_id: string | null }) | undefined> {
  return tables(db)
    .selectFrom('production_batch_item as item')
    .innerJoin('production_batch as batch', 'batch.id', 'item.batch_id')
    .selectAll('item')
    .select(['batch.number as batch', 'batch.operator_id'])
    .where('item.application_id', '=', applicationId)
    .where('item.state', 'in', [...states])
    .where('batch.status', '=', 'open')
    .orderBy('batch.started_at', 'desc')
    .executeTakeFirst();
}

/** Orders that wait in a batch now. */
export async function takenOrders(db: Database): Promise<readonly string[]> {
  const rows = await tables(db)
    .selectFrom('production_batch_item')
    .select('application_id')
    .where('state', '=', 'waiting')
    .execute();
  return rows.map(({ application_id }) => application_id);
}

const standing = (batch: BatchRecord): BatchStanding => ({
  status: batch.status,
  operatorId: batch.operator_id,
  touchedAt: batch.touched_at,
});

function presentRow(
  batch: BatchRecord,
  counts: Partial<Record<ItemState, number>>,
  who: string,
  now: Date,
): z.input<typeof BatchRow> {
  const all = { waiting: 0, made: 0, done: 0, 'set-aside': 0, left: 0 } satisfies Record<
    (typeof BATCH_ITEM_STATES)[number],
    number
  >;
  return {
    id: batch.id,
    number: batch.number,
    status: batch.status,
    operator: batch.operator_name,
    mine: batch.operator_id === who,
    takeable: mayTake(standing(batch), who, now),
    startedAt: batch.started_at.toISOString(),
    closedAt: batch.closed_at?.toISOString() ?? null,
    counts: { ...all, ...counts },
  };
}

/** Open batches first, the newest on top. */
export async function listBatches(
  db: Database,
  page: { readonly page: number; readonly size: number },
  who: string,
  now: Date,
): Promise<{ readonly items: z.input<typeof BatchRow>[]; readonly total: number }> {
  const batches = await tables(db)
    .selectFrom('production_batch')
    .selectAll()
    .orderBy(sql<SqlBool>`status = 'open'`, 'desc')
    .orderBy('started_at', 'desc')
    .limit(page.size)
    .offset((page.page - 1) * page.size)
    .execute();
  const counted = batches.length === 0 ? [] : await counts(db, batches);
  const { total } = await tables(db)
    .selectFrom('production_batch')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const items = batches.map((batch) => {
    const own = counted.filter(({ batch_id }) => batch_id === batch.id);
    return presentRow(batch, Object.fromEntries(own.map(({ state, count }) => [state, count])), who, now);
  });
  return { items, total };
}

function counts(db: Database, batches: readonly BatchRecord[]) {
  return tables(db)
    .selectFrom('production_batch_item')
    .where(
      'batch_id',
      'in',
      batches.map(({ id }) => id),
    )
    .groupBy(['batch_id', 'state'])
    .select((eb) => ['batch_id', 'state', eb.fn.countAll<number>().as('count')])
    .execute();
}

/** A batch with its items as they stand. Throws NOT_FOUND. */
export async function readBatch(db: Database, id: string, who: string, now: Date): Promise<z.input<typeof BatchView>> {
  const batch = await tables(db).selectFrom('production_batch').selectAll().where('id', '=', id).executeTakeFirst();
  if (!batch) throw problem('NOT_FOUND');
  const rows = await tables(db)
    .selectFrom('production_batch_item as item')
    .leftJoin('production', (join) =>
      join.onRef('production.application_id', '=', 'item.application_id').on('production.status', '<>', 'abandoned'),
    )
    .selectAll('item')
    .select(['production.status', 'production.medium_serial as living_serial', 'production.password_card'])
    .where('item.batch_id', '=', id)
    .orderBy('item.position')
    .limit(MOST_IN_BATCH)
    .execute();
  const items = rows.map((row) => ({
    applicationId: row.application_id,
    number: row.number,
    name: row.name,
    state: row.state,
    production: row.status ?? ('waiting' as const),
    mediumSerial: row.medium_serial ?? row.living_serial,
    passwordCard: row.password_card,
    reason: row.reason,
    by: row.by_name,
    at: row.changed_at?.toISOString() ?? null,
  }));
  const own: Partial<Record<ItemState, number>> = {};
  for (const { state } of items) own[state] = (own[state] ?? 0) + 1;
  return {
    ...presentRow(batch, own, who, now),
    items,
    next: batch.status === 'open' ? (nextItem(items)?.applicationId ?? null) : null,
    note: batch.note,
  };
}
