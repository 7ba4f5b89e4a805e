import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { Histories } from './history.ts';
import type { ApplicationTables } from './tables.ts';

/** Whoever posts waits here: of two people with the same tracking number the second is told whose it is. */
export async function holdTracking(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('parcels:post', 0))`.execute(tx);
}

/** Number of another order that was posted with this tracking number. */
export async function postedWith(
  tx: Tx,
  histories: Pick<Histories, 'trackingIndex'>,
  trackingNumber: string,
  except: string,
): Promise<string | undefined> {
  const row = await tx
    .withTables<ApplicationTables>()
    .selectFrom('application')
    .select('number')
    .where('parcel_out', '=', histories.trackingIndex(trackingNumber))
    .where('id', '<>', except)
    .executeTakeFirst();
  return row?.number;
}
