import type { AuditAction } from '@yinxin/contract';
import { assertPublicKey, sm3, toHex } from '@yinxin/gm';
import { decodePem, encodePem, nameText, PkiError, parseCertificate } from '@yinxin/pki';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { type Clock, problem, type Tx } from '../../platform/index.ts';
import { type IssuancePorts, logged, type StaffActor, SYSTEM } from '../ports.ts';
import { refuse } from '../problems.ts';
import { isKnownKey } from '../steps/weak-keys.ts';
import type { IssuanceTables } from '../tables.ts';
import type { KeyManagement } from './escrow.ts';
import { insertDecision, insertRequest, lockRequest, type RequestRecord, setStatus } from './requests-store.ts';
import { after, type EscrowAct, refuses } from './rules.ts';

export interface EscrowTools {
  readonly clock: Clock;
  readonly keys: KeyManagement;
  readonly ports: IssuancePorts;
  /** Different people who must approve, at least 2; and hours a request may wait. */
  readonly settings: { readonly approvals: number; readonly validHours: number };
}

/** What is asked for on behalf of an authorised third party. */
export interface AskedKey {
  readonly serial: string;
  readonly reason: string;
  readonly legalBasis: string;
  readonly recipientName: string;
  readonly recipient:
    | { readonly kind: 'certificate'; readonly pem: string }
    | { readonly kind: 'key'; readonly publicKey: string };
  readonly validHours?: number | undefined;
}

/** Throws CERTIFICATE_UNKNOWN, ESCROW_KEY_UNKNOWN, ESCROW_RECIPIENT_KEY_WRONG, ESCROW_VALID_TOO_LONG, ESCROW_ALREADY_ASKED. */
export async function askForKey(
  tools: EscrowTools,
  tx: Tx,
  asked: AskedKey,
  actor: StaffActor,
): Promise<RequestRecord> {
  const { clock, settings } = tools;
  const now = clock.now();
  const serial = asked.serial.replace(/[\s:]/g, '').toUpperCase();
  const { validHours = settings.validHours } = asked;
  if (validHours > settings.validHours) {
    throw refuse('ESCROW_VALID_TOO_LONG', { field: 'body.validHours', params: { most: settings.validHours } });
  }
  const recipient = readRecipient(asked.recipient);
  const target = await encryptionCertificateOf(tx, serial);
  if (!target) throw refuse('CERTIFICATE_UNKNOWN', { field: 'body.serial', params: { serial } });
  if (!target.escrow_id) throw refuse('ESCROW_KEY_UNKNOWN', { field: 'body.serial' });
  await expireRequests(tools, tx);
  const request = await insertRequest(tx, {
    id: uuid(),
    serial: target.serial,
    escrow_id: target.escrow_id,
    subject: target.subject,
    application_number: target.application_number,
    reason: asked.reason,
    legal_basis: asked.legalBasis,
    recipient_name: asked.recipientName,
    recipient_key: Buffer.from(recipient.key),
    recipient_subject: recipient.subject,
    status: 'open',
    approvals_needed: Math.max(2, settings.approvals),
    requested_by: actor.id,
    requested_by_name: actor.name,
    requested_at: now,
    expires_at: new Date(now.getTime() + validHours * 3_600_000),
    fetched_by_name: null,
    fetched_at: null,
  });
  if (!request) throw refuse('ESCROW_ALREADY_ASKED', { field: 'body.serial' });
  await audit(tools, tx, 'escrow.requested', request, actor, {
    reason: request.reason,
    legalBasis: request.legalBasis,
    recipient: request.recipientName,
    recipientKey: fingerprint(request.recipientKey),
    expiresAt: request.expiresAt.toISOString(),
  });
  return request;
}

/** Throws NOT_FOUND and the refusals of the rules. With the last approval that is needed the key may be fetched. */
export async function decideOnKey(
  tools: EscrowTools,
  tx: Tx,
  id: string,
  { decision, note }: { readonly decision: 'approve' | 'refuse'; readonly note: string },
  actor: StaffActor,
): Promise<RequestRecord> {
  const request = await allowed(tools, tx, id, decision, actor);
  await insertDecision(tx, id, { actor, decision, note, at: tools.clock.now() });
  const status = after(request, decision, actor);
  const changed = await setStatus(tx, id, { status });
  await audit(tools, tx, decision === 'approve' ? 'escrow.approved' : 'escrow.refused', changed, actor, {
    note,
    status,
    approvals: changed.decisions.filter((one) => one.decision === 'approve').length,
    needed: changed.approvalsNeeded,
  });
  return changed;
}

