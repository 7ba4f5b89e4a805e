import { sql } from 'kysely';
import { type Database, type Tx, transaction } from '../../server/src/platform/database/index.ts';

/** Steps shorter than this, in seconds, are not told. */
const WORTH_TELLING = 0.5;

/** What is done is written in the database it was done to, in the same transaction: a run that was cut off goes on there. */
export async function openProgress(db: Database): Promise<void> {
  await sql`create schema if not exists scale`.execute(db);
  await sql`create table if not exists scale.done (step text primary key, seconds real not null)`.execute(db);
}

/** Does a step unless it is done already; tells how long it took. */
export async function step(db: Database, name: string, work: (tx: Tx) => Promise<unknown>): Promise<void> {
  const { rows } = await sql`select 1 from scale.done where step = ${name}`.execute(db);
  if (rows.length > 0) return;
  const began = performance.now();
  await transaction(db, async (tx) => {
    // Copies of what the rules allowed: the checks of each row were done when it was played.
    await sql`set local session_replication_role = replica`.execute(tx);
    await work(tx);
    const seconds = (performance.now() - began) / 1000;
    await sql`insert into scale.done (step, seconds) values (${name}, ${seconds})`.execute(tx);
  });
  const seconds = (performance.now() - began) / 1000;
  if (seconds < WORTH_TELLING) return;
  const { rows: disk } = await sql<{ size: string }>`
    select pg_size_pretty(pg_database_size(current_database())) as size`.execute(db);
  console.log(`${seconds.toFixed(1).padStart(7)} s  ${name.padEnd(44)} ${disk[0]?.size}`);
}

/** Seconds all steps took together, over all runs. */
export async function secondsSpent(db: Database): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`select sum(seconds)::float8 as seconds from scale.done`.execute(db);
  return rows[0]?.seconds ?? 0;
}
