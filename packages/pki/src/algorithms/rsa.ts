import { constants, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { DerReader, der } from '../der/index.ts';
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

const MIN_BITS = 2048;
// Longer moduli only make the verifier work.
const MAX_BITS = 16_384;
const MIN_EXPONENT = 65_537n;
const MAX_EXPONENT = 1n << 64n;

const generate = promisify(generateKeyPair);
const IDENTIFIER = identifierOf(OID.rsaEncryption, der.nullValue());

function check(publicKey: Uint8Array): void {
  const all = DerReader.over(publicKey);
  const key = all.sequence();
  all.end();
  const [modulus, exponent] = [key.integer(), key.integer()];
  key.end();
  const weak = (what: string): PkiError => new PkiError('PUBLIC_KEY_WEAK', `RSA key: ${what}`);
  if (modulus <= 0n || exponent <= 0n) throw new PkiError('PUBLIC_KEY_INVALID', 'RSA numbers are positive');
  const bits = modulus.toString(2).length;
  if (bits < MIN_BITS) throw weak(`${bits} bits are fewer than ${MIN_BITS}`);
  if (bits > MAX_BITS) throw new PkiError('PUBLIC_KEY_INVALID', `an RSA key has at most ${MAX_BITS} bits`);
  if (modulus % 2n === 0n) throw weak('the modulus is even');
  if (exponent % 2n === 0n || exponent < MIN_EXPONENT) throw weak('the exponent is even or below 65537');
  if (exponent >= MAX_EXPONENT) throw new PkiError('PUBLIC_KEY_INVALID', 'the RSA exponent is longer than 64 bits');
}

/** RSA keys (RFC 3279 §2.3.1): RSAPublicKey, 2048 to 16384 bits, odd exponent of at least 65537. */
export const rsaKey: KeyAlgorithmDefinition = {
  identifier: IDENTIFIER,
  alsoRead: [identifierOf(OID.rsaEncryption)],
  check(publicKey) {
    try {
      check(publicKey);
    } catch (error) {
      if (error instanceof PkiError && error.code.startsWith('PUBLIC_KEY')) throw error;
      throw new PkiError('PUBLIC_KEY_INVALID', 'not an RSAPublicKey');
    }
  },
  generate: async (bits = 3072) => privateKeyInfo((await generate('rsa', { modulusLength: bits })).privateKey),
  publicKeyOf: (privateKey) => publicKeyWith(privateKey, IDENTIFIER),
};

function rsa(
  digest: DigestAlgorithm,
  identifiers: readonly [Uint8Array, ...Uint8Array[]],
  options?: NonNullable<NodeScheme['options']>,
): SignatureAlgorithmDefinition<'rsa'> {
  const scheme: NodeScheme = { hash: digest, ...(options && { options }) };
  const [identifier, ...alsoRead] = identifiers;
  return {
    keyAlgorithm: 'rsa',
    digest,
    identifier,
    alsoRead,
    verify: (publicKey, tbs, signature) => verifyWith(scheme, IDENTIFIER, publicKey, tbs, signature),
    open: (privateKey) => signWith(scheme, privateKey, IDENTIFIER),
  };
}

/** RSASSA-PKCS1-v1_5 (RFC 4055 §5): NULL parameters; absent ones are read. */
export const rsaPkcs1 = (digest: DigestAlgorithm, oid: string): SignatureAlgorithmDefinition<'rsa'> =>
  rsa(digest, [identifierOf(oid, der.nullValue()), identifierOf(oid)]);

/** RSASSA-PSS (RFC 4055 §3.1) with MGF1 of the same hash and a salt as long as the hash; NULL in the hashes or not. */
export function rsaPss(
  digest: DigestAlgorithm,
  hashOid: string,
  saltLength: number,
): SignatureAlgorithmDefinition<'rsa'> {
  const hashes = [identifierOf(hashOid, der.nullValue()), identifierOf(hashOid)];
  const [identifier, ...alsoRead] = hashes.flatMap((hash) =>
    hashes.map((mgfHash) =>
      identifierOf(
        OID.rsaPss,
        der.sequence(
          der.explicit(0, hash),
          der.explicit(1, identifierOf(OID.mgf1, mgfHash)),
          der.explicit(2, der.integer(saltLength)),
        ),
      ),
    ),
  );
  if (identifier === undefined) throw new RangeError('no encoding of the parameters');
  return rsa(digest, [identifier, ...alsoRead], { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
}
