import { LINT_OID } from '../oids.ts';
import { checkValue, type Fault, scanDer } from '../scan.ts';
import { childrenOf, firstOf, readTlv, smallOf, type Tlv } from '../tlv.ts';
import type { LintContext } from './context.ts';
import { type EntryFindings, walkEntries } from './crl-entries.ts';
import {
  type FaultTable,
  faultTable,
  type Gap,
  type LintAlgorithm,
  type LintExtension,
  type LintName,
  type LintTime,
  readAlgorithm,
  readExtensions,
  readName,
  readTime,
  scanExtensions,
} from './parts.ts';

/** A revocation list, or only its to-be-signed part. Entries are not kept: rules walk them with `entriesOf`. */
export interface LintCrl {
  readonly kind: 'crl';
  readonly bytes: Uint8Array;
  readonly faults: FaultTable;
  readonly gaps: readonly Gap[];
  readonly context: LintContext;
  readonly tbs: Tlv;
  readonly version: number | undefined;
  readonly inner: LintAlgorithm | undefined;
  readonly outer: LintAlgorithm | undefined;
  readonly algorithms: readonly LintAlgorithm[];
  readonly issuer: LintName | undefined;
  readonly names: readonly (readonly [field: string, name: LintName])[];
  readonly thisUpdate: LintTime | undefined;
  readonly nextUpdate: LintTime | undefined;
  readonly times: readonly LintTime[];
  /** revokedCertificates, undefined when absent. */
  readonly list: Tlv | undefined;
  readonly extensionsAt: number | undefined;
  readonly extensions: readonly LintExtension[];
  readonly byOid: ReadonlyMap<string, LintExtension>;
  readonly signature: Tlv | undefined;
  readonly delta: boolean;
  /** What a walk over the entries found, walked once for all rules. */
  readonly entries: EntryFindings;
}

const KNOWN = new Set<string>([
  LINT_OID.authorityKeyIdentifier,
  LINT_OID.crlNumber,
  LINT_OID.deltaCrlIndicator,
  LINT_OID.issuingDistributionPoint,
  LINT_OID.freshestCrl,
  LINT_OID.authorityInfoAccess,
  LINT_OID.issuerAltName,
]);
export const KNOWN_CRL_EXTENSIONS: ReadonlySet<string> = KNOWN;
function read(bytes: Uint8Array, tbs: Tlv, outer: readonly Tlv[], context: LintContext): LintCrl {
  const gaps: Gap[] = [];
  const faults: Fault[] = [];
  const queue = childrenOf(tbs);
  const scan = (from: number, to: number): void => {
    const unreadable = scanDer(bytes, from, to, faults);
    if (unreadable !== undefined) gaps.push({ field: 'DER', at: unreadable });
  };
  const last = queue.at(-1);
  if (last === undefined || last.end !== tbs.stop) gaps.push({ field: 'tbsCertList', at: last?.end ?? tbs.body });
  let next = 0;
  const optional = (...tags: readonly number[]): Tlv | undefined => {
    const found = queue[next];
    if (found === undefined || !tags.includes(found.tag)) return undefined;
    next += 1;
    return found;
  };
  const expect = (field: string, ...tags: readonly number[]): Tlv | undefined => {
    const found = optional(...tags);
    if (found === undefined) gaps.push({ field, at: queue[next]?.at ?? tbs.stop });
    return found;
  };
  const versionTlv = optional(0x02);
  const inner = readAlgorithm(expect('signature', 0x30));
  const issuer = readName(expect('issuer', 0x30));
  if (issuer?.broken !== undefined) gaps.push({ field: 'issuer', at: issuer.broken });
  const thisUpdate = readTime(expect('thisUpdate', 0x17, 0x18));
  const nextUpdate = readTime(optional(0x17, 0x18));
  const list = optional(0x30);
  const wrapper = optional(0xa0);
  for (const rest of queue.slice(next)) gaps.push({ field: 'tbsCertList', at: rest.at });
  const extensionList = wrapper && firstOf(wrapper);
  const extensions = extensionList?.tag === 0x30 ? readExtensions(extensionList, gaps) : [];
  if (wrapper !== undefined && extensionList?.tag !== 0x30) gaps.push({ field: 'crlExtensions', at: wrapper.at });
  scanExtensions(extensions, KNOWN, faults);
  const byOid = new Map<string, LintExtension>();
  for (const one of extensions) if (!byOid.has(one.oid)) byOid.set(one.oid, one);
  const outerAlgorithm = readAlgorithm(outer[0]);
  // The list is walked once, by `walkEntries`, and everything around it here.
  if (tbs.at > 0) checkValue({ ...tbs, tag: 0x30, at: 0, body: tbs.at, stop: bytes.length }, faults);
  checkValue(tbs, faults);
  if (list !== undefined) checkValue(list, faults);
  scan(tbs.body, list?.at ?? tbs.stop);
  if (list !== undefined) scan(list.end, tbs.stop);
  for (const part of outer) scan(part.at, part.end);
  const entries = walkEntries(list, thisUpdate?.ms, faults);
  for (const at of entries.broken) gaps.push({ field: 'revokedCertificates', at });
  return {
    kind: 'crl',
    bytes,
    faults: faultTable(faults),
    gaps,
    context,
    tbs,
    version: versionTlv === undefined ? undefined : smallOf(versionTlv),
    inner,
    outer: outerAlgorithm,
    algorithms: [inner, outerAlgorithm].filter((one) => one !== undefined),
    issuer,
    names: issuer === undefined ? [] : [['issuer', issuer]],
    thisUpdate,
    nextUpdate,
    times: [thisUpdate, nextUpdate].filter((one) => one !== undefined),
    list,
    extensionsAt: wrapper?.at,
    extensions,
    byOid,
    signature: outer[1]?.tag === 0x03 ? outer[1] : undefined,
    delta: byOid.has(LINT_OID.deltaCrlIndicator),
    entries,
  };
}

/** Reads a complete revocation list. */
export function readCrl(bytes: Uint8Array, context: LintContext = {}): LintCrl | undefined {
  const whole = readTlv(bytes, 0, bytes.length);
  const [tbs, ...outer] = whole === undefined ? [] : childrenOf(whole);
  if (tbs === undefined || tbs.tag !== 0x30) return undefined;
  return read(bytes, tbs, outer, context);
}

/** Reads the to-be-signed bytes of a list. */
export function readTbsCrl(bytes: Uint8Array, context: LintContext = {}): LintCrl | undefined {
  const tbs = readTlv(bytes, 0, bytes.length);
  if (tbs === undefined || tbs.tag !== 0x30) return undefined;
  return read(bytes, tbs, [], context);
}
