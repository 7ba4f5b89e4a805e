import { type NameParts, nameOf, nameText, newSerial, serialText } from '@yinxin/pki';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { type Tx, transaction } from '../../platform/index.ts';
import type { CertificationAuthority } from '../authority/authority.ts';
import { wholeSecond } from '../authority/ceremony.ts';
import type { JournalBody } from '../journal/line.ts';
import type { EncryptionKey } from '../kmc/escrow.ts';
import { refuse } from '../problems.ts';
import type { CertificateUse, IssuanceTables } from '../tables.ts';
import { issuerNameOf, type OrderPlan, type Subscriber } from '../types.ts';
import { type AdmittedRequest, keyHashOf } from './admit.ts';
import { profileOf, subjectParts } from './build.ts';
import type { StepTools } from './engine.ts';
import { done, failed, type Outcome } from './gather.ts';
import type { Order } from './orders.ts';
import { validityOf } from './validity.ts';

/** What one order is made from. */
export interface Wanted {
  readonly subscriber: Subscriber;
  readonly mediumSerial: string;
  readonly request: Uint8Array;
  readonly admitted: AdmittedRequest;
}

/** An order there is: its id, and as it was stored where it was made now. */
export interface Reserved {
  readonly id: string;
  readonly order?: Order;
}

/**
 * Step 2 for pairs, all in one transaction: one living order for each medium of an application. The same key again gives the order there is;
 * another key is refused (PRODUCTION_ALREADY_ISSUED), a key certified elsewhere too (REQUEST_KEY_REUSED), a validity that
 * cannot be as well (see `validityOf`).
 */
export function reservePairs(tools: StepTools, wanted: readonly Wanted[]): Promise<readonly Outcome<Reserved>[]> {
  return transaction(tools.db, async (tx) => {
    await lockApplications(tx, wanted);
    const living = await livingOrders(tx, wanted);
    const known = await knownKeys(tx, wanted);
    const outcomes = wanted.map((one): Outcome<Reserved> | undefined => {
      const place = placeOf(one.subscriber);
      const present = living.get(place);
      if (present) {
        if (present.keyHash === one.admitted.keyHash) return done({ id: present.id });
        return failed(refuse('PRODUCTION_ALREADY_ISSUED', { field: 'body.request' }));
      }
      const hashes = keyHashes(one);
      if (hashes.some((hash) => known.has(hash)))
        return failed(refuse('REQUEST_KEY_REUSED', { field: 'body.request' }));
      // Whoever comes later in the same portion meets what was made for this one.
      living.set(place, { id: uuid(), keyHash: one.admitted.keyHash });
      for (const hash of hashes) known.add(hash);
      return undefined;
    });
    const news = wanted.filter((_, i) => outcomes[i] === undefined);
    const made = await makeOrders(
      tools,
      tx,
      news.map((one) => ({ ...one, id: living.get(placeOf(one.subscriber))?.id ?? uuid() })),
    );
    const orders = made.values();
    return outcomes.map((outcome) => {
      if (outcome) return outcome;
      const order = orders.next().value;
      return order ? done({ id: order.id, order }) : failed(new Error('an order was not made'));
    });
  });
}

async function makeOrders(
  tools: StepTools,
  tx: Tx,
  wanted: readonly (Wanted & { readonly id: string })[],
): Promise<readonly Order[]> {
  if (wanted.length === 0) return [];
  const encryption = await tools.keys.make(
    tx,
    wanted.map(({ admitted }) => admitted.publicKey),
  );
  const places = await freshPlaces(tx, tools, 2 * wanted.length);
  const now = tools.clock.now();
  const issuers = await issuersOf(tools, tx, wanted);
  const drafts = wanted.map((one, i) => {
    const key = encryption[i];
    const issuer = issuers[i];
    const [first, second] = [places[2 * i], places[2 * i + 1]];
    if (!key || !issuer || !first || !second) throw new Error('key management made no key');
    const plan: OrderPlan = {
      subject: { ...one.admitted.subject },
      creditCode: one.subscriber.creditCode,
      ...validityOf(one.subscriber.validity, { now, issuerEnd: issuer.certificate.notAfter }),
      certificates: [
        { use: 'sign', ...first, publicKey: base64(one.admitted.publicKey) },
        { use: 'encrypt', ...second, publicKey: base64(key.publicKey) },
      ],
      authority: issuer.name,
    };
    return { ...one, key, plan };
  });
  await insertOrders(tx, drafts, now);
  await insertCertificates(
    tx,
    tools,
    drafts.map(({ id, plan, subscriber, mediumSerial }) => ({ id, plan, owner: { subscriber, mediumSerial } })),
  );
  await tools.journal.note(tx, ...drafts.map(reservationOf));
  return drafts.map(({ id, plan, key, subscriber }) => ({
    id,
    position: subscriber.position ?? 0,
    step: 'reserved',
    plan,
    abandoned: false,
    envelopedKey: key.envelopedKey,
    certificates: plan.certificates.map(({ use, serial }) => ({ use, serial, tbs: null, certificate: null })),
  }));
}

