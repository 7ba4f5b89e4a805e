import { decodeText } from '../../der/index.ts';
import { type DER_FAULTS, type Fault, scanDer } from '../scan.ts';
import { childrenOf, contentOf, firstOf, latin1Of, oidOf, onlyOf, rawOf, type Tlv } from '../tlv.ts';

/** Pieces that several kinds of subject share, each read as far as it can be. */

/** A field of a structure that is not where it should be. */
export interface Gap {
  readonly field: string;
  readonly at: number;
}

export interface LintAlgorithm {
  readonly tlv: Tlv;
  readonly oid: string | undefined;
  readonly parameters: Tlv | undefined;
}

export function readAlgorithm(tlv: Tlv | undefined): LintAlgorithm | undefined {
  if (tlv === undefined || tlv.tag !== 0x30) return undefined;
  const [first, parameters] = childrenOf(tlv);
  return { tlv, oid: oidOf(first), parameters };
}

/** UTCTime or GeneralizedTime; `ms` is undefined when it cannot be understood. */
export interface LintTime {
  readonly tlv: Tlv;
  /** With seconds, without fraction, Zulu: the only form RFC 5280 allows. */
  readonly plain: boolean;
  readonly ms: number | undefined;
}

export const isTime = (tlv: Tlv | undefined): tlv is Tlv => tlv !== undefined && (tlv.tag === 0x17 || tlv.tag === 0x18);

