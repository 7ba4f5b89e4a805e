import { engine, equalBytes, GmError, sm4 } from '@yinxin/gm';
import { PkiError } from '../errors.ts';
import { keyReadings } from './key-readings.ts';
import { cipherReadings } from './sm2-cipher.ts';

/**
 * The common part of both key envelopes: a random SM4 key, encrypted to the holder's signing key, encrypts the 32-byte
 * encryption private key in ECB without padding, whatever the algorithm identifier says (GM/T 0009 §7.4); in CBC only
 * when an iv stands beside it.
 */
export interface SealedKey {
  /** SM2Cipher of the SM4 key; others write its bare parts, in either order. */
  readonly sealedSymmetricKey: Uint8Array;
  /** 32 bytes, or 64 when the whole zero-extended field was encrypted; more with padding or as a structure. */
  readonly sealedPrivateKey: Uint8Array;
  /** Public key of the encryption key pair, 04‖X‖Y; some leave it away because the certificate has it. */
  readonly publicKey: Uint8Array | undefined;
  /** Present for CBC. */
  readonly iv?: Uint8Array | undefined;
}

/** The SM4 keys the envelope can mean: C3 refuses every reading but the right one. */
function* symmetricKeys(sealed: Uint8Array, recipientPrivateKey: Uint8Array): Generator<Uint8Array> {
  for (const cipher of cipherReadings(sealed)) {
    try {
      yield engine().decrypt(recipientPrivateKey, cipher);
    } catch (error) {
      if (!(error instanceof GmError)) throw error;
    }
  }
}

function opened(symmetricKey: Uint8Array, { sealedPrivateKey, iv }: SealedKey): Uint8Array | undefined {
  try {
    return iv === undefined
      ? sm4.ecbDecrypt(symmetricKey, sealedPrivateKey, 'none')
      : sm4.cbcDecrypt(symmetricKey, iv, sealedPrivateKey, 'none');
  } catch (error) {
    if (error instanceof GmError) return undefined;
    throw error;
  }
}

/** Whether the private key is in range and belongs to the public one. */
function belongs(privateKey: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return equalBytes(engine().publicKeyOf(privateKey), publicKey);
  } catch (error) {
    if (error instanceof GmError) return false;
    throw error;
  }
}

/**
 * Opens with the holder's signing private key. The key must belong to the public key stated in the envelope and to
 * `expected`, that of the encryption certificate; one of the two is needed, or nothing would prove the key.
 * Throws `ENVELOPE_WRONG_KEY`, and `ENVELOPE_MALFORMED` without any public key.
 */
export function unwrapSealedKey(
  sealed: SealedKey,
  recipientPrivateKey: Uint8Array,
  expected?: Uint8Array,
): { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array } {
  const publicKey = sealed.publicKey ?? expected;
  if (publicKey === undefined) {
    throw new PkiError('ENVELOPE_MALFORMED', 'the envelope has no public key: name the one of the certificate');
  }
  if (expected === undefined || equalBytes(publicKey, expected)) {
    for (const symmetricKey of symmetricKeys(sealed.sealedSymmetricKey, recipientPrivateKey)) {
      const plain = opened(symmetricKey, sealed);
      symmetricKey.fill(0);
      const privateKey =
        plain &&
        keyReadings(plain)
          .find((reading) => belongs(reading, publicKey))
          ?.slice();
      plain?.fill(0);
      if (privateKey !== undefined) return { privateKey, publicKey };
    }
  }
  throw new PkiError('ENVELOPE_WRONG_KEY', 'the envelope is for another key, or it was altered');
}
