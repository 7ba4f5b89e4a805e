import { equalBytes } from '@yinxin/gm';
import { sameName } from '../names/name.ts';
import { type Certificate, verifyCertificateSignature } from './parse.ts';
import type { PolicyDemand } from './path-policies.ts';
import { isSelfIssued, type ProcessRefusal, processPath } from './path-process.ts';
import type { RevocationEvidence } from './path-status.ts';
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
  | 'EXTENDED_KEY_USAGE'
  | 'UNKNOWN_CRITICAL'
  | 'TOO_MANY_PATHS'
  | ProcessRefusal;

/**
 * A trusted chain from the certificate up to its anchor with the policies it is valid for, or the refusal, the
 * certificate it is about, and how far above the end certificate (0) that one stands. Of several refused chains it is
 * the one that came furthest.
 */
export type PathVerdict =
  | { readonly good: true; readonly path: readonly Certificate[]; readonly policies: readonly string[] }
  | {
      readonly good: false;
      readonly refusal: PathRefusal;
      readonly certificate: Certificate;
      readonly position: number;
    };

/** What is known and trusted. */
export interface PathQuestion {
  /** Certificates trusted as such: roots, or an issuing CA. */
  readonly anchors: readonly Certificate[];
  /** Certificates that may lie between, in any order; at most 1,000. */
  readonly intermediates?: readonly Certificate[];
  readonly at: Date;
  /** Uses the end certificate must allow, e.g. ['digitalSignature']. */
  readonly keyUsage?: readonly KeyUsage[];
  /** Purposes the end certificate must have, where it names any (object identifiers). */
  readonly extendedKeyUsage?: readonly string[];
  readonly policies?: PolicyDemand;
  /** Without it revocation is not looked at. */
  readonly revocation?: RevocationEvidence;
}

// Longer chains do not occur; the limits keep circles and thickets of cross-signed CAs finite.
const MAX_PATH = 10;
const MAX_STEPS = 200;
const MAX_INTERMEDIATES = 1_000;
const ANY_PURPOSE = '2.5.29.37.0';

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

type Refused = Extract<PathVerdict, { good: false }>;

/** How far a refused chain came: whole chains first, then by height; a step that was never possible says least. */
function progress({ refusal, position }: Refused, whole: boolean): number {
  const rank = refusal === 'ISSUER_UNKNOWN' ? 0 : refusal === 'SIGNATURE_INVALID' ? 1 : 2;
  return (whole ? 1000 : 0) + 3 * position + rank;
}

/** The search for a chain: depth first, each refused chain remembered only by the best refusal so far. */
class Search {
  private readonly question: PathQuestion;
  private steps = 0;
  private best: { readonly refused: Refused; readonly progress: number } | undefined;

  constructor(question: PathQuestion) {
    this.question = question;
  }

  run(certificate: Certificate): PathVerdict {
    const found = this.climb([certificate]);
    if (found !== undefined) return found;
    return this.best?.refused ?? { good: false, refusal: 'ISSUER_UNKNOWN', certificate, position: 0 };
  }

  private refuse(path: readonly Certificate[], refusal: PathRefusal, position: number, whole = false): undefined {
    const certificate = path[position];
    if (certificate === undefined) throw new RangeError('a refusal is about a certificate of the path');
    const refused: Refused = { good: false, refusal, certificate, position };
    const score = progress(refused, whole);
    if (this.best === undefined || score > this.best.progress) this.best = { refused, progress: score };
    return undefined;
  }

  private climb(path: readonly Certificate[]): PathVerdict | undefined {
    const { anchors, intermediates = [], at } = this.question;
    const top = path.length - 1;
    const current = path[top];
    if (current === undefined) throw new RangeError('an empty path cannot be climbed');
    const below = path.slice(1, -1).filter((ca) => !isSelfIssued(ca)).length;
    const refusal = ownRefusal(current, at) ?? (top > 0 ? caRefusal(current, below) : undefined);
    if (refusal !== undefined) return this.refuse(path, refusal, top);
    if (anchors.some((anchor) => sameBytes(anchor, current))) {
      const processed = processPath(path, this.question);
      if (processed.good) return { good: true, path, policies: processed.policies };
      return this.refuse(path, processed.refusal, processed.position, true);
    }
    if (path.length >= MAX_PATH) return this.refuse(path, 'PATH_TOO_LONG', top);
    this.refuse(path, 'ISSUER_UNKNOWN', top);
    for (const candidate of [...anchors, ...intermediates]) {
      if (!mayIssue(candidate, current) || path.some((seen) => sameBytes(seen, candidate))) continue;
      this.steps += 1;
      if (this.steps > MAX_STEPS) return this.refuse(path, 'TOO_MANY_PATHS', top, true);
      const found = verifyCertificateSignature(current, candidate)
        ? this.climb([...path, candidate])
        : this.refuse(path, 'SIGNATURE_INVALID', top);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** What the end certificate itself must allow. */
function endRefusal({ extensions }: Certificate, question: PathQuestion): PathRefusal | undefined {
  const { keyUsage: usage, extendedKeyUsage: purposes } = extensions;
  if ((question.keyUsage ?? []).some((wanted) => usage !== undefined && !usage.includes(wanted))) return 'KEY_USAGE';
  const lacks = (wanted: string): boolean => !purposes.includes(wanted) && !purposes.includes(ANY_PURPOSE);
  return purposes.length > 0 && (question.extendedKeyUsage ?? []).some(lacks) ? 'EXTENDED_KEY_USAGE' : undefined;
}

/**
 * Looks for a chain from the certificate to an anchor and validates it (RFC 5280 §6.1, RFC 9618): signatures of every
 * known algorithm, validity at a time, names and name constraints, CA flag, path length, key usage, policies with mapping,
 * and revocation by the lists and answers that are given. Cross-certificates may lead over several ways; the first good one
 * counts.
 *
 * @example
 * const verdict = validatePath(certificate, { anchors: [root], intermediates: [issuing], at: clock.now() });
 * if (!verdict.good) refuse(verdict.refusal);
 */
export function validatePath(certificate: Certificate, question: PathQuestion): PathVerdict {
  const tooMany = (question.intermediates?.length ?? 0) > MAX_INTERMEDIATES;
  const refusal = tooMany ? 'TOO_MANY_PATHS' : endRefusal(certificate, question);
  return refusal === undefined
    ? new Search(question).run(certificate)
    : { good: false, refusal, certificate, position: 0 };
}
