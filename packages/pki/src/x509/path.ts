import { equalBytes } from '@yinxin/gm';
import { sameName } from '../names/name.ts';
import { type Certificate, verifyCertificateSignature } from './parse.ts';
import type { KeyUsage } from './profile.ts';

/** Why a chain is not trusted. */
export type PathRefusal =
  | 'ISSUER_UNKNOWN'
  | 'SIGNATURE_INVALID'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'NOT_A_CA'
  | 'CA_KEY_USAGE'
  | 'PATH_TOO_LONG'
  | 'KEY_USAGE'
  | 'UNKNOWN_CRITICAL';

/** A trusted chain from the certificate up to its anchor, or the refusal and the certificate it is about. */
export type PathVerdict =
  | { readonly good: true; readonly path: readonly Certificate[] }
  | { readonly good: false; readonly refusal: PathRefusal; readonly certificate: Certificate };

/** What is known and trusted. Revocation is a separate question. */
export interface PathQuestion {
  /** Certificates trusted as such: roots, or an issuing CA. */
  readonly anchors: readonly Certificate[];
  /** Certificates that may lie between, in any order. */
  readonly intermediates?: readonly Certificate[];
  readonly at: Date;
  /** Uses the end certificate must allow, e.g. ['digitalSignature']. */
  readonly keyUsage?: readonly KeyUsage[];
}

// Longer chains do not occur; the limit keeps circles of cross-signed CAs finite.
const MAX_PATH = 8;

const sameBytes = (a: Certificate, b: Certificate): boolean => equalBytes(a.raw, b.raw);

function mayIssue(issuer: Certificate, subject: Certificate): boolean {
  const { authorityKeyId } = subject.extensions;
  const { subjectKeyId } = issuer.extensions;
  const keyFits = !authorityKeyId || !subjectKeyId || equalBytes(authorityKeyId, subjectKeyId);
  return keyFits && sameName(issuer.subjectRaw, subject.issuerRaw);
}

/** Validity and critical extensions: what every certificate of a chain must keep (RFC 5280 §6.1.3). */
function ownRefusal({ notBefore, notAfter, extensions }: Certificate, at: Date): PathRefusal | undefined {
  if (at < notBefore) return 'NOT_YET_VALID';
  // notAfter is the last valid second, the whole of it.
  if (at.getTime() >= notAfter.getTime() + 1000) return 'EXPIRED';
  return extensions.unknownCritical.length > 0 ? 'UNKNOWN_CRITICAL' : undefined;
}

/** What a certificate above others must be (RFC 5280 §6.1.4 k–n). `below` counts the CAs under it that are not self-issued. */
function caRefusal({ extensions }: Certificate, below: number): PathRefusal | undefined {
  if (extensions.basicConstraints?.ca !== true) return 'NOT_A_CA';
  if (extensions.keyUsage !== undefined && !extensions.keyUsage.includes('keyCertSign')) return 'CA_KEY_USAGE';
  const { pathLength } = extensions.basicConstraints;
  return pathLength !== undefined && below > pathLength ? 'PATH_TOO_LONG' : undefined;
}

function climb(path: readonly Certificate[], question: PathQuestion): PathVerdict {
  const { anchors, intermediates = [], at } = question;
  const current = path[path.length - 1];
  if (current === undefined) throw new RangeError('an empty path cannot be climbed');
  const refuse = (refusal: PathRefusal): PathVerdict => ({ good: false, refusal, certificate: current });
  const below = path.slice(1, -1).filter((ca) => !sameName(ca.subjectRaw, ca.issuerRaw)).length;
  const refusal = ownRefusal(current, at) ?? (path.length > 1 ? caRefusal(current, below) : undefined);
  if (refusal !== undefined) return refuse(refusal);
  if (anchors.some((anchor) => sameBytes(anchor, current))) return { good: true, path };
  if (path.length >= MAX_PATH) return refuse('PATH_TOO_LONG');

  const candidates = [...anchors, ...intermediates].filter(
    (candidate) => mayIssue(candidate, current) && !path.some((seen) => sameBytes(seen, candidate)),
  );
  let verdict = refuse('ISSUER_UNKNOWN');
  for (const candidate of candidates) {
    verdict = verifyCertificateSignature(current, candidate)
      ? climb([...path, candidate], question)
      : refuse('SIGNATURE_INVALID');
    if (verdict.good) return verdict;
  }
  return verdict;
}

/**
 * Looks for a chain from the certificate to an anchor and validates it (RFC 5280 §6.1 without policies and name
 * constraints, which are refused when critical): signatures, validity, names, CA flag, path length, key usage.
 *
 * @example
 * const verdict = validatePath(certificate, { anchors: [root], intermediates: [issuing], at: clock.now() });
 * if (!verdict.good) refuse(verdict.refusal);
 */
export function validatePath(certificate: Certificate, question: PathQuestion): PathVerdict {
  const allowed = certificate.extensions.keyUsage;
  const missing = (question.keyUsage ?? []).some((usage) => allowed !== undefined && !allowed.includes(usage));
  if (missing) return { good: false, refusal: 'KEY_USAGE', certificate };
  return climb([certificate], question);
}
