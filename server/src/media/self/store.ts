import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/index.ts';
import { livingProduction } from '../store.ts';
import type { MediaTables } from '../types.ts';
import type { SelfServiceOrder } from './port.ts';
import type { ProvenStep } from './rules.ts';
import type { InstallRow, ProvidedRow, SelfTables, StepRow } from './tables.ts';

const tables = (db: Database) => db.withTables<SelfTables>();

/** The media paired with an order, by position. */
export function providedOf(db: Database, applicationId: string): Promise<ProvidedRow[]> {
  return tables(db)
    .selectFrom('provided_medium')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute();
}

/** The installations of an order that were not abandoned, by position. */
export function installsOf(db: Database, applicationId: string): Promise<InstallRow[]> {
  return tables(db)
    .selectFrom('self_install')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('status', '<>', 'abandoned')
    .orderBy('position')
    .execute();
}

/** A step of an order with a medium, as far as it came. */
export function stepOf(
  db: Database,
  applicationId: string,
  step: ProvenStep,
  mediumSerial: string,
): Promise<StepRow | undefined> {
  return tables(db)
    .selectFrom('self_step')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('step', '=', step)
    .where('medium_serial', '=', mediumSerial)
    .executeTakeFirst();
}

export function stepsOf(db: Database, applicationId: string): Promise<StepRow[]> {
  return tables(db).selectFrom('self_step').selectAll().where('application_id', '=', applicationId).execute();
}

export async function writeStep(
  tx: Tx,
  key: Pick<StepRow, 'application_id' | 'step' | 'medium_serial'>,
  change: Partial<Pick<StepRow, 'proven_until' | 'detail' | 'done_at'>>,
): Promise<void> {
  await tables(tx)
    .insertInto('self_step')
    .values({ proven_until: null, detail: null, done_at: null, ...key, ...change })
    .onConflict((c) => c.columns(['application_id', 'step', 'medium_serial']).doUpdateSet(change))
    .execute();
}

/** A medium of an order on which certificates go or are. */
export interface Place {
  readonly serial: string;
  /** Counts the order's media; what issuance knows its pair by. */
  readonly position: number;
  readonly kind: 'provided' | 'same';
  readonly passwordCard: string | null;
}

/** The media certificates of this order may be written to, and no other. */
export async function placesOf(db: Database, order: SelfServiceOrder): Promise<readonly Place[]> {
  if (!order.install) return [];
  if (order.install.medium === 'same') {
    const serial = order.subjectMedium;
    return serial === null ? [] : [{ serial, position: 0, kind: 'same', passwordCard: null }];
  }
  const rows = await providedOf(db, order.applicationId);
  return rows
    .filter(({ sent_at }) => sent_at !== null)
    .map(({ medium_serial: serial, position, password_card: passwordCard }) => ({
      serial,
      position,
      kind: 'provided' as const,
      passwordCard,
    }));
}

/**
 * The media that hold the certificates a step of this order is about: those it made, else that of the certificate it is
 * about.
 */
export async function mediaOf(db: Database, order: SelfServiceOrder): Promise<readonly string[]> {
  const written = (await installsOf(db, order.applicationId)).filter(({ status }) => status === 'installed');
  const production = await livingProduction(db, order.applicationId);
  const made = production?.status === 'made' ? [production.medium_serial] : [];
  const own = [...new Set([...written.map((row) => row.medium_serial), ...made])];
  if (own.length > 0) return own;
  return order.subjectMedium === null ? [] : [order.subjectMedium];
}

/** Where the pair a medium holds now was made: its application, and its position there. The latest writing counts. */
export async function pairPlace(
  db: Database,
  mediumSerial: string,
): Promise<{ readonly applicationId: string; readonly position: number } | undefined> {
  const written = await tables(db)
    .selectFrom('self_install')
    .select(['application_id', 'position', 'installed_at as at'])
    .where('medium_serial', '=', mediumSerial)
    .where('status', '=', 'installed')
    .orderBy('installed_at', 'desc')
    .executeTakeFirst();
  const made = await db
    .withTables<MediaTables>()
    .selectFrom('production')
    .select(['application_id', 'made_at as at'])
    .where('medium_serial', '=', mediumSerial)
    .where('status', '=', 'made')
    .orderBy('made_at', 'desc')
    .executeTakeFirst();
  if (written && (!made?.at || !written.at || written.at >= made.at)) {
    return { applicationId: written.application_id, position: written.position };
  }
  return made && { applicationId: made.application_id, position: 0 };
}

/** Whether this order wrote to a medium before, so that a first PIN in it is its own. */
export async function wroteBefore(db: Database, applicationId: string, mediumSerial: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('self_install')
    .select('id')
    .where('application_id', '=', applicationId)
    .where('medium_serial', '=', mediumSerial)
    .executeTakeFirst();
  return row !== undefined;
}

/** The blank media of a parcel, by position; for the sandbox, where no courier comes. */
export async function postedMedia(
  db: Database,
  trackingNumber: string,
): Promise<{ readonly mediumSerial: string; readonly passwordCard: string | null }[]> {
  const rows = await tables(db)
    .selectFrom('package')
    .innerJoin('provided_medium', 'provided_medium.application_id', 'package.application_id')
    .select(['provided_medium.medium_serial', 'provided_medium.password_card'])
    .where('package.tracking_number', '=', trackingNumber)
    .where('package.kind', '=', 'blank')
    .where('provided_medium.removed_at', 'is', null)
    // A replacement comes in a parcel of its own.
    .where(sql<boolean>`provided_medium.medium_serial = any (package.media)`)
    .orderBy('provided_medium.position')
    .execute();
  return rows.map((row) => ({ mediumSerial: row.medium_serial, passwordCard: row.password_card }));
}

/** The order that media were posted for with this tracking number. */
export async function packageOrder(db: Database, trackingNumber: string): Promise<string | undefined> {
  const row = await tables(db)
    .selectFrom('package')
    .select('application_id')
    .where('tracking_number', '=', trackingNumber)
    .executeTakeFirst();
  return row?.application_id;
}
