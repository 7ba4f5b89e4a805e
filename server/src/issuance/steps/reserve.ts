import { type NameParts, nameOf, nameText, newSerial, serialText } from '@yinxin/pki';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { type Tx, transaction } from '../../platform/index.ts';
import { lastSecond, wholeSecond } from '../authority/ceremony.ts';
import { refuse } from '../problems.ts';
import type { CertificateUse, IssuanceTables } from '../tables.ts';
import { type OrderPlan, type Subscriber, subjectParts } from '../types.ts';
import { type AdmittedRequest, keyHashOf } from './admit.ts';
import type { StepTools } from './engine.ts';
import { negativeOf } from './weak-keys.ts';

/**
 * Step 2 for a pair: one living order per application. The same key again gives the order there is; another key is refused
 * (PRODUCTION_ALREADY_ISSUED), a key certified elsewhere too (REQUEST_KEY_REUSED). Answers the order's id.
 */
export function reservePair(
  tools: StepTools,
  subscriber: Subscriber,
  mediumSerial: string,
  request: Uint8Array,
  admitted: AdmittedRequest,
): Promise<string> {
  return transaction(tools.db, async (tx) => {
    await lockApplication(tx, subscriber.applicationId);
    const tables = tx.withTables<IssuanceTables>();
    const living = await tables
      .selectFrom('certificate_order')
      .select(['id', 'key_hash'])
      .where('application_id', '=', subscriber.applicationId)
      .where('abandoned_at', 'is', null)
      .executeTakeFirst();
    if (living) {
      if (living.key_hash === admitted.keyHash) return living.id;
      throw refuse('PRODUCTION_ALREADY_ISSUED', { field: 'body.request' });
    }
    await refuseKnownKey(tx, admitted);
    const [encryption] = await tools.keys.make(tx, [admitted.publicKey]);
    if (!encryption) throw new Error('key management made no key');
    const id = uuid();
    const plan: OrderPlan = {
      subject: { ...admitted.subject },
      creditCode: subscriber.creditCode,
      ...validity(tools, subscriber.years),
      certificates: [
        { use: 'sign', ...(await freshPlace(tx, tools)), publicKey: base64(admitted.publicKey) },
        { use: 'encrypt', ...(await freshPlace(tx, tools)), publicKey: base64(encryption.publicKey) },
      ],
    };
    await tables
      .insertInto('certificate_order')
      .values({
        id,
        kind: 'twin',
        step: 'reserved',
        application_id: subscriber.applicationId,
        application_number: subscriber.applicationNumber,
        organisation_id: subscriber.organisationId,
        medium_serial: mediumSerial,
        request: Buffer.from(request),
        request_hash: admitted.requestHash,
        key_hash: admitted.keyHash,
        plan: JSON.stringify(plan),
        escrow_id: encryption.escrowId,
        enveloped_key: Buffer.from(encryption.envelopedKey),
        created_at: tools.clock.now(),
        published_at: null,
        abandoned_at: null,
      })
      .execute();
    await insertCertificates(tx, tools, id, plan, { subscriber, mediumSerial });
    await tools.journal.note(tx, {
      kind: 'reservation',
      v: 2,
      orderId: id,
      order: 'twin',
      applicationId: subscriber.applicationId,
      applicationNumber: subscriber.applicationNumber,
      organisationId: subscriber.organisationId,
      mediumSerial,
      request: base64(request),
      requestHash: admitted.requestHash,
      keyHash: admitted.keyHash,
      plan,
      escrow: {
        id: encryption.escrowId,
        publicKey: base64(encryption.publicKey),
        sealedPrivate: base64(encryption.sealedPrivate),
        storageKeyId: encryption.storageKeyId,
      },
      envelopedKey: base64(encryption.envelopedKey),
    });
    return id;
  });
}

