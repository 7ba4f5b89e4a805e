import { humanNumber } from '@yinxin/identifiers';
import { sql } from 'kysely';
import { rowsAbout } from '../../platform/database/index.ts';
import type { Database, Tx } from '../../platform/index.ts';
import type { ApplicationState } from '../engine/state.ts';
import type { QueueCode } from '../engine/waiting.ts';
import { COUNTED_AT_MOST, idsFound, pageFound } from './find.ts';
import type { Histories } from './history.ts';
import { seen } from './known.ts';
import type { ApplicationTables } from './tables.ts';

export interface ListFilter {
  readonly page: number;
  readonly size: number;
  readonly project?: string | undefined;
  readonly service?: string | undefined;
  readonly state?: string | undefined;
  /** Calendar days in Asia/Shanghai, both inclusive, of the day of submission or else of opening. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Found {
  readonly states: readonly ApplicationState[];
  readonly total: number;
}

const tables = (db: Database) => db.withTables<ApplicationTables>();
/** The day of an order that lists are filtered by. */
const DAY = sql<Date>`coalesce(submitted_at, created_at)`;
const DAY_MS = 86_400_000;
const dayStart = (day: string) => new Date(`${day}T00:00:00+08:00`);

function filtered(db: Database, filter: ListFilter) {
  let query = tables(db).selectFrom('application');
  if (filter.project !== undefined) query = query.where('project', '=', filter.project);
  if (filter.service !== undefined) query = query.where('service', '=', filter.service);
  if (filter.state !== undefined) query = query.where('state_code', '=', filter.state);
  if (filter.from !== undefined) query = query.where(DAY, '>=', dayStart(filter.from));
  if (filter.to !== undefined) query = query.where(DAY, '<', new Date(dayStart(filter.to).getTime() + DAY_MS));
  return query;
}

type Filtered = ReturnType<typeof filtered>;

async function pageOf(
  db: Database,
  query: Filtered,
  filter: ListFilter,
  histories: Histories,
  known?: number,
): Promise<Found> {
  // Days are asked for along their own index: what lies between them and today is not walked through.
  const byDay = filter.from !== undefined || filter.to !== undefined;
  const found = await (byDay ? query.orderBy(DAY, 'desc') : query.orderBy('created_at', 'desc'))
    .select(['id', seen])
    .orderBy('id', 'desc')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute();
  const total = known ?? (await countOf(db, query, filter, found.length));
  return { states: await histories.states(db, found), total };
}

const isFiltered = ({ project, service, state, from, to }: ListFilter): boolean =>
  [project, service, state, from, to].some((given) => given !== undefined);

/** How many there are, at most COUNTED_AT_MOST; a last page tells without counting. */
async function countOf(db: Database, query: Filtered, { page, size }: ListFilter, shown: number): Promise<number> {
  if (shown > 0 && shown < size) return (page - 1) * size + shown;
  const counted = query.select(sql`1`.as('one')).limit(COUNTED_AT_MOST).as('counted');
  const { total } = await db
    .selectFrom(counted)
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** Orders of one organisation, newest first (JX-49). */
export async function listOf(
  db: Database,
  histories: Histories,
  organisationId: string,
  filter: ListFilter,
): Promise<Found> {
  const query = filtered(db, filter).where('organisation_id', '=', organisationId);
  // Its holder alone looks at them, now and then: read at once instead of kept at hand.
  const rows = await query
    .select('state')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute();
  return { states: rows.map((row) => histories.open(row.state)), total: await countOf(db, query, filter, rows.length) };
}

/**
 * Search over all orders: order number, credit code, name, tracking number, mobile, medium or invoice; all when `q` is
 * empty. `organisations` are those whose name `q` is a part of; `byMobile`: whoever asks may find people by their number.
 */
export async function search(
  db: Database,
  histories: Histories,
  q: string,
  filter: ListFilter,
  { organisations, byMobile }: { readonly organisations: readonly string[]; readonly byMobile: boolean },
): Promise<Found> {
  const text = q.trim();
  const query = filtered(db, filter);
  if (text === '') {
    // The statistics leave no doubt where all orders are beyond counting.
    const all = !isFiltered(filter) && (await rowsAbout(db, 'application')) > 2 * COUNTED_AT_MOST;
    return await pageOf(db, query, filter, histories, all ? COUNTED_AT_MOST : undefined);
  }
  const typed = text.toUpperCase().replace(/\s/g, '');
  const read = humanNumber.parse(text);
  const isCode = /^[A-Z0-9]+$/.test(typed);
  const sought = {
    number: read.ok ? read.number : typed,
    begins: /^[A-Z0-9-]+$/.test(typed) ? typed : undefined,
    code: isCode ? typed : undefined,
    serials: /^[A-Z0-9-]+$/.test(typed) ? [...new Set([typed, typed.replaceAll('-', '')])] : [],
    creditCode: isCode ? typed : undefined,
    mobile: isCode && byMobile ? typed : undefined,
    nameBegins: text,
    organisations,
  };
  if (!isFiltered(filter)) {
    const { found, total } = await pageFound(db, histories, sought, filter);
    return { states: await histories.states(db, found), total };
  }
  return await pageOf(
    db,
    query.where(sql<boolean>`application.id in ${idsFound(histories, sought)}`),
    filter,
    histories,
  );
}

/** Orders of an organisation that are neither finished nor void. */
export async function openOf(db: Database, histories: Histories, organisationId: string): Promise<ApplicationState[]> {
  const rows = await tables(db)
    .selectFrom('application')
    .select('state')
    .where('organisation_id', '=', organisationId)
    .where('void', '=', false)
    .where('stage', '!=', 'finished')
    .orderBy('created_at')
    .execute();
  return rows.map((row) => histories.open(row.state));
}

/** The newest other orders of an organisation, at most 20. */
export async function othersOf(
  db: Database,
  histories: Histories,
  state: ApplicationState,
): Promise<ApplicationState[]> {
  const found = await tables(db)
    .selectFrom('application')
    .select(['id', seen])
    .where('organisation_id', '=', state.organisation.id)
    .where('id', '!=', state.id)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return await histories.states(db, found);
}

export interface QueueCount {
  readonly queue: string;
  readonly open: number;
  readonly soon: number;
  readonly late: number;
  readonly oldest: Date | null;
}

/** How much work waits in each queue; `soon`: half of the target has passed, `late`: all of it. */
export async function countQueues(db: Database, queues: readonly QueueCode[], now: Date): Promise<QueueCount[]> {
  if (queues.length === 0) return [];
  return await tables(db)
    .selectFrom('application_task')
    .where('queue', 'in', [...queues])
    .where('open_from', '<=', now)
    .groupBy('queue')
    .select((eb) => [
      'queue',
      eb.fn.countAll<number>().as('open'),
      sql<number>`count(*) filter (where target >= ${now} and since + (target - since) / 2 <= ${now})`.as('soon'),
      sql<number>`count(*) filter (where target < ${now})`.as('late'),
      eb.fn.min('since').as('oldest'),
    ])
    .execute();
}

/** One queue, least time left first. */
export async function queuePage(
  db: Database,
  histories: Histories,
  queue: QueueCode,
  now: Date,
  page: { readonly page: number; readonly size: number; readonly project?: string | undefined },
): Promise<Found> {
  let waiting = tables(db).selectFrom('application_task').where('queue', '=', queue).where('open_from', '<=', now);
  if (page.project !== undefined) waiting = waiting.where('project', '=', page.project);
  // Sorted and cut among the tasks alone; only the orders of the page are looked at.
  const shown = waiting
    .select(['application_id', 'target', 'since'])
    .orderBy('target', (order) => order.asc().nullsLast())
    .orderBy('since')
    .orderBy('application_id')
    .limit(page.size)
    .offset((page.page - 1) * page.size)
    .as('shown');
  const total = waiting.select((eb) => eb.fn.countAll<number>().as('total'));
  const found = await tables(db)
    .selectFrom(shown)
    .innerJoin('application', 'application.id', 'shown.application_id')
    .select(['application.id', seen, total.as('total')])
    .orderBy('shown.target', (order) => order.asc().nullsLast())
    .orderBy('shown.since')
    .orderBy('application.id')
    .execute();
  // A page beyond the last has no row to tell it.
  const waits = found[0]?.total ?? (page.page === 1 ? 0 : (await total.executeTakeFirstOrThrow()).total);
  return { states: await histories.states(db, found), total: waits };
}

/**
 * The id of the most urgent order of a queue that nobody holds and nobody else is just taking; locked. What the asker
 * still holds and has not decided comes first, so that taking twice gives the same order; `except` is never given. Two
 * plain queries, each along its index.
 */
export async function nextInQueue(
  tx: Tx,
  queue: QueueCode,
  staffId: string,
  now: Date,
  except?: string,
): Promise<string | undefined> {
  let open = tables(tx)
    .selectFrom('application_task')
    .innerJoin('application', 'application.id', 'application_task.application_id')
    .select('application.id')
    .where('application_task.queue', '=', queue)
    .where('application_task.open_from', '<=', now)
    .orderBy('application_task.target', (order) => order.asc().nullsLast())
    .orderBy('application_task.since')
    .limit(1)
    .forUpdate('application')
    .skipLocked();
  if (except !== undefined) open = open.where('application.id', '!=', except);
  const mine = await open.where('held_by', '=', staffId).where('held_until', '>', now).executeTakeFirst();
  if (mine) return mine.id;
  const free = await open
    .where((eb) => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', now)]))
    .executeTakeFirst();
  return free?.id;
}

/** Ids of orders whose papers have waited long enough for a reminder (JX-42): their contact task is open. */
export async function dueReminders(db: Database, now: Date): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('application_task')
    .innerJoin('application', 'application.id', 'application_task.application_id')
    .select('application.id')
    .where('queue', '=', 'contact')
    .where('open_from', '<=', now)
    .where('stage', '=', 'papers')
    .limit(500)
    .execute();
  return rows.map((row) => row.id);
}

/** Ids of orders whose review lock has run out. */
export async function expiredLocks(db: Database, now: Date): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('application')
    .select('id')
    .where('held_by', 'is not', null)
    .where('held_until', '<=', now)
    .limit(500)
    .execute();
  return rows.map((row) => row.id);
}

/** Every id after another, in order, for a rebuild. */
export async function idsAfter(db: Database, id: string | undefined, limit: number): Promise<string[]> {
  let query = tables(db)
    .selectFrom('application_event')
    .select('application_id')
    .distinct()
    .orderBy('application_id')
    .limit(limit);
  if (id !== undefined) query = query.where('application_id', '>', id);
  return (await query.execute()).map((row) => row.application_id);
}

/** How many orders that are neither finished nor void keep which version of a programme. */
export async function runningByVersion(
  db: Database,
  programme: string,
): Promise<{ readonly version: number; readonly orders: number }[]> {
  return await tables(db)
    .selectFrom('application')
    .where('programme', '=', programme)
    .where('void', '=', false)
    .where('stage', '<>', 'finished')
    .groupBy('programme_version')
    .orderBy('programme_version', 'desc')
    .select((eb) => ['programme_version as version', eb.fn.countAll<number>().as('orders')])
    .execute();
}

/** The next sequence number of a prefix and a day, from 1. */
export async function nextNumber(tx: Tx, prefix: string, day: string): Promise<number> {
  const row = await tables(tx)
    .insertInto('application_number')
    .values({ prefix, day, used: 1 })
    .onConflict((c) =>
      c.columns(['prefix', 'day']).doUpdateSet((eb) => ({ used: eb('application_number.used', '+', 1) })),
    )
    .returning('used')
    .executeTakeFirstOrThrow();
  return row.used;
}