/** One array for each column: a statement of the same length however many rows, which the database reads at once. */
async function insertOrders(tx: Tx, drafts: readonly Draft[], now: Date): Promise<void> {
  const column = <T>(of: (draft: Draft) => T): T[] => drafts.map(of);
  await sql`insert into certificate_order (kind, step, created_at, id, application_id, position, application_number,
      organisation_id, medium_serial, request, request_hash, key_hash, plan, escrow_id, enveloped_key)
    select 'twin', 'reserved', ${now}, * from unnest(${column(({ id }) => id)}::uuid[],
      ${column(({ subscriber }) => subscriber.applicationId)}::uuid[],
      ${column(({ subscriber }) => subscriber.position ?? 0)}::int[],
      ${column(({ subscriber }) => subscriber.applicationNumber)}::text[],
      ${column(({ subscriber }) => subscriber.organisationId)}::uuid[],
      ${column(({ mediumSerial }) => mediumSerial)}::text[],
      ${column(({ request }) => Buffer.from(request))}::bytea[],
      ${column(({ admitted }) => admitted.requestHash)}::text[],
      ${column(({ admitted }) => admitted.keyHash)}::text[],
      ${column(({ plan }) => JSON.stringify(plan))}::jsonb[],
      ${column(({ key }) => key.escrowId)}::uuid[],
      ${column(({ key }) => Buffer.from(key.envelopedKey))}::bytea[])`.execute(tx);
}

/** The CA of each pair, by its signing certificate: twins are never divided. */
async function issuersOf(
  { authorities }: StepTools,
  tx: Tx,
  wanted: readonly Wanted[],
): Promise<readonly CertificationAuthority[]> {
  const found = new Map<string, CertificationAuthority>();
  const issuers: CertificationAuthority[] = [];
  for (const { subscriber } of wanted) {
    const { programme = '' } = subscriber;
    const issuer = found.get(programme) ?? (await authorities.issuerFor(tx, { profile: profileOf('sign'), programme }));
    found.set(programme, issuer);
    issuers.push(issuer);
  }
  return issuers;
}

interface Draft extends Wanted {
  readonly id: string;
  readonly key: EncryptionKey;
  readonly plan: OrderPlan;
}

function reservationOf({ id, subscriber, mediumSerial, request, admitted, key, plan }: Draft): JournalBody {
  return {
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
      id: key.escrowId,
      publicKey: base64(key.publicKey),
      sealedPrivate: base64(key.sealedPrivate),
      storageKeyId: key.storageKeyId,
    },
    envelopedKey: base64(key.envelopedKey),
    ...(subscriber.position ? { position: subscriber.position } : {}),
  };
}

/** A certificate of a service of the house: who answers OCSP, or makes seals. */
export interface ServiceWanted {
  readonly use: 'ocsp' | 'seal-maker';
  readonly subject: NameParts;
  readonly publicKey: Uint8Array;
  readonly notAfter: Date;
}

