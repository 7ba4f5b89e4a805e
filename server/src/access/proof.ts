import { equalBytes } from '@yinxin/gm';
import { type Certificate, PkiError, parseCertificate, serialText, validatePath } from '@yinxin/pki';
import { verifyAuthentication } from '@yinxin/token';
import type { Held, Trust } from './ports.ts';
import { problem } from './problems.ts';
import { refusesPath } from './rules.ts';

/** What a medium answered. */
export interface Proof {
  /** Signing certificate, DER. */
  readonly certificate: Uint8Array;
  /** SM2 signature of purpose `authenticate`, DER. */
  readonly signature: Uint8Array;
}

/** The certificate of a proof; throws CERTIFICATE_UNREADABLE. */
export function readCertificate(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (cause) {
    if (!(cause instanceof PkiError)) throw cause;
    throw problem('CERTIFICATE_UNREADABLE', { field: 'body.certificate', cause });
  }
}

/**
 * Throws unless the certificate's key signed this nonce for one of our origins. Comes before anything is said about the
 * certificate: what it is worth is told only to who holds it.
 */
export function proveHolder(
  certificate: Certificate,
  nonce: Uint8Array,
  proof: Proof,
  origins: readonly string[],
): void {
  const claimed = (origin: string) =>
    verifyAuthentication({ origin, nonce, certificate: proof.certificate }, certificate.publicKey, proof.signature);
  const isSm2 = certificate.keyAlgorithm === 'sm2';
  if (!isSm2 || !origins.some(claimed)) throw problem('CERTIFICATE_PROOF_WRONG');
}

/** Throws unless the chain ends at one of our roots, stands in its time, and the certificate may be used for signing. */
export function checkChain(certificate: Certificate, { anchors, intermediates }: Trust, at: Date): void {
  const verdict = validatePath(certificate, { anchors, intermediates, at, keyUsage: ['digitalSignature'] });
  if (verdict.good) return;
  // Only the end certificate's own dates are something its holder can act on.
  const code = verdict.position === 0 ? refusesPath(verdict.refusal) : 'CERTIFICATE_UNTRUSTED';
  throw problem(code, { params: { reason: verdict.refusal, ...dates(certificate) } });
}

/** Throws unless the certificate is, byte for byte, the one that was issued under this serial. */
export function checkIssued(certificate: Certificate, held: Held | undefined): Held {
  if (held && equalBytes(held.certificate, certificate.raw)) return held;
  throw problem('CERTIFICATE_UNTRUSTED', { params: { reason: 'NOT_ISSUED', ...dates(certificate) } });
}

/** Serial as it is stored: upper-case hexadecimal. */
export const serialOf = (certificate: Certificate): string => serialText(certificate.serial);

const beijing = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** Validity for people, Beijing time. */
export function dates({ notBefore, notAfter }: { readonly notBefore: Date; readonly notAfter: Date }) {
  return { from: beijing(notBefore), until: beijing(notAfter) };
}
