import { type CipherValue, decodeCipher, encodeCipher, GmError } from '@yinxin/gm';
import { DerReader, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';

/**
 * SM2 ciphertexts as they occur: SM2Cipher in DER (GM/T 0009 §7.2), the same with hash and text exchanged, or the bare
 * parts in the order of today (C1C3C2) or of the drafts (C1C2C3), with or without the leading 04. C3 proves which one
 * it is, so every reading can be tried without harm.
 */

const HASH = 32;
const POINT = 64;

/** SEQUENCE { x, y, C2, C3 }: the old order inside the new structure. */
function exchanged({ x, y, hash, cipherText }: { [K in keyof CipherValue]: Uint8Array }): CipherValue[] {
  return cipherText.length === HASH ? [{ x, y, hash: cipherText, cipherText: hash }] : [];
}

// AnXin writes the length of the sequence in two bytes where one would do.
const shortened = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0x30 && bytes[1] === 0x81 && (bytes[2] ?? 0xff) < 0x80
    ? Uint8Array.of(0x30, ...bytes.subarray(2))
    : bytes;

function structured(bytes: Uint8Array): CipherValue[] {
  try {
    const value = decodeCipher(bytes);
    return [value, ...exchanged(value)];
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
  }
  // The decoder of the standard order refuses a hash that is not 32 bytes: look whether the two are exchanged.
  try {
    const reader = DerReader.over(bytes).sequence();
    const number = (): Uint8Array => {
      const digits = reader.take(TAG.INTEGER).content;
      const value = digits[0] === 0 ? digits.subarray(1) : digits;
      if (value.length > HASH) throw new PkiError('ENVELOPE_MALFORMED', 'a coordinate is longer than 32 bytes');
      const padded = new Uint8Array(HASH);
      padded.set(value, HASH - value.length);
      return padded;
    };
    return exchanged({ x: number(), y: number(), hash: reader.octets(), cipherText: reader.octets() });
  } catch (error) {
    if (error instanceof PkiError) return [];
    throw error;
  }
}

function bare(bytes: Uint8Array): CipherValue[] {
  const points = bytes[0] === 4 ? [bytes.subarray(1), bytes] : [bytes];
  return points.flatMap((rest) => {
    if (rest.length <= POINT + HASH) return [];
    const [x, y, tail] = [rest.slice(0, 32), rest.slice(32, POINT), rest.subarray(POINT)];
    return [
      { x, y, hash: tail.slice(0, HASH), cipherText: tail.slice(HASH) },
      { x, y, hash: tail.slice(-HASH), cipherText: tail.slice(0, -HASH) },
    ];
  });
}

/** Every way to read the bytes as a ciphertext, each as SM2Cipher in DER; most likely first, none for nonsense. */
export const cipherReadings = (bytes: Uint8Array): Uint8Array[] =>
  [...structured(shortened(bytes)), ...bare(bytes)].map(encodeCipher);
