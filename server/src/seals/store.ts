import { sql } from 'kysely';
import type { Database, Tx } from '../platform/index.ts';
import type { SealBrief, SealEventRow, SealRow, SealTables } from './tables.ts';

const tables = (db: Database) => db.withTables<SealTables>();

const BRIEF = [
  'id',
  'organisation_id',
  'organisation_name',
  'programme',
  'application_id',
  'application_number',
  'holding_id',
  'certificate_serial',
  'certificate_digest',
  'name',
  'sort',
  'status',
  'status_since',
  'picture_sha256',
  'width_mm',
  'height_mm',
  'maker_serial',
  'valid_from',
  'valid_to',
  'replaces',
  'created_at',
] as const;

/** Two jobs of one order go one after the other, in all processes. */
export async function lockOrder(tx: Tx, applicationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`seal:${applicationId}`}, 0))`.execute(tx);
}

export function sealById(db: Database, id: string): Promise<SealRow | undefined> {
  return tables(db).selectFrom('seal').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same with its row held. */
export function lockSeal(tx: Tx, id: string): Promise<SealRow | undefined> {
  return tables(tx).selectFrom('seal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Remembers what the medium is to sign, or that it was used up. */
export async function writeNonce(
  tx: Tx,
  id: string,
  one: { readonly nonce: Buffer; readonly until: Date } | null,
): Promise<void> {
  const change = { nonce: one?.nonce ?? null, nonce_until: one?.until ?? null };
  await tables(tx).updateTable('seal').set(change).where('id', '=', id).execute();
}

export function briefById(db: Database, id: string): Promise<SealBrief | undefined> {
  return tables(db).selectFrom('seal').select(BRIEF).where('id', '=', id).executeTakeFirst();
}

/** The seals of an order, rows held. */
export function lockByOrder(tx: Tx, applicationId: string): Promise<SealBrief[]> {
  const from = tables(tx).selectFrom('seal').select(BRIEF).where('application_id', '=', applicationId);
  return from.orderBy('id').forUpdate().execute();
}

/** The first seal of an order, whole; undefined while there is none. */
export function ofOrder(db: Database, applicationId: string): Promise<SealRow | undefined> {
  const from = tables(db).selectFrom('seal').selectAll().where('application_id', '=', applicationId);
  return from.orderBy('id').executeTakeFirst();
}

/** The seals of a certificate that are not over, rows held in one order everywhere. */
export function lockByCertificate(tx: Tx, serial: string): Promise<SealBrief[]> {
  return tables(tx)
    .selectFrom('seal')
    .select(BRIEF)
    .where('certificate_serial', '=', serial)
    .where('status', 'not in', ['changed', 'stopped'])
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The seals of a pair that are not over, rows held. */
export function lockByHolding(tx: Tx, holdingId: string): Promise<SealBrief[]> {
  return tables(tx)
    .selectFrom('seal')
    .select(BRIEF)
    .where('holding_id', '=', holdingId)
    .where('status', 'not in', ['changed', 'stopped'])
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Every seal of these pairs, newest first. */
export async function byHoldings(db: Database, ids: readonly string[]): Promise<SealBrief[]> {
  if (ids.length === 0) return [];
  const from = tables(db)
    .selectFrom('seal')
    .select(BRIEF)
    .where('holding_id', 'in', [...ids]);
  return await from.orderBy('created_at', 'desc').orderBy('id').execute();
}

export async function insertSeal(tx: Tx, row: SealRow): Promise<void> {
  await tables(tx).insertInto('seal').values(row).execute();
}

export async function updateSeal(tx: Tx, id: string, change: Pick<SealRow, 'status' | 'status_since'>): Promise<void> {
  await tables(tx).updateTable('seal').set(change).where('id', '=', id).execute();
}

/** Appends to the history of a seal. */
export async function remember(tx: Tx, ...events: readonly Omit<SealEventRow, 'id'>[]): Promise<void> {
  await tables(tx)
    .insertInto('seal_event')
    .values([...events])
    .execute();
}

export async function historyOf(db: Database, id: string): Promise<SealEventRow[]> {
  return await tables(db).selectFrom('seal_event').selectAll().where('seal_id', '=', id).orderBy('id').execute();
}

export interface SealQuery {
  readonly page: number;
  readonly size: number;
  readonly q?: string | undefined;
  readonly status?: SealRow['status'] | undefined;
  readonly organisation?: string | undefined;
}

/** Totals are counted no further than this. */
const COUNTED_AT_MOST = 10_000;

/** A page of seals, newest first. `q`: number of the order, serial of the certificate, or the beginning of the name. */
export async function searchSeals(db: Database, query: SealQuery): Promise<{ rows: SealBrief[]; total: number }> {
  let from = tables(db).selectFrom('seal');
  if (query.organisation !== undefined) from = from.where('organisation_id', '=', query.organisation);
  const { status } = query;
  if (status !== undefined) from = from.where('status', '=', status);
  const q = query.q?.trim();
  if (q) {
    const begins = `${q.replace(/[\\%_]/g, '\\$&')}%`;
    from = from.where((eb) =>
      eb.or([
        eb('application_number', '=', q.toUpperCase()),
        eb('certificate_serial', '=', q.toUpperCase()),
        eb('name', 'like', begins),
      ]),
    );
  }
  const rows = await from
    .select(BRIEF)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const { total } = await tables(db)
    .selectFrom(from.select('id').limit(COUNTED_AT_MOST).as('counted'))
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}
