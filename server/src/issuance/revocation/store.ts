import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';
import type { StaffActor } from '../ports.ts';
import type { IssuanceTables } from '../tables.ts';
import type { StatusReason } from '../types.ts';
import { type Standing, type StatusAct, standingOf } from './rules.ts';

const Serials = z.array(z.string());

export interface RevocationRequest {
  readonly id: string;
  readonly act: StatusAct;
  readonly serials: readonly string[];
  readonly subject: string;
  readonly reason: StatusReason;
  readonly invalidityDate: Date | null;
  readonly note: string;
  readonly status: 'open' | 'done' | 'refused';
  readonly requestedBy: Pick<StaffActor, 'id' | 'name'>;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

type Row = Pick<
  IssuanceTables['revocation_request'],
  | 'id'
  | 'act'
  | 'subject'
  | 'reason'
  | 'invalidity_date'
  | 'note'
  | 'status'
  | 'requested_by'
  | 'requested_by_name'
  | 'requested_at'
  | 'decided_at'
> & { readonly serials: unknown; readonly decided_by_name: string | null };

function present(row: Row): RevocationRequest {
  return {
    id: row.id,
    act: row.act,
    serials: Serials.parse(row.serials),
    subject: row.subject,
    reason: row.reason,
    invalidityDate: row.invalidity_date,
    note: row.note,
    status: row.status,
    requestedBy: { id: row.requested_by, name: row.requested_by_name },
    requestedAt: row.requested_at,
    decidedBy: row.decided_by_name,
    decidedAt: row.decided_at,
  };
}

/** A pair as the rules ask about it. */
export interface Pair {
  readonly applicationId: string | null;
  readonly organisationId: string | null;
  readonly mediumSerial: string | null;
  readonly serials: readonly string[];
  readonly subject: string;
  readonly standings: readonly Standing[];
  readonly expired: boolean;
  readonly notBefore: Date;
  /** Id of the open request about it. */
  readonly request: string | null;
  readonly openRequest: boolean;
}

/**
 * Both certificates of the pair one serial belongs to, and what the rules ask; undefined for an unknown serial. With `hold`
 * the order's row is held, which serialises two people asking at once.
 */
export async function readPair(db: Database, serial: string, now: Date, hold: boolean): Promise<Pair | undefined> {
  const tables = db.withTables<IssuanceTables>();
  const one = await tables
    .selectFrom('certificate')
    .select(['order_id', 'application_id', 'organisation_id', 'medium_serial'])
    .where('serial', '=', serial)
    .where('use', 'in', ['sign', 'encrypt'])
    .where('published_at', 'is not', null)
    .executeTakeFirst();
  if (!one?.order_id) return undefined;
  if (hold) {
    await tables.selectFrom('certificate_order').select('id').where('id', '=', one.order_id).forUpdate().execute();
  }
  const rows = await tables
    .selectFrom('certificate')
    .leftJoin('revocation', 'revocation.serial', 'certificate.serial')
    .select(['certificate.serial', 'certificate.subject', 'certificate.not_before', 'certificate.not_after'])
    .select('revocation.reason')
    .where('certificate.order_id', '=', one.order_id)
    .orderBy('certificate.use', 'desc')
    .execute();
  const open = await tables
    .selectFrom('revocation_request')
    .select('id')
    .where('status', '=', 'open')
    .where(sql<boolean>`serials @> ${JSON.stringify([serial])}::jsonb`)
    .executeTakeFirst();
  return {
    applicationId: one.application_id,
    organisationId: one.organisation_id,
    mediumSerial: one.medium_serial,
    serials: rows.map((row) => row.serial),
    subject: rows[0]?.subject ?? '',
    standings: rows.map((row) => standingOf(row.reason)),
    expired: rows.every((row) => row.not_after < now),
    notBefore: rows[0]?.not_before ?? now,
    request: open?.id ?? null,
    openRequest: open !== undefined,
  };
}

export async function insertRequest(
  tx: Tx,
  request: Omit<RevocationRequest, 'id' | 'status' | 'decidedBy' | 'decidedAt'>,
): Promise<RevocationRequest> {
  const row = await tx
    .withTables<IssuanceTables>()
    .insertInto('revocation_request')
    .values({
      id: uuid(),
      act: request.act,
      serials: JSON.stringify(request.serials),
      subject: request.subject,
      reason: request.reason,
      invalidity_date: request.invalidityDate,
      note: request.note,
      status: 'open',
      requested_by: request.requestedBy.id,
      requested_by_name: request.requestedBy.name,
      requested_at: request.requestedAt,
      decided_by: null,
      decided_by_name: null,
      decided_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return present(row);
}

/** The request with its row held, so that two deciders go one after the other. */
export async function lockRequest(tx: Tx, id: string): Promise<RevocationRequest | undefined> {
  const row = await tx
    .withTables<IssuanceTables>()
    .selectFrom('revocation_request')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && present(row);
}

export async function closeRequest(
  tx: Tx,
  id: string,
  status: 'done' | 'refused',
  by: StaffActor,
  at: Date,
): Promise<RevocationRequest> {
  const row = await tx
    .withTables<IssuanceTables>()
    .updateTable('revocation_request')
    .set({ status, decided_by: by.id, decided_by_name: by.name, decided_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return present(row);
}

export async function listRequests(
  db: Database,
  query: {
    readonly page: number;
    readonly size: number;
    readonly status?: RevocationRequest['status'] | undefined;
    readonly act?: StatusAct | undefined;
  },
): Promise<{ readonly items: readonly RevocationRequest[]; readonly total: number }> {
  const tables = db.withTables<IssuanceTables>();
  let from = tables.selectFrom('revocation_request');
  if (query.status) from = from.where('status', '=', query.status);
  if (query.act) from = from.where('act', '=', query.act);
  const rows = await from
    .selectAll()
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const { total } = await from.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { items: rows.map(present), total };
}

/** Every request about a certificate, oldest first. */
export async function requestsAbout(db: Database, serial: string): Promise<readonly RevocationRequest[]> {
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('revocation_request')
    .selectAll()
    .where(sql<boolean>`serials @> ${JSON.stringify([serial])}::jsonb`)
    .orderBy('requested_at')
    .execute();
  return rows.map(present);
}
