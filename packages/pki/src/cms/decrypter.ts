import { engine, GmError } from '@yinxin/gm';
import type { KeyAlgorithm } from '../algorithms/registry.ts';
import { type RsaTransport, rsaDecrypter } from '../algorithms/rsa-transport.ts';
import { privateKeyAlgorithm } from '../algorithms/signer.ts';
import { cipherReadings } from '../envelope/sm2-cipher.ts';
import { PkiError } from '../errors.ts';
import { parsePkcs8 } from '../keyfile/pkcs8.ts';

/** How the key of a message was carried to a recipient. */
export type KeyTransport = { readonly kind: 'sm2' } | { readonly kind: 'rsa'; readonly how: RsaTransport };

/**
 * The seam to a private key that opens: a key in memory, a medium, a hardware store. `decrypt` gives the carried key, or
 * undefined when it is not for this key or was altered; it never says which.
 */
export interface Decrypter {
  readonly keyAlgorithm: KeyAlgorithm;
  decrypt(transport: KeyTransport, sealed: Uint8Array): Promise<Uint8Array | undefined>;
}

function sm2Decrypter(privateKey: Uint8Array): Decrypter {
  const key = engine().openPrivateKey(parsePkcs8(privateKey));
  return {
    keyAlgorithm: 'sm2',
    async decrypt({ kind }, sealed) {
      if (kind !== 'sm2') return undefined;
      for (const cipher of cipherReadings(sealed)) {
        try {
          return key.decrypt(cipher);
        } catch (error) {
          if (!(error instanceof GmError)) throw error;
        }
      }
      return undefined;
    },
  };
}

/** A private key (PrivateKeyInfo in DER, SM2 or RSA) in memory. Throws `PRIVATE_KEY_INVALID`, `ALGORITHM_UNSUPPORTED`. */
export function memoryDecrypter(privateKey: Uint8Array): Decrypter {
  const keyAlgorithm = privateKeyAlgorithm(privateKey);
  if (keyAlgorithm === 'sm2') return sm2Decrypter(privateKey);
  if (keyAlgorithm !== 'rsa') throw new PkiError('ALGORITHM_UNSUPPORTED', `nothing is encrypted to ${keyAlgorithm}`);
  const open = rsaDecrypter(privateKey);
  return {
    keyAlgorithm,
    decrypt: async (transport, sealed) => (transport.kind === 'rsa' ? open(transport.how, sealed) : undefined),
  };
}
