import { type Certificate, type NameParts, nameOf, nameText, parseTbsCertificate, partOf } from '@yinxin/pki';
import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import type { JournalBody } from '../journal/line.ts';
import { keyHashOf } from '../steps/admit.ts';
import { subjectParts } from '../steps/build.ts';
import type { CertificateUse, IssuanceTables } from '../tables.ts';
import { issuerNameOf, type OrderPlan } from '../types.ts';
import { type Issuer, issuerNamed, issuerOfTbs, type KnownCa } from './issuers.ts';
import { RestoreRefused } from './refusal.ts';

type Body<K extends JournalBody['kind']> = Extract<JournalBody, { kind: K }>;
export interface Told<K extends JournalBody['kind']> {
  readonly at: string;
  readonly body: Body<K>;
}

const bytes = (base64: string) => Buffer.from(base64, 'base64');
const orNull = (base64: string | null) => (base64 === null ? null : bytes(base64));

/** Gives orders back with their serials and escrowed keys. What is there already stays as it is. Answers how many of each. */
export async function restoreReservations(
  tx: Tx,
  told: readonly Told<'reservation'>[],
  abandoned: ReadonlyMap<string, string>,
  cas: readonly KnownCa[],
): Promise<{ readonly orders: readonly string[]; readonly serials: number; readonly keys: number }> {
  if (told.length === 0) return { orders: [], serials: 0, keys: 0 };
  const tables = tx.withTables<IssuanceTables>();
  const escrows = told.flatMap(({ at, body: { escrow } }) => (escrow ? [{ at, ...escrow }] : []));
  const keys =
    escrows.length === 0
      ? []
      : await tables
          .insertInto('escrowed_key')
          .values(
            escrows.map(({ id, at, publicKey, sealedPrivate, storageKeyId }) => ({
              id,
              public_key: bytes(publicKey),
              sealed_private: bytes(sealedPrivate),
              storage_key_id: storageKeyId,
              state: 'in-use' as const,
              created_at: new Date(at),
              retired_at: null,
            })),
          )
          .onConflict((c) => c.doNothing())
          .returning('id')
          .execute();
  const orders = await tables
    .insertInto('certificate_order')
    .values(
      told.map(({ at, body }) => ({
        id: body.orderId,
        kind: body.order,
        step: 'reserved' as const,
        application_id: body.applicationId,
        position: body.position ?? 0,
        application_number: body.applicationNumber,
        organisation_id: body.organisationId,
        medium_serial: body.mediumSerial,
        request: orNull(body.request),
        request_hash: body.requestHash,
        key_hash: body.keyHash,
        plan: JSON.stringify(body.plan),
        escrow_id: body.escrow?.id ?? null,
        enveloped_key: orNull(body.envelopedKey),
        created_at: new Date(at),
        published_at: null,
        abandoned_at: whenAbandoned(abandoned, body.orderId),
      })),
    )
    .onConflict((c) => c.column('id').doNothing())
    .returning('id')
    .execute();
  const certificates = await tables
    .insertInto('certificate')
    .values(
      told.flatMap(({ at, body }) =>
        body.plan.certificates.map(({ use, serial, publicKey, shard = 0 }) => ({
          ...issuerColumns(issuerNamed(cas, issuerNameOf(body.plan))),
          serial,
          shard,
          order_id: body.orderId,
          use: use satisfies CertificateUse,
          application_id: body.applicationId,
          application_number: body.applicationNumber,
          organisation_id: body.organisationId,
          medium_serial: body.mediumSerial,
          subject: nameText(nameOf(subjectParts(body.plan))),
          key_hash: keyHashOf(bytes(publicKey)),
          not_before: new Date(body.plan.notBefore),
          not_after: new Date(body.plan.notAfter),
          tbs: null,
          certificate: null,
          created_at: new Date(at),
          published_at: null,
        })),
      ),
    )
    .onConflict((c) => c.column('serial').doNothing())
    .returning('serial')
    .execute();
  return { orders: orders.map(({ id }) => id), serials: certificates.length, keys: keys.length };
}

