import { fromHex, toHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { type OpenSsl, openOpenSsl, type Pointer } from '../sm2/openssl-library.ts';
import type { Sm4Gcm } from './block-cipher.ts';

// <openssl/evp.h>: EVP_CTRL_AEAD_GET_TAG, EVP_CTRL_AEAD_SET_TAG. The nonce of 12 bytes is the default length.
const GET_TAG = 0x10;
const SET_TAG = 0x11;
const TAG_LENGTH = 16;
/** OpenSSL counts in C ints: longer data goes in pieces of whole blocks. */
const PIECE = 1 << 30;

function gcmWith(ssl: OpenSsl, cipher: Pointer): Sm4Gcm {
  const failed = (): GmError => {
    ssl.clearErrors();
    return new GmError('SM2_ENGINE_FAILED', 'OpenSSL could not run SM4-GCM');
  };

  function withContext<T>(use: (context: Pointer, must: (result: unknown) => void) => T): T {
    const context: Pointer = ssl.newCipher();
    try {
      return use(context, (result) => {
        if (result !== 1) throw failed();
      });
    } finally {
      ssl.freeCipher(context);
    }
  }

  /** Feeds aad, then data; both update functions take (context, out or NULL, outlen, in, inlen). */
  function feed(update: OpenSsl['cipherEncrypt'], context: Pointer, data: Uint8Array, aad: Uint8Array): Uint8Array {
    const size: [number] = [0];
    if (aad.length > 0 && update(context, null, size, aad, aad.length) !== 1) throw failed();
    const out = new Uint8Array(data.length);
    for (let at = 0; at < data.length; at += PIECE) {
      const piece = data.subarray(at, at + PIECE);
      if (update(context, out.subarray(at), size, piece, piece.length) !== 1) throw failed();
    }
    return out;
  }

  return {
    seal: (key, nonce, plaintext, aad) =>
      withContext((context, must) => {
        must(ssl.cipherEncryptInit(context, cipher, null, key, nonce));
        const ciphertext = feed(ssl.cipherEncrypt, context, plaintext, aad);
        must(ssl.cipherEncryptFinal(context, new Uint8Array(16), [0]));
        const sealed = new Uint8Array(ciphertext.length + TAG_LENGTH);
        sealed.set(ciphertext);
        must(ssl.cipherControl(context, GET_TAG, TAG_LENGTH, sealed.subarray(ciphertext.length)));
        return sealed;
      }),

    open: (key, nonce, sealed, aad) =>
      withContext((context, must) => {
        const tagAt = sealed.length - TAG_LENGTH;
        must(ssl.cipherDecryptInit(context, cipher, null, key, nonce));
        must(ssl.cipherControl(context, SET_TAG, TAG_LENGTH, sealed.slice(tagAt)));
        const plaintext = feed(ssl.cipherDecrypt, context, sealed.subarray(0, tagAt), aad);
        if (ssl.cipherDecryptFinal(context, new Uint8Array(16), [0]) === 1) return plaintext;
        ssl.clearErrors();
        plaintext.fill(0);
        return undefined;
      }),
  };
}

/** SM4-GCM of the OpenSSL in this process; undefined when it has none (before 3.1) or does not give RFC 8998's answer. */
export function openSslGcm(): Sm4Gcm | undefined {
  try {
    const ssl = openOpenSsl();
    const cipher: Pointer = ssl.fetchCipher(null, 'SM4-GCM', null);
    if (!cipher) {
      ssl.clearErrors();
      return undefined;
    }
    const gcm = gcmWith(ssl, cipher);
    return givesKnownAnswer(gcm) ? gcm : undefined;
  } catch (error) {
    if (error instanceof GmError) return undefined;
    throw error;
  }
}

/** RFC 8998 A.1, both ways, and a changed tag refused. */
function givesKnownAnswer(gcm: Sm4Gcm): boolean {
  const key = fromHex('0123456789abcdeffedcba9876543210');
  const nonce = fromHex('00001234567800000000abcd');
  const aad = fromHex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
  const plaintext = fromHex('aabbccddeeffeeaa'.replace(/../g, (pair) => pair.repeat(8)));
  const sealed = gcm.seal(key, nonce, plaintext, aad);
  const isKnown =
    toHex(sealed) ===
    '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15' +
      'a56834cbcf98c397b4024a2691233b8d83de3541e4c2b58177e065a9bf7b62ec';
  const opened = gcm.open(key, nonce, sealed, aad);
  const altered = sealed.map((byte, i) => (i === sealed.length - 1 ? byte ^ 1 : byte));
  return isKnown && opened !== undefined && toHex(opened) === toHex(plaintext) && !gcm.open(key, nonce, altered, aad);
}
