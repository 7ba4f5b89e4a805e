import type { Database, Tx } from '../../platform/index.ts';
import type { StaffActor } from '../ports.ts';
import type { IssuanceTables } from '../tables.ts';
import type { EscrowRequestState, RequestState } from './rules.ts';

type Row = IssuanceTables['escrow_request'];

/** A request for an escrowed key with what was decided about it. */
export interface RequestRecord extends RequestState {
  readonly id: string;
  readonly serial: string;
  readonly escrowId: string;
  readonly subject: string;
  readonly applicationNumber: string | null;
  readonly reason: string;
  readonly legalBasis: string;
  readonly recipientName: string;
  readonly recipientKey: Uint8Array;
  readonly recipientSubject: string | null;
  readonly requestedByName: string;
  readonly requestedAt: Date;
  readonly fetchedByName: string | null;
  readonly fetchedAt: Date | null;
  readonly decisions: readonly Decision[];
}

export interface Decision {
  readonly by: string;
  readonly name: string;
  readonly decision: 'approve' | 'refuse';
  readonly note: string;
  readonly at: Date;
}

function recordOf(row: Row, decisions: readonly Decision[]): RequestRecord {
  return {
    id: row.id,
    serial: row.serial,
    escrowId: row.escrow_id,
    subject: row.subject,
    applicationNumber: row.application_number,
    reason: row.reason,
    legalBasis: row.legal_basis,
    recipientName: row.recipient_name,
    recipientKey: new Uint8Array(row.recipient_key),
    recipientSubject: row.recipient_subject,
    status: row.status,
    approvalsNeeded: row.approvals_needed,
    requestedBy: row.requested_by,
    requestedByName: row.requested_by_name,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    fetchedByName: row.fetched_by_name,
    fetchedAt: row.fetched_at,
    decisions,
  };
}

/** Undefined when a request for the same key is still alive. */
export async function insertRequest(tx: Tx, row: Row): Promise<RequestRecord | undefined> {
  const made = await tx
    .withTables<IssuanceTables>()
    .insertInto('escrow_request')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returningAll()
    .executeTakeFirst();
  return made && recordOf(made, []);
}

/** The request with its row held: people who decide at once go one after the other. */
export async function lockRequest(tx: Tx, id: string): Promise<RequestRecord | undefined> {
  const row = await tx
    .withTables<IssuanceTables>()
    .selectFrom('escrow_request')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && recordOf(row, (await decisionsOf(tx, [id])).get(id) ?? []);
}

export async function readRequest(db: Database, id: string): Promise<RequestRecord | undefined> {
  const row = await db
    .withTables<IssuanceTables>()
    .selectFrom('escrow_request')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && recordOf(row, (await decisionsOf(db, [id])).get(id) ?? []);
}

export async function setStatus(
  tx: Tx,
  id: string,
  change: { readonly status: EscrowRequestState; readonly fetched_by_name?: string; readonly fetched_at?: Date },
): Promise<RequestRecord> {
  const row = await tx
    .withTables<IssuanceTables>()
    .updateTable('escrow_request')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return recordOf(row, (await decisionsOf(tx, [id])).get(id) ?? []);
}

/** One decision for each person: who approved and then refuses has refused. */
export async function insertDecision(
  tx: Tx,
  requestId: string,
  { actor, decision, note, at }: { actor: StaffActor; decision: 'approve' | 'refuse'; note: string; at: Date },
): Promise<void> {
  await tx
    .withTables<IssuanceTables>()
    .insertInto('escrow_decision')
    .values({ request_id: requestId, decided_by: actor.id, decided_by_name: actor.name, decision, note, at })
    .onConflict((c) => c.columns(['request_id', 'decided_by']).doUpdateSet({ decision, note, at }))
    .execute();
}

export async function listRequests(
  db: Database,
  query: { readonly page: number; readonly size: number; readonly status?: EscrowRequestState | undefined },
  now: Date,
): Promise<{ readonly items: readonly RequestRecord[]; readonly total: number }> {
  let from = db.withTables<IssuanceTables>().selectFrom('escrow_request');
  const { status } = query;
  if (status === 'expired') {
    from = from.where((eb) =>
      eb.or([
        eb('status', '=', 'expired'),
        eb.and([eb('status', 'in', ['open', 'approved']), eb('expires_at', '<=', now)]),
      ]),
    );
  } else if (status) {
    from = from.where('status', '=', status);
    if (status === 'open' || status === 'approved') from = from.where('expires_at', '>', now);
  }
  const rows = await from
    .selectAll()
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const { total } = await from.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const decisions = await decisionsOf(
    db,
    rows.map(({ id }) => id),
  );
  return { items: rows.map((row) => recordOf(row, decisions.get(row.id) ?? [])), total };
}

async function decisionsOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Decision[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('escrow_decision')
    .selectAll()
    .where('request_id', 'in', [...ids])
    .orderBy('at')
    .execute();
  return new Map(
    ids.map((id) => [
      id,
      rows
        .filter(({ request_id }) => request_id === id)
        .map((row) => ({
          by: row.decided_by,
          name: row.decided_by_name,
          decision: row.decision,
          note: row.note,
          at: row.at,
        })),
    ]),
  );
}
