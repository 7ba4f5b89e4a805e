import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { Histories } from './history.ts';
import { type Seen, seen } from './known.ts';

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
  readonly organisation_id: string;
  /** Empty for a person, as is the credit code. */
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
  readonly shown: boolean;
}

/** What a search shows of an order. */
const SHOWN = sql`number, organisation_id, organisation_name, credit_code, programme, programme_version, state_code, void`;

/**
 * Orders found by any part of what is sought, with what found them and how near it is: one look-up of an index for each
 * part. `shown` are further columns; ids and days alone are in the indexes. Undefined when nothing is sought.
 */
function candidates(
  histories: Pick<Histories, 'trackingIndex' | 'mobileIndex' | 'invoiceIndex'>,
  sought: SoughtOrders,
  { limit, each, shown }: Candidates,
): RawBuilder<unknown> | undefined {
  const { number, begins, code, serials = [], creditCode, nameBegins, mobile, organisations = [] } = sought;
  const parts: RawBuilder<unknown>[] = [];
  const columns = shown ? sql`id, created_at, ${SHOWN}` : sql`id, created_at`;
  const add = (by: OrderFoundBy, where: RawBuilder<unknown>) =>
    parts.push(sql`(select ${sql.lit(by)} as by, ${sql.lit(parts.length)} as rank, ${columns} from application
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
    parts.push(sql`(select 'organisation' as by, ${sql.lit(parts.length)} as rank, a.*
      from unnest(${[...organisations]}::uuid[]) as o(organisation)
      cross join lateral (select ${columns} from application where organisation_id = o.organisation
        order by created_at desc, id desc limit ${sql.lit(each)}) a)`);
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
  const orders = candidates(histories, sought, { limit, each: EACH, shown: true });
  if (!orders) return [];
  const { rows } = await sql<FoundOrder>`
    select id, by, ${SHOWN} from (${orders}) as found
    order by rank, created_at desc limit ${sql.lit(limit)}`.execute(db);
  return rows;
}

/** More than so many are not counted nor paged through: counting millions would be the slowest part of a list. */
export const COUNTED_AT_MOST = 10_000;
/** Orders a typed text finds at most, over all pages. */
const LISTED_AT_MOST = 1000;

/** Every order a typed text finds, at most LISTED_AT_MOST. */
function listed(histories: Histories, sought: SoughtOrders): RawBuilder<unknown> {
  const orders = candidates(histories, sought, { limit: LISTED_AT_MOST, each: LISTED_AT_MOST, shown: false });
  return orders
    ? sql`${orders} limit ${sql.lit(LISTED_AT_MOST)}`
    : sql`select null::uuid as id, null as created_at limit 0`;
}

/** Ids of the orders a typed text finds, for lists that are filtered and paged further. */
export function idsFound(histories: Histories, sought: SoughtOrders): RawBuilder<unknown> {
  // Materialised: a planner that guesses wrong must not walk through all orders by day instead.
  return sql`(with found as materialized (${listed(histories, sought)}) select found.id from found)`;
}

/** A page of the orders a typed text finds, newest first, and how many it finds: only those of the page are looked at. */
export async function pageFound(
  db: Database,
  histories: Histories,
  sought: SoughtOrders,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<{ readonly found: readonly Seen[]; readonly total: number }> {
  const { rows } = await sql<{ total: number; id: string | null; seen: string | null }>`
    with found as materialized (${listed(histories, sought)}),
      page as (select id, created_at from found order by created_at desc, id desc limit ${size} offset ${(page - 1) * size})
    select (select count(*)::int from found) as total, page.id, ${seen}
    from (values (1)) as one left join (page join application on application.id = page.id) on true
    order by page.created_at desc, page.id desc`.execute(db);
  const found = rows.flatMap(({ id, seen }) => (id === null || seen === null ? [] : [{ id, seen }]));
  return { found, total: rows[0]?.total ?? 0 };
}
