import { LINT_OID } from '../oids.ts';
import { type Fault, scanDer } from '../scan.ts';
import { childrenOf, firstOf, readTlv, smallOf, type Tlv } from '../tlv.ts';
import type { LintContext } from './context.ts';
import {
  type FaultTable,
  faultTable,
  type Gap,
  isTime,
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

/** What is wrong with entries, as offsets; each list stops at 20. */
export interface EntryFindings {
  readonly count: number;
  readonly broken: readonly number[];
  readonly notPositive: readonly number[];
  readonly repeated: readonly number[];
  readonly lateDates: readonly number[];
  readonly oddTimes: readonly number[];
  readonly emptyExtensions: readonly number[];
  readonly reasons: readonly { readonly at: number; readonly code: number; readonly critical: boolean }[];
  readonly badReasons: readonly number[];
  readonly badInvalidity: readonly number[];
  readonly unknownCritical: readonly { readonly at: number; readonly oid: string }[];
}

const MAX_OFFSETS = 20;
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
export const KNOWN_ENTRY_EXTENSIONS: ReadonlySet<string> = new Set([
  LINT_OID.reasonCode,
  LINT_OID.invalidityDate,
  LINT_OID.certificateIssuer,
]);

/** The form DER and RFC 5280 want: UTCTime or GeneralizedTime by year, with seconds, Zulu. */
function isPlainTime(tlv: Tlv): boolean {
  const length = tlv.stop - tlv.body;
  if (tlv.bytes[tlv.stop - 1] !== 0x5a) return false;
  return tlv.tag === 0x17 ? length === 13 : length === 15 && yearOf(tlv) >= 2050;
}
const yearOf = ({ bytes, body }: Tlv): number => {
  let year = 0;
  for (let i = 0; i < 4; i++) year = year * 10 + (bytes[body + i] ?? 0) - 0x30;
  return year;
};

/** A number that different serials rarely share: to sort a million of them without keeping a million texts. */
function serialMark({ bytes, body, stop }: Tlv): number {
  let high = 0;
  let low = 0x811c9dc5;
  for (let at = body; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    low = Math.imul(low ^ byte, 0x01000193) >>> 0;
    high = Math.imul(high + byte, 0x9e3779b1) >>> 0;
  }
  return (high & 0x1fffff) * 0x1_0000_0000 + low;
}

/** Reads the entries once; `limitMs` is the latest date an entry may carry. */
function walkEntries(list: Tlv | undefined, limitMs: number): EntryFindings {
  const found: Mutable<EntryFindings> = {
    count: 0,
    broken: [],
    notPositive: [],
    repeated: [],
    lateDates: [],
    oddTimes: [],
    emptyExtensions: [],
    reasons: [],
    badReasons: [],
    badInvalidity: [],
    unknownCritical: [],
  };
  if (list === undefined) return found;
  const add = <T>(where: T[], what: T): void => {
    if (where.length < MAX_OFFSETS) where.push(what);
  };
  const { bytes } = list;
  let marks = new Float64Array(256);
  for (let at = list.body; at < list.stop; ) {
    const entry = readTlv(bytes, at, list.stop);
    const serial = entry && firstOf(entry);
    const date = entry && serial && readTlv(bytes, serial.end, entry.stop);
    if (entry === undefined || serial === undefined || serial.tag !== 0x02 || !isTime(date)) {
      add(found.broken, at);
      if (entry === undefined) break;
      at = entry.end;
      continue;
    }
    if (found.count === marks.length) {
      const grown = new Float64Array(marks.length * 2);
      grown.set(marks);
      marks = grown;
    }
    marks[found.count] = serialMark(serial);
    found.count += 1;
    const first = bytes[serial.body] ?? 0;
    if (first >= 0x80 || (first === 0 && serial.stop - serial.body === 1)) add(found.notPositive, serial.at);
    if (!isPlainTime(date)) add(found.oddTimes, date.at);
    else if (isLater(date, limitMs)) add(found.lateDates, date.at);
    if (date.end < entry.stop) readEntryExtensions(readTlv(bytes, date.end, entry.stop), found, add);
    at = entry.end;
  }
  for (const at of repeatedAt(list, marks.subarray(0, found.count))) add(found.repeated, at);
  return found;
}

/** Compares digits: reading a million dates as numbers would cost more than everything else together. */
function isLater(date: Tlv, limitMs: number): boolean {
  if (limitMs === Number.POSITIVE_INFINITY) return false;
  const limit = limitText(limitMs, date.tag);
  for (let i = 0; i < limit.length; i++) {
    const difference = (date.bytes[date.body + i] ?? 0) - limit.charCodeAt(i);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
let limitOf = { ms: Number.NaN, utc: '', generalized: '' };
function limitText(ms: number, tag: number): string {
  if (limitOf.ms !== ms) {
    const generalized = new Date(ms).toISOString().slice(0, 19).replace(/[-:T]/g, '');
    limitOf = { ms, generalized, utc: generalized.slice(2) };
  }
  return tag === 0x17 ? limitOf.utc : limitOf.generalized;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

function readEntryExtensions(
  list: Tlv | undefined,
  found: Mutable<EntryFindings>,
  add: <T>(where: T[], what: T) => void,
): void {
  if (list === undefined || list.tag !== 0x30) return;
  if (list.body === list.stop) add(found.emptyExtensions, list.at);
  for (const { oid, critical, inner, at } of readExtensions(list, [])) {
    if (oid === LINT_OID.reasonCode) {
      const code =
        inner !== undefined && inner.tag === 0x0a && inner.stop - inner.body === 1
          ? inner.bytes[inner.body]
          : undefined;
      if (code === undefined || code > 10 || code === 7) add(found.badReasons, at);
      else if (critical || code === 0 || code === 8) add(found.reasons, { at, code, critical });
    } else if (oid === LINT_OID.invalidityDate) {
      const time = inner === undefined ? undefined : readTime(inner);
      if (critical || time === undefined || time.tlv.tag !== 0x18 || !time.plain) add(found.badInvalidity, at);
    } else if (critical && !KNOWN_ENTRY_EXTENSIONS.has(oid)) add(found.unknownCritical, { at, oid });
  }
}

/** Offsets of serials that stand in the list more than once: candidates by mark, then compared in full. */
function repeatedAt(list: Tlv, marks: Float64Array): number[] {
  const sorted = marks.slice().sort();
  const doubtful = new Set<number>();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) doubtful.add(sorted[i] ?? 0);
  if (doubtful.size === 0) return [];
  const seen = new Set<string>();
  const repeated: number[] = [];
  let index = 0;
  for (let at = list.body; at < list.stop; ) {
    const entry = readTlv(list.bytes, at, list.stop);
    const serial = entry && firstOf(entry);
    if (entry === undefined) break;
    if (serial?.tag === 0x02) {
      if (doubtful.has(serialMark(serial))) {
        const text = Buffer.from(serial.bytes.subarray(serial.body, serial.stop)).toString('hex');
        if (seen.has(text)) repeated.push(serial.at);
        seen.add(text);
      }
      index += 1;
    }
    at = entry.end;
    if (index > marks.length + MAX_OFFSETS || repeated.length >= MAX_OFFSETS) break;
  }
  return repeated;
}

function read(bytes: Uint8Array, tbs: Tlv, outer: readonly Tlv[], context: LintContext): LintCrl {
  const gaps: Gap[] = [];
  const faults: Fault[] = [];
  const broken = scanDer(bytes, 0, bytes.length, faults);
  if (broken !== undefined) gaps.push({ field: 'DER', at: broken });
  const queue: Tlv[] = [];
  // Only the top level: childrenOf of the list itself would be a million values.
  for (const child of childrenOf(tbs)) queue.push(child);
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
  const entries = walkEntries(list, thisUpdate?.ms ?? Number.POSITIVE_INFINITY);
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
