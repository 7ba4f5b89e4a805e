import type { Tx } from '../../platform/index.ts';
import type { Fact } from '../ports.ts';
import { refuse } from '../problems.ts';
import { serialAsStored } from '../revocation/service.ts';
import { livingOrders } from '../steps/orders.ts';
import type { IssuanceTables } from '../tables.ts';
import type { EscrowTools } from './requests.ts';

export interface RecoveredKey {
  /** Of the certificate of the recovered key. */
  readonly serial: string;
  /** SM2EnvelopedKey (GB/T 35276) for the signing key inside the new medium. */
  readonly envelopedKey: Uint8Array;
  /** Certificate of the recovered key, DER. */
  readonly encrypt: Uint8Array;
}

/** A medium of an order whose pair was issued. */
export interface RecoveryPlace {
  readonly applicationId: string;
  readonly mediumSerial: string;
}

/**
 * One former encryption key of an organisation for the medium that was made for it now, by any certificate of its pair.
 * Only when the order asks for it, and only keys of the same organisation. Throws ESCROW_ORDER_NOT_ISSUED,
 * ESCROW_OTHER_MEDIUM, ESCROW_RECOVERY_NOT_ASKED, ESCROW_OTHER_ORGANISATION, ESCROW_KEY_UNKNOWN.
 */
export async function recoverFor(
  tools: EscrowTools,
  tx: Tx,
  asked: RecoveryPlace & { readonly serial: string },
  actor: Fact['actor'],
): Promise<RecoveredKey> {
  const place = await recipientOf(tx, asked);
  const madeBy = await askedFor(tools, tx, asked.applicationId);
  if (madeBy === undefined) throw refuse('ESCROW_RECOVERY_NOT_ASKED');
  const [former] = await formerKeys(tx).where('asked.serial', '=', serialAsStored(asked.serial)).execute();
  if (!former) throw refuse('ESCROW_KEY_UNKNOWN', { field: 'body.serial' });
  if (former.organisation_id === null || former.organisation_id !== place.organisationId) {
    throw refuse('ESCROW_OTHER_ORGANISATION', { field: 'body.serial' });
  }
  if (!madeBy.includes(former.application_id ?? ''))
    throw refuse('ESCROW_RECOVERY_NOT_ASKED', { field: 'body.serial' });
  return envelope(tools, tx, asked, place, former, actor);
}

/**
 * Every former encryption key the order asks for, newest first; none where it asks for none. Keys of other organisations
 * are never among them. Throws ESCROW_ORDER_NOT_ISSUED, ESCROW_OTHER_MEDIUM.
 */
export async function recoverAsked(
  tools: EscrowTools,
  tx: Tx,
  at: RecoveryPlace,
  actor: Fact['actor'],
): Promise<readonly RecoveredKey[]> {
  const madeBy = await askedFor(tools, tx, at.applicationId);
  if (madeBy === undefined || madeBy.length === 0) return [];
  const place = await recipientOf(tx, at);
  const former = await formerKeys(tx)
    .where('asked.use', '=', 'encrypt')
    .where('asked.application_id', 'in', [...madeBy])
    .where('asked.organisation_id', '=', place.organisationId)
    .orderBy('asked.created_at', 'desc')
    .execute();
  const keys: RecoveredKey[] = [];
  for (const one of former) keys.push(await envelope(tools, tx, at, place, one, actor));
  return keys;
}

async function askedFor({ ports }: EscrowTools, tx: Tx, applicationId: string): Promise<readonly string[] | undefined> {
  const answer = await ports.recoveryAsked?.(tx, applicationId);
  // The order's own key came with its pair.
  return answer?.asked ? answer.madeBy.filter((id) => id !== applicationId) : undefined;
}

interface Recipient {
  readonly organisationId: string | null;
  readonly applicationNumber: string;
  /** The signing key inside the medium, 04‖X‖Y. */
  readonly key: Uint8Array;
}

async function recipientOf(tx: Tx, { applicationId, mediumSerial }: RecoveryPlace): Promise<Recipient> {
  const issued = (await livingOrders(tx, applicationId)).filter(({ step }) => step === 'published');
  if (issued.length === 0) throw refuse('ESCROW_ORDER_NOT_ISSUED');
  const ids = issued.map(({ id }) => id);
  const row = await tx
    .withTables<IssuanceTables>()
    .selectFrom('certificate_order')
    .select(['id', 'organisation_id', 'application_number'])
    .where('id', 'in', ids)
    .where('medium_serial', '=', mediumSerial)
    .executeTakeFirst();
  const order = issued.find(({ id }) => id === row?.id);
  if (!row || !order) throw refuse('ESCROW_OTHER_MEDIUM', { field: 'body.mediumSerial' });
  const signing = order.plan.certificates.find(({ use }) => use === 'sign');
  if (!signing) throw refuse('ESCROW_ORDER_NOT_ISSUED');
  return {
    organisationId: row.organisation_id,
    applicationNumber: row.application_number ?? '',
    key: new Uint8Array(Buffer.from(signing.publicKey, 'base64')),
  };
}

/** Encryption certificates with their escrowed keys; `asked` is any certificate of the pair. */
function formerKeys(tx: Tx) {
  return tx
    .withTables<IssuanceTables>()
    .selectFrom('certificate as asked')
    .innerJoin('certificate_order as o', 'o.id', 'asked.order_id')
    .innerJoin('certificate as c', (join) => join.onRef('c.order_id', '=', 'o.id').on('c.use', '=', 'encrypt'))
    .select(['c.serial', 'c.certificate', 'c.organisation_id', 'o.application_id', 'o.escrow_id'])
    .where('c.published_at', 'is not', null)
    .where('c.certificate', 'is not', null)
    .where('o.escrow_id', 'is not', null);
}

async function envelope(
  { keys, ports }: EscrowTools,
  tx: Tx,
  { applicationId, mediumSerial }: RecoveryPlace,
  { key, applicationNumber }: Recipient,
  former: { readonly serial: string; readonly certificate: Buffer | null; readonly escrow_id: string | null },
  actor: Fact['actor'],
): Promise<RecoveredKey> {
  const envelopedKey = former.escrow_id && (await keys.envelopeFor(tx, former.escrow_id, key));
  if (!envelopedKey || !former.certificate) throw refuse('ESCROW_KEY_UNKNOWN', { field: 'body.serial' });
  await ports.audit(tx, {
    actor,
    action: 'escrow.recovered',
    subject: { kind: 'application', id: applicationId, label: applicationNumber },
    details: { serial: former.serial, medium: mediumSerial },
  });
  return { serial: former.serial, envelopedKey, encrypt: new Uint8Array(former.certificate) };
}
