import { type WeierstrassPoint, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { concatBytes, fromHex, to32Bytes, toBigInt } from '../bytes.ts';
import { GmError } from '../errors.ts';

/** Curve sm2p256v1 (GB/T 32918.5-2017 clause 2). */
export const CURVE = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
} as const;

/** Points of the curve, on the audited field arithmetic of @noble/curves. */
export const Point = weierstrass<bigint>(CURVE);
export type Point = WeierstrassPoint<bigint>;

/** An SM2 key pair: 32-byte big-endian private key, 65-byte public key 04‖X‖Y. */
export interface Sm2KeyPair {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Signer id of certificates, requests, CRLs, OCSP and seals: the 16 bytes "1234567812345678" (GM/T 0009 §10). */
export const DEFAULT_SIGNER_ID: Uint8Array = fromHex('31323334353637383132333435363738');

/**
 * Reads a private key d: 32 bytes, 1 ≤ d ≤ n−2. n−1 is excluded because (1+d)⁻¹ must exist (GB/T 32918.1 §6.1).
 * Throws `SM2_PRIVATE_KEY_INVALID`.
 */
export function privateScalar(privateKey: Uint8Array): bigint {
  const d = privateKey.length === 32 ? toBigInt(privateKey) : 0n;
  if (d < 1n || d > CURVE.n - 2n) {
    throw new GmError('SM2_PRIVATE_KEY_INVALID', 'an SM2 private key is 32 bytes between 1 and n-2');
  }
  return d;
}

/**
 * Checks a public key as received from outside: 04‖X‖Y, coordinates below p, on the curve (GB/T 32918.1 §6.2).
 * The cofactor is 1, so every such point has order n. Throws `SM2_PUBLIC_KEY_INVALID`.
 */
export function assertPublicKey(publicKey: Uint8Array): void {
  if (publicKey.length !== 65 || publicKey[0] !== 4) {
    throw new GmError('SM2_PUBLIC_KEY_INVALID', 'an SM2 public key is 65 bytes beginning with 04');
  }
  const x = toBigInt(publicKey.subarray(1, 33));
  const y = toBigInt(publicKey.subarray(33));
  const { p, a, b } = CURVE;
  if (x >= p || y >= p || (y * y - (x * x * x + a * x + b)) % p !== 0n) {
    throw new GmError('SM2_PUBLIC_KEY_INVALID', 'the point is not on the SM2 curve');
  }
}

/** The point of a checked public key. Throws `SM2_PUBLIC_KEY_INVALID`. */
export function publicPoint(publicKey: Uint8Array): Point {
  assertPublicKey(publicKey);
  return Point.fromAffine({ x: toBigInt(publicKey.subarray(1, 33)), y: toBigInt(publicKey.subarray(33)) });
}

/** 04‖X‖Y of a point. */
export function encodePoint(point: Point): Uint8Array {
  const { x, y } = point.toAffine();
  return concatBytes(Uint8Array.of(4), to32Bytes(x), to32Bytes(y));
}
