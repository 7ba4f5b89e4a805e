import type { HOLDING_DUES } from '@yinxin/contract';
import type { CertificateState } from '@yinxin/life';
import { type SelectQueryBuilder, sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { rowsAbout } from '../platform/database/index.ts';
import type { Database, Tx } from '../platform/index.ts';
import type { BusinessRow, HoldingEventRow, HoldingRow, HoldingTables } from './tables.ts';

const tables = (db: Database) => db.withTables<HoldingTables>();

/** The pair of an id with its row held; undefined when there is none. */
export function lockHolding(tx: Tx, id: string): Promise<HoldingRow | undefined> {
  return tables(tx).selectFrom('holding').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export function holdingById(db: Database, id: string): Promise<HoldingRow | undefined> {
  return tables(db).selectFrom('holding').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The pair one of these serials belongs to, rows held in order of id so that nobody waits both ways. */
export function lockBySerials(tx: Tx, serials: readonly string[]): Promise<HoldingRow[]> {
  return tables(tx)
    .selectFrom('holding')
    .selectAll()
    .where((eb) => eb.or([eb('sign_serial', 'in', [...serials]), eb('encrypt_serial', 'in', [...serials])]))
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The pairs an order made. */
export function madeBy(db: Database, applicationId: string): Promise<HoldingRow[]> {
  return tables(db).selectFrom('holding').selectAll().where('application_id', '=', applicationId).execute();
}

/** The pairs an order made, rows held. */
export function lockMadeBy(tx: Tx, applicationId: string): Promise<HoldingRow[]> {
  return tables(tx)
    .selectFrom('holding')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export type NewHolding = Omit<HoldingRow, 'id'>;

/** Writes a pair once: a serial that is known already stays as it is, and undefined is answered. */
export async function insertHolding(tx: Tx, row: NewHolding): Promise<HoldingRow | undefined> {
  return await tables(tx)
    .insertInto('holding')
    .values({ id: uuid(), ...row })
    .onConflict((c) => c.column('sign_serial').doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function updateHolding(tx: Tx, id: string, change: Partial<HoldingRow>): Promise<void> {
  await tables(tx).updateTable('holding').set(change).where('id', '=', id).execute();
}

const NOTHING = {
  move: null,
  from_state: null,
  to_state: null,
  application_id: null,
  application_number: null,
  business: null,
} as const;

type NewEvent = Pick<HoldingEventRow, 'holding_id' | 'at' | 'kind' | 'by_kind'> &
  Partial<Omit<HoldingEventRow, 'id' | 'holding_id' | 'at' | 'kind' | 'by_kind'>>;

/** Appends to the history of a pair. */
export async function remember(tx: Tx, event: NewEvent): Promise<void> {
  await tables(tx)
    .insertInto('holding_event')
    .values({ ...NOTHING, ...event })
    .execute();
}

/** Opens a business on a pair; the one that runs already when there is one. The database decides between two at once. */
export async function insertBusiness(tx: Tx, row: Omit<BusinessRow, 'ended_at'>): Promise<BusinessRow | undefined> {
  const inserted = await tables(tx)
    .insertInto('holding_business')
    .values({ ...row, ended_at: null })
    .onConflict((c) => c.doNothing())
    .returning('application_id')
    .executeTakeFirst();
  return inserted ? undefined : await runningBusiness(tx, row.holding_id);
}

/** The business that runs on a pair. */
export function runningBusiness(db: Database, holdingId: string): Promise<BusinessRow | undefined> {
  return tables(db)
    .selectFrom('holding_business')
    .selectAll()
    .where('holding_id', '=', holdingId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** The business an order is about, while it runs. */
export function businessOf(db: Database, applicationId: string): Promise<BusinessRow | undefined> {
  return tables(db)
    .selectFrom('holding_business')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

export async function updateBusiness(tx: Tx, applicationId: string, change: Partial<BusinessRow>): Promise<void> {
  await tables(tx).updateTable('holding_business').set(change).where('application_id', '=', applicationId).execute();
}

/** Where the order that made pairs stands. */
export async function updateOpenStage(tx: Tx, applicationId: string, stage: string | null): Promise<void> {
  await tables(tx)
    .updateTable('holding')
    .set({ open_stage: stage })
    .where('application_id', '=', applicationId)
    .execute();
}

/** Living pairs whose time is over, some at a time; rows another process works on are passed over. */
export async function lockOverdue(
  tx: Tx,
  now: Date,
  live: readonly CertificateState[],
  limit: number,
): Promise<HoldingRow[]> {
  return await tables(tx)
    .selectFrom('holding')
    .selectAll()
    .where('status', 'in', [...live])
    .where('not_after', '<=', now)
    .orderBy('not_after')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function historyOf(db: Database, id: string): Promise<HoldingEventRow[]> {
  return await tables(db).selectFrom('holding_event').selectAll().where('holding_id', '=', id).orderBy('id').execute();
}

/** The businesses running on these pairs, and the pairs that came from them. */
export async function aroundOf(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return { running: [], successors: [] };
  const running = await tables(db)
    .selectFrom('holding_business')
    .selectAll()
    .where('holding_id', 'in', [...ids])
    .where('ended_at', 'is', null)
    .execute();
  const successors = await tables(db)
    .selectFrom('holding')
    .select(['id', 'predecessor'])
    .where('predecessor', 'in', [...ids])
    .orderBy('created_at')
    .execute();
  return { running, successors };
}

/** More than so many are not counted: nobody pages through them, and counting millions would be the slowest part. */
export const COUNTED_AT_MOST = 10_000;

/** Stages in which the holder of a certificate has something to do. */
const HOLDERS_STAGES = ['fill', 'install', 'activation', 'binding', 'seal', 'unlock'];
const SOON_DAYS = 90;
export type Due = (typeof HOLDING_DUES)[number];
/** How urgent a pair is for its holder; what is neither comes after them. */
const RANKS: Readonly<Record<Due, number>> = { act: 0, soon: 1, expired: 2 };

/** Rank of a pair of `holding`: something waits for its holder, it ends soon, it is over by date, it is well, it is past. */
const rankAt = (now: Date) => sql<number>`case
  when holding.status = 'suspended' then 0
  when holding.open_stage = any(${HOLDERS_STAGES}::text[]) and holding.status in ('made', 'activated', 'in-use') then 0
  when exists (select from holding_business b where b.holding_id = holding.id and b.ended_at is null
    and b.stage = any(${HOLDERS_STAGES}::text[])) then 0
  when holding.status in ('made', 'activated', 'in-use')
    and holding.not_after < ${now}::timestamptz + make_interval(days => ${SOON_DAYS}) then 1
  when holding.status = 'expired' and not exists (select from holding n where n.predecessor = holding.id) then 2
  when holding.status in ('requested', 'made', 'activated', 'in-use') then 3
  else 4 end`;

/** What an organisation holds, counted by what it needs. */
export async function countsOf(db: Database, organisation: string, now: Date) {
  const { rows } = await sql<{ total: number } & Record<Due, number>>`
    select count(*)::int as total, count(*) filter (where rank = ${RANKS.act})::int as act,
      count(*) filter (where rank = ${RANKS.soon})::int as soon,
      count(*) filter (where rank = ${RANKS.expired})::int as expired
    from (select ${rankAt(now)} as rank from holding where organisation_id = ${organisation}) ranked`.execute(db);
  const { total = 0, act = 0, soon = 0, expired = 0 } = rows[0] ?? {};
  return { total, due: { act, soon, expired } };
}

/** What a search asks; everything given must hold. */
export interface HoldingQuery {
  readonly page: number;
  readonly size: number;
  readonly q?: string | undefined;
  readonly status?: CertificateState | undefined;
  readonly programme?: string | undefined;
  readonly organisation?: string | undefined;
  readonly endsFrom?: string | undefined;
  readonly endsUntil?: string | undefined;
  readonly due?: Due | undefined;
  /** Sorted by what the holder has to do at this moment; newest first without it. */
  readonly urgentAt?: Date;
}

export async function searchHoldings(
  db: Database,
  query: HoldingQuery,
): Promise<{ readonly rows: readonly HoldingRow[]; readonly total: number }> {
  let from = tables(db).selectFrom('holding');
  if (query.organisation) from = from.where('organisation_id', '=', query.organisation);
  if (query.status) from = from.where('status', '=', query.status);
  if (query.programme) from = from.where('programme', '=', query.programme);
  if (query.endsFrom) from = from.where('not_after', '>=', new Date(query.endsFrom));
  if (query.endsUntil) from = from.where('not_after', '<=', new Date(query.endsUntil));
  const rank = query.urgentAt && rankAt(query.urgentAt);
  if (rank && query.due) from = from.where(rank, '=', RANKS[query.due]);
  const q = query.q?.trim();
  if (q) {
    const code = q.replace(/[\s:]/g, '').toUpperCase();
    const begins = `${q.replace(/[\\%_]/g, '\\$&')}%`;
    // Each of these has an index of its own: however many pairs there are, a search is a few look-ups.
    from = from.where((eb) =>
      eb.or([
        eb('sign_serial', '=', code),
        eb('encrypt_serial', '=', code),
        eb('medium_serial', '=', code),
        eb('application_number', '=', code),
        eb('credit_code', '=', code),
        // A person has no code: whose name still stands here is not found by it.
        eb.and([eb('organisation_name', 'like', begins), eb('credit_code', '<>', '')]),
      ]),
    );
  }
  const sorted = rank ? from.orderBy(rank).orderBy('not_after') : from;
  const rows = await sorted
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows, total: await countOf(db, from, query, rows.length) };
}

/** How many there are, at most COUNTED_AT_MOST: a last page tells without counting, and so do statistics where nothing is left out. */
async function countOf(
  db: Database,
  from: SelectQueryBuilder<HoldingTables, 'holding', object>,
  { page, size, q, status, programme, organisation, endsFrom, endsUntil, due }: HoldingQuery,
  shown: number,
): Promise<number> {
  if (shown > 0 && shown < size) return (page - 1) * size + shown;
  const given = [q, status, programme, organisation, endsFrom, endsUntil, due].some((one) => one);
  if (!given && (await rowsAbout(db, 'holding')) > 2 * COUNTED_AT_MOST) return COUNTED_AT_MOST;
  const counted = from.select('id').limit(COUNTED_AT_MOST).as('counted');
  const { total } = await tables(db)
    .selectFrom(counted)
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** How many other living pairs an organisation has. */
export async function otherLiving(
  db: Database,
  organisationId: string,
  id: string,
  live: readonly CertificateState[],
): Promise<number> {
  const { n } = await tables(db)
    .selectFrom('holding')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('organisation_id', '=', organisationId)
    .where('id', '<>', id)
    .where('status', 'in', [...live])
    .executeTakeFirstOrThrow();
  return n;
}

export async function livingOf(
  db: Database,
  organisationId: string,
  live: readonly CertificateState[],
): Promise<HoldingRow[]> {
  return await tables(db)
    .selectFrom('holding')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('status', 'in', [...live])
    .orderBy('created_at')
    .execute();
}

/** Ids of the pairs these certificates belong to. */
export async function idsBySerials(db: Database, serials: readonly string[]): Promise<readonly string[]> {
  if (serials.length === 0) return [];
  const rows = await tables(db)
    .selectFrom('holding')
    .select('id')
    .where((eb) => eb.or([eb('sign_serial', 'in', [...serials]), eb('encrypt_serial', 'in', [...serials])]))
    .execute();
  return rows.map(({ id }) => id);
}

export async function idBySerial(db: Database, serial: string): Promise<string | undefined> {
  return (await idsBySerials(db, [serial]))[0];
}

/** The pair last written to a medium, if it is living. */
export async function idByMedium(
  db: Database,
  mediumSerial: string,
  live: readonly CertificateState[],
): Promise<string | undefined> {
  const row = await tables(db)
    .selectFrom('holding')
    .select('id')
    .where('medium_serial', '=', mediumSerial)
    .where('status', 'in', [...live])
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row?.id;
}

/** Pairs by a serial of their medium or of either certificate, the newest first: three look-ups, sorted here. */
export async function findBySerial(db: Database, serials: readonly string[], limit: number): Promise<HoldingRow[]> {
  if (serials.length === 0) return [];
  const rows = await tables(db)
    .selectFrom('holding')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('medium_serial', 'in', serials),
        eb('sign_serial', 'in', serials),
        eb('encrypt_serial', 'in', serials),
      ]),
    )
    .limit(limit)
    .execute();
  return rows.sort((a, b) => b.created_at.getTime() - a.created_at.getTime());
}
