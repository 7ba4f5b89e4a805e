import type { MediumState } from '@yinxin/life';
import { sql } from 'kysely';
import type { Database, Tx } from '../platform/index.ts';
import type { MediaTables, ProductionRow } from './types.ts';

/** Two desks working on one application go one after the other. */
export async function lockApplication(tx: Tx, applicationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`production:${applicationId}`}, 0))`.execute(tx);
}

/** The production of an application that was not abandoned. */
export function livingProduction(db: Database, applicationId: string): Promise<ProductionRow | undefined> {
  return db
    .withTables<MediaTables>()
    .selectFrom('production')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('status', '<>', 'abandoned')
    .executeTakeFirst();
}

export async function insertProduction(
  tx: Tx,
  row: Pick<
    ProductionRow,
    'id' | 'application_id' | 'application_number' | 'medium_serial' | 'password_card' | 'started_at'
  >,
): Promise<ProductionRow> {
  return tx
    .withTables<MediaTables>()
    .insertInto('production')
    .values({
      ...row,
      status: 'personalised',
      nonce: null,
      nonce_until: null,
      made_at: null,
      abandoned_at: null,
      abandoned_reason: null,
      issuing_since: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function updateProduction(
  tx: Tx,
  id: string,
  change: Partial<Omit<ProductionRow, 'id' | 'application_id' | 'medium_serial' | 'password_card'>>,
): Promise<void> {
  await tx.withTables<MediaTables>().updateTable('production').set(change).where('id', '=', id).execute();
}

/**
 * Productions that were given up while their pair was being issued, and whose process died before it could take the pair
 * back: since `before`, at most a hundred.
 */
export function straysSince(db: Database, before: Date): Promise<readonly ProductionRow[]> {
  return db
    .withTables<MediaTables>()
    .selectFrom('production')
    .selectAll()
    .where('status', '=', 'abandoned')
    .where('issuing_since', '<', before)
    .limit(100)
    .execute();
}

/** States of media by serial; what the stock does not know is absent. */
export async function mediumStates(
  db: Database,
  serials: readonly string[],
): Promise<ReadonlyMap<string, MediumState>> {
  if (serials.length === 0) return new Map();
  const rows = await db
    .withTables<MediaTables>()
    .selectFrom('medium')
    .select(['serial', 'state'])
    .where('serial', 'in', [...serials])
    .execute();
  return new Map(rows.map(({ serial, state }) => [serial, state]));
}
