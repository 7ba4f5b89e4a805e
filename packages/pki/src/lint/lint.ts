import { findingOf, type LintFinding, run } from './engine.ts';
import { fileKind } from './rules/file/kind.ts';
import { fileReadable } from './rules/file/readable.ts';
import { scanDer } from './scan.ts';
import { type LintCertificate, readCertificate, readTbsCertificate } from './subject/certificate.ts';
import type { LintContext } from './subject/context.ts';
import { readCrl, readTbsCrl } from './subject/crl.ts';
import type { Kind, Subject } from './subject/index.ts';
import { readOcsp } from './subject/ocsp.ts';
import { faultTable } from './subject/parts.ts';
import { readRequest } from './subject/request.ts';
import { childrenOf, readTlv } from './tlv.ts';

/** What `lint` found, and what it took the bytes for. */
export interface LintReport {
  readonly kind: Exclude<Kind, 'pair'> | undefined;
  readonly findings: readonly LintFinding[];
}

type FileKind = Exclude<Kind, 'pair'>;

/** What the bytes look like, as far as their outer shape tells. */
export function kindOf(bytes: Uint8Array): FileKind | undefined {
  const whole = readTlv(bytes, 0, bytes.length);
  const [first] = whole?.tag === 0x30 ? childrenOf(whole) : [];
  if (first?.tag === 0x0a) return 'ocsp';
  if (first?.tag !== 0x30) return undefined;
  const inside = childrenOf(first).map(({ tag }) => tag);
  // Lists have times among their fields; certificates begin with [0] or have the key as seventh field; requests are short.
  if (inside.some((tag) => tag === 0x17 || tag === 0x18)) return 'crl';
  if (inside[0] === 0xa0 || inside.includes(0xa3)) return 'certificate';
  if (inside[0] === 0x02 && inside[1] === 0x30 && inside[2] === 0x30 && inside[3] !== 0x30) return 'request';
  return inside.length >= 6 ? 'certificate' : undefined;
}

const READERS: Readonly<Record<FileKind, (bytes: Uint8Array, context: LintContext) => Subject | undefined>> = {
  certificate: readCertificate,
  crl: readCrl,
  ocsp: readOcsp,
  request: readRequest,
};

/** One finding about bytes that are no subject at all. */
function unreadable(bytes: Uint8Array): LintFinding[] {
  const at = readTlv(bytes, 0, bytes.length) === undefined ? 0 : scanDer(bytes, 0, bytes.length, []);
  return at === undefined
    ? [findingOf(fileKind, 'error', { at: 0 })]
    : [findingOf(fileReadable, 'error', { at, params: { at, length: bytes.length } })];
}

/** Options of `lint`: what is known beside the bytes, and what they are if their shape should not decide. */
export interface LintOptions extends LintContext {
  readonly kind?: FileKind;
}

/** The subject that the rules look at; undefined when the bytes cannot be read as one. */
export function readSubject(
  bytes: Uint8Array,
  { kind = kindOf(bytes), ...context }: LintOptions = {},
): Subject | undefined {
  return kind === undefined ? undefined : READERS[kind](bytes, context);
}

/** The signing and the encryption certificate of one holder as one subject. */
export function pairOf(signing: LintCertificate, encryption: LintCertificate, context: LintContext = {}): Subject {
  return { kind: 'pair', bytes: encryption.bytes, faults: faultTable([]), gaps: [], context, signing, encryption };
}

/**
 * Looks at DER of a certificate, revocation list, OCSP response or request with every rule that applies. Never throws:
 * what cannot be read is one finding that says where.
 */
export function lint(bytes: Uint8Array, { kind = kindOf(bytes), ...context }: LintOptions = {}): LintReport {
  const subject = readSubject(bytes, { ...context, ...(kind && { kind }) });
  return { kind, findings: subject === undefined ? unreadable(bytes) : run(subject) };
}

/** Looks at to-be-signed bytes of a certificate. */
export function lintTbsCertificate(tbs: Uint8Array, context: LintContext = {}): LintFinding[] {
  const subject = readTbsCertificate(tbs, context);
  return subject === undefined ? unreadable(tbs) : run(subject);
}

/** Looks at to-be-signed bytes of a revocation list. */
export function lintTbsCrl(tbs: Uint8Array, context: LintContext = {}): LintFinding[] {
  const subject = readTbsCrl(tbs, context);
  return subject === undefined ? unreadable(tbs) : run(subject);
}

/** Looks at what two certificates of one holder must have in common, and what not. */
export function lintPair(
  signing: LintCertificate,
  encryption: LintCertificate,
  context: LintContext = {},
): LintFinding[] {
  return run(pairOf(signing, encryption, context));
}

/** Looks at a certificate that was read already (see `readLintCertificate`), under what was known when it was read. */
export const lintParsed = (certificate: LintCertificate): LintFinding[] => run(certificate);
