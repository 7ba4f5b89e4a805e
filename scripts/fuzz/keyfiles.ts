import { fromHex, sm3, sm4 } from '@yinxin/gm';
import { der, OID } from '@yinxin/pki';
import { encodePkcs8 } from '../../packages/pki/src/keyfile/pkcs8.ts';
import { KEYS } from './corpus.ts';

export const PASSPHRASE = 'correct horse';
/** Rounds that a mutated file may ask for: more would measure PBKDF2, not the reader. */
export const MOST_ROUNDS = 2_000;

const salt = fromHex('000102030405060708090a0b0c0d0e0f');
const iv = fromHex('101112131415161718191a1b1c1d1e1f');

/** An encrypted private key with SM4 and HMAC-SM3 and no chance in it, so that it is the same in every run. */
function keyfile(privateKey: Uint8Array, rounds: number): Uint8Array {
  const key = sm3.pbkdf2(new TextEncoder().encode(PASSPHRASE), salt, rounds, 16);
  const sealed = sm4.cbcEncrypt(key, iv, encodePkcs8(privateKey));
  const prf = der.sequence(der.oid(OID.hmacSm3), der.nullValue());
  const kdf = der.sequence(der.oid(OID.pbkdf2), der.sequence(der.octetString(salt), der.integer(rounds), prf));
  const scheme = der.sequence(der.oid(OID.sm4Cbc), der.octetString(iv));
  return der.sequence(der.sequence(der.oid(OID.pbes2), der.sequence(kdf, scheme)), der.octetString(sealed));
}

export const KEYFILES: readonly Uint8Array[] = [keyfile(KEYS.ca, 1), keyfile(KEYS.holder, 100)];

/** Private keys as they are inside a key file. */
export const PLAIN_KEYS: readonly Uint8Array[] = [encodePkcs8(KEYS.ca), encodePkcs8(KEYS.encryption)];
