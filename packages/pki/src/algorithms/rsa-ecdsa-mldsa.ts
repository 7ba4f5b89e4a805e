import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import type { Sign } from './types.ts';

/** Keys of these three kinds as the running Node holds them. SM2 never comes here: its signer id would be lost. */

/** What node:crypto is told beside the key: the hash (none for ML-DSA), and padding where there is a choice. */
export interface NodeScheme {
  readonly hash: string | undefined;
  readonly options?: { readonly padding: number; readonly saltLength: number };
}

const signInThread = promisify(sign);

/** AlgorithmIdentifier in DER from an object identifier and encoded parameters. */
export const identifierOf = (oid: string, ...parameters: readonly Uint8Array[]): Uint8Array =>
  der.sequence(der.oid(oid), ...parameters);

/** Checks a signature; keys and signatures that cannot be read are wrong ones. */
export function verifyWith(
  scheme: NodeScheme,
  keyIdentifier: Uint8Array,
  publicKey: Uint8Array,
  tbs: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    const spki = Buffer.from(der.sequence(keyIdentifier, der.bitString(publicKey)));
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return verify(scheme.hash, tbs, { key, ...scheme.options }, signature);
  } catch {
    return false;
  }
}

/** Opens PrivateKeyInfo whose AlgorithmIdentifier must be this one. Throws `PRIVATE_KEY_INVALID`. */
function openKey(privateKey: Uint8Array, keyIdentifier: Uint8Array): KeyObject {
  try {
    const info = DerReader.over(privateKey).sequence();
    info.smallInteger();
    if (Buffer.compare(info.take(TAG.SEQUENCE).raw, keyIdentifier) === 0) {
      return createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
    }
  } catch {
    // What the library says about a private key stays out of messages.
  }
  throw new PkiError('PRIVATE_KEY_INVALID', 'not a private key of this algorithm');
}

/** A private key opened once for many signatures, each made away from the event loop. */
export function signWith(scheme: NodeScheme, privateKey: Uint8Array, keyIdentifier: Uint8Array): Sign {
  const key = openKey(privateKey, keyIdentifier);
  return async (tbs) => new Uint8Array(await signInThread(scheme.hash, tbs, { key, ...scheme.options }));
}

/** The public key that belongs to a private one, as it stands in the BIT STRING. */
export function publicKeyWith(privateKey: Uint8Array, keyIdentifier: Uint8Array): Uint8Array {
  const spki = createPublicKey(openKey(privateKey, keyIdentifier)).export({ format: 'der', type: 'spki' });
  const info = DerReader.over(new Uint8Array(spki)).sequence();
  info.take(TAG.SEQUENCE);
  return info.bitBytes().slice();
}

/** PrivateKeyInfo of a key this process made. */
export const privateKeyInfo = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
