import { createHash } from 'node:crypto';
import { assertPublicKey } from '@yinxin/gm';
import { DerReader, type DerValue, der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';

/** SubjectPublicKeyInfo of an SM2 public key 04‖X‖Y (91 bytes). */
export function encodeSpki(publicKey: Uint8Array): Uint8Array {
  return der.sequence(der.sequence(der.oid(OID.ecPublicKey), der.oid(OID.sm2)), der.bitString(publicKey));
}

/**
 * Reads an SM2 public key, 04‖X‖Y, checked to be on the curve. Some encoders name SM2 itself as the key algorithm.
 * Throws `ALGORITHM_UNSUPPORTED`, `PUBLIC_KEY_INVALID`.
 */
export function parseSpki(value: DerValue): Uint8Array {
  const reader = DerReader.within(value);
  const algorithm = reader.sequence();
  const type = algorithm.oid();
  const curve = algorithm.done ? undefined : algorithm.oid();
  algorithm.end();
  const isSm2 = (type === OID.ecPublicKey && curve === OID.sm2) || (type === OID.sm2 && (curve ?? OID.sm2) === OID.sm2);
  if (!isSm2) throw new PkiError('ALGORITHM_UNSUPPORTED', `public key ${type} ${curve ?? ''}`.trimEnd(), value.at);
  const publicKey = reader.bitBytes().slice();
  reader.end();
  try {
    assertPublicKey(publicKey);
  } catch {
    throw new PkiError('PUBLIC_KEY_INVALID', 'the public key is not a point of the SM2 curve', value.at);
  }
  return publicKey;
}

/** SubjectKeyIdentifier: SHA-1 of the public key's bits, 20 bytes (RFC 5280 §4.2.1.2, method 1). */
export function keyIdentifier(publicKey: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(publicKey).digest());
}
