import { concatBytes, equalBytes, randomBytes, to32Bytes, toBigInt, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { portableSm3 as portable } from '../sm3/portable-sm3.ts';
import { CURVE, DEFAULT_SIGNER_ID, encodePoint, Point, privateScalar, publicPoint, type Sm2KeyPair } from './curve.ts';
import { messageDigest } from './identity.ts';
import { NO_STORE } from './store.ts';
import { decodeCipher, decodeSignature, encodeCipher, encodeSignature } from './structures.ts';
import type { Sm2Engine, Sm2PrivateKey } from './types.ts';

/**
 * SM2 in TypeScript on @noble/curves: no platform service but the random generator. Scalar multiplications with
 * secrets use the library's constant-pattern `multiply`; JavaScript's big numbers themselves are not constant time,
 * which is why the native engine is preferred where it exists.
 */

const { n } = CURVE;
const mod = (value: bigint): bigint => ((value % n) + n) % n;

/** Inverse modulo the prime n by Fermat: the number of steps does not depend on the secret. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = mod(value);
  for (let exponent = n - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % n;
    base = (base * base) % n;
  }
  return result;
}

/** Uniform in [1, upTo] by rejection, so that no value is likelier than another. */
function randomScalar(upTo: bigint): bigint {
  for (;;) {
    const candidate = toBigInt(randomBytes(32));
    if (candidate >= 1n && candidate <= upTo) return candidate;
  }
}

/** The core of signing, with the nonce given: undefined when this nonce must not be used (GB/T 32918.2 §6.1 A5, A6). */
export function signDigestWith(d: bigint, e: bigint, k: bigint): Uint8Array | undefined {
  const r = mod(e + Point.BASE.multiply(k).toAffine().x);
  if (r === 0n || r + k === n) return undefined;
  const s = mod(inverse(1n + d) * mod(k - r * d));
  return s === 0n ? undefined : encodeSignature({ r, s });
}

/** The core of encryption, with the nonce given: undefined when the key stream is all zero (GB/T 32918.4 §6.1 A5). */
export function encryptWith(publicKey: Point, plaintext: Uint8Array, k: bigint): Uint8Array | undefined {
  const c1 = encodePoint(Point.BASE.multiply(k));
  const shared = encodePoint(publicKey.multiply(k)).subarray(1);
  const stream = portable.kdf(shared, plaintext.length);
  if (stream.every((byte) => byte === 0)) return undefined;
  return encodeCipher({
    x: c1.subarray(1, 33),
    y: c1.subarray(33),
    hash: portable.digest(concatBytes(shared.subarray(0, 32), plaintext, shared.subarray(32))),
    cipherText: plaintext.map((byte, i) => byte ^ (stream[i] ?? 0)),
  });
}

/** The public key d·G, 65 bytes. Throws `SM2_PRIVATE_KEY_INVALID`. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  return encodePoint(Point.BASE.multiply(privateScalar(privateKey)));
}

function generateKeyPair(): Sm2KeyPair {
  const privateKey = to32Bytes(randomScalar(n - 2n));
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}

function signWith(d: bigint, publicKey: Uint8Array, message: Uint8Array, signerId: Uint8Array): Uint8Array {
  const e = toBigInt(messageDigest(portable, publicKey, message, signerId));
  for (;;) {
    const signature = signDigestWith(d, e, randomScalar(n - 1n));
    if (signature !== undefined) return signature;
  }
}

function sign(privateKey: Uint8Array, message: Uint8Array, signerId = DEFAULT_SIGNER_ID): Uint8Array {
  return signWith(privateScalar(privateKey), publicKeyOf(privateKey), message, signerId);
}

/** Public keys last asked about; from the second time on with tables that make multiplying about three times as fast. */
const KEPT = 16;
const recent = new Map<string, { readonly point: Point; hasTables: boolean }>();

/** The point of a public key that may be asked about again: an issuer, a recipient. Throws `SM2_PUBLIC_KEY_INVALID`. */
function repeatedPoint(publicKey: Uint8Array): Point {
  const name = toHex(publicKey);
  const known = recent.get(name) ?? { point: publicPoint(publicKey), hasTables: false };
  if (recent.delete(name) && !known.hasTables) {
    known.point.precompute(6);
    known.hasTables = true;
  }
  recent.set(name, known);
  if (recent.size > KEPT) {
    for (const oldest of recent.keys()) {
      recent.delete(oldest);
      break;
    }
  }
  return known.point;
}

function verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  signerId = DEFAULT_SIGNER_ID,
): boolean {
  const point = repeatedPoint(publicKey);
  const e = toBigInt(messageDigest(portable, publicKey, message, signerId));
  let value: ReturnType<typeof decodeSignature>;
  try {
    value = decodeSignature(signature);
  } catch {
    return false;
  }
  // r and s are in [1, n−1] (GB/T 32918.2 §7.1 B1, B2): decodeSignature has seen to it.
  const { r, s } = value;
  const t = mod(r + s);
  if (t === 0n) return false;
  const sum = Point.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe(t));
  return !sum.is0() && mod(e + sum.toAffine().x) === r;
}

function encrypt(publicKey: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const point = repeatedPoint(publicKey);
  if (plaintext.length === 0) throw new GmError('SM2_PLAINTEXT_EMPTY', 'SM2 encrypts at least one byte');
  for (;;) {
    const cipher = encryptWith(point, plaintext, randomScalar(n - 1n));
    if (cipher !== undefined) return cipher;
  }
}

function decryptWith(d: bigint, cipher: Uint8Array): Uint8Array {
  const { x, y, hash, cipherText } = decodeCipher(cipher);
  const failed = new GmError('SM2_DECRYPT_FAILED', 'the ciphertext was altered or is for another key');
  let c1: Point;
  try {
    c1 = publicPoint(concatBytes(Uint8Array.of(4), x, y));
  } catch {
    throw failed;
  }
  const shared = encodePoint(c1.multiply(d)).subarray(1);
  const stream = portable.kdf(shared, cipherText.length);
  const plaintext = cipherText.map((byte, i) => byte ^ (stream[i] ?? 0));
  const expected = portable.digest(concatBytes(shared.subarray(0, 32), plaintext, shared.subarray(32)));
  if (stream.every((byte) => byte === 0) || !equalBytes(expected, hash)) throw failed;
  return plaintext;
}

function openPrivateKey(privateKey: Uint8Array): Sm2PrivateKey {
  let d: bigint | undefined = privateScalar(privateKey);
  const publicKey = publicKeyOf(privateKey);
  const open = (): bigint => {
    if (d === undefined) throw new GmError('SM2_PRIVATE_KEY_INVALID', 'the key was closed');
    return d;
  };
  return {
    publicKey,
    sign: (message, signerId = DEFAULT_SIGNER_ID) => signWith(open(), publicKey, message, signerId),
    signAsync: async (message, signerId = DEFAULT_SIGNER_ID) => signWith(open(), publicKey, message, signerId),
    decrypt: (cipher) => decryptWith(open(), cipher),
    close() {
      d = undefined;
    },
  };
}

/** The portable engine (portable TypeScript, any runtime). */
export const portableEngine: Sm2Engine = {
  ...NO_STORE,
  name: 'portable',
  generateKeyPair,
  publicKeyOf,
  openPrivateKey,
  sign,
  signAsync: async (...input) => sign(...input),
  verify,
  verifyAsync: async (...input) => verify(...input),
  encrypt,
  decrypt: (privateKey, cipher) => decryptWith(privateScalar(privateKey), cipher),
};