const issuerColumns = ({ authority, subject }: Issuer) => ({ authority, issuer: subject });

function whenAbandoned(abandoned: ReadonlyMap<string, string>, orderId: string): Date | null {
  const at = abandoned.get(orderId);
  return at === undefined ? null : new Date(at);
}

/** Intents written before reservations were, and those of ceremonies: order and certificate are made from the bytes that were to be signed. */
export async function restoreBareIntents(
  tx: Tx,
  told: readonly Told<'intent'>[],
  abandoned: ReadonlyMap<string, string>,
  cas: readonly KnownCa[],
): Promise<{ readonly orders: readonly string[]; readonly serials: number }> {
  const tables = tx.withTables<IssuanceTables>();
  const orders: string[] = [];
  let serials = 0;
  for (const { at, body } of told) {
    const { orderId, serial, use } = body;
    if (orderId === null && (use === 'issuing-ca' || use === 'root-ca')) {
      serials += await restoreCaIntent(tx, { at, body }, use, cas);
      continue;
    }
    if (orderId === null || (use !== 'sign' && use !== 'encrypt' && use !== 'ocsp')) continue;
    const tbs = parseTbsCertificate(bytes(body.tbs));
    const planned = { use, serial, publicKey: Buffer.from(tbs.publicKey).toString('base64') };
    const plan: OrderPlan = {
      subject: partsOf(tbs.subject),
      notBefore: tbs.notBefore.toISOString(),
      notAfter: tbs.notAfter.toISOString(),
      certificates: [],
    };
    const order = await tables
      .insertInto('certificate_order')
      .values({
        id: orderId,
        kind: use === 'ocsp' ? 'responder' : 'twin',
        step: 'intended',
        application_id: null,
        application_number: null,
        organisation_id: null,
        medium_serial: null,
        request: null,
        request_hash: null,
        key_hash: keyHashOf(tbs.publicKey),
        plan: JSON.stringify(plan),
        escrow_id: null,
        enveloped_key: null,
        created_at: new Date(at),
        published_at: null,
        abandoned_at: whenAbandoned(abandoned, orderId),
      })
      .onConflict((c) => c.column('id').doNothing())
      .returning('id')
      .execute();
    orders.push(...order.map(({ id }) => id));
    const certificate = await tables
      .insertInto('certificate')
      .values({
        serial,
        order_id: orderId,
        use,
        application_id: null,
        application_number: null,
        organisation_id: null,
        medium_serial: null,
        subject: nameText(tbs.subject),
        ...issuerColumns(issuerOfTbs(cas, tbs, serial)),
        key_hash: keyHashOf(tbs.publicKey),
        not_before: tbs.notBefore,
        not_after: tbs.notAfter,
        tbs: bytes(body.tbs),
        certificate: null,
        created_at: new Date(at),
        published_at: null,
      })
      .onConflict((c) => c.column('serial').doNothing())
      .returning('serial')
      .execute();
    serials += certificate.length;
    if (certificate.length === 0) continue;
    await sql`update certificate_order set plan = jsonb_set(plan, '{certificates}',
      (plan->'certificates') || ${JSON.stringify([planned])}::jsonb) where id = ${orderId}`.execute(tx);
  }
  return { orders, serials };
}

/** What a ceremony was about to sign: a certificate of a CA belongs to no order. Answers how many were missing. */
async function restoreCaIntent(
  tx: Tx,
  { at, body }: Told<'intent'>,
  use: 'issuing-ca' | 'root-ca',
  cas: readonly KnownCa[],
): Promise<number> {
  const tbs = parseTbsCertificate(bytes(body.tbs));
  const made = await tx
    .withTables<IssuanceTables>()
    .insertInto('certificate')
    .values({
      serial: body.serial,
      order_id: null,
      use,
      application_id: null,
      application_number: null,
      organisation_id: null,
      medium_serial: null,
      subject: nameText(tbs.subject),
      ...issuerColumns(issuerOfTbs(cas, tbs, body.serial)),
      key_hash: keyHashOf(tbs.publicKey),
      not_before: tbs.notBefore,
      not_after: tbs.notAfter,
      tbs: bytes(body.tbs),
      certificate: null,
      created_at: new Date(at),
      published_at: null,
    })
    .onConflict((c) => c.column('serial').doNothing())
    .returning('serial')
    .execute();
  return made.length;
}

