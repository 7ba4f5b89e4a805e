import { concatBytes, to32Bytes, toBigInt } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { CURVE } from './curve.ts';

/**
 * The two DER structures of SM2 (GM/T 0009 §7.2 and §7.3). Written strictly; read with the tolerances of `Reading`, and
 * a signature may be the bare 64 bytes r‖s.
 */

/** r and s, both in [1, n−1]. */
export interface SignatureValue {
  readonly r: bigint;
  readonly s: bigint;
}

/** C1 (coordinates, 32 bytes each), C3 (32 bytes) and C2 (as long as the plaintext). */
export interface CipherValue {
  readonly x: Uint8Array;
  readonly y: Uint8Array;
  readonly hash: Uint8Array;
  readonly cipherText: Uint8Array;
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

const tlv = (tag: number, content: Uint8Array): Uint8Array =>
  concatBytes(Uint8Array.of(tag), lengthOctets(content.length), content);

function integer(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const bytes = value === 0n ? Uint8Array.of(0) : to32Bytes(value).subarray(32 - Math.ceil(hex.length / 2));
  return tlv(0x02, (bytes[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), bytes) : bytes);
}

/**
 * How INTEGERs are read. `tolerant` also takes what encoders in use write: the unsigned value without its leading 00,
 * and a fixed width of 32 bytes (or 33 with a leading 00). `strict` is DER only.
 */
export type Reading = 'tolerant' | 'strict';

/** Reads consecutive definite-length TLVs with one-byte tags from `start` to `end` of a byte string. */
class Fields {
  private readonly bytes: Uint8Array;
  private readonly code: GmErrorCode;
  private readonly end: number;
  private offset: number;

  constructor(bytes: Uint8Array, code: GmErrorCode, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.code = code;
    this.offset = start;
    this.end = end;
  }

  malformed(what: string, at = this.offset): GmError {
    return new GmError(this.code, what, at);
  }

  private octet(): number {
    const value = this.offset < this.end ? this.bytes[this.offset] : undefined;
    if (value === undefined) throw this.malformed('unexpected end');
    this.offset += 1;
    return value;
  }

  /** Where the content of the next value begins and ends; the value is passed over. */
  private span(tag: number): readonly [number, number] {
    if (this.octet() !== tag) throw this.malformed('unexpected tag', this.offset - 1);
    const at = this.offset;
    let length = this.octet();
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 3) throw this.malformed('unsupported length', at);
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + this.octet();
      if (length < 0x80 || length < 256 ** (count - 1)) throw this.malformed('length not minimal', at);
    }
    const start = this.offset;
    if (start + length > this.end) throw this.malformed('length beyond the end', at);
    this.offset += length;
    return [start, this.offset];
  }

  take(tag: number): Uint8Array {
    return this.bytes.subarray(...this.span(tag));
  }

  sequence(): Fields {
    return new Fields(this.bytes, this.code, ...this.span(0x30));
  }

  /** An INTEGER from `low` to `high`, never negative. */
  unsigned(low: bigint, high: bigint, reading: Reading): bigint {
    const at = this.offset;
    const content = this.take(0x02);
    const [first = 0, second = 0] = content;
    const isFixed = content.length === 32 || (content.length === 33 && first === 0);
    const isDer = content.length > 0 && first < 0x80 && (content.length === 1 || first !== 0 || second >= 0x80);
    const isUnsigned = first >= 0x80 && content.length <= 32;
    if (!isDer && (reading === 'strict' || !(isFixed || isUnsigned))) throw this.malformed('not a DER integer', at);
    if (content.length > 33) throw this.malformed('number out of range', at);
    const value = toBigInt(content);
    if (value < low || value > high) throw this.malformed('number out of range', at);
    return value;
  }

  finish(): void {
    if (this.offset !== this.end) throw this.malformed('bytes after the end');
  }
}

/** SM2Signature ::= SEQUENCE { r INTEGER, s INTEGER } in DER. */
export function encodeSignature({ r, s }: SignatureValue): Uint8Array {
  return tlv(0x30, concatBytes(integer(r), integer(s)));
}

