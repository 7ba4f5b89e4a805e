import { equalBytes } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { DEFAULT_SIGNER_ID } from './curve.ts';
import { assertSignerId } from './identity.ts';
import { openSslKeys } from './openssl-keys.ts';
import type { OpenSsl, Pointer } from './openssl-library.ts';
import { decodeCipher, decodeSignature, encodeCipher, encodeSignature } from './structures.ts';
import type { Sm2Engine, Sm2PrivateKey } from './types.ts';

/**
 * SM2 by the OpenSSL of the running Node. Never through `node:crypto` key objects: those sign with an empty signer id.
 * Input is checked and re-encoded strictly here, so that both engines accept exactly the same bytes.
 */

const MAX_SIGNATURE = 80;

/** Builds the engine over a bound library. */
export function openSslEngine(ssl: OpenSsl): Sm2Engine {
  const md: Pointer = ssl.sm3();

  const { failed, withKey, openPrivate, openPublic, pointOf, generateKeyPair } = openSslKeys(ssl);

  /** A digest context bound to key and signer id; `close` frees both halves. */
  function begin(init: OpenSsl['signInit'], key: Pointer, signerId: Uint8Array) {
    assertSignerId(signerId);
    const digest: Pointer = ssl.newDigest();
    const context: Pointer = ssl.newContext(key, null);
    const close = (): void => {
      // In this order: the digest context only borrows the key context.
      ssl.freeDigest(digest);
      ssl.freeContext(context);
    };
    ssl.setSignerId(context, signerId, signerId.length);
    ssl.attachContext(digest, context);
    if (init(digest, null, md, null, key) !== 1) {
      close();
      throw failed('begin the signature');
    }
    return { digest, close };
  }

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

  function strictSignature(signature: Uint8Array): Uint8Array | undefined {
    try {
      return encodeSignature(decodeSignature(signature));
    } catch {
      return undefined;
    }
  }

  /** Runs one foreign call on a thread of libuv's pool. */
  const onThread = (call: OpenSsl['sign'], ...input: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      call.async(...input, (error: Error | null, result: unknown) => (error ? reject(error) : resolve(result)));
    });

  function signWith(key: Pointer, message: Uint8Array, signerId: Uint8Array): Uint8Array {
    const { digest, close } = begin(ssl.signInit, key, signerId);
    try {
      const out = new Uint8Array(MAX_SIGNATURE);
      const size: [number | bigint] = [MAX_SIGNATURE];
      if (ssl.sign(digest, out, size, message, message.length) !== 1) throw failed('sign');
      return out.slice(0, Number(size[0]));
    } finally {
      close();
    }
  }

  async function signAsyncWith(key: Pointer, message: Uint8Array, signerId: Uint8Array): Promise<Uint8Array> {
    // The context holds its own reference to the key, so closing the key meanwhile is safe.
    const { digest, close } = begin(ssl.signInit, key, signerId);
    try {
      const out = new Uint8Array(MAX_SIGNATURE);
      const size: [number | bigint] = [MAX_SIGNATURE];
      if ((await onThread(ssl.sign, digest, out, size, message, message.length)) !== 1) throw failed('sign');
      return out.slice(0, Number(size[0]));
    } finally {
      close();
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
      sign: (message, signerId = DEFAULT_SIGNER_ID) => signWith(open(), message, signerId),
      signAsync: async (message, signerId = DEFAULT_SIGNER_ID) => signAsyncWith(open(), message, signerId),
      decrypt: (cipher) => decryptWith(open(), cipher),
      close() {
        if (!key) return;
        dropped.unregister(handle);
        ssl.freeKey(key);
        key = null;
      },
    };
    dropped.register(handle, key, handle);
    return handle;
  }

  return {
    name: 'openssl',
    generateKeyPair,
    publicKeyOf: (privateKey) => withKey(openPrivate(privateKey), 'read the private key', pointOf),

    openPrivateKey,
    sign: (privateKey, message, signerId = DEFAULT_SIGNER_ID) =>
      withKey(openPrivate(privateKey), 'sign', (key) => signWith(key, message, signerId)),
    async signAsync(privateKey, message, signerId = DEFAULT_SIGNER_ID) {
      const key = openPrivate(privateKey);
      try {
        return await signAsyncWith(key, message, signerId);
      } finally {
        ssl.freeKey(key);
      }
    },

    verify: (publicKey, message, signature, signerId = DEFAULT_SIGNER_ID) =>
      withKey(openPublic(publicKey), 'verify', (key) => {
        const strict = strictSignature(signature);
        if (strict === undefined) return false;
        const { digest, close } = begin(ssl.verifyInit, key, signerId);
        try {
          const good = ssl.verify(digest, strict, strict.length, message, message.length) === 1;
          if (!good) ssl.clearErrors();
          return good;
        } finally {
          close();
        }
      }),

    async verifyAsync(publicKey, message, signature, signerId = DEFAULT_SIGNER_ID) {
      const key = openPublic(publicKey);
      try {
        const strict = strictSignature(signature);
        if (strict === undefined) return false;
        const { digest, close } = begin(ssl.verifyInit, key, signerId);
        try {
          return (await onThread(ssl.verify, digest, strict, strict.length, message, message.length)) === 1;
        } finally {
          close();
        }
      } finally {
        ssl.freeKey(key);
      }
    },

    encrypt(publicKey, plaintext) {
      const key = openPublic(publicKey);
      return withKey(key, 'encrypt', () => {
        if (plaintext.length === 0) throw new GmError('SM2_PLAINTEXT_EMPTY', 'SM2 encrypts at least one byte');
        for (;;) {
          const cipher = once(key, ssl.encryptInit, ssl.encrypt, plaintext);
          if (cipher === undefined) throw failed('encrypt');
          // An all-zero key stream must be drawn again (GB/T 32918.4 §6.1 A5); not every OpenSSL does.
          if (!equalBytes(decodeCipher(cipher).cipherText, plaintext)) return cipher;
        }
      });
    },

    decrypt: (privateKey, cipher) => withKey(openPrivate(privateKey), 'decrypt', (key) => decryptWith(key, cipher)),
  };
}
