import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import type { Sm3 } from '../sm3/algorithms.ts';
import { portableSm3 } from '../sm3/portable-sm3.ts';
import { assertPublicKey, DEFAULT_SIGNER_ID } from './curve.ts';
import { messageDigest } from './identity.ts';
import { decodeSignature, encodeSignature } from './structures.ts';
import type { Sm2Engine, Sm2Signer } from './types.ts';

/**
 * A key that stays where it is kept (PKCS#11 module, USB key, SDF card, remote signer): one signature over these bytes.
 * A store that is given e = SM3(Z_A ‖ M) rather than the message calls `preprocess` first.
 */
export interface Sm2StoreKey {
  /** 65 bytes 04‖X‖Y. */
  readonly publicKey: Uint8Array;
  /** The signature over `message` with this signer id: SM2Signature in DER, or 64 bytes r‖s. */
  sign(message: Uint8Array, signerId: Uint8Array): Promise<Uint8Array>;
}

/** What a key store shows of itself. */
export interface Sm2Store {
  /** For `doctor`: the kind of store and its version, without PINs or paths of secrets. */
  readonly name: string;
  readonly version: string;
  /** The keys it can sign with now. */
  keys(): readonly Sm2StoreKey[];
}

/**
 * e = SM3(Z_A ‖ M), 32 bytes ("预处理2" of GM/T 0009): what SKF_ECCSignData, SDF_InternalSign_ECC and PKCS#11 mechanisms
 * without a hash are given. Never SM3(M). Throws `SM2_PUBLIC_KEY_INVALID`, `SM2_SIGNER_ID_TOO_LONG`.
 */
export function preprocess(
  publicKey: Uint8Array,
  signerId: Uint8Array,
  message: Uint8Array,
  sm3: Sm3 = portableSm3,
): Uint8Array {
  assertPublicKey(publicKey);
  return messageDigest(sm3, publicKey, message, signerId);
}

/** Makes a store key out of one that signs e only. */
export function overDigest(publicKey: Uint8Array, signDigest: (e: Uint8Array) => Promise<Uint8Array>): Sm2StoreKey {
  return { publicKey, sign: (message, signerId) => signDigest(preprocess(publicKey, signerId, message)) };
}

/**
 * A signer over a store key. What comes back is read strictly, checked against the public key by `software`, and written
 * as DER: a store that answers with another key's signature, or one over other bytes, is found out here.
 * Throws `SM2_PUBLIC_KEY_INVALID`; signing rejects with `SM2_STORE_FAILED`, or with what the store itself throws.
 */
export function storeSigner(key: Sm2StoreKey, software: Sm2Engine): Sm2Signer {
  const publicKey = key.publicKey.slice();
  assertPublicKey(publicKey);
  return {
    publicKey,
    async signAsync(message, signerId = DEFAULT_SIGNER_ID) {
      const answer = await key.sign(message, signerId);
      if (!(await software.verifyAsync(publicKey, message, answer, signerId))) {
        throw new GmError('SM2_STORE_FAILED', 'the key store answered with a signature that is not right');
      }
      return encodeSignature(decodeSignature(answer));
    },
  };
}

/**
 * The engine of a machine whose signing keys are in a store. Public operations, and the private keys that are bytes by
 * nature (encryption keys on their way into an envelope), go to `software`.
 */
export function hardwareEngine(store: Sm2Store, software: Sm2Engine): Sm2Engine {
  return {
    ...software,
    name: 'hardware',
    storedKeys: () => store.keys().map(({ publicKey }) => publicKey.slice()),
    openStoredKey(publicKey) {
      const key = store.keys().find((one) => equalBytes(one.publicKey, publicKey));
      if (key === undefined) throw new GmError('SM2_KEY_NOT_IN_STORE', `${store.name} does not hold this key`);
      return storeSigner(key, software);
    },
  };
}

/** What the engines without a store answer about stored keys. */
export const NO_STORE: Pick<Sm2Engine, 'storedKeys' | 'openStoredKey'> = {
  storedKeys: () => [],
  openStoredKey() {
    throw new GmError('SM2_KEY_NOT_IN_STORE', 'this engine has no key store');
  },
};
