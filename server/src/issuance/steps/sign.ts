import { equalBytes } from '@yinxin/gm';
import { assembleCertificate, parseCertificate, verifyCertificateSignature } from '@yinxin/pki';
import { transaction } from '../../platform/index.ts';
import type { CertificationAuthority } from '../authority/authority.ts';
import { permitForCertificate } from '../authority/permit.ts';
import type { IssuanceTables } from '../tables.ts';
import type { StepTools } from './engine.ts';
import { type OrderCertificate, readOrder, setStep } from './orders.ts';

/** Steps 7 to 9: sign exactly the stored bytes, compare, store. The order's row is held throughout. */
export function signAndStore(tools: StepTools, orderId: string): Promise<void> {
  const { authority, journal, db, after } = tools;
  return transaction(db, async (tx) => {
    const order = await readOrder(tx, orderId, true);
    if (order.step !== 'recorded' || order.abandoned) return; // another process was faster
    const signed = await Promise.all(order.certificates.map((one) => signOne(order.step, one, authority.issuing)));
    after(7);
    for (const { stored, certificate } of signed) compare(stored, certificate, authority.issuing);
    after(8);
    for (const { stored, certificate } of signed) {
      await tx
        .withTables<IssuanceTables>()
        .updateTable('certificate')
        .set({ certificate: Buffer.from(certificate) })
        .where('serial', '=', stored.serial)
        .where('certificate', 'is', null)
        .execute();
      const text = Buffer.from(certificate).toString('base64');
      await journal.note(tx, { kind: 'issue', serial: stored.serial, certificate: text });
    }
    await setStep(tx, orderId, 'signed');
  }).then(() => after(9));
}

interface Signed {
  readonly stored: OrderCertificate;
  readonly certificate: Uint8Array;
}

/** Step 7. */
async function signOne(step: string, stored: OrderCertificate, issuer: CertificationAuthority): Promise<Signed> {
  const permit = permitForCertificate({ step, tbs: stored.tbs, certificate: stored.certificate });
  const signature = await issuer.key.sign(permit);
  return { stored, certificate: assembleCertificate(stored.tbs ?? new Uint8Array(), signature, issuer.key.algorithm) };
}

/** Step 8: what came back is the stored bytes under the issuer's signature, or nothing is stored. */
export function compare(stored: OrderCertificate, certificate: Uint8Array, issuer: CertificationAuthority): void {
  const read = parseCertificate(certificate);
  const same = stored.tbs !== null && equalBytes(read.tbs, stored.tbs);
  if (!same || !verifyCertificateSignature(read, issuer.certificate.publicKey)) {
    throw new Error(`the signed certificate ${stored.serial} is not the one intended`);
  }
}
