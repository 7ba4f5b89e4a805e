import type { Tx } from '../../platform/index.ts';
import { logged, type StaffActor } from '../ports.ts';
import { refuse } from '../problems.ts';
import { livingOrders } from '../steps/orders.ts';
import type { IssuanceTables } from '../tables.ts';
import { type EscrowTools, encryptionCertificateOf } from './requests.ts';

export interface RecoveredKey {
  /** SM2EnvelopedKey (GB/T 35276) for the signing key inside the new medium. */
  readonly envelopedKey: Uint8Array;
  /** Certificate of the recovered key, DER. */
  readonly encrypt: Uint8Array;
}

/**
 * A former encryption key of an organisation for the medium that was made for it now: what was encrypted to the old one
 * stays readable. Only when the order says so, and only keys of the same organisation. Throws PRODUCTION_NOT_ISSUED_YET,
 * MEDIUM_NOT_OF_ORDER, ESCROW_RECOVERY_NOT_ASKED, ESCROW_OTHER_ORGANISATION, ESCROW_KEY_UNKNOWN.
 */
export async function recoverFor(
  tools: EscrowTools,
  tx: Tx,
  asked: { readonly applicationId: string; readonly mediumSerial: string; readonly serial: string },
  actor: StaffActor,
): Promise<RecoveredKey> {
  const { keys, ports } = tools;
  const orders = await livingOrders(tx, asked.applicationId);
  const issued = orders.filter(({ step }) => step === 'published');
  if (issued.length === 0) throw refuse('ESCROW_ORDER_NOT_ISSUED');
  const owner = await tx
    .withTables<IssuanceTables>()
    .selectFrom('certificate_order')
    .select(['id', 'organisation_id', 'application_number'])
    .where(
      'id',
      'in',
      issued.map(({ id }) => id),
    )
    .where('medium_serial', '=', asked.mediumSerial)
    .executeTakeFirst();
  const order = issued.find(({ id }) => id === owner?.id);
  if (!owner || !order) throw refuse('ESCROW_OTHER_MEDIUM', { field: 'body.mediumSerial' });
  const isAsked = (await ports.recoveryAsked?.(tx, asked.applicationId)) ?? false;
  if (!isAsked) throw refuse('ESCROW_RECOVERY_NOT_ASKED');
  const serial = asked.serial.replace(/[\s:]/g, '').toUpperCase();
  const former = await encryptionCertificateOf(tx, serial);
  if (!former?.certificate || !former.escrow_id) throw refuse('ESCROW_KEY_UNKNOWN', { field: 'body.serial' });
  if (former.organisation_id === null || former.organisation_id !== owner.organisation_id) {
    throw refuse('ESCROW_OTHER_ORGANISATION', { field: 'body.serial' });
  }
  const signing = order.plan.certificates.find(({ use }) => use === 'sign');
  if (!signing) throw refuse('ESCROW_ORDER_NOT_ISSUED');
  const recipient = new Uint8Array(Buffer.from(signing.publicKey, 'base64'));
  const envelopedKey = await keys.envelopeFor(tx, former.escrow_id, recipient);
  if (!envelopedKey) throw refuse('ESCROW_KEY_UNKNOWN', { field: 'body.serial' });
  await ports.audit(tx, {
    actor: logged(actor),
    action: 'escrow.recovered',
    subject: { kind: 'application', id: asked.applicationId, label: owner.application_number ?? '' },
    details: { serial: former.serial, medium: asked.mediumSerial },
  });
  return { envelopedKey, encrypt: new Uint8Array(former.certificate) };
}
