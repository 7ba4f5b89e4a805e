import { memo } from '../memo.ts';
import { LINT_OID } from '../oids.ts';
import { type Fault, scanDer } from '../scan.ts';
import { childrenOf, contentOf, firstOf, oidOf, readTlv, sameTlv, smallOf, type Tlv } from '../tlv.ts';
import type { LintContext } from './context.ts';
import {
  type FaultTable,
  faultTable,
  type Gap,
  type LintAlgorithm,
  type LintExtension,
  type LintKey,
  type LintName,
  type LintTime,
  readAlgorithm,
  readExtensions,
  readKey,
  readName,
  readTime,
  scanExtensions,
  unwrap,
} from './parts.ts';

/** What a certificate is for, as far as it says. */
export type CertificateRole = 'ca' | 'ocsp' | 'timestamp' | 'end';

/** A certificate, or only its to-be-signed part, as the rules see it: every field may be missing. */
export interface LintCertificate {
  readonly kind: 'certificate';
  readonly bytes: Uint8Array;
  readonly faults: FaultTable;
  readonly gaps: readonly Gap[];
  readonly context: LintContext;
  /** Of the to-be-signed part. */
  readonly tbs: Tlv;
  /** 0, 1 or 2 as written; undefined when the field is missing. */
  readonly version: number | undefined;
  readonly serial: Tlv | undefined;
  readonly inner: LintAlgorithm | undefined;
  readonly outer: LintAlgorithm | undefined;
  readonly algorithms: readonly LintAlgorithm[];
  readonly issuer: LintName | undefined;
  readonly subject: LintName | undefined;
  readonly names: readonly (readonly [field: string, name: LintName])[];
  readonly notBefore: LintTime | undefined;
  readonly notAfter: LintTime | undefined;
  readonly times: readonly LintTime[];
  readonly key: LintKey | undefined;
  readonly uniqueIds: readonly Tlv[];
  /** Offset of Extensions, undefined when there are none. */
  readonly extensionsAt: number | undefined;
  readonly extensions: readonly LintExtension[];
  /** The first of each kind. */
  readonly byOid: ReadonlyMap<string, LintExtension>;
  readonly signature: Tlv | undefined;
  /** Bits of keyUsage, bit 0 first (0x100 is digitalSignature); undefined when absent or unreadable. */
  readonly usage: number | undefined;
  readonly purposes: readonly string[];
  /** cA of basicConstraints. */
  readonly ca: boolean;
  readonly role: CertificateRole;
  readonly selfIssued: boolean;
  /** Whether the key is one of SM2: then the rules of the Chinese profile apply. */
  readonly gm: boolean;
}

/** Extensions of certificates whose syntax the rules know. */
export const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  LINT_OID.subjectKeyIdentifier,
  LINT_OID.authorityKeyIdentifier,
  LINT_OID.keyUsage,
  LINT_OID.extendedKeyUsage,
  LINT_OID.basicConstraints,
  LINT_OID.certificatePolicies,
  LINT_OID.crlDistributionPoints,
  LINT_OID.freshestCrl,
  LINT_OID.authorityInfoAccess,
  LINT_OID.subjectAltName,
  LINT_OID.issuerAltName,
  LINT_OID.nameConstraints,
  LINT_OID.policyMappings,
  LINT_OID.policyConstraints,
  LINT_OID.inhibitAnyPolicy,
  LINT_OID.ocspNoCheck,
]);

/** keyUsage as bits: 0x100 digitalSignature … 0x001 decipherOnly. */
function usageOf(extension: LintExtension | undefined): number | undefined {
  const bits = extension?.inner;
  if (bits === undefined || bits.tag !== 0x03) return undefined;
  const [, first = 0, second = 0] = contentOf(bits);
  return (first << 1) | (second >> 7);
}

function roleOf(ca: boolean, usage: number | undefined, purposes: readonly string[]): CertificateRole {
  if (ca || ((usage ?? 0) & 0x008) !== 0) return 'ca';
  if (purposes.includes(LINT_OID.ocspSigning)) return 'ocsp';
  return purposes.includes(LINT_OID.timeStamping) ? 'timestamp' : 'end';
}

function isGm(key: LintKey | undefined, inner: LintAlgorithm | undefined): boolean {
  if (key === undefined) return inner?.oid === LINT_OID.sm2WithSm3;
  return key.curve === LINT_OID.sm2 || key.algorithm.oid === LINT_OID.sm2;
}

