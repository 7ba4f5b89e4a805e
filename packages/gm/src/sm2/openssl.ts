import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { DEFAULT_SIGNER_ID } from './curve.ts';
import { openSslKeys } from './openssl-keys.ts';
import type { OpenSsl, Pointer } from './openssl-library.ts';
import { openSslPublicKeys } from './openssl-public-keys.ts';
import { openSslSignatures } from './openssl-signatures.ts';
import { NO_STORE } from './store.ts';
import { decodeCipher, encodeCipher } from './structures.ts';
import type { Sm2Engine, Sm2PrivateKey } from './types.ts';

/**
 * SM2 by the OpenSSL of the running Node. Never through `node:crypto` key objects: those sign with an empty signer id.
 * Input is checked and re-encoded strictly here, so that both engines accept exactly the same bytes.
 */

/** Where the pool finds the open key behind a handle; closed ones are not here. */
const pointers = new WeakMap<Sm2PrivateKey, Pointer>();

/** The library's key behind a handle of `openSslEngine`; undefined for closed ones and those of other engines. */
export const pointerOf = (handle: Sm2PrivateKey): Pointer | undefined => pointers.get(handle);

/** Builds the engine over a bound library. */
export function openSslEngine(ssl: OpenSsl): Sm2Engine {
  const keys = openSslKeys(ssl);
  const { failed, withKey, openPrivate, pointOf, generateKeyPair } = keys;
  const signatures = openSslSignatures(ssl, keys);
  const publicKeys = openSslPublicKeys(ssl, keys);

  function once(key: Pointer, init: OpenSsl['encryptInit'], run: OpenSsl['encrypt'], input: Uint8Array) {
    const context: Pointer = ssl.newContext(key, null);
    try {
      if (init(context) !== 1) return undefined;
      const size: [number | bigint] = [0];
      if (run(context, null, size, input, input.length) !== 1) return undefined;
      const out = new Uint8Array(Number(size[0]));
      if (run(context, out, size, input, input.length) !== 1) return undefined;
      return out.slice(0, Number(size[0]));
    } finally {
      ssl.freeContext(context);
    }
  }

  function decryptWith(key: Pointer, cipher: Uint8Array): Uint8Array {
    const value = decodeCipher(cipher);
    const plaintext = once(key, ssl.decryptInit, ssl.decrypt, encodeCipher(value));
    if (plaintext === undefined || equalBytes(plaintext, value.cipherText)) {
      ssl.clearErrors();
      throw new GmError('SM2_DECRYPT_FAILED', 'the ciphertext was altered or is for another key');
    }
    return plaintext;
  }

  // Frees what its holder dropped without closing.
  const dropped = new FinalizationRegistry<Pointer>((key) => {
    ssl.freeKey(key);
  });

  function openPrivateKey(privateKey: Uint8Array): Sm2PrivateKey {
    let key: Pointer = openPrivate(privateKey);
    const open = (): Pointer => {
      if (!key) throw new GmError('SM2_PRIVATE_KEY_INVALID', 'the key was closed');
      return key;
    };
    const handle: Sm2PrivateKey = {
      publicKey: pointOf(key),
      sign: (message, signerId = DEFAULT_SIGNER_ID) => signatures.sign(open(), message, signerId),
      signAsync: async (message, signerId = DEFAULT_SIGNER_ID) => signatures.signAsync(open(), message, signerId),
      decrypt: (cipher) => decryptWith(open(), cipher),
      close() {
        if (!key) return;
        dropped.unregister(handle);
        pointers.delete(handle);
        ssl.freeKey(key);
        key = null;
      },
    };
    dropped.register(handle, key, handle);
    pointers.set(handle, key);
    return handle;
  }

  return {
    ...NO_STORE,
    name: 'openssl',
    generateKeyPair,
    publicKeyOf: (privateKey) => withKey(openPrivate(privateKey), 'read the private key', pointOf),

    openPrivateKey,
    sign: (privateKey, message, signerId = DEFAULT_SIGNER_ID) =>
      withKey(openPrivate(privateKey), 'sign', (key) => signatures.sign(key, message, signerId)),
    async signAsync(privateKey, message, signerId = DEFAULT_SIGNER_ID) {
      const key = openPrivate(privateKey);
      try {
        return await signatures.signAsync(key, message, signerId);
      } finally {
        ssl.freeKey(key);
      }
    },

    verify: (publicKey, message, signature, signerId = DEFAULT_SIGNER_ID) =>
      signatures.verify(publicKeys.open(publicKey), message, signature, signerId),
    verifyAsync: async (publicKey, message, signature, signerId = DEFAULT_SIGNER_ID) =>
      signatures.verifyAsync(publicKeys.open(publicKey), message, signature, signerId),

    encrypt(publicKey, plaintext) {
      const key = publicKeys.open(publicKey);
      if (plaintext.length === 0) throw new GmError('SM2_PLAINTEXT_EMPTY', 'SM2 encrypts at least one byte');
      for (;;) {
        const cipher = once(key, ssl.encryptInit, ssl.encrypt, plaintext);
        if (cipher === undefined) throw failed('encrypt');
        // An all-zero key stream must be drawn again (GB/T 32918.4 §6.1 A5); not every OpenSSL does.
        if (!equalBytes(decodeCipher(cipher).cipherText, plaintext)) return cipher;
      }
    },

    decrypt: (privateKey, cipher) => withKey(openPrivate(privateKey), 'decrypt', (key) => decryptWith(key, cipher)),
  };
}
