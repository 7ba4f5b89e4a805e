import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/index.ts';
import type { ApplicationState } from '../engine/state.ts';
import type { Histories } from './history.ts';
import type { ApplicationTables } from './tables.ts';

const tables = (db: Database) => db.withTables<ApplicationTables>();

/** Two businesses cannot begin on one certificate at the same moment (BJ-33): the second waits and then sees the first. */
export async function holdSubject(tx: Tx, holding: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`holding.${holding}`}, 0))`.execute(tx);
}

/** The same for first applications of one account for one project (PA-02). */
export async function holdAccount(tx: Tx, organisationId: string, project: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`applying.${organisationId}.${project}`}, 0))`.execute(tx);
}

/** Number of the business that is open on a certificate, besides `order`. */
export async function runningOn(db: Database, holding: string, order?: string): Promise<string | null> {
  let query = tables(db)
    .selectFrom('application')
    .select('number')
    .where('subject_holding', '=', holding)
    .where('void', '=', false)
    .where('stage', '<>', 'finished');
  if (order !== undefined) query = query.where('id', '<>', order);
  return (await query.executeTakeFirst())?.number ?? null;
}

/** The latest finished business about a certificate, else the application it was made by. */
export async function latestOn(
  db: Database,
  histories: Histories,
  holding: string,
  madeBy: string,
): Promise<ApplicationState | undefined> {
  const row = await tables(db)
    .selectFrom('application')
    .select('state')
    .where('subject_holding', '=', holding)
    .where('void', '=', false)
    .where('stage', '=', 'finished')
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row ? histories.open(row.state) : await histories.state(db, madeBy);
}

/** Numbers of a holder's open applications that will make a certificate of a project; `making` are their services. */
export async function applyingFor(
  db: Database,
  holder: Pick<ApplicationState['organisation'], 'id' | 'creditCode'>,
  project: string,
  making: readonly string[],
): Promise<string[]> {
  if (making.length === 0) return [];
  const rows = await tables(db)
    .selectFrom('application')
    .select('number')
    .where('organisation_id', '=', holder.id)
    .where('credit_code', '=', holder.creditCode)
    .where('project', '=', project)
    .where('service', 'in', making)
    .where('void', '=', false)
    .where('stage', '<>', 'finished')
    .orderBy('created_at')
    .execute();
  return rows.map(({ number }) => number);
}

/** How many first applications an account began and never handed in, counted up to `most`. */
export async function draftsOf(db: Database, organisationId: string, most: number): Promise<number> {
  const { rows } = await sql<{ drafts: number }>`
    select count(*)::int as drafts from (
      select from application where organisation_id = ${organisationId} and stage = 'fill' and not void
        and submitted_at is null and subject_holding is null limit ${sql.lit(most)}) as found`.execute(db);
  return rows[0]?.drafts ?? 0;
}