/** Step 2 for the OCSP responder, in the transaction that stores its encrypted key. Answers the order's id. */
export async function reserveResponder(
  tx: Tx,
  tools: StepTools,
  subject: NameParts,
  publicKey: Uint8Array,
  notAfter: Date,
): Promise<string> {
  const id = uuid();
  const plan: OrderPlan = {
    subject: { ...subject },
    notBefore: wholeSecond(tools.clock.now()).toISOString(),
    notAfter: notAfter.toISOString(),
    certificates: [{ use: 'ocsp', serial: await freshSerial(tx), publicKey: base64(publicKey) }],
  };
  await tx
    .withTables<IssuanceTables>()
    .insertInto('certificate_order')
    .values({
      id,
      kind: 'responder',
      step: 'reserved',
      application_id: null,
      application_number: null,
      organisation_id: null,
      medium_serial: null,
      request: null,
      request_hash: null,
      key_hash: keyHashOf(publicKey),
      plan: JSON.stringify(plan),
      escrow_id: null,
      enveloped_key: null,
      created_at: tools.clock.now(),
      published_at: null,
      abandoned_at: null,
    })
    .execute();
  await insertCertificates(tx, tools, id, plan, undefined);
  await tools.journal.note(tx, {
    kind: 'reservation',
    v: 2,
    orderId: id,
    order: 'responder',
    applicationId: null,
    applicationNumber: null,
    organisationId: null,
    mediumSerial: null,
    request: null,
    requestHash: null,
    keyHash: keyHashOf(publicKey),
    plan,
    escrow: null,
    envelopedKey: null,
  });
  return id;
}

/** Two requests of one application at once go one after the other, in all processes. */
async function lockApplication(tx: Tx, applicationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`issuance:${applicationId}`}, 0))`.execute(tx);
}

/**
 * A key that was certified for anybody, belongs to a CA or lies in escrow is refused, and so is its negative, whose private
 * key is known to whoever knows this one's.
 */
async function refuseKnownKey(tx: Tx, { publicKey, keyHash }: AdmittedRequest): Promise<void> {
  const negative = negativeOf(publicKey);
  const keys = [Buffer.from(publicKey), Buffer.from(negative)];
  const { rows } = await sql<{ known: boolean }>`select
    exists (select from certificate where key_hash = any(${[keyHash, keyHashOf(negative)]}::text[]))
    or exists (select from escrowed_key where public_key = any(${keys}::bytea[]))
    or exists (select from prepared_key where public_key = any(${keys}::bytea[])) as known`.execute(tx);
  if (rows[0]?.known) throw refuse('REQUEST_KEY_REUSED', { field: 'body.request' });
}

/** A serial nobody has; the primary key has the last word. */
async function freshSerial(tx: Tx): Promise<string> {
  for (;;) {
    const serial = serialText(newSerial());
    const taken = await tx
      .withTables<IssuanceTables>()
      .selectFrom('certificate')
      .select('serial')
      .where('serial', '=', serial)
      .executeTakeFirst();
    if (!taken) return serial;
  }
}

/** A fresh serial and the part of the CRL it belongs to from now on. */
async function freshPlace(tx: Tx, { addresses }: StepTools): Promise<{ serial: string; shard?: number }> {
  const serial = await freshSerial(tx);
  const shard = addresses.shardOf(serial);
  return shard === 0 ? { serial } : { serial, shard };
}

/** From now for the programme's years, but never beyond the issuer. Throws ISSUER_EXPIRES_TOO_SOON. */
function validity(tools: StepTools, years: number): { notBefore: string; notAfter: string } {
  const from = wholeSecond(tools.clock.now());
  const issuerEnd = tools.authority.issuing.certificate.notAfter;
  if (issuerEnd.getTime() - from.getTime() < 30 * 86_400_000) throw refuse('ISSUER_EXPIRES_TOO_SOON');
  const wanted = lastSecond(from, years);
  return { notBefore: from.toISOString(), notAfter: (wanted < issuerEnd ? wanted : issuerEnd).toISOString() };
}

interface Owner {
  readonly subscriber: Subscriber;
  readonly mediumSerial: string;
}

async function insertCertificates(
  tx: Tx,
  tools: StepTools,
  orderId: string,
  plan: OrderPlan,
  owner: Owner | undefined,
): Promise<void> {
  const subject = nameText(nameOf(subjectParts(plan)));
  await tx
    .withTables<IssuanceTables>()
    .insertInto('certificate')
    .values(
      plan.certificates.map(({ use, serial, publicKey, shard = 0 }) => ({
        serial,
        shard,
        order_id: orderId,
        use: use satisfies CertificateUse,
        application_id: owner?.subscriber.applicationId ?? null,
        application_number: owner?.subscriber.applicationNumber ?? null,
        organisation_id: owner?.subscriber.organisationId ?? null,
        medium_serial: owner?.mediumSerial ?? null,
        subject,
        issuer: nameText(tools.authority.issuing.certificate.subject),
        key_hash: keyHashOf(Buffer.from(publicKey, 'base64')),
        not_before: new Date(plan.notBefore),
        not_after: new Date(plan.notAfter),
        tbs: null,
        certificate: null,
        created_at: tools.clock.now(),
        published_at: null,
      })),
    )
    .execute();
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
