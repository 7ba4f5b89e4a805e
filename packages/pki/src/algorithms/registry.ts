import { toHex } from '@yinxin/gm';
import { OID } from '../oids.ts';
import { ecdsa, ecKey, P256, P384 } from './ecdsa.ts';
import { ML_DSA_44, ML_DSA_65, ML_DSA_87, mldsa, mldsaKey } from './mldsa.ts';
import { rsaKey, rsaPkcs1, rsaPss } from './rsa.ts';
import { sm2Key, sm2WithSm3 } from './sm2.ts';
import type { KeyAlgorithmDefinition, SignatureAlgorithmDefinition } from './types.ts';

/** Every kind of key this package knows. A new algorithm is an entry here and nothing else. */
export const KEY_ALGORITHMS = {
  sm2: sm2Key,
  rsa: rsaKey,
  'p-256': ecKey(P256),
  'p-384': ecKey(P384),
  'ml-dsa-44': mldsaKey(ML_DSA_44),
  'ml-dsa-65': mldsaKey(ML_DSA_65),
  'ml-dsa-87': mldsaKey(ML_DSA_87),
} as const satisfies Readonly<Record<string, KeyAlgorithmDefinition>>;
export type KeyAlgorithm = keyof typeof KEY_ALGORITHMS;

/** Every way to sign this package knows: each goes with one kind of key. */
export const SIGNATURE_ALGORITHMS = {
  'sm2-sm3': sm2WithSm3,
  'rsa-sha256': rsaPkcs1('sha256', OID.sha256WithRsa),
  'rsa-sha384': rsaPkcs1('sha384', OID.sha384WithRsa),
  'rsa-sha512': rsaPkcs1('sha512', OID.sha512WithRsa),
  'rsa-pss-sha256': rsaPss('sha256', OID.sha256, 32),
  'rsa-pss-sha384': rsaPss('sha384', OID.sha384, 48),
  'ecdsa-p256-sha256': ecdsa('p-256', P256, 'sha256', OID.ecdsaWithSha256),
  'ecdsa-p384-sha384': ecdsa('p-384', P384, 'sha384', OID.ecdsaWithSha384),
  'ml-dsa-44': mldsa('ml-dsa-44', ML_DSA_44),
  'ml-dsa-65': mldsa('ml-dsa-65', ML_DSA_65),
  'ml-dsa-87': mldsa('ml-dsa-87', ML_DSA_87),
} as const satisfies Readonly<Record<string, SignatureAlgorithmDefinition<KeyAlgorithm>>>;
export type SignatureAlgorithm = keyof typeof SIGNATURE_ALGORITHMS;

/** A public key with its kind; certificates, requests and signers are such. */
export interface PublicKey {
  readonly keyAlgorithm: KeyAlgorithm;
  /** The bytes inside the BIT STRING of SubjectPublicKeyInfo: 04‖X‖Y, RSAPublicKey in DER, raw ML-DSA. */
  readonly publicKey: Uint8Array;
}

function byIdentifier<N extends string>(
  table: Readonly<Record<N, Pick<KeyAlgorithmDefinition, 'identifier' | 'alsoRead'>>>,
  names: readonly N[],
): ReadonlyMap<string, N> {
  return new Map(
    names.flatMap((name) => {
      const { identifier, alsoRead } = table[name];
      return [identifier, ...alsoRead].map((bytes): [string, N] => [toHex(bytes), name]);
    }),
  );
}

const isKeyAlgorithm = (name: string): name is KeyAlgorithm => Object.hasOwn(KEY_ALGORITHMS, name);
const isSignatureAlgorithm = (name: string): name is SignatureAlgorithm => Object.hasOwn(SIGNATURE_ALGORITHMS, name);

const KEYS = byIdentifier(KEY_ALGORITHMS, Object.keys(KEY_ALGORITHMS).filter(isKeyAlgorithm));
const SIGNATURES = byIdentifier(SIGNATURE_ALGORITHMS, Object.keys(SIGNATURE_ALGORITHMS).filter(isSignatureAlgorithm));

/** The kind of key an AlgorithmIdentifier (DER) stands for. */
export const keyAlgorithmOf = (identifier: Uint8Array): KeyAlgorithm | undefined => KEYS.get(toHex(identifier));

/** The way to sign an AlgorithmIdentifier (DER) stands for. */
export const signatureAlgorithmOf = (identifier: Uint8Array): SignatureAlgorithm | undefined =>
  SIGNATURES.get(toHex(identifier));

const DEFAULTS: Readonly<Record<KeyAlgorithm, SignatureAlgorithm>> = {
  sm2: 'sm2-sm3',
  rsa: 'rsa-sha256',
  'p-256': 'ecdsa-p256-sha256',
  'p-384': 'ecdsa-p384-sha384',
  'ml-dsa-44': 'ml-dsa-44',
  'ml-dsa-65': 'ml-dsa-65',
  'ml-dsa-87': 'ml-dsa-87',
};

/** How a kind of key signs when nothing else is said. */
export const defaultSignatureAlgorithm = (keyAlgorithm: KeyAlgorithm): SignatureAlgorithm => DEFAULTS[keyAlgorithm];
