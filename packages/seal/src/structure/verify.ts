import { equalBytes, sm3 } from '@yinxin/gm';
import {
  type Certificate,
  PkiError,
  parseCertificate,
  type RevocationEvidence,
  validatePath,
  verifySignature,
  verifyTimestamp,
} from '@yinxin/pki';
import { pictureFindings } from './picture-check.ts';
import type { Seal } from './types.ts';

/** What is wrong with a seal, as stable codes. */
export type SealFindingCode =
  | 'MAKER_CERTIFICATE_UNREADABLE'
  | 'SIGNATURE_INVALID'
  | 'MAKER_KEY_USAGE'
  | 'MAKER_NOT_TRUSTED'
  | 'MAKER_TRUST_UNCHECKED'
  | 'MADE_OUTSIDE_MAKER_VALIDITY'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'VALIDITY_REVERSED'
  | 'MADE_IN_THE_FUTURE'
  | 'HOLDER_NOT_LISTED'
  | 'EXTENSION_UNKNOWN'
  | 'PICTURE_TYPE_UNKNOWN'
  | 'PICTURE_TYPE_DIFFERS'
  | 'PICTURE_SIZE_UNUSUAL'
  | 'PICTURE_PROPORTIONS'
  | 'TIMESTAMP_INVALID'
  | 'TIMESTAMP_UNCHECKED';

export interface SealFinding {
  readonly code: SealFindingCode;
  /** An error makes the seal unusable; a warning is for people to look at. */
  readonly severity: 'error' | 'warning';
  /** The reason one layer down: of the chain, the timestamp, or the object identifier. */
  readonly because?: string;
}

/** Who asks, when, and what is trusted. */
export interface SealQuestion {
  /** The moment the seal is to be good at. */
  readonly at: Date;
  /** Trusted roots of seal makers; without them the chain is not looked at, which is itself a finding. */
  readonly anchors?: readonly Certificate[];
  readonly intermediates?: readonly Certificate[];
  /** Without it revocation of the maker's chain is not looked at. */
  readonly revocation?: RevocationEvidence;
  /** The certificate in DER of who wants to use the seal. */
  readonly holder?: Uint8Array;
  /** Trusted roots of timestamp authorities. */
  readonly timestampAnchors?: readonly Certificate[];
  /** Object identifiers of critical extensions the caller understands. */
  readonly knownExtensions?: readonly string[];
}

/** Good without errors; warnings may remain. */
export interface SealVerdict {
  readonly good: boolean;
  readonly findings: readonly SealFinding[];
}

const error = (code: SealFindingCode, because?: string): SealFinding => ({
  code,
  severity: 'error',
  ...(because !== undefined && { because }),
});

function makerFindings(seal: Seal, question: SealQuestion): SealFinding[] {
  let maker: Certificate;
  try {
    maker = parseCertificate(seal.makerCertificate);
  } catch (cause) {
    if (!(cause instanceof PkiError)) throw cause;
    return [error('MAKER_CERTIFICATE_UNREADABLE', cause.code)];
  }
  const found: SealFinding[] = [];
  if (!verifySignature('sm2-sm3', maker, seal.tbs, seal.signature)) found.push(error('SIGNATURE_INVALID'));
  if (maker.extensions.keyUsage?.includes('digitalSignature') !== true) found.push(error('MAKER_KEY_USAGE'));
  const made = seal.createdAt.getTime();
  if (made < maker.notBefore.getTime() || made >= maker.notAfter.getTime() + 1000) {
    found.push(error('MADE_OUTSIDE_MAKER_VALIDITY'));
  }
  const { anchors, intermediates, revocation, at } = question;
  if (anchors === undefined) return [...found, { code: 'MAKER_TRUST_UNCHECKED', severity: 'warning' }];
  const verdict = validatePath(maker, {
    anchors,
    at,
    ...(intermediates && { intermediates }),
    ...(revocation && { revocation }),
  });
  return verdict.good ? found : [...found, error('MAKER_NOT_TRUSTED', verdict.refusal)];
}

function timeFindings({ createdAt, validFrom, validTo }: Seal, at: Date): SealFinding[] {
  const found: SealFinding[] = [];
  if (validFrom > validTo) found.push(error('VALIDITY_REVERSED'));
  if (createdAt > at) found.push(error('MADE_IN_THE_FUTURE'));
  if (at < validFrom) found.push(error('NOT_YET_VALID'));
  if (at > validTo) found.push(error('EXPIRED'));
  return found;
}

/** Whether this certificate (DER) may use the seal: byte for byte, or by its SM3 digest. */
export function isHolder({ holders }: Pick<Seal, 'holders'>, certificate: Uint8Array): boolean {
  if (holders.by === 'certificate') return holders.certificates.some((one) => equalBytes(one, certificate));
  const digest = sm3.digest(certificate);
  return holders.digests.some(({ value }) => equalBytes(value, digest));
}

function timestampFindings(seal: Seal, { at, timestampAnchors }: SealQuestion): SealFinding[] {
  if (seal.standard !== 'GM/T 0031-2025' || seal.timestamp === undefined) return [];
  try {
    const trust = timestampAnchors && { anchors: timestampAnchors };
    const verdict = verifyTimestamp(seal.timestamp, { over: { data: seal.signature }, now: at, ...trust });
    if (!verdict.good) return [error('TIMESTAMP_INVALID', verdict.refusal)];
    return trust === undefined ? [{ code: 'TIMESTAMP_UNCHECKED', severity: 'warning' }] : [];
  } catch (cause) {
    if (!(cause instanceof PkiError)) throw cause;
    return [error('TIMESTAMP_INVALID', cause.code)];
  }
}

/**
 * Judges a seal (GM/T 0031 §7.1.4, the same in GB/T 38540): the maker's signature, certificate, chain and revocation at
 * `at`; validity; the holder's certificate; picture; timestamp. Answers every finding and throws nothing for what stands
 * in the seal. Whether the seal was stopped at its service is a question for that service.
 */
export function verifySeal(seal: Seal, question: SealQuestion): SealVerdict {
  const { at, holder, knownExtensions = [] } = question;
  const findings = [
    ...makerFindings(seal, question),
    ...timeFindings(seal, at),
    ...(holder !== undefined && !isHolder(seal, holder) ? [error('HOLDER_NOT_LISTED')] : []),
    ...seal.extensions
      .filter(({ critical, oid }) => critical && !knownExtensions.includes(oid))
      .map(({ oid }) => error('EXTENSION_UNKNOWN', oid)),
    ...pictureFindings(seal.picture),
    ...timestampFindings(seal, question),
  ];
  return { good: findings.every(({ severity }) => severity === 'warning'), findings };
}