/** Reads the to-be-signed part; `outer` holds the rest of the certificate when there is one. */
function read(bytes: Uint8Array, tbs: Tlv, outer: readonly Tlv[], context: LintContext): LintCertificate {
  const gaps: Gap[] = [];
  const faults: Fault[] = [];
  const broken = scanDer(bytes, 0, bytes.length, faults);
  if (broken !== undefined) gaps.push({ field: 'DER', at: broken });
  const queue = childrenOf(tbs);
  const last = queue.at(-1);
  if (last === undefined || last.end !== tbs.stop) gaps.push({ field: 'tbsCertificate', at: last?.end ?? tbs.body });
  let next = 0;
  const expect = (field: string, ...tags: readonly number[]): Tlv | undefined => {
    const found = queue[next];
    if (found !== undefined && tags.includes(found.tag)) {
      next += 1;
      return found;
    }
    gaps.push({ field, at: found?.at ?? tbs.stop });
    // A field of the wrong type is passed over; a missing one leaves its place to the next.
    if (found !== undefined && queue.length - next > 6 - gaps.length && (found.tag & 0xc0) === 0) next += 1;
    return undefined;
  };
  const versionTlv = queue[0]?.tag === 0xa0 ? unwrap(queue[next++]) : undefined;
  const serial = expect('serialNumber', 0x02);
  const inner = readAlgorithm(expect('signature', 0x30));
  const issuer = readName(expect('issuer', 0x30));
  const validity = expect('validity', 0x30);
  const times = validity === undefined ? [] : childrenOf(validity);
  if (validity !== undefined && times.length !== 2) gaps.push({ field: 'validity', at: validity.at });
  const [notBefore, notAfter] = [readTime(times[0]), readTime(times[1])];
  if (validity !== undefined && (notBefore === undefined || notAfter === undefined))
    gaps.push({ field: 'validity', at: validity.at });
  const subject = readName(expect('subject', 0x30));
  const keyTlv = expect('subjectPublicKeyInfo', 0x30);
  const key = readKey(keyTlv);
  if (keyTlv !== undefined && key === undefined) gaps.push({ field: 'subjectPublicKeyInfo', at: keyTlv.at });
  const uniqueIds: Tlv[] = [];
  let extensionsAt: number | undefined;
  let extensions: LintExtension[] = [];
  for (const rest of queue.slice(next)) {
    if ([0x81, 0x82, 0xa1, 0xa2].includes(rest.tag)) uniqueIds.push(rest);
    else if (rest.tag === 0xa3) {
      const list = firstOf(rest);
      extensionsAt = rest.at;
      if (list !== undefined && list.tag === 0x30) extensions = readExtensions(list, gaps);
      else gaps.push({ field: 'extensions', at: rest.at });
    } else gaps.push({ field: 'tbsCertificate', at: rest.at });
  }
  scanExtensions(extensions, KNOWN_EXTENSIONS, faults);
  for (const [field, name] of [
    ['issuer', issuer],
    ['subject', subject],
  ] as const)
    if (name?.broken !== undefined) gaps.push({ field, at: name.broken });
  const byOid = new Map<string, LintExtension>();
  for (const one of extensions) if (!byOid.has(one.oid)) byOid.set(one.oid, one);
  const usage = usageOf(byOid.get(LINT_OID.keyUsage));
  const eku = byOid.get(LINT_OID.extendedKeyUsage)?.inner;
  const purposes = eku === undefined ? [] : childrenOf(eku).map((purpose) => oidOf(purpose) ?? '');
  const constraints = byOid.get(LINT_OID.basicConstraints)?.inner;
  const flag = constraints === undefined ? undefined : firstOf(constraints);
  const ca = flag !== undefined && flag.tag === 0x01 && flag.bytes[flag.body] !== 0;
  const outerAlgorithm = readAlgorithm(outer[0]);
  const names: [string, LintName][] = [];
  if (issuer !== undefined) names.push(['issuer', issuer]);
  if (subject !== undefined) names.push(['subject', subject]);
  return {
    kind: 'certificate',
    bytes,
    faults: faultTable(faults),
    gaps,
    context,
    tbs,
    version: queue[0]?.tag === 0xa0 ? smallOf(versionTlv) : undefined,
    serial,
    inner,
    outer: outerAlgorithm,
    algorithms: [inner, outerAlgorithm].filter((one) => one !== undefined),
    issuer,
    subject,
    names,
    notBefore,
    notAfter,
    times: [notBefore, notAfter].filter((one) => one !== undefined),
    key,
    uniqueIds,
    extensionsAt,
    extensions,
    byOid,
    signature: outer[1]?.tag === 0x03 ? outer[1] : undefined,
    usage,
    purposes,
    ca,
    role: roleOf(ca, usage, purposes),
    selfIssued: issuer !== undefined && subject !== undefined && sameTlv(issuer.tlv, subject.tlv),
    gm: isGm(key, inner),
  };
}

/** Reads a complete certificate. Undefined when the bytes are no SEQUENCE with a SEQUENCE in front. */
export function readCertificate(bytes: Uint8Array, context: LintContext = {}): LintCertificate | undefined {
  const whole = readTlv(bytes, 0, bytes.length);
  const [tbs, ...outer] = whole === undefined ? [] : childrenOf(whole);
  if (tbs === undefined || tbs.tag !== 0x30) return undefined;
  return read(bytes, tbs, outer, context);
}

/** Reads to-be-signed bytes, as they are before there is a signature. */
export function readTbsCertificate(bytes: Uint8Array, context: LintContext = {}): LintCertificate | undefined {
  const tbs = readTlv(bytes, 0, bytes.length);
  if (tbs === undefined || tbs.tag !== 0x30) return undefined;
  return read(bytes, tbs, [], context);
}

/** Bits of keyUsage as used in `LintCertificate.usage`. */
export const USAGE = {
  digitalSignature: 0x100,
  nonRepudiation: 0x080,
  keyEncipherment: 0x040,
  dataEncipherment: 0x020,
  keyAgreement: 0x010,
  keyCertSign: 0x008,
  cRLSign: 0x004,
  encipherOnly: 0x002,
  decipherOnly: 0x001,
} as const;

/** The keyIdentifier of an authorityKeyIdentifier. */
export const authorityKeyOf = memo((byOid: ReadonlyMap<string, LintExtension>): Uint8Array | undefined => {
  const inner = byOid.get(LINT_OID.authorityKeyIdentifier)?.inner;
  const id = inner === undefined ? undefined : childrenOf(inner).find(({ tag }) => tag === 0x80);
  return id === undefined ? undefined : contentOf(id);
});

/** The subjectKeyIdentifier. */
export const subjectKeyOf = memo(({ byOid }: LintCertificate): Uint8Array | undefined => {
  const inner = byOid.get(LINT_OID.subjectKeyIdentifier)?.inner;
  return inner === undefined || inner.tag !== 0x04 ? undefined : contentOf(inner);
});