/** Step 2 for a service of a CA, in the transaction that stores its encrypted key. Answers the order's id. */
export async function reserveService(
  tx: Tx,
  tools: StepTools,
  ca: CertificationAuthority,
  { use, subject, publicKey, notAfter }: ServiceWanted,
): Promise<string> {
  const id = uuid();
  const kind = use === 'ocsp' ? 'responder' : use;
  // A responder stands on no list: nobody asks for its status.
  const [place] =
    use === 'ocsp' ? (await freshSerials(tx, 1)).map((serial) => ({ serial })) : await freshPlaces(tx, tools, 1);
  if (!place) throw new Error('no serial was drawn');
  const plan: OrderPlan = {
    subject: { ...subject },
    notBefore: wholeSecond(tools.clock.now()).toISOString(),
    notAfter: notAfter.toISOString(),
    certificates: [{ use, ...place, publicKey: base64(publicKey) }],
    authority: ca.name,
  };
  await tx
    .withTables<IssuanceTables>()
    .insertInto('certificate_order')
    .values({
      id,
      kind,
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
  await insertCertificates(tx, tools, [{ id, plan }]);
  await tools.journal.note(tx, {
    kind: 'reservation',
    v: 2,
    orderId: id,
    order: kind,
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

/** Two requests of one application at once go one after the other, in all processes; locks are taken in one order everywhere. */
async function lockApplications(tx: Tx, wanted: readonly Wanted[]): Promise<void> {
  const names = wanted.map(({ subscriber }) => `issuance:${subscriber.applicationId}`);
  await sql`select pg_advisory_xact_lock(hash) from
    (select distinct hashtextextended(name, 0) as hash from unnest(${names}::text[]) as name order by 1) as locks`.execute(
    tx,
  );
}

/** What has at most one living order: a medium of an application. */
function placeOf({ applicationId, position = 0 }: Pick<Subscriber, 'applicationId' | 'position'>): string {
  return `${applicationId} ${position}`;
}

async function livingOrders(
  tx: Tx,
  wanted: readonly Wanted[],
): Promise<Map<string, { readonly id: string; readonly keyHash: string }>> {
  const { rows } = await sql<{ id: string; application_id: string; position: number; key_hash: string }>`
    select id, application_id, position, key_hash from certificate_order
    where application_id = any(${wanted.map(({ subscriber }) => subscriber.applicationId)}::uuid[])
      and abandoned_at is null`.execute(tx);
  return new Map(
    rows.map(({ id, application_id, position, key_hash }) => [
      placeOf({ applicationId: application_id, position }),
      { id, keyHash: key_hash },
    ]),
  );
}

/** Of a key and of its negative, whose private key is known to whoever knows this one's. */
function keyHashes({ admitted }: Wanted): readonly [string, string] {
  return [admitted.keyHash, admitted.negativeHash];
}

/** Hashes of those of the wanted keys that were certified for anybody, belong to a CA or lie in escrow. */
async function knownKeys(tx: Tx, wanted: readonly Wanted[]): Promise<Set<string>> {
  const keys = wanted.flatMap(({ admitted: { publicKey, negativeKey } }) => [
    Buffer.from(publicKey),
    Buffer.from(negativeKey),
  ]);
  const { rows } = await sql<{ hash: string | null; key: Buffer | null }>`
    select key_hash as hash, null::bytea as key from certificate
      where key_hash = any(${wanted.flatMap(keyHashes)}::text[])
    union all select null, public_key from escrowed_key where public_key = any(${keys}::bytea[])
    union all select null, public_key from prepared_key where public_key = any(${keys}::bytea[])`.execute(tx);
  return new Set(rows.map(({ hash, key }) => hash ?? keyHashOf(key ?? new Uint8Array())));
}

/** Fresh serials, each with the part of the CRL it belongs to from now on. */
async function freshPlaces(
  tx: Tx,
  { addresses }: StepTools,
  count: number,
): Promise<readonly { readonly serial: string; readonly shard?: number }[]> {
  return (await freshSerials(tx, count)).map((serial) => {
    const shard = addresses.shardOf(serial);
    return shard === 0 ? { serial } : { serial, shard };
  });
}

/** Serials nobody has; the primary key has the last word. */
async function freshSerials(tx: Tx, count: number): Promise<readonly string[]> {
  const found = new Set<string>();
  while (found.size < count) {
    const drawn = Array.from({ length: count - found.size }, () => serialText(newSerial()));
    const { rows } = await sql<{ serial: string }>`select serial from certificate
      where serial = any(${drawn}::text[])`.execute(tx);
    const taken = new Set(rows.map(({ serial }) => serial));
    for (const serial of drawn) if (!taken.has(serial)) found.add(serial);
  }
  return [...found];
}

interface Owner {
  readonly subscriber: Subscriber;
  readonly mediumSerial: string;
}

interface NewOrder {
  readonly id: string;
  readonly plan: OrderPlan;
  readonly owner?: Owner;
}

async function insertCertificates(tx: Tx, tools: StepTools, orders: readonly NewOrder[]): Promise<void> {
  const rows = orders.flatMap(({ id, plan, owner }) => {
    const subject = nameText(nameOf(subjectParts(plan)));
    const authority = issuerNameOf(plan);
    const issuer = nameText(tools.authorities.ca(authority).certificate.subject);
    const shared = { id, plan, owner, subject, authority, issuer };
    return plan.certificates.map((one) => ({ ...shared, ...one, use: one.use satisfies CertificateUse }));
  });
  const column = <T>(of: (row: (typeof rows)[number]) => T): T[] => rows.map(of);
  await sql`insert into certificate (created_at, serial, order_id, use, shard, application_id, application_number,
      organisation_id, medium_serial, subject, issuer, authority, key_hash, not_before, not_after)
    select ${tools.clock.now()}, * from unnest(${column(({ serial }) => serial)}::text[],
      ${column(({ id }) => id)}::uuid[], ${column(({ use }) => use)}::text[],
      ${column(({ shard = 0 }) => shard)}::int[],
      ${column(({ owner }) => owner?.subscriber.applicationId ?? null)}::uuid[],
      ${column(({ owner }) => owner?.subscriber.applicationNumber ?? null)}::text[],
      ${column(({ owner }) => owner?.subscriber.organisationId ?? null)}::uuid[],
      ${column(({ owner }) => owner?.mediumSerial ?? null)}::text[],
      ${column(({ subject }) => subject)}::text[], ${column(({ issuer }) => issuer)}::text[],
      ${column(({ authority }) => authority)}::text[],
      ${column(({ publicKey }) => keyHashOf(Buffer.from(publicKey, 'base64')))}::text[],
      ${column(({ plan }) => plan.notBefore)}::timestamptz[],
      ${column(({ plan }) => plan.notAfter)}::timestamptz[])`.execute(tx);
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
