import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';
import type { StaffActor } from '../ports.ts';
import type { IssuanceTables } from '../tables.ts';
import type { RevocationReason } from '../types.ts';

const Serials = z.array(z.string());

export interface RevocationRequest {
  readonly id: string;
  readonly serials: readonly string[];
  readonly subject: string;
  readonly reason: RevocationReason;
  readonly note: string;
  readonly status: 'open' | 'done' | 'refused';
  readonly requestedBy: Pick<StaffActor, 'id' | 'name'>;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
}

type Row = Pick<
  IssuanceTables['revocation_request'],
  'id' | 'subject' | 'reason' | 'note' | 'status' | 'requested_by' | 'requested_by_name' | 'requested_at'
> & { readonly serials: unknown; readonly decided_by_name: string | null };

function present(row: Row): RevocationRequest {
  return {
    id: row.id,
    serials: Serials.parse(row.serials),
    subject: row.subject,
    reason: row.reason,
    note: row.note,
    status: row.status,
    requestedBy: { id: row.requested_by, name: row.requested_by_name },
    requestedAt: row.requested_at,
    decidedBy: row.decided_by_name,
  };
}

/** Both certificates of the pair one serial belongs to, and what the rules ask; undefined for an unknown serial. */
export async function readPair(tx: Tx, serial: string, now: Date) {
  const tables = tx.withTables<IssuanceTables>();
  const one = await tables
    .selectFrom('certificate')
    .select('order_id')
    .where('serial', '=', serial)
    .where('use', 'in', ['sign', 'encrypt'])
    .where('published_at', 'is not', null)
    .executeTakeFirst();
  if (!one?.order_id) return undefined;
  // The order's row serialises two people asking at once.
  const order = await tables
    .selectFrom('certificate_order')
    .select(['application_id', 'application_number'])
    .where('id', '=', one.order_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const rows = await tables
    .selectFrom('certificate')
    .leftJoin('revocation', 'revocation.serial', 'certificate.serial')
    .select(['certificate.serial', 'certificate.subject', 'certificate.not_after', 'revocation.revoked_at'])
    .where('certificate.order_id', '=', one.order_id)
    .orderBy('certificate.use', 'desc')
    .execute();
  const serials = rows.map((row) => row.serial);
  const open = await tables
    .selectFrom('revocation_request')
    .select('id')
    .where('status', '=', 'open')
    .where(sql<boolean>`serials @> ${JSON.stringify([serial])}::jsonb`)
    .executeTakeFirst();
  return {
    ...order,
    serials,
    subject: rows[0]?.subject ?? '',
    revoked: rows.every((row) => row.revoked_at !== null),
    expired: rows.every((row) => row.not_after < now),
    openRequest: open !== undefined,
  };
}

export async function insertRequest(
  tx: Tx,
  request: Omit<RevocationRequest, 'id' | 'status' | 'decidedBy'>,
): Promise<RevocationRequest> {
  const row = await tx
    .withTables<IssuanceTables>()
    .insertInto('revocation_request')
    .values({
      id: uuid(),
      serials: JSON.stringify(request.serials),
      subject: request.subject,
      reason: request.reason,
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
  query: { readonly page: number; readonly size: number; readonly status?: RevocationRequest['status'] | undefined },
): Promise<{ readonly items: readonly RevocationRequest[]; readonly total: number }> {
  const tables = db.withTables<IssuanceTables>();
  let from = tables.selectFrom('revocation_request');
  if (query.status) from = from.where('status', '=', query.status);
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