/** Throws NOT_FOUND and the refusals of the rules. */
export async function withdrawRequest(
  tools: EscrowTools,
  tx: Tx,
  id: string,
  actor: StaffActor,
): Promise<RequestRecord> {
  await allowed(tools, tx, id, 'withdraw', actor);
  const changed = await setStatus(tx, id, { status: 'withdrawn' });
  await audit(tools, tx, 'escrow.withdrawn', changed, actor, {});
  return changed;
}

export interface FetchedKey {
  readonly request: RequestRecord;
  /** SM2EnvelopedKey (GB/T 35276) for the recipient's key. */
  readonly envelopedKey: Uint8Array;
  /** PEM. */
  readonly certificate: string;
}

/** Hands the key out, once, readable by the recipient alone. Throws NOT_FOUND and the refusals of the rules. */
export async function fetchKey(tools: EscrowTools, tx: Tx, id: string, actor: StaffActor): Promise<FetchedKey> {
  const request = await allowed(tools, tx, id, 'fetch', actor);
  const envelopedKey = await tools.keys.envelopeFor(tx, request.escrowId, request.recipientKey);
  const target = await encryptionCertificateOf(tx, request.serial);
  if (!envelopedKey || !target?.certificate) throw refuse('ESCROW_KEY_UNKNOWN');
  const changed = await setStatus(tx, id, {
    status: 'fetched',
    fetched_by_name: actor.name,
    fetched_at: tools.clock.now(),
  });
  await audit(tools, tx, 'escrow.fetched', changed, actor, { recipientKey: fingerprint(request.recipientKey) });
  return {
    request: changed,
    envelopedKey,
    certificate: encodePem('CERTIFICATE', new Uint8Array(target.certificate)),
  };
}

/** Requests whose time is over say so, each with its entry in the log. */
export async function expireRequests(tools: EscrowTools, tx: Tx): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from escrow_request
    where status in ('open', 'approved') and expires_at <= ${tools.clock.now()} for update skip locked`.execute(tx);
  for (const { id } of rows) {
    const changed = await setStatus(tx, id, { status: 'expired' });
    await audit(tools, tx, 'escrow.expired', changed, null, {});
  }
}

/** SM3 of a public key in hexadecimal. */
export function fingerprint(publicKey: Uint8Array): string {
  return toHex(sm3.digest(publicKey));
}

async function allowed(tools: EscrowTools, tx: Tx, id: string, act: EscrowAct, actor: StaffActor) {
  const request = await lockRequest(tx, id);
  if (!request) throw problem('NOT_FOUND');
  const refusal = refuses(request, act, actor, tools.clock.now());
  if (refusal) throw refuse(refusal);
  return request;
}

function readRecipient(given: AskedKey['recipient']): { readonly key: Uint8Array; readonly subject: string | null } {
  const field = 'body.recipient';
  try {
    const read =
      given.kind === 'certificate'
        ? parseCertificate(decodePem('CERTIFICATE', given.pem))
        : { publicKey: new Uint8Array(Buffer.from(given.publicKey, 'base64')), subject: null };
    assertPublicKey(read.publicKey);
    if (isKnownKey(read.publicKey)) throw refuse('ESCROW_RECIPIENT_KEY_WRONG', { field });
    return { key: read.publicKey, subject: read.subject === null ? null : nameText(read.subject) };
  } catch (cause) {
    if (cause instanceof PkiError || (cause instanceof Error && cause.name === 'GmError')) {
      throw refuse('ESCROW_RECIPIENT_KEY_WRONG', { field, cause });
    }
    throw cause;
  }
}

/** The published encryption certificate beside a serial, or of it. */
export async function encryptionCertificateOf(tx: Tx, serial: string) {
  return tx
    .withTables<IssuanceTables>()
    .selectFrom('certificate as asked')
    .innerJoin('certificate_order as o', 'o.id', 'asked.order_id')
    .innerJoin('certificate as c', (join) => join.onRef('c.order_id', '=', 'o.id').on('c.use', '=', 'encrypt'))
    .select(['c.serial', 'c.subject', 'c.certificate', 'c.organisation_id', 'o.application_number', 'o.escrow_id'])
    .where('asked.serial', '=', serial)
    .where('c.published_at', 'is not', null)
    .executeTakeFirst();
}

function audit(
  { ports }: EscrowTools,
  tx: Tx,
  action: AuditAction,
  request: RequestRecord,
  actor: StaffActor | null,
  details: { readonly [key: string]: string | number },
) {
  return ports.audit(tx, {
    actor: actor ? logged(actor) : SYSTEM,
    action,
    subject: { kind: 'certificate', id: request.serial, label: request.subject },
    details: { request: request.id, serial: request.serial, ...details },
  });
}
