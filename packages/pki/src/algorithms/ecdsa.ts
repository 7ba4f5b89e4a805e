import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { toHex } from '@yinxin/gm';
import { der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import type { DigestAlgorithm } from './digest.ts';
import {
  identifierOf,
  type NodeScheme,
  privateKeyInfo,
  publicKeyWith,
  signWith,
  verifyWith,
} from './rsa-ecdsa-mldsa.ts';
import type { KeyAlgorithmDefinition, SignatureAlgorithmDefinition } from './types.ts';

/** A prime curve y² = x³ − 3x + b with cofactor 1 (FIPS 186-5, SP 800-186 §3.2.1). */
interface Curve {
  readonly oid: string;
  /** Bytes of a coordinate. */
  readonly size: number;
  readonly p: bigint;
  readonly b: bigint;
}

export const P256: Curve = {
  oid: OID.p256,
  size: 32,
  p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
};
export const P384: Curve = {
  oid: OID.p384,
  size: 48,
  p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
  b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
};

const generate = promisify(generateKeyPair);

const identifierOfCurve = ({ oid }: Curve): Uint8Array => identifierOf(OID.ecPublicKey, der.oid(oid));

/** 04‖X‖Y with coordinates below p, on the curve: with cofactor 1 that is all (SP 800-56A §5.6.2.3.3). */
function check({ size, p, b }: Curve, publicKey: Uint8Array): void {
  const coordinate = (from: number): bigint => BigInt(`0x${toHex(publicKey.subarray(from, from + size))}`);
  if (publicKey.length === 2 * size + 1 && publicKey[0] === 4) {
    const [x, y] = [coordinate(1), coordinate(1 + size)];
    if (x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n) return;
  }
  throw new PkiError('PUBLIC_KEY_INVALID', 'the public key is not a point of its curve');
}

/** Keys on a curve (RFC 5480): uncompressed points, named curves only. */
export const ecKey = (curve: Curve): KeyAlgorithmDefinition => ({
  identifier: identifierOfCurve(curve),
  alsoRead: [],
  check: (publicKey) => check(curve, publicKey),
  generate: async () =>
    privateKeyInfo((await generate('ec', { namedCurve: curve.size === 32 ? 'P-256' : 'P-384' })).privateKey),
  publicKeyOf: (privateKey) => publicKeyWith(privateKey, identifierOfCurve(curve)),
});

/** ECDSA (RFC 5758 §3.2), parameters absent; the signature is Ecdsa-Sig-Value in DER. */
export function ecdsa<K extends string>(
  keyAlgorithm: K,
  curve: Curve,
  digest: DigestAlgorithm,
  oid: string,
): SignatureAlgorithmDefinition<K> {
  const scheme: NodeScheme = { hash: digest };
  const keyIdentifier = identifierOfCurve(curve);
  return {
    keyAlgorithm,
    digest,
    identifier: identifierOf(oid),
    alsoRead: [],
    verify: (publicKey, tbs, signature) => verifyWith(scheme, keyIdentifier, publicKey, tbs, signature),
    open: (privateKey) => signWith(scheme, privateKey, keyIdentifier),
  };
}
