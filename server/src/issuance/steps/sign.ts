import { equalBytes } from '@yinxin/gm';
import { assembleCertificate, parseSignedParts, verifyCertificateSignature } from '@yinxin/pki';
import { sql } from 'kysely';
import { type Tx, transaction } from '../../platform/index.ts';
import type { CertificationAuthority } from '../authority/authority.ts';
import { permitForCertificate } from '../authority/permit.ts';
import type { CertificateUse } from '../tables.ts';
import { verifyAll } from '../threads/proofs.ts';
import type { StepTools } from './engine.ts';
import { done, type Outcome } from './gather.ts';
import { moveOn, type Order, type OrderCertificate } from './orders.ts';

/**
 * Steps 7 to 9: sign exactly the stored bytes, compare, store. The rows of the orders are held throughout. An order that
 * another process moved on meanwhile is answered as undefined.
 */
export async function signAndStore(
  tools: StepTools,
  orders: readonly Order[],
): Promise<readonly Outcome<Order | undefined>[]> {
  const { authorities, journal, db, after } = tools;
  const signed = await transaction(db, async (tx) => {
    const stored = await lockRecorded(
      tx,
      orders.map(({ id }) => id),
    );
    if (stored.length === 0) return [];
    const signed = await Promise.all(stored.map((one) => signOne(one, authorities.ca(one.authority))));
    after(7);
    const byIssuer = Map.groupBy(signed, ({ authority }) => authority);
    for (const [name, own] of byIssuer) await compare(own, authorities.ca(name));
    after(8);
    await sql`update certificate c set certificate = v.certificate
      from unnest(${signed.map(({ serial }) => serial)}::text[],
        ${signed.map(({ bytes }) => Buffer.from(bytes))}::bytea[]) as v(serial, certificate)
      where c.serial = v.serial and c.certificate is null`.execute(tx);
    await journal.note(
      tx,
      ...signed.map(({ serial, bytes }) => ({
        kind: 'issue' as const,
        serial,
        certificate: Buffer.from(bytes).toString('base64'),
      })),
    );
    await moveOn(tx, [...new Set(signed.map(({ orderId }) => orderId))], 'recorded', 'signed');
    return signed;
  });
  after(9);
  return orders.map((order) => {
    const own = signed.filter(({ orderId }) => orderId === order.id);
    if (own.length === 0) return done(undefined);
    const certificates = own.map(({ serial, use, tbs, bytes }) => ({ serial, use, tbs, certificate: bytes }));
    return done({ ...order, step: 'signed', certificates });
  });
}

interface Stored extends OrderCertificate {
  readonly orderId: string;
  /** The CA it was built for. */
  readonly authority: string;
}

/** The stored bytes of orders that may be signed, their rows held: no two processes sign one order at once. */
async function lockRecorded(tx: Tx, ids: readonly string[]): Promise<readonly Stored[]> {
  const { rows } = await sql<{
    order_id: string;
    authority: string;
    serial: string;
    use: CertificateUse;
    tbs: Buffer | null;
    certificate: Buffer | null;
  }>`select c.order_id, c.authority, c.serial, c.use, c.tbs, c.certificate
    from certificate_order o join certificate c on c.order_id = o.id
    where o.id = any(${[...ids]}::uuid[]) and o.step = 'recorded' and o.abandoned_at is null
    order by o.id, c.use desc for update of o`.execute(tx);
  return rows.map(({ order_id, authority, serial, use, tbs, certificate }) => ({
    orderId: order_id,
    authority,
    serial,
    use,
    tbs: tbs && new Uint8Array(tbs),
    certificate: certificate && new Uint8Array(certificate),
  }));
}

/** Step 7. */
async function signOne(
  stored: Stored,
  issuer: CertificationAuthority,
): Promise<Stored & { readonly bytes: Uint8Array }> {
  const { tbs, certificate } = stored;
  const signature = await issuer.key.sign(permitForCertificate({ step: 'recorded', tbs, certificate }));
  return { ...stored, bytes: assembleCertificate(tbs ?? new Uint8Array(), signature, issuer.key.algorithm) };
}

/** Step 8: what came back is the stored bytes under the issuer's signature, or nothing is stored. */
async function compare(
  signed: readonly (Stored & { readonly bytes: Uint8Array })[],
  { certificate: ca }: CertificationAuthority,
): Promise<void> {
  // The signed part was read and linted as it was stored; here it must be those very bytes.
  const read = signed.map(({ bytes }) => parseSignedParts(bytes));
  const isSm2 = ca.keyAlgorithm === 'sm2' && read.every(({ algorithm }) => algorithm === 'sm2-sm3');
  const right = isSm2
    ? await verifyAll(read.map(({ tbs, signature }) => ({ publicKey: ca.publicKey, message: tbs, signature })))
    : read.map((one) => verifyCertificateSignature(one, ca));
  for (const [i, { serial, tbs }] of signed.entries()) {
    const one = read[i];
    const isSame = one !== undefined && tbs !== null && equalBytes(one.tbs, tbs);
    if (!isSame || right[i] !== true) throw new Error(`the signed certificate ${serial} is not the one intended`);
  }
}
