import { sql } from 'kysely';
import type { Database } from '../../server/src/platform/database/index.ts';
import { step } from './progress.ts';

/** Tables that are filled by the million. */
const LARGE = [
  'application',
  'application_event',
  'organisation',
  'organisation_name',
  'holding',
  'holding_event',
  'certificate',
  'certificate_order',
  'medium',
  'charge',
  'ledger_entry',
  'ledger_posting',
  'message',
  'audit_entry',
  'search_organisation',
];

/** Indexes no constraint rests on go before the filling and come back after it: built once instead of kept row by row. */
export async function setIndexesAside(db: Database): Promise<void> {
  await step(db, 'indexes aside', async (tx) => {
    await sql`
      create table scale.index as select i.indexname as name, i.indexdef as definition from pg_indexes i
      where i.schemaname = 'public' and i.tablename = any(${LARGE})
        and i.indexdef not like 'CREATE UNIQUE%' and not exists (select 1 from pg_constraint c where c.conname = i.indexname)`.execute(
      tx,
    );
    const { rows } = await sql<{ name: string }>`select name from scale.index`.execute(tx);
    for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(tx);
  });
}

export async function bringIndexesBack(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select name, definition from scale.index order by name`.execute(db);
  for (const { name, definition } of rows) {
    await step(db, `index ${name}`, async (tx) => {
      await sql`set local maintenance_work_mem = '1GB'`.execute(tx);
      await sql.raw(definition).execute(tx);
    });
  }
}

/** As autovacuum leaves tables that have rested, so that it does not begin while something is measured. */
export async function vacuum(db: Database): Promise<void> {
  const { rows: rested } = await sql`select 1 from scale.done where step = 'vacuum of long values'`.execute(db);
  if (rested.length === 0) {
    await sql`vacuum (process_main false) application`.execute(db);
    await step(db, 'vacuum of long values', async () => {});
  }
  for (const table of LARGE) {
    const { rows } = await sql`select 1 from scale.done where step = ${`vacuum ${table}`}`.execute(db);
    const { rows: there } = await sql`select 1 from pg_class where oid = to_regclass(${table})`.execute(db);
    if (rows.length > 0 || there.length === 0) continue;
    const began = performance.now();
    await sql`vacuum (analyze, process_toast false) ${sql.table(table)}`.execute(db);
    await step(db, `vacuum ${table}`, async () => {});
    console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  vacuum ${table}`);
  }
}
