import { assertPublicKey, engine, randomBytes, sm4 } from '@yinxin/gm';
import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { type SealedKey, unwrapSealedKey } from './unwrap.ts';

/**
 * SM2EnvelopedKey 密钥信封 (GM/T 0009 §7.4, GB/T 35276): the encryption private key on its way from key management to
 * the holder's medium.
 */

// 104.2 (CBC) and the bare 104 occur although the content is ECB.
const SM4_OIDS: ReadonlySet<string> = new Set([OID.sm4Ecb, OID.sm4, OID.sm4Cbc]);

/**
 * Seals a 32-byte encryption private key for the holder of `recipientPublicKey`, the public key of the signing
 * certificate (04‖X‖Y). Throws `GmError` for keys out of range.
 */
export function sealEnvelopedKey(encryptionPrivateKey: Uint8Array, recipientPublicKey: Uint8Array): Uint8Array {
  const publicKey = engine().publicKeyOf(encryptionPrivateKey);
  const symmetricKey = randomBytes(16);
  const sealed = der.sequence(
    der.sequence(der.oid(OID.sm4Ecb)),
    engine().encrypt(recipientPublicKey, symmetricKey),
    der.bitString(publicKey),
    der.bitString(sm4.ecbEncrypt(symmetricKey, encryptionPrivateKey, 'none')),
  );
  symmetricKey.fill(0);
  return sealed;
}

/** SM2Cipher as it should be, or the bare ciphertext some wrap into a string. */
function symmetricKeyField(reader: DerReader): Uint8Array {
  if (reader.peek() === TAG.OCTET_STRING) return reader.octets();
  if (reader.peek() === TAG.BIT_STRING) return reader.bitBytes();
  return reader.take(TAG.SEQUENCE).raw;
}

/**
 * Reads an SM2EnvelopedKey without opening it, in the variants in use: any of the SM4 identifiers, with an iv (then CBC)
 * or without, the public key left away. Throws `DER_*`, `ENVELOPE_ALGORITHM`, `ENVELOPE_MALFORMED`.
 */
export function parseEnvelopedKey(bytes: Uint8Array): SealedKey {
  const all = DerReader.over(bytes);
  const reader = all.sequence();
  all.end();
  const at = reader.at;
  const algorithm = reader.sequence();
  const oid = algorithm.oid();
  if (!SM4_OIDS.has(oid)) throw new PkiError('ENVELOPE_ALGORITHM', `symmetric algorithm ${oid}`, at);
  const iv = algorithm.optional(TAG.OCTET_STRING)?.content;
  if (iv !== undefined && iv.length !== 16) throw new PkiError('ENVELOPE_MALFORMED', 'the iv is not 16 bytes', at);
  const sealedSymmetricKey = symmetricKeyField(reader);
  const first = reader.bitBytes();
  // With the public key left away there is only the private one.
  const [publicKey, sealedPrivateKey] = reader.done ? [undefined, first] : [first, reader.bitBytes()];
  reader.end();
  if (sealedPrivateKey.length < 32 || sealedPrivateKey.length > 256 || sealedPrivateKey.length % 16 !== 0) {
    throw new PkiError('ENVELOPE_MALFORMED', 'the sealed private key is not whole blocks of a key', at);
  }
  try {
    if (publicKey !== undefined) assertPublicKey(publicKey);
  } catch {
    throw new PkiError('ENVELOPE_MALFORMED', 'the public key is not a point of the SM2 curve', at);
  }
  return { sealedSymmetricKey, sealedPrivateKey, publicKey, iv };
}

/**
 * Opens an SM2EnvelopedKey with the signing private key: the 32-byte encryption private key, proven to belong to the
 * public key beside it, and to that of the certificate when it is given (it must be where the envelope has none).
 * Throws as `parseEnvelopedKey`, and `ENVELOPE_WRONG_KEY`.
 */
export function openEnvelopedKey(
  bytes: Uint8Array,
  recipientPrivateKey: Uint8Array,
  expectedPublicKey?: Uint8Array,
): { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array } {
  return unwrapSealedKey(parseEnvelopedKey(bytes), recipientPrivateKey, expectedPublicKey);
}
