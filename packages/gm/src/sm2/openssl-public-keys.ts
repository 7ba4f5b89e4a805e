import type { OpenSslKeys } from './openssl-keys.ts';
import type { OpenSsl, Pointer } from './openssl-library.ts';

/** How many public keys stay open: issuers and responders come again and again, subscribers mostly once. */
const KEPT = 256;

/**
 * Public keys of the library by their 65 bytes. Checking and reading one costs about a tenth of a verification, so the
 * last used stay open. A pointer is good until the next call of `open`; contexts made from it hold their own reference.
 */
export function openSslPublicKeys(ssl: OpenSsl, keys: OpenSslKeys, kept = KEPT) {
  const open = new Map<string, Pointer>();
  return {
    /** Throws `SM2_PUBLIC_KEY_INVALID`. */
    open(publicKey: Uint8Array): Pointer {
      const name = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString('latin1');
      const known = open.get(name);
      if (known !== undefined) {
        // A Map keeps the order of insertion: the first is the one unused for longest.
        open.delete(name);
        open.set(name, known);
        return known;
      }
      const key = keys.openPublic(publicKey);
      open.set(name, key);
      if (open.size > kept) {
        for (const [oldest, pointer] of open) {
          open.delete(oldest);
          ssl.freeKey(pointer);
          break;
        }
      }
      return key;
    },
  };
}