/** Two digits as a number, NaN for anything else. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [(bytes[at] ?? 0) - 0x30, (bytes[at + 1] ?? 0) - 0x30];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Milliseconds of the plain form; undefined for other forms and for days that do not exist. */
function plainMs({ bytes, body, stop, tag }: Tlv): number | undefined {
  const utc = tag === 0x17;
  if (stop - body !== (utc ? 13 : 15) || bytes[stop - 1] !== 0x5a) return undefined;
  const century = utc ? undefined : twoDigits(bytes, body);
  const from = stop - 13;
  const short = twoDigits(bytes, from);
  const year = century === undefined ? short + (short >= 50 ? 1900 : 2000) : century * 100 + short;
  const [month, day, hour] = [twoDigits(bytes, from + 2), twoDigits(bytes, from + 4), twoDigits(bytes, from + 6)];
  const [minute, second] = [twoDigits(bytes, from + 8), twoDigits(bytes, from + 10)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const ms = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
  return exists && !Number.isNaN(ms) ? ms : undefined;
}

/** Other forms that BER allows: without seconds, with a fraction, with an offset. */
function otherMs(tlv: Tlv): number | undefined {
  const text = latin1Of(tlv);
  const full = tlv.tag === 0x18 ? text : `${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text}`;
  const [, year, month, day, hour, minute, second = '00', zone = 'Z'] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(Z|[+-]\d{4})?$/.exec(full) ?? [];
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.000${offset}`);
  return Number.isNaN(ms) ? undefined : ms;
}

export function readTime(tlv: Tlv | undefined): LintTime | undefined {
  if (!isTime(tlv)) return undefined;
  const ms = plainMs(tlv);
  return { tlv, plain: ms !== undefined, ms: ms ?? (tlv.stop - tlv.body > 32 ? undefined : otherMs(tlv)) };
}

export interface LintAttribute {
  readonly oid: string;
  readonly at: number;
  readonly value: Tlv;
  /** Undefined when the string type or the bytes cannot be read. */
  readonly text: string | undefined;
}

export interface LintName {
  readonly tlv: Tlv;
  readonly attributes: readonly LintAttribute[];
  /** Offsets of RDNs that hold more than one attribute, or none. */
  readonly oddRdns: readonly number[];
  /** Offset of the first piece that is no RDN. */
  readonly broken: number | undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Undefined when a byte is not ASCII. */
function asciiOf({ bytes, body, stop }: Tlv): string | undefined {
  let text = '';
  for (let at = body; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** The text of a string value; undefined when it is no string or its bytes are wrong. */
export function textOf(tlv: Tlv): string | undefined {
  const { tag } = tlv;
  if (tag === 0x13 || tag === 0x16) return asciiOf(tlv);
  try {
    if (tag === 0x0c) return asciiOf(tlv) ?? utf8.decode(contentOf(tlv));
    return decodeText({ tag, raw: rawOf(tlv), content: contentOf(tlv), at: tlv.at, depth: 0 });
  } catch {
    return undefined;
  }
}

export function readName(tlv: Tlv | undefined): LintName | undefined {
  if (tlv === undefined || tlv.tag !== 0x30) return undefined;
  const attributes: LintAttribute[] = [];
  const oddRdns: number[] = [];
  let broken: number | undefined;
  for (const rdn of childrenOf(tlv)) {
    const pairs = rdn.tag === 0x31 ? childrenOf(rdn) : [];
    if (rdn.tag !== 0x31) broken ??= rdn.at;
    else if (pairs.length !== 1) oddRdns.push(rdn.at);
    for (const pair of pairs) {
      const [type, value] = childrenOf(pair);
      const oid = oidOf(type);
      if (oid === undefined || value === undefined) broken ??= pair.at;
      else attributes.push({ oid, at: pair.at, value, text: textOf(value) });
    }
  }
  return { tlv, attributes, oddRdns, broken };
}

export interface LintKey {
  readonly tlv: Tlv;
  readonly algorithm: LintAlgorithm;
  /** Named curve of an elliptic-curve key. */
  readonly curve: string | undefined;
  readonly bits: Tlv;
  /** Content of the BIT STRING without the octet of unused bits. */
  readonly bytes: Uint8Array;
}

export function readKey(tlv: Tlv | undefined): LintKey | undefined {
  if (tlv === undefined || tlv.tag !== 0x30) return undefined;
  const [first, bits] = childrenOf(tlv);
  const algorithm = readAlgorithm(first);
  if (algorithm === undefined || bits === undefined || bits.tag !== 0x03) return undefined;
  return { tlv, algorithm, curve: oidOf(algorithm.parameters), bits, bytes: contentOf(bits).subarray(1) };
}

export interface LintExtension {
  readonly oid: string;
  readonly at: number;
  readonly critical: boolean;
  /** critical written although FALSE is the default. */
  readonly falseWritten: boolean;
  /** The OCTET STRING. */
  readonly value: Tlv;
  /** The one value inside it, undefined when it is something else. */
  readonly inner: Tlv | undefined;
}

/** Reads Extensions; what is no Extension becomes a gap. */
export function readExtensions(list: Tlv, gaps: Gap[]): LintExtension[] {
  const found: LintExtension[] = [];
  for (const item of childrenOf(list)) {
    const parts = childrenOf(item);
    const oid = oidOf(parts[0]);
    const flag = parts[1]?.tag === 0x01 ? parts[1] : undefined;
    const value = parts[flag === undefined ? 1 : 2];
    if (oid === undefined || value === undefined || value.tag !== 0x04) {
      gaps.push({ field: 'extension', at: item.at });
      continue;
    }
    const critical = flag !== undefined && flag.bytes[flag.body] !== 0;
    found.push({
      oid,
      at: item.at,
      critical,
      falseWritten: flag !== undefined && !critical,
      value,
      inner: onlyOf(value),
    });
  }
  return found;
}

/** Adds what is not DER inside the values of extensions whose syntax is known. */
export function scanExtensions(list: readonly LintExtension[], known: ReadonlySet<string>, faults: Fault[]): void {
  for (const { oid, inner } of list)
    if (inner !== undefined && known.has(oid)) scanDer(inner.bytes, inner.at, inner.end, faults);
}

/** Faults by the rule that reports them, so that each rule looks at its own only. */
export type FaultTable = ReadonlyMap<(typeof DER_FAULTS)[number], readonly number[]>;

const NO_FAULTS: FaultTable = new Map();

export function faultTable(faults: readonly Fault[]): FaultTable {
  if (faults.length === 0) return NO_FAULTS;
  const table = new Map<(typeof DER_FAULTS)[number], number[]>();
  for (const { fault, at } of faults) table.set(fault, [...(table.get(fault) ?? []), at]);
  return table;
}

/** The value inside an explicit tag. */
export const unwrap = (tlv: Tlv | undefined): Tlv | undefined => (tlv === undefined ? undefined : firstOf(tlv));
