import { concatBytes, to32Bytes, toBigInt } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';

/**
 * The two DER structures of SM2 (GM/T 0009 §7.2 and §7.3). Written strictly; read with two tolerances that occur in
 * the field: INTEGERs without the leading 00 are taken as unsigned, and a signature may be the bare 64 bytes r‖s.
 */

/** r and s as unsigned numbers, range not yet checked. */
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

/** Reads consecutive definite-length TLVs with one-byte tags from a byte string. */
class Fields {
  private readonly bytes: Uint8Array;
  private readonly code: GmErrorCode;
  private offset = 0;

  constructor(bytes: Uint8Array, code: GmErrorCode) {
    this.bytes = bytes;
    this.code = code;
  }

  private malformed(what: string): GmError {
    return new GmError(this.code, `${what} at byte ${this.offset}`);
  }

  private octet(): number {
    const value = this.bytes[this.offset];
    if (value === undefined) throw this.malformed('unexpected end');
    this.offset += 1;
    return value;
  }

  take(tag: number): Uint8Array {
    if (this.octet() !== tag) throw this.malformed('unexpected tag');
    let length = this.octet();
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 3) throw this.malformed('unsupported length');
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + this.octet();
      if (length < 0x80) throw this.malformed('length not minimal');
    }
    if (this.offset + length > this.bytes.length) throw this.malformed('length beyond the end');
    const content = this.bytes.subarray(this.offset, this.offset + length);
    this.offset += length;
    return content;
  }

  unsigned(): bigint {
    const content = this.take(0x02);
    const value = content[0] === 0 ? content.subarray(1) : content;
    if (content.length === 0 || value.length > 32) throw this.malformed('number out of range');
    return toBigInt(value);
  }

  end(): void {
    if (this.offset !== this.bytes.length) throw this.malformed('bytes after the end');
  }
}

/** SM2Signature ::= SEQUENCE { r INTEGER, s INTEGER } in DER. */
export function encodeSignature({ r, s }: SignatureValue): Uint8Array {
  return tlv(0x30, concatBytes(integer(r), integer(s)));
}

/** Reads SM2Signature, or the bare 64 bytes r‖s. Throws `SM2_SIGNATURE_MALFORMED`. */
export function decodeSignature(signature: Uint8Array): SignatureValue {
  // A DER signature of exactly 64 bytes exists (short r or s), so the structure is tried first.
  try {
    const outer = new Fields(signature, 'SM2_SIGNATURE_MALFORMED');
    const inner = new Fields(outer.take(0x30), 'SM2_SIGNATURE_MALFORMED');
    outer.end();
    const value = { r: inner.unsigned(), s: inner.unsigned() };
    inner.end();
    return value;
  } catch (error) {
    if (signature.length !== 64) throw error;
    return { r: toBigInt(signature.subarray(0, 32)), s: toBigInt(signature.subarray(32)) };
  }
}

/** SM2Cipher ::= SEQUENCE { x INTEGER, y INTEGER, HASH OCTET STRING, CipherText OCTET STRING } in DER (C1C3C2). */
export function encodeCipher({ x, y, hash, cipherText }: CipherValue): Uint8Array {
  return tlv(0x30, concatBytes(integer(toBigInt(x)), integer(toBigInt(y)), tlv(0x04, hash), tlv(0x04, cipherText)));
}

/** Reads SM2Cipher. Throws `SM2_CIPHER_MALFORMED`. */
export function decodeCipher(cipher: Uint8Array): CipherValue {
  const outer = new Fields(cipher, 'SM2_CIPHER_MALFORMED');
  const inner = new Fields(outer.take(0x30), 'SM2_CIPHER_MALFORMED');
  outer.end();
  const x = to32Bytes(inner.unsigned());
  const y = to32Bytes(inner.unsigned());
  const hash = inner.take(0x04);
  const cipherText = inner.take(0x04);
  inner.end();
  if (hash.length !== 32) throw new GmError('SM2_CIPHER_MALFORMED', 'the hash C3 is not 32 bytes');
  if (cipherText.length === 0) throw new GmError('SM2_CIPHER_MALFORMED', 'the ciphertext C2 is empty');
  return { x, y, hash, cipherText };
}
