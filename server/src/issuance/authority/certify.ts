import { equalBytes, sm3, toHex } from '@yinxin/gm';
import {
  assembleCertificate,
  buildTbsCertificate,
  type Certificate,
  type CertificateProfile,
  certificateFindings,
  issuerOf,
  type Name,
  nameText,
  newSerial,
  type PublicKey,
  parseCertificate,
  readLintCertificate,
  type SignatureAlgorithm,
  serialText,
  verifyCertificateSignature,
} from '@yinxin/pki';
import type { Tx } from '../../platform/index.ts';
import type { JournalBody } from '../journal/line.ts';
import { refuse } from '../problems.ts';
import { keyHashOf } from '../steps/admit.ts';
import type { IssuanceTables } from '../tables.ts';

/** A certificate of a CA that is about to be made. */
export interface CaPlan {
  readonly profile: CertificateProfile;
  readonly subject: Name;
  readonly key: PublicKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Undefined for a root. */
  readonly issuer: Certificate | undefined;
  /** Short name of the CA that signs; of the root itself. */
  readonly issuerName: string;
  /** How the issuer signs. */
  readonly algorithm: SignatureAlgorithm;
  readonly crlUrls: readonly string[];
  readonly caIssuersUrls: readonly string[];
}

/** What will be signed, as it is stored first. */
export interface CaIntent {
  readonly serial: string;
  readonly tbs: Uint8Array;
}

/**
 * Reserves a serial, builds the bytes, checks every rule (an error is fatal) and stores them with their row, in the
 * caller's transaction. Throws CERTIFICATE_CHECK_FAILED. Answers what the journal must hold before anything is signed.
 */
export async function intendCa(tx: Tx, plan: CaPlan, now: Date): Promise<CaIntent & { readonly journal: JournalBody }> {
  const number = newSerial();
  const serial = serialText(number);
  const tbs = buildTbsCertificate(plan.profile, {
    serial: number,
    issuer: plan.issuer ? issuerOf(plan.issuer) : 'self',
    subject: plan.subject,
    publicKey: plan.key.publicKey,
    keyAlgorithm: plan.key.keyAlgorithm,
    notBefore: plan.notBefore,
    notAfter: plan.notAfter,
    algorithm: plan.algorithm,
    crlUrls: plan.crlUrls,
    caIssuersUrls: plan.caIssuersUrls,
  });
  const broken = certificateFindings(
    tbs,
    plan.profile,
    plan.issuer ? { issuer: readLintCertificate(plan.issuer.raw) } : {},
  );
  if (broken.length > 0) {
    const rules = broken.map(({ code }) => code).join(', ');
    throw refuse('CERTIFICATE_CHECK_FAILED', { params: { rules } });
  }
  const use = plan.issuer ? 'issuing-ca' : 'root-ca';
  await tx
    .withTables<IssuanceTables>()
    .insertInto('certificate')
    .values({
      serial,
      order_id: null,
      use,
      application_id: null,
      application_number: null,
      organisation_id: null,
      medium_serial: null,
      subject: nameText(plan.subject),
      issuer: nameText(plan.issuer?.subject ?? plan.subject),
      authority: plan.issuerName,
      key_hash: keyHashOf(plan.key.publicKey),
      not_before: plan.notBefore,
      not_after: plan.notAfter,
      tbs: Buffer.from(tbs),
      certificate: null,
      created_at: now,
      published_at: null,
    })
    .execute();
  const journal: JournalBody = {
    kind: 'intent',
    orderId: null,
    serial,
    use,
    tbs: Buffer.from(tbs).toString('base64'),
    tbsSm3: toHex(sm3.digest(tbs)),
  };
  return { serial, tbs, journal };
}

/**
 * Joins the stored bytes and the signature over them, and demands that the result is exactly what was intended, under the
 * issuer's key. Anything else is a fault, and nothing is stored.
 */
export function joinCa(intent: CaIntent, signature: Uint8Array, issuerKey: PublicKey): Certificate {
  const certificate = parseCertificate(assembleCertificate(intent.tbs, signature));
  if (!equalBytes(certificate.tbs, intent.tbs) || !verifyCertificateSignature(certificate, issuerKey)) {
    throw new Error(`the signed certificate ${intent.serial} is not the one intended`);
  }
  return certificate;
}

/** Stores a signed certificate of a CA with its row, published. */
export async function storeCa(tx: Tx, serial: string, certificate: Certificate, now: Date): Promise<JournalBody> {
  await tx
    .withTables<IssuanceTables>()
    .updateTable('certificate')
    .set({ certificate: Buffer.from(certificate.raw), published_at: now })
    .where('serial', '=', serial)
    .where('certificate', 'is', null)
    .execute();
  return { kind: 'issue', serial, certificate: Buffer.from(certificate.raw).toString('base64') };
}

/** Makes a certificate the current one of a CA; the former stays known. */
export async function adoptCa(
  tx: Tx,
  authority: string,
  kind: 'own' | 'cross',
  certificate: Certificate,
  now: Date,
): Promise<void> {
  const tables = tx.withTables<IssuanceTables>();
  const serial = serialText(certificate.serial);
  if (kind === 'own') {
    await tables
      .updateTable('authority_certificate')
      .set({ kind: 'renewed' })
      .where('authority', '=', authority)
      .where('kind', '=', 'own')
      .execute();
    await tables
      .updateTable('authority')
      .set({ serial, certificate: Buffer.from(certificate.raw), state: 'active' })
      .where('name', '=', authority)
      .execute();
  }
  await tables
    .insertInto('authority_certificate')
    .values({ authority, serial, kind, certificate: Buffer.from(certificate.raw), created_at: now })
    .execute();
}
