import { concatBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import type { Sm4Blocks, Sm4Gcm } from './block-cipher.ts';
import { gcmOver } from './gcm.ts';

/** Whether whole blocks are expected (`none`) or PKCS#7 padding is added and removed (`pkcs7`, the default). */
export type Sm4Padding = 'pkcs7' | 'none';

/** SM4 (GB/T 32907, GM/T 0002). Keys are 16 bytes; wrong lengths throw `SM4_KEY_LENGTH`, `SM4_IV_LENGTH`. */
export interface Sm4 {
  readonly name: 'node' | 'portable';
  /** ECB, only for the key envelopes whose standards prescribe it (GM/T 0009 §7.4). Throws `SM4_DATA_LENGTH`, `SM4_PADDING`. */
  ecbEncrypt(key: Uint8Array, plaintext: Uint8Array, padding?: Sm4Padding): Uint8Array;
  ecbDecrypt(key: Uint8Array, ciphertext: Uint8Array, padding?: Sm4Padding): Uint8Array;
  /** CBC with a 16-byte iv. Throws `SM4_DATA_LENGTH`, `SM4_PADDING`. */
  cbcEncrypt(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array, padding?: Sm4Padding): Uint8Array;
  cbcDecrypt(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array, padding?: Sm4Padding): Uint8Array;
  /** CTR with a 16-byte first counter; its own inverse. */
  ctr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array;
  /** GCM with a 12-byte nonce (RFC 8998): ciphertext ‖ 16-byte tag. */
  gcmEncrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad?: Uint8Array): Uint8Array;
  /** Opens what `gcmEncrypt` made. Throws `SM4_TAG_MISMATCH` and then reveals nothing. */
  gcmDecrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad?: Uint8Array): Uint8Array;
}

const NONE = new Uint8Array(0);

function check(key: Uint8Array, iv?: Uint8Array, ivLength = 16): void {
  if (key.length !== 16) throw new GmError('SM4_KEY_LENGTH', 'an SM4 key has 16 bytes');
  if (iv !== undefined && iv.length !== ivLength) throw new GmError('SM4_IV_LENGTH', `expected ${ivLength} bytes`);
}

function pad(data: Uint8Array, padding: Sm4Padding): Uint8Array {
  if (padding === 'pkcs7') {
    const count = 16 - (data.length % 16);
    return concatBytes(data, new Uint8Array(count).fill(count));
  }
  if (data.length % 16 !== 0) throw new GmError('SM4_DATA_LENGTH', 'without padding the data is whole 16-byte blocks');
  return data;
}

function whole(data: Uint8Array, padding: Sm4Padding): Uint8Array {
  if (data.length % 16 !== 0 || (padding === 'pkcs7' && data.length === 0)) {
    throw new GmError('SM4_DATA_LENGTH', 'the ciphertext is not whole 16-byte blocks');
  }
  return data;
}

function unpad(data: Uint8Array, padding: Sm4Padding): Uint8Array {
  if (padding === 'none') return data;
  const count = data[data.length - 1] ?? 0;
  const tail = data.subarray(data.length - count);
  if (count < 1 || count > 16 || tail.some((byte) => byte !== count)) {
    throw new GmError('SM4_PADDING', 'wrong key, or the ciphertext was altered');
  }
  return data.slice(0, data.length - count);
}

/** Builds the modes over an implementation of the blocks, GCM over `gcm` (made on first use). */
export function sm4Over(blocks: Sm4Blocks, gcm: () => Sm4Gcm = () => gcmOver(blocks)): Sm4 {
  return {
    name: blocks.name,
    ecbEncrypt(key, plaintext, padding = 'pkcs7') {
      check(key);
      return blocks.ecb('encrypt', key, pad(plaintext, padding));
    },
    ecbDecrypt(key, ciphertext, padding = 'pkcs7') {
      check(key);
      return unpad(blocks.ecb('decrypt', key, whole(ciphertext, padding)), padding);
    },
    cbcEncrypt(key, iv, plaintext, padding = 'pkcs7') {
      check(key, iv);
      return blocks.cbc('encrypt', key, iv, pad(plaintext, padding));
    },
    cbcDecrypt(key, iv, ciphertext, padding = 'pkcs7') {
      check(key, iv);
      return unpad(blocks.cbc('decrypt', key, iv, whole(ciphertext, padding)), padding);
    },
    ctr(key, counter, data) {
      check(key, counter);
      return blocks.ctr(key, counter, data);
    },
    gcmEncrypt(key, nonce, plaintext, aad = NONE) {
      check(key, nonce, 12);
      return gcm().seal(key, nonce, plaintext, aad);
    },
    gcmDecrypt(key, nonce, sealed, aad = NONE) {
      check(key, nonce, 12);
      const plaintext = sealed.length < 16 ? undefined : gcm().open(key, nonce, sealed, aad);
      if (plaintext === undefined) throw new GmError('SM4_TAG_MISMATCH', 'wrong key, or the data was altered');
      return plaintext;
    },
  };
}