/** Reads SM2Signature, 1 ≤ r, s < n, or (tolerant) the bare 64 bytes r‖s. Throws `SM2_SIGNATURE_MALFORMED`. */
export function decodeSignature(signature: Uint8Array, reading: Reading = 'tolerant'): SignatureValue {
  const fields = new Fields(signature, 'SM2_SIGNATURE_MALFORMED');
  // A DER signature of exactly 64 bytes exists (short r or s), so the structure is tried first.
  try {
    const inner = fields.sequence();
    fields.finish();
    const value = { r: inner.unsigned(1n, CURVE.n - 1n, reading), s: inner.unsigned(1n, CURVE.n - 1n, reading) };
    inner.finish();
    return value;
  } catch (error) {
    if (signature.length !== 64 || reading === 'strict') throw error;
    const [r, s] = [toBigInt(signature.subarray(0, 32)), toBigInt(signature.subarray(32))];
    if (r < 1n || r >= CURVE.n) throw fields.malformed('number out of range', 0);
    if (s < 1n || s >= CURVE.n) throw fields.malformed('number out of range', 32);
    return { r, s };
  }
}

const ORDER = to32Bytes(CURVE.n);

/** Where the INTEGER at `at` ends, when it is DER and from 1 to n−1; otherwise 0. */
function afterScalar(bytes: Uint8Array, at: number): number {
  const length = bytes[at + 1] ?? 0;
  const [first = 0, second = 0] = bytes.subarray(at + 2, at + 4);
  if (bytes[at] !== 0x02 || length < 1 || length > 33 || at + 2 + length > bytes.length || first >= 0x80) return 0;
  const end = at + 2 + length;
  // A leading zero only before a set bit; and zero itself is out of range.
  if (first === 0 && (length === 1 || second < 0x80)) return 0;
  if (length < 32 || (length === 32 && first < 0x80)) return end;
  for (let i = 0; i < 32; i++) {
    const difference = (bytes[end - 32 + i] ?? 0) - (ORDER[i] ?? 0);
    if (difference !== 0) return difference < 0 ? end : 0;
  }
  return 0;
}

/** Whether `decodeSignature` in strict reading would take it: the same answer without making numbers of it. */
export function isStrictSignature(signature: Uint8Array): boolean {
  if (signature[0] !== 0x30 || signature[1] !== signature.length - 2 || signature.length > 0x81) return false;
  const second = afterScalar(signature, 2);
  return second > 0 && afterScalar(signature, second) === signature.length;
}

/** SM2Cipher ::= SEQUENCE { x INTEGER, y INTEGER, HASH OCTET STRING, CipherText OCTET STRING } in DER (C1C3C2). */
export function encodeCipher({ x, y, hash, cipherText }: CipherValue): Uint8Array {
  return tlv(0x30, concatBytes(integer(toBigInt(x)), integer(toBigInt(y)), tlv(0x04, hash), tlv(0x04, cipherText)));
}

/** Reads SM2Cipher, 0 ≤ x, y < p. Throws `SM2_CIPHER_MALFORMED`. Whether (x, y) is on the curve is asked by decryption. */
export function decodeCipher(cipher: Uint8Array, reading: Reading = 'tolerant'): CipherValue {
  const fields = new Fields(cipher, 'SM2_CIPHER_MALFORMED');
  const inner = fields.sequence();
  fields.finish();
  const x = to32Bytes(inner.unsigned(0n, CURVE.p - 1n, reading));
  const y = to32Bytes(inner.unsigned(0n, CURVE.p - 1n, reading));
  const hash = inner.take(0x04);
  if (hash.length !== 32) throw inner.malformed('the hash C3 is not 32 bytes');
  const cipherText = inner.take(0x04);
  if (cipherText.length === 0) throw inner.malformed('the ciphertext C2 is empty');
  inner.finish();
  return { x, y, hash, cipherText };
}
