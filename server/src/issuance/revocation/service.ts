import type { AuditAction } from '@yinxin/contract';
import { problem, type Tx } from '../../platform/index.ts';
import { type IssuancePorts, logged, type StaffActor } from '../ports.ts';
import { refuse } from '../problems.ts';
import type { RevocationReason, StatusReason } from '../types.ts';
import { apply, type RevokeTools } from './revoke.ts';
import { refusesDecision, refusesInvalidity, refusesRequest, type StatusAct } from './rules.ts';
import { closeRequest, insertRequest, lockRequest, type RevocationRequest, readPair } from './store.ts';

/** What somebody asks for. `reason` and `invalidityDate` belong to a revocation. */
export interface AskedStatus {
  readonly serial: string;
  readonly act?: StatusAct | undefined;
  readonly reason?: RevocationReason | undefined;
  readonly invalidityDate?: Date | undefined;
  readonly note: string;
}

/** A serial as people write it, as the database has it. */
export function serialAsStored(written: string): string {
  return written.replace(/[\s:]/g, '').toUpperCase();
}

/**
 * Asks for a change of status of the pair a serial belongs to. Throws CERTIFICATE_UNKNOWN, CERTIFICATE_ALREADY_REVOKED,
 * CERTIFICATE_ALREADY_SUSPENDED, CERTIFICATE_NOT_SUSPENDED, CERTIFICATE_EXPIRED, REVOCATION_ALREADY_ASKED,
 * INVALIDITY_DATE_WRONG, and what the port `mayAsk` throws.
 */
export async function askRevocation(
  tools: RevokeTools,
  ports: IssuancePorts,
  tx: Tx,
  asked: AskedStatus,
  actor: StaffActor,
): Promise<RevocationRequest> {
  const { act = 'revoke', invalidityDate } = asked;
  const serial = serialAsStored(asked.serial);
  const now = tools.clock.now();
  const pair = await readPair(tx, serial, now, true);
  if (!pair) throw refuse('CERTIFICATE_UNKNOWN', { field: 'body.serial', params: { serial } });
  const refusal = refusesRequest(act, pair);
  if (refusal) throw refuse(refusal, { field: 'body.serial' });
  const wrong = invalidityDate && refusesInvalidity(invalidityDate, pair.notBefore, now);
  if (wrong) throw refuse(wrong, { field: 'body.invalidityDate' });
  await ports.mayAsk?.(tx, { serials: pair.serials, act });
  const request = await insertRequest(tx, {
    act,
    serials: pair.serials,
    subject: pair.subject,
    reason: reasonOf(act, asked.reason),
    invalidityDate: invalidityDate ?? null,
    note: asked.note,
    requestedBy: actor,
    requestedAt: now,
  });
  await audit(ports, tx, ASKED[act], request, actor);
  return request;
}

function reasonOf(act: StatusAct, reason: RevocationReason | undefined): StatusReason {
  switch (act) {
    case 'suspend':
      return 'certificateHold';
    case 'resume':
      return 'removeFromCRL';
    case 'revoke':
      if (reason === undefined) throw new Error('a revocation without a reason: the contract asks for one');
      return reason;
  }
}

/**
 * Decides a request; approval changes the status. It is in the journal, on the disk, before the transaction commits:
 * whoever is answered can rely on it. Throws NOT_FOUND, REVOCATION_DECIDED, REVOCATION_OWN_REQUEST.
 */
export async function decideRevocation(
  tools: RevokeTools,
  ports: IssuancePorts,
  tx: Tx,
  id: string,
  decision: 'approve' | 'refuse',
  actor: StaffActor,
): Promise<RevocationRequest> {
  const request = await lockRequest(tx, id);
  if (!request) throw problem('NOT_FOUND');
  const refusal = refusesDecision({ status: request.status, requestedBy: request.requestedBy.id }, actor.id);
  if (refusal) throw refuse(refusal);
  const { act, serials, reason, invalidityDate } = request;
  const changed =
    decision === 'approve'
      ? await apply(tools, tx, { act, serials, reason, invalidityDate, requestId: id })
      : { journal: [] };
  const status = decision === 'approve' ? 'done' : 'refused';
  const closed = await closeRequest(tx, id, status, actor, tools.clock.now());
  await audit(ports, tx, decision === 'approve' ? DONE[act] : 'revocation.refused', closed, actor);
  // Last: the journal is held until the transaction ends.
  await tools.journal.recordBefore(tx, ...changed.journal);
  return closed;
}

const ASKED: Readonly<Record<StatusAct, AuditAction>> = {
  revoke: 'revocation.requested',
  suspend: 'suspension.requested',
  resume: 'resumption.requested',
};
const DONE: Readonly<Record<StatusAct, AuditAction>> = {
  revoke: 'certificate.revoked',
  suspend: 'certificate.suspended',
  resume: 'certificate.resumed',
};

function audit(ports: IssuancePorts, tx: Tx, action: AuditAction, request: RevocationRequest, actor: StaffActor) {
  return ports.audit(tx, {
    actor: logged(actor),
    action,
    subject: { kind: 'certificate', id: request.serials[0] ?? '', label: request.subject },
    details: { serials: request.serials.join(' '), reason: request.reason, request: request.id },
  });
}
