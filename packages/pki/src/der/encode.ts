import { concatBytes, fromHex } from '@yinxin/gm';
import { PkiError } from '../errors.ts';
import { TAG } from './tags.ts';
import { timeText } from './time.ts';

/** Writes DER (X.690): every function returns one complete tag-length-value. */

/** Tag and length of a value whose content comes afterwards. */
export const header = (tag: number, length: number): Uint8Array =>
  concatBytes(Uint8Array.of(tag), lengthOctets(length));

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

/** A value with any one-byte tag around a list of parts, however long (arguments of a call are limited, lists are not). */
function wrap(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const head = length < 0x80 ? 2 : 1 + lengthOctets(length).length;
  const out = new Uint8Array(head + length);
  out[0] = tag;
  // Nearly every value is short: its length needs no array of its own.
  if (length < 0x80) out[1] = length;
  else out.set(lengthOctets(length), 1);
  let offset = head;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/** Parts one after the other, however many. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/** A value with any one-byte tag. */
export const tlv = (tag: number, ...content: readonly Uint8Array[]): Uint8Array => wrap(tag, content);

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => wrap(TAG.SEQUENCE, parts);

/** SEQUENCE OF a list that may be very long. */
export const sequenceOf = (parts: readonly Uint8Array[]): Uint8Array => wrap(TAG.SEQUENCE, parts);

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** SET OF: DER orders the members by their encoding. */
export const setOf = (...members: readonly Uint8Array[]): Uint8Array =>
  tlv(TAG.SET, ...[...members].sort(compareBytes));

/** [n] EXPLICIT. */
export const explicit = (n: number, ...parts: readonly Uint8Array[]): Uint8Array => tlv(0xa0 | n, ...parts);

/** [n] IMPLICIT over a primitive value: `content` without its own tag. */
export const implicitPrimitive = (n: number, content: Uint8Array): Uint8Array => tlv(0x80 | n, content);

/** INTEGER of any size, two's complement, minimal. */
export function integer(value: bigint | number): Uint8Array {
  const number = BigInt(value);
  if (number >= 0n) {
    const hex = number.toString(16);
    // A sign bit that is set asks for a zero byte before it.
    const padded = hex.length % 2 === 0 ? (hex >= '8' ? `00${hex}` : hex) : `0${hex}`;
    return tlv(TAG.INTEGER, Buffer.from(padded, 'hex'));
  }
  let size = 1;
  while (-(1n << BigInt(8 * size - 1)) > number) size++;
  return tlv(TAG.INTEGER, fromHex((number + (1n << BigInt(8 * size))).toString(16).padStart(2 * size, '0')));
}

export const enumerated = (value: number): Uint8Array => tlv(TAG.ENUMERATED, Uint8Array.of(value));
export const boolean = (value: boolean): Uint8Array => tlv(TAG.BOOLEAN, Uint8Array.of(value ? 0xff : 0));
export const nullValue = (): Uint8Array => tlv(TAG.NULL);
export const octetString = (...content: readonly Uint8Array[]): Uint8Array => tlv(TAG.OCTET_STRING, ...content);

/** BIT STRING of whole bytes. */
export const bitString = (bytes: Uint8Array): Uint8Array => tlv(TAG.BIT_STRING, Uint8Array.of(0), bytes);

/** BIT STRING of named bits: trailing zero bits are left away (X.690 §11.2.2). */
export function namedBits(bits: readonly number[]): Uint8Array {
  if (bits.length === 0) return tlv(TAG.BIT_STRING, Uint8Array.of(0));
  const highest = Math.max(...bits);
  const bytes = new Uint8Array(Math.floor(highest / 8) + 1);
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return tlv(TAG.BIT_STRING, Uint8Array.of(7 - (highest & 7)), bytes);
}

// The same few dozen identifiers are written all the time; a bound, because names from outside come here too.
const KNOWN_OIDS = new Map<string, Uint8Array>();
const MAX_KNOWN_OIDS = 1_000;

/** OBJECT IDENTIFIER in dotted form, e.g. "1.2.156.10197.1.501". The array is shared: do not write into it. */
export function oid(dotted: string): Uint8Array {
  const known = KNOWN_OIDS.get(dotted);
  if (known !== undefined) return known;
  const encoded = encodeOid(dotted);
  if (KNOWN_OIDS.size < MAX_KNOWN_OIDS) KNOWN_OIDS.set(dotted, encoded);
  return encoded;
}

function encodeOid(dotted: string): Uint8Array {
  const arcs = /^\d+(\.\d+)+$/.test(dotted) ? dotted.split('.').map(BigInt) : [];
  const [first = 3n, second = 0n, ...rest] = arcs;
  if (first > 2n || (first < 2n && second > 39n))
    throw new PkiError('DER_VALUE', `not an object identifier: ${dotted}`);
  const content: number[] = [];
  for (const arc of [first * 40n + second, ...rest]) {
    const base128: number[] = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) base128.unshift(Number(left & 0x7fn) | 0x80);
    content.push(...base128);
  }
  return tlv(TAG.OID, Uint8Array.from(content));
}

function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function utf8String(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new PkiError('DER_VALUE', 'the text has half of a surrogate pair');
  return tlv(TAG.UTF8_STRING, new TextEncoder().encode(text));
}

/** PrintableString: letters, digits and ' ( ) + , - . / : = ? and space. Throws `DER_VALUE`. */
export function printableString(text: string): Uint8Array {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new PkiError('DER_VALUE', 'not a PrintableString');
  return tlv(TAG.PRINTABLE_STRING, ascii(text));
}

/** The content of an IA5String (URLs). Throws `DER_VALUE`. */
export function ia5Content(text: string): Uint8Array {
  if (![...text].every((char) => char >= ' ' && char <= '~')) throw new PkiError('DER_VALUE', 'not an IA5String');
  return ascii(text);
}

/** Time of RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050; whole seconds, UTC. */
export function time(date: Date): Uint8Array {
  const text = timeText(date);
  return date.getUTCFullYear() >= 1950 && date.getUTCFullYear() < 2050
    ? tlv(TAG.UTC_TIME, ascii(text.slice(2)))
    : tlv(TAG.GENERALIZED_TIME, ascii(text));
}

/** GeneralizedTime whatever the year (OCSP). */
export const generalizedTime = (date: Date): Uint8Array => tlv(TAG.GENERALIZED_TIME, ascii(timeText(date)));
