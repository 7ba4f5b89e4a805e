import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { PkiError } from '../errors.ts';
import {
  identifierOf,
  type NodeScheme,
  privateKeyInfo,
  publicKeyWith,
  signWith,
  verifyWith,
} from './rsa-ecdsa-mldsa.ts';
import type { KeyAlgorithmDefinition, SignatureAlgorithmDefinition } from './types.ts';

/** ML-DSA (FIPS 204) in certificates: RFC 9881. One object identifier for key and signature, no parameters, no hash. */
interface ParameterSet {
  readonly name: 'ml-dsa-44' | 'ml-dsa-65' | 'ml-dsa-87';
  readonly oid: string;
  /** Bytes of a public key (FIPS 204 table 2). */
  readonly publicKeyLength: number;
}

const generate = {
  'ml-dsa-44': () => promisify(generateKeyPair)('ml-dsa-44'),
  'ml-dsa-65': () => promisify(generateKeyPair)('ml-dsa-65'),
  'ml-dsa-87': () => promisify(generateKeyPair)('ml-dsa-87'),
} as const;

const SCHEME: NodeScheme = { hash: undefined };

/** Keys of one parameter set; every string of the right length is a key. */
export const mldsaKey = ({ name, oid, publicKeyLength }: ParameterSet): KeyAlgorithmDefinition => ({
  identifier: identifierOf(oid),
  alsoRead: [],
  check(publicKey) {
    if (publicKey.length !== publicKeyLength) {
      throw new PkiError('PUBLIC_KEY_INVALID', `a key of ${name} has ${publicKeyLength} bytes`);
    }
  },
  generate: async () => privateKeyInfo((await generate[name]()).privateKey),
  publicKeyOf: (privateKey) => publicKeyWith(privateKey, identifierOf(oid)),
});

/** Pure ML-DSA with an empty context (RFC 9881 §3). */
export const mldsa = <K extends string>(keyAlgorithm: K, { oid }: ParameterSet): SignatureAlgorithmDefinition<K> => ({
  keyAlgorithm,
  digest: undefined,
  identifier: identifierOf(oid),
  alsoRead: [],
  verify: (publicKey, tbs, signature) => verifyWith(SCHEME, identifierOf(oid), publicKey, tbs, signature),
  open: (privateKey) => signWith(SCHEME, privateKey, identifierOf(oid)),
});

export const ML_DSA_44: ParameterSet = { name: 'ml-dsa-44', oid: '2.16.840.1.101.3.4.3.17', publicKeyLength: 1312 };
export const ML_DSA_65: ParameterSet = { name: 'ml-dsa-65', oid: '2.16.840.1.101.3.4.3.18', publicKeyLength: 1952 };
export const ML_DSA_87: ParameterSet = { name: 'ml-dsa-87', oid: '2.16.840.1.101.3.4.3.19', publicKeyLength: 2592 };
