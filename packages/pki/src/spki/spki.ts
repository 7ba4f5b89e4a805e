import { createHash } from 'node:crypto';
import { KEY_ALGORITHMS, type KeyAlgorithm, keyAlgorithmOf, type PublicKey } from '../algorithms/registry.ts';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';

/** SubjectPublicKeyInfo of a public key; SM2 unless told. The key is not checked here. */
export function encodeSpki(publicKey: Uint8Array, keyAlgorithm: KeyAlgorithm = 'sm2'): Uint8Array {
  return der.sequence(KEY_ALGORITHMS[keyAlgorithm].identifier, der.bitString(publicKey));
}

/** Refuses a key that is none of its kind (`PUBLIC_KEY_INVALID`: off its curve …) or breakable (`PUBLIC_KEY_WEAK`). */
export function checkPublicKey({ keyAlgorithm, publicKey }: PublicKey): void {
  KEY_ALGORITHMS[keyAlgorithm].check(publicKey);
}

/** Reads and checks a public key. Throws `DER_*`, `ALGORITHM_UNSUPPORTED`, `PUBLIC_KEY_INVALID`, `PUBLIC_KEY_WEAK`. */
export function parseSpki(value: DerValue): PublicKey {
  const reader = DerReader.within(value);
  const identifier = reader.take(TAG.SEQUENCE);
  const keyAlgorithm = keyAlgorithmOf(identifier.raw);
  if (keyAlgorithm === undefined) {
    throw new PkiError('ALGORITHM_UNSUPPORTED', `public key ${DerReader.within(identifier).oid()}`, value.at);
  }
  const publicKey = reader.bitBytes().slice();
  reader.end();
  try {
    checkPublicKey({ keyAlgorithm, publicKey });
  } catch (error) {
    if (error instanceof PkiError) throw new PkiError(error.code, error.message, value.at);
    throw error;
  }
  return { keyAlgorithm, publicKey };
}

/** Reads SubjectPublicKeyInfo in DER; throws as `parseSpki`. */
export function decodeSpki(bytes: Uint8Array): PublicKey {
  const all = DerReader.over(bytes);
  const value = all.take(TAG.SEQUENCE);
  all.end();
  return parseSpki(value);
}

/** SubjectKeyIdentifier: SHA-1 of the public key's bits, 20 bytes (RFC 5280 §4.2.1.2, method 1). */
export function keyIdentifier(publicKey: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(publicKey).digest());
}
