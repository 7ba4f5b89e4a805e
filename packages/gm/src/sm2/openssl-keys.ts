import { concatBytes, equalBytes, fromHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import { assertPublicKey, privateScalar, type Sm2KeyPair } from './curve.ts';
import type { OpenSsl, Pointer } from './openssl-library.ts';

// PKCS#8 and SubjectPublicKeyInfo of an SM2 key up to the key itself.
const PKCS8_PREFIX = fromHex('3041020100301306072a8648ce3d020106082a811ccf5501822d0427302502010104 20');
const SPKI_PREFIX = fromHex('3059301306072a8648ce3d020106082a811ccf5501822d034200');

/** Bytes into key objects of the library and back. Whoever opens a key frees it. */
export function openSslKeys(ssl: OpenSsl) {
  const failed = (what: string): GmError => {
    ssl.clearErrors();
    return new GmError('SM2_ENGINE_FAILED', `OpenSSL could not ${what}`);
  };

  function withKey<T>(key: Pointer, what: string, use: (key: Pointer) => T): T {
    if (!key) throw failed(what);
    try {
      return use(key);
    } finally {
      ssl.freeKey(key);
    }
  }

  function openPrivate(privateKey: Uint8Array): Pointer {
    privateScalar(privateKey);
    const pkcs8 = concatBytes(PKCS8_PREFIX, privateKey);
    try {
      const key: Pointer = ssl.parsePrivateKey(null, [pkcs8], pkcs8.length);
      if (!key) throw failed('read the private key');
      return key;
    } finally {
      pkcs8.fill(0);
    }
  }

  function openPublic(publicKey: Uint8Array): Pointer {
    assertPublicKey(publicKey);
    const spki = concatBytes(SPKI_PREFIX, publicKey);
    const key: Pointer = ssl.parsePublicKey(null, [spki], spki.length);
    if (!key) throw failed('read the public key');
    return key;
  }

  /** Calls a DER writer twice: once for the length, once for the bytes. */
  function der(write: OpenSsl['writePublicKey'], key: Pointer): Uint8Array {
    const length = Number(write(key, null));
    if (length <= 0) throw failed('write the key');
    const out = new Uint8Array(length);
    write(key, [out]);
    return out;
  }

  const pointOf = (key: Pointer): Uint8Array => der(ssl.writePublicKey, key).slice(-65);

  function generateKeyPair(): Sm2KeyPair {
    const context: Pointer = ssl.newContextByName(null, 'SM2', null);
    try {
      const made: [Pointer] = [null];
      if (ssl.generateInit(context) !== 1 || ssl.generate(context, made) !== 1) throw failed('make a key pair');
      return withKey(made[0], 'make a key pair', (key) => {
        // ECPrivateKey (RFC 5915) begins SEQUENCE { version 1, OCTET STRING (32 bytes) … }.
        const written = der(ssl.writePrivateKey, key);
        const at = written.findIndex((_, i) => equalBytes(written.subarray(i, i + 5), Uint8Array.of(2, 1, 1, 4, 32)));
        const privateKey = written.slice(at + 5, at + 37);
        written.fill(0);
        if (at < 0) throw failed('write the key');
        privateScalar(privateKey);
        return { privateKey, publicKey: pointOf(key) };
      });
    } finally {
      ssl.freeContext(context);
    }
  }

  return { failed, withKey, openPrivate, openPublic, pointOf, generateKeyPair };
}

export type OpenSslKeys = ReturnType<typeof openSslKeys>;
