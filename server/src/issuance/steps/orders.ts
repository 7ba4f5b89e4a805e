import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/index.ts';
import type { CertificateUse, IssuanceTables, OrderStep } from '../tables.ts';
import { OrderPlan } from '../types.ts';

/** An order with its certificates, as the steps see it. */
export interface Order {
  readonly id: string;
  /** Which of the application's media it is for; 0 where there is one. */
  readonly position: number;
  readonly step: OrderStep;
  readonly plan: OrderPlan;
  readonly abandoned: boolean;
  readonly envelopedKey: Uint8Array | null;
  readonly certificates: readonly OrderCertificate[];
}

export interface OrderCertificate {
  readonly serial: string;
  readonly use: CertificateUse;
  readonly tbs: Uint8Array | null;
  readonly certificate: Uint8Array | null;
}

/** Reads an order. With `lock`, its row is held until the transaction ends: one process works on it. */
export async function readOrder(db: Database, id: string, lock = false): Promise<Order> {
  const tables = db.withTables<IssuanceTables>();
  let query = tables.selectFrom('certificate_order').selectAll().where('id', '=', id);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirstOrThrow();
  const rows = await tables
    .selectFrom('certificate')
    .select(['serial', 'use', 'tbs', 'certificate'])
    .where('order_id', '=', id)
    .execute();
  return {
    id: row.id,
    position: row.position,
    step: row.step,
    plan: OrderPlan.parse(row.plan),
    abandoned: row.abandoned_at !== null,
    envelopedKey: row.enveloped_key && new Uint8Array(row.enveloped_key),
    certificates: rows.map(({ serial, use, tbs, certificate }) => ({
      serial,
      use,
      tbs: tbs && new Uint8Array(tbs),
      certificate: certificate && new Uint8Array(certificate),
    })),
  };
}

/**
 * Moves orders on that stand at `from` and were not given up, in one statement; answers those that it moved. The rows are
 * taken in one order everywhere, so that two processes never wait for each other both ways.
 */
export async function moveOn(
  db: Database,
  ids: readonly string[],
  from: OrderStep,
  to: OrderStep,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`update certificate_order set step = ${to}
    where id in (select id from certificate_order where id = any(${[...ids]}::uuid[])
      and step = ${from} and abandoned_at is null order by id for update)
    returning id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Orders not yet published nor abandoned, oldest first: what a start after a crash goes on with. */
export async function unfinishedOrders(db: Database): Promise<readonly string[]> {
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('certificate_order')
    .select('id')
    .where('published_at', 'is', null)
    .where('abandoned_at', 'is', null)
    .orderBy('created_at')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * The application's orders that were not abandoned, by position, their rows held until the transaction ends; only that of
 * one position where it is given.
 */
export async function livingOrders(tx: Tx, applicationId: string, position?: number): Promise<readonly Order[]> {
  let query = tx
    .withTables<IssuanceTables>()
    .selectFrom('certificate_order')
    .select('id')
    .where('application_id', '=', applicationId)
    .where('abandoned_at', 'is', null);
  if (position !== undefined) query = query.where('position', '=', position);
  const rows = await query.orderBy('position').execute();
  const orders: Order[] = [];
  for (const { id } of rows) orders.push(await readOrder(tx, id, true));
  return orders;
}
