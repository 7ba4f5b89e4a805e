import { type Certificate, OID, parseCertificate, partOf, serialText, verifyCertificateSignature } from '@yinxin/pki';
import { type CertificateSet, certificateDigest } from '@yinxin/token';
import type { CertificateFacts } from './client.ts';
import { AssistantRefusal } from './problems.ts';

const DAY_MS = 86_400_000;
// A certificate made seconds ago must work on a computer whose clock is a little behind.
const EARLY_MS = 10 * 60_000;

/** Nine characters of the organisation code: they stand in the unified social credit code, too. */
const organisationCodeOf = (code: string | null): string | null => {
  if (code === null) return null;
  return code.length === 18 ? code.slice(8, 17) : code.replace('-', '');
};

const ownerOf = (certificate: Certificate): string =>
  partOf(certificate.subject, 'CN') ?? partOf(certificate.subject, 'O') ?? '';

/** What a certificate (DER, as read from a medium) says at a moment. */
export function factsOf(der: Uint8Array, now: Date): CertificateFacts {
  const certificate = parseCertificate(der);
  const { issuer, serial, notBefore, notAfter, extensions } = certificate;
  const code = extensions.identity.get(OID.organizationCode) ?? null;
  return {
    owner: ownerOf(certificate),
    creditCode: code,
    organisationCode: organisationCodeOf(code),
    taxNumber: extensions.identity.get(OID.taxationNumber) ?? null,
    issuer: partOf(issuer, 'CN') ?? partOf(issuer, 'O') ?? '',
    number: serialText(serial),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    daysLeft: Math.ceil((notAfter.getTime() - now.getTime()) / DAY_MS),
    expired: now > notAfter,
    notYet: now.getTime() + EARLY_MS < notBefore.getTime(),
    digest: certificateDigest(der),
  };
}

/** The public key (65 bytes) in a certificate. */
export const publicKeyOf = (der: Uint8Array): Uint8Array => parseCertificate(der).publicKey;

/** Throws `E_CERT_EXPIRED` or `E_CERT_NOT_YET` unless the certificate is within its validity. */
export function refuseOutsideValidity(der: Uint8Array, now: Date): void {
  const { expired, notYet, notBefore, notAfter } = factsOf(der, now);
  if (expired) throw new AssistantRefusal({ code: 'E_CERT_EXPIRED', notAfter: notAfter.slice(0, 10) });
  if (notYet) throw new AssistantRefusal({ code: 'E_CERT_NOT_YET', notBefore: notBefore.slice(0, 10) });
}

/** Whether the signatures do not lead from both certificates through the chain to a root signed by itself. */
export function chainBreaks(set: CertificateSet): boolean {
  const chain = set.chain.map(parseCertificate);
  const root = chain.at(-1);
  const first = chain[0];
  if (!root || !first) return true;
  const signedBy = (certificate: Certificate, issuer: Certificate) =>
    verifyCertificateSignature(certificate, issuer.publicKey);
  const ends = [set.sign, set.encrypt].map(parseCertificate);
  const linked = chain.every((certificate, index) => signedBy(certificate, chain[index + 1] ?? root));
  return !linked || !ends.every((certificate) => signedBy(certificate, first));
}
