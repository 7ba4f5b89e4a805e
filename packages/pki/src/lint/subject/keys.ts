import { engine, fromHex } from '@yinxin/gm';
import { LINT_OID } from '../oids.ts';
import { KEPT, type Spot } from '../rule.ts';
import { childrenOf, contentOf, readTlv, smallOf } from '../tlv.ts';
import type { LintAlgorithm, LintKey } from './parts.ts';

type Family = 'sm2' | 'ecdsa' | 'rsa' | 'ml-dsa';

export const CURVES: ReadonlySet<string> = new Set([LINT_OID.sm2, LINT_OID.p256, LINT_OID.p384, LINT_OID.p521]);

const FAMILY: ReadonlyMap<string, Family> = new Map([
  [LINT_OID.sm2WithSm3, 'sm2'],
  [LINT_OID.ecdsaWithSha1, 'ecdsa'],
  [LINT_OID.ecdsaWithSha256, 'ecdsa'],
  [LINT_OID.ecdsaWithSha384, 'ecdsa'],
  [LINT_OID.ecdsaWithSha512, 'ecdsa'],
  [LINT_OID.md5WithRsa, 'rsa'],
  [LINT_OID.sha1WithRsa, 'rsa'],
  [LINT_OID.sha256WithRsa, 'rsa'],
  [LINT_OID.sha384WithRsa, 'rsa'],
  [LINT_OID.sha512WithRsa, 'rsa'],
  [LINT_OID.sm3WithRsa, 'rsa'],
  [LINT_OID.rsaPss, 'rsa'],
  [LINT_OID.mlDsa44, 'ml-dsa'],
  [LINT_OID.mlDsa65, 'ml-dsa'],
  [LINT_OID.mlDsa87, 'ml-dsa'],
]);

export const SIGNATURE_ALGORITHMS: ReadonlySet<string> = new Set(FAMILY.keys());
export const WEAK_ALGORITHMS: ReadonlySet<string> = new Set([
  LINT_OID.md5WithRsa,
  LINT_OID.sha1WithRsa,
  LINT_OID.ecdsaWithSha1,
]);
/** PKCS #1 v1.5 with SHA-2. */
export const RSA_ALGORITHMS: ReadonlySet<string> = new Set([
  LINT_OID.sha256WithRsa,
  LINT_OID.sha384WithRsa,
  LINT_OID.sha512WithRsa,
]);
export const ECDSA_ALGORITHMS: ReadonlySet<string> = new Set([
  LINT_OID.ecdsaWithSha256,
  LINT_OID.ecdsaWithSha384,
  LINT_OID.ecdsaWithSha512,
]);
/** Hashes that occur in a CertID. */
export const DIGESTS: ReadonlySet<string> = new Set([
  LINT_OID.sm3,
  LINT_OID.sm3Unkeyed,
  LINT_OID.sha1,
  LINT_OID.sha256,
]);

export const algorithmFamily = (oid: string | undefined): Family | undefined => FAMILY.get(oid ?? '');

export function isSm2Key(key: LintKey | undefined): boolean {
  return key !== undefined && (key.curve === LINT_OID.sm2 || key.algorithm.oid === LINT_OID.sm2);
}

export function keyFamily(key: LintKey | undefined): Family | undefined {
  if (key === undefined) return undefined;
  if (isSm2Key(key)) return 'sm2';
  if (key.algorithm.oid === LINT_OID.rsaEncryption) return 'rsa';
  if (key.algorithm.oid === LINT_OID.ecPublicKey) return 'ecdsa';
  return FAMILY.get(key.algorithm.oid ?? '') === 'ml-dsa' ? 'ml-dsa' : undefined;
}

// The curve of GB/T 32918.5. Written out because this check runs with every certificate, and must not cost a conversion.
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;

/** Whether 04‖X‖Y is a point of the SM2 curve: coordinates below p, y² = x³ − 3x + b. */
export function isOnCurve(bytes: Uint8Array): boolean {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  const [x, y] = [BigInt(`0x${hex.slice(2, 66)}`), BigInt(`0x${hex.slice(66)}`)];
  return x < P && y < P && (y * y - x * (x * x - 3n) - B) % P === 0n;
}

// Printed in GB/T 32918, and the smallest numbers.
const PUBLISHED = [
  '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  '81eb26e941bb5af16df116495f90695272ae2cd63d6c4ae1678418be48230029',
  '785129917d45a9ea5437a59356b82338eaadda6ceb199088f14ae10defa229b5',
  ...Array.from({ length: 8 }, (_, i) => (i + 1).toString(16).padStart(64, '0')),
];
const xOf = (key: Uint8Array): string => Buffer.from(key.buffer, key.byteOffset + 1, 32).toString('latin1');
let publishedX: ReadonlySet<string> | undefined;

/** By the X coordinate alone, so that the negative of a known key is known too. */
export function isPublishedKey(bytes: Uint8Array): boolean {
  publishedX ??= new Set(PUBLISHED.map((key) => xOf(engine().publicKeyOf(fromHex(key)))));
  return bytes.length >= 33 && publishedX.has(xOf(bytes));
}

/** Length of the modulus in bits, and the exponent (0 when it is longer than six octets). */
export function rsaOf(key: LintKey | undefined): { readonly bits: number; readonly exponent: number } | undefined {
  const sequence = key === undefined ? undefined : readTlv(key.bytes, 0, key.bytes.length);
  const [modulus, exponent] = sequence === undefined ? [] : childrenOf(sequence);
  if (modulus === undefined) return undefined;
  const digits = contentOf(modulus);
  const from = digits.findIndex((byte) => byte !== 0);
  const bits = from < 0 ? 0 : (digits.length - from) * 8 - Math.clz32(digits[from] ?? 0) + 24;
  return { bits, exponent: smallOf(exponent) ?? 0 };
}

/** A breach for every algorithm identifier that `breaks` says breaks the rule. */
export function algorithmsThat(
  algorithms: readonly LintAlgorithm[],
  breaks: (algorithm: LintAlgorithm) => boolean,
): readonly Spot[] {
  let spots: Spot[] | undefined;
  for (const algorithm of algorithms) {
    if (!breaks(algorithm)) continue;
    spots ??= [];
    spots.push({ at: algorithm.tlv.at, params: { oid: algorithm.oid ?? '?' } });
  }
  return spots ?? KEPT;
}
