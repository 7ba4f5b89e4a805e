import { concatBytes, equalBytes } from '../bytes.ts';
import type { Sm4Blocks, Sm4Gcm } from './block-cipher.ts';
import { ghash } from './ghash.ts';

/** GCM with a 96-bit nonce (NIST SP 800-38D) over block and counter mode: counter 1 masks the tag, the data begins at 2. */
export function gcmOver(blocks: Sm4Blocks): Sm4Gcm {
  const counter = (nonce: Uint8Array, n: number): Uint8Array => concatBytes(nonce, Uint8Array.of(0, 0, 0, n));
  const tagOf = (key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array, aad: Uint8Array): Uint8Array => {
    const hashKey = blocks.ecb('encrypt', key, new Uint8Array(16));
    return blocks.ctr(key, counter(nonce, 1), ghash(hashKey, aad, ciphertext));
  };
  return {
    seal(key, nonce, plaintext, aad) {
      const ciphertext = blocks.ctr(key, counter(nonce, 2), plaintext);
      return concatBytes(ciphertext, tagOf(key, nonce, ciphertext, aad));
    },
    open(key, nonce, sealed, aad) {
      const ciphertext = sealed.subarray(0, Math.max(0, sealed.length - 16));
      const isGood = equalBytes(tagOf(key, nonce, ciphertext, aad), sealed.subarray(ciphertext.length));
      return isGood ? blocks.ctr(key, counter(nonce, 2), ciphertext) : undefined;
    },
  };
}
