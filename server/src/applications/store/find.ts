import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { Histories } from './history.ts';

/** What somebody looks for; each given part is looked up by an index of its own. */
export interface SoughtOrders {
  /** A whole order number. */
  readonly number?: string | undefined;
  /** The beginning of an order number: capitals, digits and hyphens only. */
  readonly begins?: string | undefined;
  /** A tracking number or invoice number: capitals and digits. */
  readonly code?: string | undefined;
  /** A key's serial, in any of these spellings. */
  readonly serials?: readonly string[];
  readonly creditCode?: string | undefined;
  /** The beginning of the name an order was submitted with. */
  readonly nameBegins?: string | undefined;
  readonly mobile?: string | undefined;
  /** The newest orders of these organisations. */
  readonly organisations?: readonly string[];
}

export type OrderFoundBy = 'number' | 'papers-in' | 'parcel-out' | 'invoice' | 'mobile' | 'medium' | 'organisation';

/** An order as a search shows it, from its columns alone. */
export interface FoundOrder {
  readonly id: string;
  readonly number: string;
  readonly organisation_name: string;
  readonly credit_code: string;
  readonly programme: string;
  readonly programme_version: number;
  readonly state_code: string;
  readonly void: boolean;
  readonly by: OrderFoundBy;
}

/** Of each organisation so many of its newest orders. */
const EACH = 5;

interface Candidates {
  /** Of each look-up. */
  readonly limit: number;
  /** Of each organisation. */
  readonly each: number;
}

/**
 * Ids of orders found by any part of what is sought, with what found them and how near it is: one look-up of an index for
 * each part. Undefined when nothing is sought.
 */
function candidates(
  histories: Pick<Histories, 'trackingIndex' | 'mobileIndex' | 'invoiceIndex'>,
  sought: SoughtOrders,
  { limit, each }: Candidates,
): RawBuilder<unknown> | undefined {
  const { number, begins, code, serials = [], creditCode, nameBegins, mobile, organisations = [] } = sought;
  const parts: RawBuilder<unknown>[] = [];
  const add = (by: OrderFoundBy, where: RawBuilder<unknown>) =>
    parts.push(sql`(select id, ${sql.lit(by)} as by, ${sql.lit(parts.length)} as rank, created_at from application
      where ${where} limit ${sql.lit(limit)})`);
  if (number !== undefined) add('number', sql`number = ${number}`);
  if (code !== undefined) {
    const tracking = histories.trackingIndex(code);
    add('papers-in', sql`papers_in = ${tracking}`);
    add('parcel-out', sql`parcel_out = ${tracking}`);
    if (/^\d{8,20}$/.test(code)) add('invoice', sql`invoice = ${histories.invoiceIndex(code)}`);
  }
  if (serials.length > 0) add('medium', sql`medium_serial = any(${[...serials]}::text[])`);
  if (mobile !== undefined) add('mobile', sql`handler_mobile = ${histories.mobileIndex(mobile)}`);
  if (begins !== undefined) add('number', sql`number like ${`${begins}%`} and number <> ${number ?? ''}`);
  if (creditCode !== undefined) add('organisation', sql`credit_code = ${creditCode}`);
  if (nameBegins !== undefined) {
    // A person's order has no credit code, and is not found by the person's name.
    add(
      'organisation',
      sql`organisation_name like ${`${nameBegins.replace(/[\\%_]/g, '\\$&')}%`} and credit_code <> ''`,
    );
  }
  if (organisations.length > 0) {
    parts.push(sql`(select a.id, 'organisation' as by, ${sql.lit(parts.length)} as rank, a.created_at
      from unnest(${[...organisations]}::uuid[]) as o(id)
      cross join lateral (select id, created_at from application where organisation_id = o.id
        order by created_at desc limit ${sql.lit(each)}) a)`);
  }
  if (parts.length === 0) return undefined;
  return sql`select distinct on (id) * from (${sql.join(parts, sql` union all `)}) as u order by id, rank`;
}

/** Orders found by any part of what is sought, at most `limit`, exact finds first. However many orders there are, it is a few look-ups. */
export async function findOrders(
  db: Database,
  histories: Histories,
  sought: SoughtOrders,
  limit: number,
): Promise<readonly FoundOrder[]> {
  const ids = candidates(histories, sought, { limit, each: EACH });
  if (!ids) return [];
  const { rows } = await sql<FoundOrder>`
    select a.id, a.number, a.organisation_name, a.credit_code, a.programme, a.programme_version, a.state_code, a.void, f.by
    from (${ids}) as f join application a on a.id = f.id
    order by f.rank, f.created_at desc limit ${sql.lit(limit)}`.execute(db);
  return rows;
}

/** More than so many are not counted nor paged through: counting millions would be the slowest part of a list. */
export const COUNTED_AT_MOST = 10_000;
/** Orders a typed text finds at most, over all pages. */
const LISTED_AT_MOST = 1000;

/** Ids of the orders a typed text finds, for lists that are filtered and paged further. */
export function idsFound(histories: Histories, sought: SoughtOrders): RawBuilder<unknown> {
  const ids = candidates(histories, sought, { limit: LISTED_AT_MOST, each: LISTED_AT_MOST });
  // Materialised: a planner that guesses wrong must not walk through all orders by day instead.
  return ids
    ? sql`(with found as materialized (${ids} limit ${sql.lit(LISTED_AT_MOST)}) select found.id from found)`
    : sql`(select null::uuid where false)`;
}
