import { constants, createPrivateKey, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import { der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { rsaKey } from './rsa.ts';
import { privateKeyAlgorithm } from './signer.ts';

/** How a key is carried to an RSA key: OAEP (RFC 8017 §7.1, MGF1 of the same hash, no label) or PKCS#1 v1.5 (§7.2). */
export type RsaTransport =
  | { readonly padding: 'oaep'; readonly hash: 'sha1' | 'sha256' | 'sha384' | 'sha512' }
  | { readonly padding: 'pkcs1' };

const optionsOf = (transport: RsaTransport) =>
  transport.padding === 'oaep'
    ? { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: transport.hash }
    : { padding: constants.RSA_PKCS1_PADDING };

/** Encrypts a short secret to an RSAPublicKey (DER). */
export function rsaEncrypt(publicKey: Uint8Array, transport: RsaTransport, secret: Uint8Array): Uint8Array {
  const spki = Buffer.from(der.sequence(rsaKey.identifier, der.bitString(publicKey)));
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return new Uint8Array(publicEncrypt({ key, ...optionsOf(transport) }, secret));
}

/**
 * Opens a private RSA key (PrivateKeyInfo in DER) for decrypting. What cannot be decrypted gives undefined; with PKCS#1
 * v1.5 the running library may give random bytes instead, so the caller treats both alike. Throws `PRIVATE_KEY_INVALID`.
 */
export function rsaDecrypter(
  privateKey: Uint8Array,
): (transport: RsaTransport, sealed: Uint8Array) => Uint8Array | undefined {
  if (privateKeyAlgorithm(privateKey) !== 'rsa') throw new PkiError('PRIVATE_KEY_INVALID', 'not a private RSA key');
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  return (transport, sealed) => {
    try {
      return new Uint8Array(privateDecrypt({ key, ...optionsOf(transport) }, sealed));
    } catch {
      return undefined;
    }
  };
}
