import type { DigestAlgorithm } from './digest.ts';

/**
 * A kind of key as data: what stands in SubjectPublicKeyInfo, and what is done with its bytes. A public key is always
 * the content of the BIT STRING (04‖X‖Y, RSAPublicKey in DER, raw ML-DSA), a private key PrivateKeyInfo (RFC 5958) in DER.
 */
export interface KeyAlgorithmDefinition {
  /** AlgorithmIdentifier as written, in DER. */
  readonly identifier: Uint8Array;
  /** Other encodings of it that occur and are read. */
  readonly alsoRead: readonly Uint8Array[];
  /** Throws `PUBLIC_KEY_INVALID` or `PUBLIC_KEY_WEAK`. */
  readonly check: (publicKey: Uint8Array) => void;
  /** A fresh private key; `bits` where the kind has more than one size. */
  readonly generate: (bits?: number) => Promise<Uint8Array>;
  /** Throws `PRIVATE_KEY_INVALID`. */
  readonly publicKeyOf: (privateKey: Uint8Array) => Uint8Array;
}

/** One signature over these bytes. */
export type Sign = (tbs: Uint8Array) => Promise<Uint8Array>;

/** A way to sign as data: what stands in the AlgorithmIdentifier, with which keys, and how it is checked and made. */
export interface SignatureAlgorithmDefinition<K extends string = string> {
  readonly keyAlgorithm: K;
  /** Hash of the bytes before they are signed; undefined when the algorithm takes the bytes themselves. */
  readonly digest: DigestAlgorithm | undefined;
  /** AlgorithmIdentifier as written, in DER. */
  readonly identifier: Uint8Array;
  /** Other encodings of it that occur and are read. */
  readonly alsoRead: readonly Uint8Array[];
  /** A malformed signature or key is simply false. */
  readonly verify: (publicKey: Uint8Array, tbs: Uint8Array, signature: Uint8Array) => boolean;
  /** Opens a private key (PrivateKeyInfo) kept in memory. Throws `PRIVATE_KEY_INVALID`. */
  readonly open: (privateKey: Uint8Array) => Sign;
}