function partsOf(name: Certificate['subject']): NameParts {
  const part = (key: 'ST' | 'L' | 'O' | 'OU') => {
    const value = partOf(name, key);
    return value === undefined ? {} : { [key]: value };
  };
  return {
    C: partOf(name, 'C') ?? '',
    CN: partOf(name, 'CN') ?? '',
    ...part('ST'),
    ...part('L'),
    ...part('O'),
    ...part('OU'),
  };
}

interface Stored {
  readonly serial: string;
  readonly tbs: Buffer | null;
  readonly certificate: Buffer | null;
}

/** What the database holds of these serials. */
export async function storedOf(tx: Tx, serials: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
  if (serials.length === 0) return new Map();
  const { rows } = await sql<Stored>`select serial, tbs, certificate from certificate
    where serial = any(${[...serials]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.serial, row]));
}

/** Gives the bytes to be signed back. Throws RESTORE_DISAGREES when others are stored under the serial. */
export async function restoreIntents(tx: Tx, told: readonly Told<'intent'>[], issuers: ReadonlyMap<string, Issuer>) {
  const stored = await storedOf(
    tx,
    told.map(({ body }) => body.serial),
  );
  const missing = told.filter(({ body }) => {
    const row = stored.get(body.serial);
    if (!row) throw new RestoreRefused('RESTORE_DISAGREES', `serial ${body.serial} belongs to no order`);
    if (row.tbs === null) return true;
    if (!row.tbs.equals(bytes(body.tbs))) throw new RestoreRefused('RESTORE_DISAGREES', `serial ${body.serial}`);
    return false;
  });
  if (missing.length > 0) {
    await sql`update certificate c set tbs = v.tbs, issuer = v.issuer, authority = v.authority
      from unnest(${missing.map(({ body }) => body.serial)}::text[],
        ${missing.map(({ body }) => bytes(body.tbs))}::bytea[],
        ${missing.map(({ body }) => issuers.get(body.serial)?.subject ?? '')}::text[],
        ${missing.map(({ body }) => issuers.get(body.serial)?.authority ?? '')}::text[])
        as v(serial, tbs, issuer, authority)
      where c.serial = v.serial`.execute(tx);
  }
  const orders = [...new Set(told.flatMap(({ body }) => (body.orderId === null ? [] : [body.orderId])))];
  // The intents are on the disk: the bytes may be signed, and only these.
  await sql`update certificate_order set step = 'recorded' where id = any(${orders}::uuid[])
    and step in ('reserved', 'intended')
    and not exists (select from certificate where order_id = certificate_order.id and tbs is null)`.execute(tx);
}

/** Gives certificates back, as published as they were. Throws RESTORE_DISAGREES. Answers how many were missing. */
export async function restoreCertificates(tx: Tx, told: readonly Told<'issue'>[]): Promise<number> {
  if (told.length === 0) return 0;
  const { rows } = await sql<{ order_id: string }>`update certificate c
    set certificate = v.certificate, published_at = coalesce(c.published_at, v.at)
    from unnest(${told.map(({ body }) => body.serial)}::text[],
      ${told.map(({ body }) => bytes(body.certificate))}::bytea[],
      ${told.map(({ at }) => at)}::timestamptz[]) as v(serial, certificate, at)
    where c.serial = v.serial and (c.certificate is null or c.published_at is null)
    returning c.order_id`.execute(tx);
  const orders = [...new Set(rows.map(({ order_id }) => order_id))];
  await sql`update certificate_order o set step = 'published', published_at = coalesce(o.published_at, p.at)
    from (select order_id, max(published_at) as at from certificate where order_id = any(${orders}::uuid[])
      group by order_id having bool_and(certificate is not null)) p
    where o.id = p.order_id`.execute(tx);
  return rows.length;
}
