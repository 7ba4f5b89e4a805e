import { sql } from 'kysely';
import { copyBytes, type Database, type Tx } from '../../../platform/index.ts';
import type { IssuanceTables } from '../../tables.ts';
import type { Scope } from './scope.ts';

/** A finished list as it is served. */
export interface PublishedList extends Scope {
  readonly number: number;
  readonly base: number | null;
  /** Whether it says where its deltas are: only then may a change be published as a delta. */
  readonly hasDelta: boolean;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: number;
  readonly bytes: number;
  /** SHA-256 of the whole list, hexadecimal. */
  readonly sha256: string;
}

const LIST_COLUMNS = [
  'authority',
  'shard',
  'kind',
  'number',
  'base_number',
  'has_delta',
  'this_update',
  'next_update',
  'entries',
  'bytes',
  'sha256',
] as const;
type ListRow = Pick<IssuanceTables['crl'], (typeof LIST_COLUMNS)[number]>;

function present(row: ListRow): PublishedList {
  return {
    authority: row.authority,
    shard: row.shard,
    kind: row.kind,
    number: row.number,
    base: row.base_number,
    hasDelta: row.has_delta,
    thisUpdate: row.this_update,
    nextUpdate: row.next_update,
    entries: row.entries,
    bytes: row.bytes ?? 0,
    sha256: row.sha256 ?? '',
  };
}

/** The newest finished list of a scope. */
export async function newestList(db: Database, { authority, shard, kind }: Scope): Promise<PublishedList | undefined> {
  const row = await db
    .withTables<IssuanceTables>()
    .selectFrom('crl')
    .select(LIST_COLUMNS)
    .where('authority', '=', authority)
    .where('shard', '=', shard)
    .where('kind', '=', kind)
    .where('completed_at', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && present(row);
}

/** The newest finished list of every scope of a CA. */
export async function newestLists(db: Database, authority: string): Promise<readonly PublishedList[]> {
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('crl')
    .select(LIST_COLUMNS)
    .distinctOn(['shard', 'kind'])
    .where('authority', '=', authority)
    .where('completed_at', 'is not', null)
    .orderBy('shard')
    .orderBy('kind', 'desc')
    .orderBy('number', 'desc')
    .execute();
  return rows.map(present);
}

/** The next number of a CA, used from now on whatever happens. The CA's row serialises all processes. */
export async function takeNumber(tx: Tx, authority: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into crl_number as n (authority, number)
    select ${authority}, coalesce(max(number), 0) + 1 from crl where authority = ${authority}
    on conflict (authority) do update
      set number = greatest(n.number, (select coalesce(max(number), 0) from crl where authority = ${authority})) + 1
    returning number`.execute(tx);
  const number = rows[0]?.number;
  if (number === undefined) throw new Error(`no CRL number of ${authority}`);
  return number;
}

/** After a restore: numbers up to this one were used, whatever the database says. */
export async function raiseCrlNumber(tx: Tx, authority: string, number: number): Promise<void> {
  await sql`insert into crl_number as n (authority, number) values (${authority}, ${number})
    on conflict (authority) do update set number = greatest(n.number, excluded.number)`.execute(tx);
}

/**
 * Marks every change that no list has as listed by this number, also what a round marked that was interrupted: the list of
 * everything is made last, so where it is finished the others are. Answers how many, by part.
 */
export async function markListed(tx: Tx, authority: string, number: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ shard: number; count: number }>`
    with marked as (
      update revocation set listed = ${number} where authority = ${authority}
        and (listed is null or listed > (${lastFinished(authority)})) returning shard
    ) select shard, count(*)::int as count from marked group by shard`.execute(tx);
  return new Map(rows.map(({ shard, count }) => [shard, count]));
}

const lastFinished = (authority: string) => sql`select coalesce(max(number), 0) from crl
  where authority = ${authority} and shard = 0 and completed_at is not null`;

/** Changes that no finished list shows: never listed, or by a list that was interrupted. */
export async function waitingChanges(db: Database, authority: string, most = 1): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from revocation where authority = ${authority} and listed is null
      union all
      select 1 from revocation where authority = ${authority} and listed > (${lastFinished(authority)})
      limit ${most}
    ) waiting`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Parts of the lists of a CA that were ever used; certificates of a part keep their list when the setting changes. */
export async function partsInUse(db: Database, authority: string): Promise<readonly number[]> {
  const { rows } = await sql<{ shard: number }>`
    select distinct shard from crl where authority = ${authority}`.execute(db);
  return rows.map(({ shard }) => shard);
}

/** Bytes before the entries, and after them; entries lie between. */
export const FIRST_PART = 0;
export const LAST_PART = 1_000_000;

/**
 * Puts the entries of a list together inside the database, in one statement and so as of one moment: parts of some 25 KB,
 * every entry exactly as it was encoded. Answers their bytes and number.
 */
export async function gatherEntries(
  tx: Tx,
  scope: Scope & { readonly number: number },
  { base, forgetBefore, about }: { readonly base: number | null; readonly forgetBefore: Date; readonly about: number },
): Promise<{ readonly bytes: number; readonly entries: number }> {
  const { authority, shard, kind, number } = scope;
  const parts = 2 ** Math.min(12, Math.ceil(Math.log2(Math.max(1, about / ENTRIES_PER_PART))));
  const ofShard = shard === 0 ? sql`` : sql`and shard = ${shard}`;
  const ofKind = base === null ? sql`and reason <> 'removeFromCRL'` : sql`and (listed is null or listed > ${base})`;
  // Room for the parts while they are put together; otherwise entries are sorted on the disk.
  await sql`set local work_mem = '160MB'`.execute(tx);
  const { rows } = await sql<{ bytes: number; entries: number }>`
    insert into crl_part (authority, shard, kind, number, part, bytes, entries)
    select ${authority}, ${shard}::int, ${kind}, ${number}::bigint, (hashtext(serial) & ${parts - 1}::int) + 1,
      string_agg(entry, ''::bytea), count(*)::int
    from revocation
    where authority = ${authority} and not_after > ${forgetBefore} ${ofShard} ${ofKind}
    group by 5
    returning octet_length(bytes) as bytes, entries`.execute(tx);
  return {
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
    entries: rows.reduce((sum, row) => sum + row.entries, 0),
  };
}
const ENTRIES_PER_PART = 512;

/** The bytes of a list in order; each piece is there until the next one is asked for. */
export const readBytes = (
  db: Database,
  { authority, shard, kind, number }: Scope & { readonly number: number },
): AsyncGenerator<Buffer> =>
  copyBytes(db)`select bytes from crl_part where authority = ${authority} and shard = ${shard} and kind = ${kind}
    and number = ${number} order by part`;

/** Forgets the bytes of lists before the last two, and of those that were interrupted; their numbers stay. */
export async function forgetOldParts(tx: Tx, { authority, shard, kind }: Scope): Promise<void> {
  await sql`delete from crl_part where authority = ${authority} and shard = ${shard} and kind = ${kind} and number < (
    select min(number) from (select number from crl where authority = ${authority} and shard = ${shard}
      and kind = ${kind} and completed_at is not null order by number desc limit 2) kept)`.execute(tx);
}
