import { problem, type Tx } from '../../platform/index.ts';
import { type IssuancePorts, logged, type StaffActor } from '../ports.ts';
import { refuse } from '../problems.ts';
import type { RevocationReason } from '../types.ts';
import { type RevokeTools, revoke } from './revoke.ts';
import { refusesDecision, refusesRequest } from './rules.ts';
import { closeRequest, insertRequest, lockRequest, type RevocationRequest, readPair } from './store.ts';

/**
 * Asks for the revocation of the pair a serial belongs to. Throws CERTIFICATE_UNKNOWN, CERTIFICATE_ALREADY_REVOKED,
 * CERTIFICATE_EXPIRED, REVOCATION_ALREADY_ASKED.
 */
export async function askRevocation(
  tools: RevokeTools,
  ports: IssuancePorts,
  tx: Tx,
  asked: { readonly serial: string; readonly reason: RevocationReason; readonly note: string },
  actor: StaffActor,
): Promise<RevocationRequest> {
  const serial = asked.serial.replace(/[\s:]/g, '').toUpperCase();
  const now = tools.clock.now();
  const pair = await readPair(tx, serial, now);
  if (!pair) throw refuse('CERTIFICATE_UNKNOWN', { field: 'body.serial', params: { serial } });
  const refusal = refusesRequest(pair);
  if (refusal) throw refuse(refusal, { field: 'body.serial' });
  const request = await insertRequest(tx, {
    serials: pair.serials,
    subject: pair.subject,
    reason: asked.reason,
    note: asked.note,
    requestedBy: actor,
    requestedAt: now,
  });
  await audit(ports, tx, 'revocation.requested', request, actor);
  return request;
}

/** Decides a request; approval revokes. Throws NOT_FOUND, REVOCATION_DECIDED, REVOCATION_OWN_REQUEST. */
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
  if (decision === 'approve') await revoke(tools, tx, request.serials, request.reason, id);
  const status = decision === 'approve' ? 'done' : 'refused';
  const closed = await closeRequest(tx, id, status, actor, tools.clock.now());
  await audit(ports, tx, decision === 'approve' ? 'certificate.revoked' : 'revocation.refused', closed, actor);
  return closed;
}

function audit(ports: IssuancePorts, tx: Tx, action: string, request: RevocationRequest, actor: StaffActor) {
  return ports.audit(tx, {
    actor: logged(actor),
    action,
    subject: { kind: 'certificate', id: request.serials[0] ?? '', label: request.subject },
    details: { serials: request.serials.join(' '), reason: request.reason, request: request.id },
  });
}
