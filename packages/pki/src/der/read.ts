import { toHex } from '@yinxin/gm';
import { PkiError } from '../errors.ts';
import { TAG } from './tags.ts';
import { decodeText } from './text.ts';
import { readTime } from './time.ts';

/** One tag-length-value: `raw` is all of it, `content` without tag and length, `at` its offset in the whole input. */
export interface DerValue {
  readonly tag: number;
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
  readonly at: number;
  readonly depth: number;
}

const MAX_DEPTH = 24;
const MAX_LENGTH = 1 << 20;

/**
 * Reads DER front to back. Only definite, minimal lengths and one-byte tags; nesting and size are limited before
 * anything is allocated. Every refusal is a `PkiError` with the byte where it happened.
 */
export class DerReader {
  private readonly bytes: Uint8Array;
  private readonly base: number;
  private readonly depth: number;
  private offset = 0;

  private constructor(bytes: Uint8Array, base: number, depth: number) {
    if (depth > MAX_DEPTH) throw new PkiError('DER_DEPTH', `nested deeper than ${MAX_DEPTH}`, base);
    this.bytes = bytes;
    this.base = base;
    this.depth = depth;
  }

  /** A reader over input from outside; at most `maxLength` bytes (1 MiB unless told). */
  static over(bytes: Uint8Array, maxLength: number = MAX_LENGTH): DerReader {
    if (bytes.length > maxLength) throw new PkiError('DER_TOO_LONG', `longer than ${maxLength} bytes`);
    return new DerReader(bytes, 0, 0);
  }

  /** A reader over the content of a constructed (or wrapping) value. */
  static within(value: DerValue): DerReader {
    return new DerReader(value.content, value.at + value.raw.length - value.content.length, value.depth + 1);
  }

  /** Offset in the whole input. */
  get at(): number {
    return this.base + this.offset;
  }

  get done(): boolean {
    return this.offset >= this.bytes.length;
  }

  /** The next tag, undefined at the end. */
  peek(): number | undefined {
    return this.bytes[this.offset];
  }

  private octet(): number {
    const value = this.bytes[this.offset];
    if (value === undefined) throw new PkiError('DER_TRUNCATED', 'unexpected end', this.at);
    this.offset += 1;
    return value;
  }

  private length(): number {
    const at = this.at;
    const first = this.octet();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new PkiError('DER_LENGTH', 'indefinite or oversized length', at);
    let length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + this.octet();
    const minimal = length >= 0x80 && length >= 256 ** (count - 1);
    if (!minimal) throw new PkiError('DER_LENGTH', 'the length is not written in its shortest form', at);
    return length;
  }

  /** The next value, whatever its tag. */
  any(): DerValue {
    const start = this.offset;
    const tag = this.octet();
    if ((tag & 0x1f) === 0x1f) throw new PkiError('DER_TAG', 'tag of several bytes', this.base + start);
    const length = this.length();
    const end = this.offset + length;
    if (end > this.bytes.length)
      throw new PkiError('DER_TRUNCATED', 'the value is longer than its surroundings', this.at);
    const content = this.bytes.subarray(this.offset, end);
    this.offset = end;
    return { tag, raw: this.bytes.subarray(start, end), content, at: this.base + start, depth: this.depth };
  }

  /** The next value, which must have this tag. */
  take(tag: number): DerValue {
    const found = this.peek();
    if (found !== undefined && found !== tag) {
      throw new PkiError(
        'DER_TAG',
        `expected tag ${toHex(Uint8Array.of(tag))}, found ${toHex(Uint8Array.of(found))}`,
        this.at,
      );
    }
    return this.any();
  }

  /** The next value if it has this tag. */
  optional(tag: number): DerValue | undefined {
    return this.peek() === tag ? this.any() : undefined;
  }

  sequence(): DerReader {
    return DerReader.within(this.take(TAG.SEQUENCE));
  }

  set(): DerReader {
    return DerReader.within(this.take(TAG.SET));
  }

  /** A reader inside [n] EXPLICIT (or a constructed [n] IMPLICIT) if it comes next. */
  context(n: number): DerReader | undefined {
    const value = this.optional(0xa0 | n);
    return value === undefined ? undefined : DerReader.within(value);
  }

  /** Every remaining value. */
  *rest(): Generator<DerValue> {
    while (!this.done) yield this.any();
  }

