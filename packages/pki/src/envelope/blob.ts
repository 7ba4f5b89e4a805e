import { assertPublicKey, concatBytes, decodeCipher, encodeCipher } from '@yinxin/gm';
import { PkiError } from '../errors.ts';
import { parseEnvelopedKey } from './enveloped-key.ts';
import { type SealedKey, unwrapSealedKey } from './unwrap.ts';

/**
 * ENVELOPEDKEYBLOB (GM/T 0016-2012 table 12): the same envelope as USB keys import it, 388 bytes, little endian,
 * packed. Fields of 64 bytes carry their 32-byte value at the right.
 */

const SIZE = 388;
const VERSION = 1;
const SGD_SM4_ECB = 0x0000_0401;
const BITS = 256;

const AT = {
  version: 0,
  algorithm: 4,
  bits: 8,
  privateKey: 12,
  keyBits: 76,
  keyX: 80,
  keyY: 144,
  cipherX: 208,
  cipherY: 272,
  hash: 336,
  cipherLength: 368,
  cipher: 372,
} as const;

/** Writes an envelope made by `sealEnvelopedKey` as the 388-byte blob. Throws `ENVELOPE_MALFORMED`. */
export function encodeKeyBlob(envelopedKey: Uint8Array): Uint8Array {
  const { sealedSymmetricKey, sealedPrivateKey, publicKey } = parseEnvelopedKey(envelopedKey);
  const { x, y, hash, cipherText } = decodeCipher(sealedSymmetricKey);
  if (publicKey === undefined) throw new PkiError('ENVELOPE_MALFORMED', 'the envelope has no public key');
  if (sealedPrivateKey.length > 64) throw new PkiError('ENVELOPE_MALFORMED', 'the private key does not fit');
  if (cipherText.length !== 16) throw new PkiError('ENVELOPE_MALFORMED', 'the symmetric key is not 16 bytes');
  const out = new Uint8Array(SIZE);
  const view = new DataView(out.buffer);
  view.setUint32(AT.version, VERSION, true);
  view.setUint32(AT.algorithm, SGD_SM4_ECB, true);
  view.setUint32(AT.bits, BITS, true);
  out.set(sealedPrivateKey, AT.keyBits - sealedPrivateKey.length);
  view.setUint32(AT.keyBits, BITS, true);
  out.set(publicKey.subarray(1, 33), AT.keyX + 32);
  out.set(publicKey.subarray(33), AT.keyY + 32);
  out.set(x, AT.cipherX + 32);
  out.set(y, AT.cipherY + 32);
  out.set(hash, AT.hash);
  view.setUint32(AT.cipherLength, cipherText.length, true);
  out.set(cipherText, AT.cipher);
  return out;
}

/** Reads the blob without opening it. Throws `ENVELOPE_MALFORMED`, `ENVELOPE_ALGORITHM`. */
export function parseKeyBlob(blob: Uint8Array): SealedKey {
  const malformed = (what: string, at: number): PkiError => new PkiError('ENVELOPE_MALFORMED', what, at);
  if (blob.length !== SIZE) throw malformed(`the blob has ${SIZE} bytes`, 0);
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const number = (at: number): number => view.getUint32(at, true);
  const value = (at: number): Uint8Array => {
    if (blob.subarray(at, at + 32).some((byte) => byte !== 0)) throw malformed('the field is not right-aligned', at);
    return blob.slice(at + 32, at + 64);
  };
  if (number(AT.version) !== VERSION) throw malformed('unknown version', AT.version);
  if (number(AT.algorithm) !== SGD_SM4_ECB) throw new PkiError('ENVELOPE_ALGORITHM', 'not SM4-ECB', AT.algorithm);
  if (number(AT.bits) !== BITS || number(AT.keyBits) !== BITS) throw malformed('the key is not 256 bits', AT.bits);
  if (number(AT.cipherLength) !== 16) throw malformed('the symmetric key is not 16 bytes', AT.cipherLength);
  // A few leave the public key away: both coordinates zero.
  const absent = blob.subarray(AT.keyX, AT.cipherX).every((byte) => byte === 0);
  const publicKey = absent ? undefined : concatBytes(Uint8Array.of(4), value(AT.keyX), value(AT.keyY));
  try {
    if (publicKey !== undefined) assertPublicKey(publicKey);
  } catch {
    throw malformed('the public key is not a point of the SM2 curve', AT.keyX);
  }
  // Most encrypt 32 bytes and leave the left half zero; a few encrypt the whole zero-extended field.
  const field = blob.subarray(AT.privateKey, AT.keyBits);
  const short = field.subarray(0, 32).every((byte) => byte === 0);
  return {
    sealedSymmetricKey: encodeCipher({
      x: value(AT.cipherX),
      y: value(AT.cipherY),
      hash: blob.slice(AT.hash, AT.cipherLength),
      cipherText: blob.slice(AT.cipher),
    }),
    sealedPrivateKey: short ? field.slice(32) : field.slice(),
    publicKey,
  };
}

/**
 * Opens the blob with the signing private key; `expectedPublicKey` as for `openEnvelopedKey`. Throws as `parseKeyBlob`,
 * and `ENVELOPE_WRONG_KEY`.
 */
export function openKeyBlob(
  blob: Uint8Array,
  recipientPrivateKey: Uint8Array,
  expectedPublicKey?: Uint8Array,
): { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array } {
  return unwrapSealedKey(parseKeyBlob(blob), recipientPrivateKey, expectedPublicKey);
}
