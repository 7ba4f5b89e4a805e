import { LINT_OID } from '../oids.ts';
import { checkValue, type Fault, scanDer } from '../scan.ts';
import { firstOf, hexOf, readTlv, type Tlv } from '../tlv.ts';
import { isTime, type LintExtension, readExtensions, readTime } from './parts.ts';

/** What is wrong with the entries of a list, as offsets; each stops at 20. */
export interface EntryFindings {
  readonly broken: readonly number[];
  readonly notPositive: readonly number[];
  readonly repeated: readonly number[];
  readonly lateDates: readonly number[];
  readonly oddTimes: readonly number[];
  readonly emptyExtensions: readonly number[];
  readonly badReasons: readonly number[];
  readonly unspecified: readonly number[];
  readonly removals: readonly number[];
  readonly criticalReasons: readonly number[];
  readonly badInvalidity: readonly number[];
  readonly unknownCritical: readonly { readonly at: number; readonly oid: string }[];
}
type Found = { [K in keyof EntryFindings]: EntryFindings[K][number][] };

const MAX_OFFSETS = 20;
const KNOWN: ReadonlySet<string> = new Set([LINT_OID.reasonCode, LINT_OID.invalidityDate, LINT_OID.certificateIssuer]);

function add<T>(where: T[], what: T): void {
  if (where.length < MAX_OFFSETS) where.push(what);
}

const yearOf = ({ bytes, body }: Tlv): number => {
  let year = 0;
  for (let i = 0; i < 4; i++) year = year * 10 + (bytes[body + i] ?? 0) - 0x30;
  return year;
};

/** The form DER and RFC 5280 want: UTCTime or GeneralizedTime by year, with seconds, Zulu. */
function isPlainTime(tlv: Tlv): boolean {
  const length = tlv.stop - tlv.body;
  if (tlv.bytes[tlv.stop - 1] !== 0x5a) return false;
  return tlv.tag === 0x17 ? length === 13 : length === 15 && yearOf(tlv) >= 2050;
}

/** The latest date an entry may carry, as digits of both types of time. */
interface Limit {
  readonly utc: string;
  readonly generalized: string;
}
function limitOf(ms: number | undefined): Limit | undefined {
  if (ms === undefined) return undefined;
  const generalized = new Date(ms).toISOString().slice(0, 19).replace(/[-:T]/g, '');
  return { utc: generalized.slice(2), generalized };
}

/** Compares digits: reading a million dates as numbers would cost more than everything else together. */
function isLater(date: Tlv, limit: Limit): boolean {
  const digits = date.tag === 0x17 ? limit.utc : limit.generalized;
  for (let i = 0; i < digits.length; i++) {
    const difference = (date.bytes[date.body + i] ?? 0) - digits.charCodeAt(i);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

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

function readReason({ inner, at, critical }: LintExtension, found: Found): void {
  const single = inner !== undefined && inner.tag === 0x0a && inner.stop - inner.body === 1;
  const code = single ? inner.bytes[inner.body] : undefined;
  if (code === undefined || code > 10 || code === 7) add(found.badReasons, at);
  if (code === 0) add(found.unspecified, at);
  if (code === 8) add(found.removals, at);
  if (critical) add(found.criticalReasons, at);
}

function readInvalidity({ inner, at, critical }: LintExtension, found: Found): void {
  const time = readTime(inner);
  if (critical || time === undefined || time.tlv.tag !== 0x18 || !time.plain) add(found.badInvalidity, at);
}

/** Whether nothing was found in the extensions of an entry. */
function readEntryExtensions(list: Tlv, found: Found): boolean {
  const before = total(found);
  if (list.tag !== 0x30) add(found.broken, list.at);
  else if (list.body === list.stop) add(found.emptyExtensions, list.at);
  const gaps: { field: string; at: number }[] = [];
  for (const one of readExtensions(list, gaps)) {
    if (one.oid === LINT_OID.reasonCode) readReason(one, found);
    else if (one.oid === LINT_OID.invalidityDate) readInvalidity(one, found);
    else if (one.critical && !KNOWN.has(one.oid)) add(found.unknownCritical, { at: one.at, oid: one.oid });
  }
  for (const { at } of gaps) add(found.broken, at);
  return total(found) === before;
}

const total = (found: Found): number => Object.values(found).reduce((sum, list) => sum + list.length, 0);

function sameBytes(bytes: Uint8Array, a: Tlv, b: Tlv): boolean {
  const length = a.end - a.at;
  if (b.end - b.at !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[a.at + i] !== bytes[b.at + i]) return false;
  return true;
}

/** Reads the entries once, for all rules, and adds what is not DER to `faults`. `latest` is thisUpdate. */
export function walkEntries(list: Tlv | undefined, latest: number | undefined, faults: Fault[]): EntryFindings {
  const found: Found = {
    broken: [],
    notPositive: [],
    repeated: [],
    lateDates: [],
    oddTimes: [],
    emptyExtensions: [],
    badReasons: [],
    unspecified: [],
    removals: [],
    criticalReasons: [],
    badInvalidity: [],
    unknownCritical: [],
  };
  if (list === undefined) return found;
  const { bytes } = list;
  const limit = limitOf(latest);
  let marks = new Float64Array(256);
  let count = 0;
  // Most entries say one of a few things: what was right once is right again.
  let right: Tlv | undefined;
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
    if (count === marks.length) {
      const grown = new Float64Array(marks.length * 2);
      grown.set(marks);
      marks = grown;
    }
    marks[count++] = serialMark(serial);
    checkValue(entry, faults);
    checkValue(serial, faults);
    checkValue(date, faults);
    const first = bytes[serial.body] ?? 0;
    if (first >= 0x80 || (first === 0 && serial.stop - serial.body === 1)) add(found.notPositive, serial.at);
    if (!isPlainTime(date)) add(found.oddTimes, date.at);
    else if (limit !== undefined && isLater(date, limit)) add(found.lateDates, date.at);
    if (date.end < entry.stop) {
      const extensions = readTlv(bytes, date.end, entry.stop);
      if (extensions === undefined || extensions.end !== entry.stop) add(found.broken, date.end);
      else if (right === undefined || !sameBytes(bytes, right, extensions)) {
        const before = faults.length;
        const unreadable = scanDer(bytes, extensions.at, extensions.end, faults);
        if (unreadable !== undefined) add(found.broken, unreadable);
        if (readEntryExtensions(extensions, found) && faults.length === before) right = extensions;
      }
    }
    at = entry.end;
  }
  for (const at of repeatedAt(list, marks.subarray(0, count))) add(found.repeated, at);
  return found;
}

/** Offsets of serials that stand in the list more than once: candidates by mark, then compared in full. */
function repeatedAt(list: Tlv, marks: Float64Array): number[] {
  const sorted = marks.slice().sort();
  const doubtful = new Set<number>();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) doubtful.add(sorted[i] ?? 0);
  const seen = new Set<string>();
  const repeated: number[] = [];
  if (doubtful.size === 0) return repeated;
  for (let at = list.body; at < list.stop && repeated.length < MAX_OFFSETS; ) {
    const entry = readTlv(list.bytes, at, list.stop);
    if (entry === undefined) break;
    const serial = firstOf(entry);
    if (serial?.tag === 0x02 && doubtful.has(serialMark(serial))) {
      const text = hexOf(serial);
      if (seen.has(text)) repeated.push(serial.at);
      seen.add(text);
    }
    at = entry.end;
  }
  return repeated;
}