  /** Nothing may follow. */
  end(): void {
    if (!this.done) throw new PkiError('DER_TRAILING', 'unexpected bytes after the end', this.at);
  }

  /** INTEGER with sign, minimal form demanded. */
  integer(): bigint {
    const { content, at } = this.take(TAG.INTEGER);
    const [first, second = 0] = content;
    const padded = content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
    if (first === undefined || padded) throw new PkiError('DER_VALUE', 'the number is not in its shortest form', at);
    const value = BigInt(`0x${toHex(content)}`);
    return first >= 0x80 ? value - (1n << BigInt(8 * content.length)) : value;
  }

  /** INTEGER that fits a version, a count or a limit: 0 … 2³¹−1. */
  smallInteger(): number {
    const at = this.at;
    const value = this.integer();
    if (value < 0n || value > 0x7fff_ffffn) throw new PkiError('DER_VALUE', 'the number is out of range', at);
    return Number(value);
  }

  enumerated(): number {
    const { content, at } = this.take(TAG.ENUMERATED);
    const [value] = content;
    if (content.length !== 1 || value === undefined) throw new PkiError('DER_VALUE', 'enumeration out of range', at);
    return value;
  }

  boolean(): boolean {
    const { content, at } = this.take(TAG.BOOLEAN);
    if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) {
      throw new PkiError('DER_VALUE', 'not a DER boolean', at);
    }
    return content[0] === 0xff;
  }

  oid(): string {
    const { content, at } = this.take(TAG.OID);
    return decodeOid(content, at);
  }

  octets(): Uint8Array {
    return this.take(TAG.OCTET_STRING).content;
  }

  /** BIT STRING: its bytes and how many bits of the last one are unused. */
  bits(): { readonly bytes: Uint8Array; readonly unused: number } {
    const { content, at } = this.take(TAG.BIT_STRING);
    const [unused = 8] = content;
    if (unused > 7 || (content.length === 1 && unused > 0)) throw new PkiError('DER_VALUE', 'bad bit string', at);
    return { bytes: content.subarray(1), unused };
  }

  /** BIT STRING of whole bytes (keys, signatures). */
  bitBytes(): Uint8Array {
    const at = this.at;
    const { bytes, unused } = this.bits();
    if (unused !== 0) throw new PkiError('DER_VALUE', 'expected whole bytes', at);
    return bytes;
  }

  /** Any of the directory's string types. */
  text(): string {
    return decodeText(this.any());
  }

  /** UTCTime or GeneralizedTime. */
  time(): Date {
    const value = this.any();
    const text = String.fromCharCode(...value.content.subarray(0, 32));
    if (value.tag === TAG.UTC_TIME) return readTime(text, 'utc', value.at);
    if (value.tag === TAG.GENERALIZED_TIME) return readTime(text, 'generalized', value.at);
    throw new PkiError('DER_TAG', 'expected a time', value.at);
  }
}

// Seven bytes of seven bits are exact as a number; longer arcs (UUIDs under 2.25) are not.
const MAX_PLAIN_ARC = 7;

function decodeOid(content: Uint8Array, at: number): string {
  if (content.length === 0 || content.length > 64 || (content[content.length - 1] ?? 0x80) >= 0x80) {
    throw new PkiError('DER_VALUE', 'bad object identifier', at);
  }
  let dotted = '';
  for (let start = 0; start < content.length; ) {
    if (content[start] === 0x80) throw new PkiError('DER_VALUE', 'padded object identifier', at);
    let end = start;
    while ((content[end] ?? 0) >= 0x80) end++;
    const arc = readArc(content, start, end + 1);
    if (start > 0) dotted += `.${arc}`;
    else dotted = arc < 80 ? `${arc < 40 ? 0 : 1}.${Number(arc) % 40}` : `2.${BigInt(arc) - 80n}`;
    start = end + 1;
  }
  return dotted;
}

function readArc(content: Uint8Array, start: number, end: number): number | bigint {
  if (end - start <= MAX_PLAIN_ARC) {
    let arc = 0;
    for (let i = start; i < end; i++) arc = arc * 128 + ((content[i] ?? 0) & 0x7f);
    return arc;
  }
  let arc = 0n;
  for (let i = start; i < end; i++) arc = (arc << 7n) | BigInt((content[i] ?? 0) & 0x7f);
  return arc;
}
