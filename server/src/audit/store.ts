import { type ExpressionBuilder, sql } from 'kysely';
import type { Database, Tx } from '../platform/index.ts';
import type { AuditActor, AuditQuery, AuditRecord, ChainedRecord, JsonValue } from './types.ts';

type Details = { readonly [key: string]: JsonValue };

export type AuditTables = {
  audit_entry: {
    id: string;
    at: Date;
    actor_kind: AuditActor['kind'];
    actor_id: string | null;
    actor_name: string;
    action: string;
    subject_kind: string;
    subject_id: string;
    subject_label: string;
    details: Details;
  };
  audit_link: { sequence: number; entry_id: string; hash: string };
  audit_pending: { position: never; entry_id: string };
};

type EntryRow = AuditTables['audit_entry'];

/** Writes entries and puts them in line for linking, in the transaction of their cause. */
export async function insertEntries(tx: Tx, records: readonly AuditRecord[]): Promise<void> {
  const column = <T>(of: (record: AuditRecord) => T): T[] => records.map(of);
  // One statement, one round trip.
  await sql`
    with entry as (
      insert into audit_entry
        (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, subject_label, details)
      select * from unnest(${column(({ id }) => id)}::uuid[], ${column(({ at }) => at)}::timestamptz[],
        ${column(({ actor }) => actor.kind)}::text[], ${column(({ actor }) => actor.id)}::text[],
        ${column(({ actor }) => actor.name)}::text[], ${column(({ action }) => action)}::text[],
        ${column(({ subject }) => subject.kind)}::text[], ${column(({ subject }) => subject.id)}::text[],
        ${column(({ subject }) => subject.label)}::text[],
        ${column(({ details }) => JSON.stringify(details))}::jsonb[])
      returning id
    )
    insert into audit_pending (entry_id) select id from entry`.execute(tx);
}

/** One linker at a time in the whole cluster; held until the transaction ends. */
export async function lockChain(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('yinxin audit chain'))`.execute(tx);
}

export async function head(db: Database): Promise<{ sequence: number; hash: string } | undefined> {
  return db
    .withTables<AuditTables>()
    .selectFrom('audit_link')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The oldest entries in line, at most `limit`. */
export async function pending(tx: Tx, limit: number): Promise<AuditRecord[]> {
  const rows = await tx
    .withTables<AuditTables>()
    .selectFrom('audit_pending')
    .innerJoin('audit_entry', 'audit_entry.id', 'audit_pending.entry_id')
    .selectAll('audit_entry')
    .orderBy('audit_pending.position')
    .limit(limit)
    .execute();
  return rows.map(recordOf);
}

export async function insertLinks(tx: Tx, links: readonly AuditTables['audit_link'][]): Promise<void> {
  const tables = tx.withTables<AuditTables>();
  await tables
    .insertInto('audit_link')
    .values([...links])
    .execute();
  const ids = links.map((one) => one.entry_id);
  await tables.deleteFrom('audit_pending').where('entry_id', 'in', ids).execute();
}

const dayStart = (day: string) => new Date(`${day}T00:00:00+08:00`);
const dayEnd = (day: string) => new Date(dayStart(day).getTime() + 86_400_000);

function matching(eb: ExpressionBuilder<AuditTables, 'audit_entry' | 'audit_link'>, query: AuditQuery) {
  const conditions = [];
  if (query.action) conditions.push(eb('action', '=', query.action));
  if (query.from) conditions.push(eb('at', '>=', dayStart(query.from)));
  if (query.to) conditions.push(eb('at', '<', dayEnd(query.to)));
  if (query.q) {
    const pattern = `%${query.q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
    const columns = ['actor_name', 'action', 'subject_label', 'subject_id'] as const;
    conditions.push(eb.or(columns.map((column) => eb(column, 'ilike', pattern))));
  }
  return eb.and(conditions);
}

/** More than so many are not counted: nobody pages through them, and counting millions would be the slowest part. */
const COUNTED_AT_MOST = 10_000;

/** One page of linked records, newest first, with the number of those that match, as far as they are counted. */
export async function search(db: Database, query: AuditQuery): Promise<{ items: ChainedRecord[]; total: number }> {
  const base = db
    .withTables<AuditTables>()
    .selectFrom('audit_link')
    .innerJoin('audit_entry', 'audit_entry.id', 'audit_link.entry_id')
    .where((eb) => matching(eb, query));
  const counted = base.select('sequence').limit(COUNTED_AT_MOST).as('counted');
  const { n } = await db.selectFrom(counted).select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();
  const rows = await base
    .selectAll('audit_entry')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { items: rows.map(chainedOf), total: n };
}

/** Linked records after a sequence in order of the chain, at most `limit`. */
export async function after(db: Database, sequence: number, limit: number): Promise<ChainedRecord[]> {
  const rows = await db
    .withTables<AuditTables>()
    .selectFrom('audit_link')
    .innerJoin('audit_entry', 'audit_entry.id', 'audit_link.entry_id')
    .selectAll('audit_entry')
    .select(['sequence', 'hash'])
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map(chainedOf);
}

/** Whether an entry exists that is neither linked nor in line. One statement, so one moment. */
export async function hasStray(db: Database): Promise<boolean> {
  const { rows } = await sql<{ stray: boolean }>`
    select exists (
      select from audit_entry e
      where not exists (select from audit_link l where l.entry_id = e.id)
        and not exists (select from audit_pending p where p.entry_id = e.id)
    ) as stray`.execute(db);
  return rows[0]?.stray ?? false;
}

function recordOf(row: EntryRow): AuditRecord {
  return {
    id: row.id,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, label: row.subject_label },
    details: row.details,
  };
}

function chainedOf(row: EntryRow & { sequence: number; hash: string }): ChainedRecord {
  return { ...recordOf(row), sequence: row.sequence, hash: row.hash };
}
