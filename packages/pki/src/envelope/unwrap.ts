import { engine, equalBytes, sm4 } from '@yinxin/gm';
import { PkiError } from '../errors.ts';

/**
 * The common part of both key envelopes: a random SM4 key, encrypted to the holder's signing key, encrypts the 32-byte
 * encryption private key in ECB without padding, whatever the algorithm identifier says (GM/T 0009 §7.4).
 */
export interface SealedKey {
  /** SM2Cipher of the SM4 key. */
  readonly sealedSymmetricKey: Uint8Array;
  /** 32 bytes, or 64 when the whole zero-extended field was encrypted. */
  readonly sealedPrivateKey: Uint8Array;
  /** Public key of the encryption key pair, 04‖X‖Y. */
  readonly publicKey: Uint8Array;
}

/** Opens with the holder's signing private key; the key must belong to the stated public key. Throws `ENVELOPE_WRONG_KEY`. */
export function unwrapSealedKey(sealed: SealedKey, recipientPrivateKey: Uint8Array): Uint8Array {
  const wrong = (): PkiError =>
    new PkiError('ENVELOPE_WRONG_KEY', 'the envelope is for another key, or it was altered');
  try {
    const symmetricKey = engine().decrypt(recipientPrivateKey, sealed.sealedSymmetricKey);
    const opened = sm4.ecbDecrypt(symmetricKey, sealed.sealedPrivateKey, 'none');
    symmetricKey.fill(0);
    const privateKey = opened.slice(-32);
    const belongs = equalBytes(engine().publicKeyOf(privateKey), sealed.publicKey);
    opened.fill(0);
    if (belongs) return privateKey;
  } catch {
    throw wrong();
  }
  throw wrong();
}
