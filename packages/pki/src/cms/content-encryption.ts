import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes, randomBytes, type Sm4Padding, sm4 } from '@yinxin/gm';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';

/** Ciphers a message is written with. */
export type ContentCipher = 'sm4-cbc' | 'aes-256-cbc';

/** A cipher as read: SM4-ECB and shorter AES keys occur in messages of others. */
export interface ContentEncryption {
  readonly cipher: ContentCipher | 'aes-128-cbc' | 'aes-192-cbc' | 'sm4-ecb';
  readonly keyLength: number;
  /** Absent for ECB. */
  readonly iv: Uint8Array | undefined;
}

const AES: ReadonlyMap<string, Omit<ContentEncryption, 'iv'>> = new Map([
  ['2.16.840.1.101.3.4.1.2', { cipher: 'aes-128-cbc', keyLength: 16 }],
  ['2.16.840.1.101.3.4.1.22', { cipher: 'aes-192-cbc', keyLength: 24 }],
  [OID.aes256Cbc, { cipher: 'aes-256-cbc', keyLength: 32 }],
]);
const SM4: ReadonlySet<string> = new Set([OID.sm4, OID.sm4Ecb, OID.sm4Cbc]);

/** Reads the AlgorithmIdentifier of a content cipher. Throws `ALGORITHM_UNSUPPORTED`, `CMS_MALFORMED`. */
export function parseContentEncryption(value: DerValue): ContentEncryption {
  const reader = DerReader.within(value);
  const oid = reader.oid();
  const iv = reader.optional(TAG.OCTET_STRING)?.content;
  if (iv !== undefined && iv.length !== 16) throw new PkiError('CMS_MALFORMED', 'the iv is not 16 bytes', value.at);
  // The bare 104 means CBC with an iv and ECB without one, whoever wrote it; so does 104.2 without an iv.
  if (SM4.has(oid)) return { cipher: iv === undefined ? 'sm4-ecb' : 'sm4-cbc', keyLength: 16, iv };
  const aes = AES.get(oid);
  if (aes === undefined) throw new PkiError('ALGORITHM_UNSUPPORTED', `content cipher ${oid}`, value.at);
  if (iv === undefined) throw new PkiError('CMS_MALFORMED', 'the iv is missing', value.at);
  return { ...aes, iv };
}

/** Encrypts content with a fresh key: the key, and EncryptedContentInfo (RFC 5652 §6.1). The caller wipes the key. */
export function encryptContent(
  cipher: ContentCipher,
  contentType: string,
  content: Uint8Array,
): { readonly key: Uint8Array; readonly info: Uint8Array } {
  const key = randomBytes(cipher === 'sm4-cbc' ? 16 : 32);
  const iv = randomBytes(16);
  const oid = cipher === 'sm4-cbc' ? OID.sm4Cbc : OID.aes256Cbc;
  const aes = (): Uint8Array => {
    const running = createCipheriv('aes-256-cbc', key, iv);
    return concatBytes(running.update(content), running.final());
  };
  const sealed = cipher === 'sm4-cbc' ? sm4.cbcEncrypt(key, iv, content) : aes();
  const algorithm = der.sequence(der.oid(oid), der.octetString(iv));
  return { key, info: der.sequence(der.oid(contentType), algorithm, der.implicitPrimitive(0, sealed)) };
}

/**
 * Decrypts content; `padding` 'none' is for the SM4-ECB of key management, which pads or not. A key of the wrong length,
 * wrong padding and a wrong key are one and the same: undefined.
 */
export function decryptContent(
  { cipher, keyLength, iv = new Uint8Array(16) }: ContentEncryption,
  key: Uint8Array,
  sealed: Uint8Array,
  padding: Sm4Padding = 'pkcs7',
): Uint8Array | undefined {
  // A carried key of another length must not be told apart from a wrong one (RFC 3218 §2.3).
  const used = key.length === keyLength ? key : randomBytes(keyLength);
  try {
    switch (cipher) {
      case 'sm4-cbc':
        return sm4.cbcDecrypt(used, iv, sealed, padding);
      case 'sm4-ecb':
        return sm4.ecbDecrypt(used, sealed, padding);
      case 'aes-128-cbc':
      case 'aes-192-cbc':
      case 'aes-256-cbc': {
        const running = createDecipheriv(cipher, used, iv);
        return concatBytes(running.update(sealed), running.final());
      }
    }
  } catch {
    return undefined;
  }
}
