import type { Sm2KeyPair } from './curve.ts';

/** Something that signs with one SM2 key, wherever the key is. */
export interface Sm2Signer {
  readonly publicKey: Uint8Array;
  signAsync(message: Uint8Array, signerId?: Uint8Array): Promise<Uint8Array>;
}

/**
 * A private key kept open for many operations: reading it costs about as much as one signature. The parameters are
 * those of `Sm2Engine`.
 */
export interface Sm2PrivateKey extends Sm2Signer {
  sign(message: Uint8Array, signerId?: Uint8Array): Uint8Array;
  decrypt(cipher: Uint8Array): Uint8Array;
  /** Lets go of the key; using it afterwards throws `SM2_PRIVATE_KEY_INVALID`. Harmless when repeated. */
  close(): void;
}

/**
 * SM2 as the product uses it. Keys are bytes: private 32 bytes big endian, public 65 bytes 04‖X‖Y; `signerId` defaults
 * to `DEFAULT_SIGNER_ID`. Every engine passes the same suite and agrees with the others on any input.
 * All functions throw `GmError` (`SM2_PRIVATE_KEY_INVALID`, `SM2_PUBLIC_KEY_INVALID` …) for keys out of range.
 */
export interface Sm2Engine {
  readonly name: 'openssl' | 'portable' | 'hardware';
  /** A fresh key pair from the platform's generator. */
  generateKeyPair(): Sm2KeyPair;
  /** The public key d·G of a private key. */
  publicKeyOf(privateKey: Uint8Array): Uint8Array;
  /** Opens a private key for many operations. */
  openPrivateKey(privateKey: Uint8Array): Sm2PrivateKey;
  /** Signs SM3(Z ‖ message) (GB/T 32918.2 §6): SM2Signature in DER. */
  sign(privateKey: Uint8Array, message: Uint8Array, signerId?: Uint8Array): Uint8Array;
  /** Same as `sign`, away from the event loop where the engine has threads. */
  signAsync(privateKey: Uint8Array, message: Uint8Array, signerId?: Uint8Array): Promise<Uint8Array>;
  /** Whether the signature (DER, or bare 64 bytes r‖s) is right (GB/T 32918.2 §7). A malformed one is simply false. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array, signerId?: Uint8Array): boolean;
  /** Same as `verify`, away from the event loop where the engine has threads. */
  verifyAsync(
    publicKey: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
    signerId?: Uint8Array,
  ): Promise<boolean>;
  /** Encrypts at least one byte (GB/T 32918.4 §6): SM2Cipher in DER, order C1C3C2. Throws `SM2_PLAINTEXT_EMPTY`. */
  encrypt(publicKey: Uint8Array, plaintext: Uint8Array): Uint8Array;
  /** Decrypts an SM2Cipher. Throws `SM2_CIPHER_MALFORMED` (not the structure) or `SM2_DECRYPT_FAILED` (wrong key, altered). */
  decrypt(privateKey: Uint8Array, cipher: Uint8Array): Uint8Array;
  /** Public keys of the key store; none where the engine is software only. */
  storedKeys(): readonly Uint8Array[];
  /** A signer with a key that stays in the store. Throws `SM2_KEY_NOT_IN_STORE`. */
  openStoredKey(publicKey: Uint8Array): Sm2Signer;
}
