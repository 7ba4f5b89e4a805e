import { engine, equalBytes } from '@yinxin/gm';
import { DerReader, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import {
  defaultSignatureAlgorithm,
  KEY_ALGORITHMS,
  type KeyAlgorithm,
  keyAlgorithmOf,
  type PublicKey,
  SIGNATURE_ALGORITHMS,
  type SignatureAlgorithm,
} from './registry.ts';

/**
 * The one seam to a private key: one signature over these bytes. Implemented by a key in memory, a medium, a hardware
 * store. `sign` returns the value that goes into the BIT STRING (SM2Signature in DER for SM2).
 */
export interface Signer extends PublicKey {
  readonly algorithm: SignatureAlgorithm;
  sign(tbs: Uint8Array): Promise<Uint8Array>;
}

/** A signer with an SM2 private key (32 bytes) in memory and the default signer id. */
export function sm2Signer(privateKey: Uint8Array): Signer {
  const key = engine().openPrivateKey(privateKey);
  return {
    algorithm: 'sm2-sm3',
    keyAlgorithm: 'sm2',
    publicKey: key.publicKey,
    sign: (tbs) => key.signAsync(tbs),
  };
}

/** A fresh private key as PrivateKeyInfo (RFC 5958) in DER; `bits` for RSA only (3072 unless told). */
export const generatePrivateKey = (keyAlgorithm: KeyAlgorithm, bits?: number): Promise<Uint8Array> =>
  KEY_ALGORITHMS[keyAlgorithm].generate(bits);

/** The kind of key inside PrivateKeyInfo. Throws `PRIVATE_KEY_INVALID`, `ALGORITHM_UNSUPPORTED`. */
export function privateKeyAlgorithm(privateKey: Uint8Array): KeyAlgorithm {
  let identifier: Uint8Array;
  try {
    const info = DerReader.over(privateKey).sequence();
    info.smallInteger();
    identifier = info.take(TAG.SEQUENCE).raw;
  } catch {
    throw new PkiError('PRIVATE_KEY_INVALID', 'not a PrivateKeyInfo');
  }
  const keyAlgorithm = keyAlgorithmOf(identifier);
  if (keyAlgorithm === undefined) throw new PkiError('ALGORITHM_UNSUPPORTED', 'private key of an unknown algorithm');
  return keyAlgorithm;
}

/**
 * A signer with a private key (PrivateKeyInfo in DER) of any kind in memory, signing in the usual way of that kind
 * unless told. Throws `PRIVATE_KEY_INVALID`, `ALGORITHM_UNSUPPORTED`, and `ALGORITHM_MISMATCH` when key and way differ.
 */
export function memorySigner(privateKey: Uint8Array, algorithm?: SignatureAlgorithm): Signer {
  const keyAlgorithm = privateKeyAlgorithm(privateKey);
  const chosen = algorithm ?? defaultSignatureAlgorithm(keyAlgorithm);
  const definition = SIGNATURE_ALGORITHMS[chosen];
  if (definition.keyAlgorithm !== keyAlgorithm) {
    throw new PkiError('ALGORITHM_MISMATCH', `a key of ${keyAlgorithm} does not sign with ${chosen}`);
  }
  const publicKey = KEY_ALGORITHMS[keyAlgorithm].publicKeyOf(privateKey);
  return { algorithm: chosen, keyAlgorithm, publicKey, sign: definition.open(privateKey) };
}

/** Whether two public keys are the same one. */
export const sameKey = (a: PublicKey, b: PublicKey): boolean =>
  a.keyAlgorithm === b.keyAlgorithm && equalBytes(a.publicKey, b.publicKey);
