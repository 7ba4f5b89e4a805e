import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes, randomBytes } from '@yinxin/gm';
import { DerReader, type DerValue, der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { pkcs12Derive, type WorkBudget } from './password-kdf.ts';
import { derivePbkdf2, encodePbkdf2, parsePbkdf2 } from './pbkdf2.ts';

/** How new files are encrypted. */
export interface Protection {
  readonly cipher: 'sm4-cbc' | 'aes-256-cbc';
  readonly prf: 'sha256' | 'sm3';
  readonly iterations: number;
}

interface Cipher {
  /** Name in the running library. */
  readonly name: string;
  readonly keyLength: number;
  readonly ivLength: number;
}

const PBES2_CIPHERS: ReadonlyMap<string, Cipher> = new Map([
  ['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyLength: 16, ivLength: 16 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyLength: 24, ivLength: 16 }],
  [OID.aes256Cbc, { name: 'aes-256-cbc', keyLength: 32, ivLength: 16 }],
  [OID.sm4Cbc, { name: 'sm4-cbc', keyLength: 16, ivLength: 16 }],
  ['1.2.840.113549.3.7', { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 }],
]);

// Schemes of files from before 2008 (RFC 7292 appendix C); read only, as far as the running library still has them.
const OLD_SCHEMES: ReadonlyMap<string, Cipher> = new Map([
  ['1.2.840.113549.1.12.1.3', { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 }],
  ['1.2.840.113549.1.12.1.4', { name: 'des-ede-cbc', keyLength: 16, ivLength: 8 }],
  ['1.2.840.113549.1.12.1.5', { name: 'rc2-cbc', keyLength: 16, ivLength: 8 }],
  ['1.2.840.113549.1.12.1.6', { name: 'rc2-40-cbc', keyLength: 5, ivLength: 8 }],
]);

/** Encrypts with a fresh salt and iv: AlgorithmIdentifier of PBES2, and the sealed bytes. */
export async function protect(
  plain: Uint8Array,
  password: string,
  { cipher, prf, iterations }: Protection,
  budget: WorkBudget,
): Promise<{ readonly algorithm: Uint8Array; readonly sealed: Uint8Array }> {
  const keyLength = cipher === 'sm4-cbc' ? 16 : 32;
  const kdf = { salt: randomBytes(16), iterations, keyLength: undefined, prf };
  const iv = randomBytes(16);
  const key = await derivePbkdf2(kdf, password, keyLength, budget);
  const running = createCipheriv(cipher, key, iv);
  const sealed = concatBytes(running.update(plain), running.final());
  key.fill(0);
  const oid = cipher === 'sm4-cbc' ? OID.sm4Cbc : OID.aes256Cbc;
  const scheme = der.sequence(der.oid(oid), der.octetString(iv));
  return { algorithm: der.sequence(der.oid(OID.pbes2), der.sequence(encodePbkdf2(kdf), scheme)), sealed };
}

interface Opened {
  readonly cipher: Cipher;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

async function modern(parameters: DerReader, password: string, budget: WorkBudget): Promise<Opened> {
  const kdf = parsePbkdf2(parameters);
  const scheme = parameters.sequence();
  const oid = scheme.oid();
  const cipher = PBES2_CIPHERS.get(oid);
  if (cipher === undefined) throw new PkiError('PKCS12_UNSUPPORTED', `cipher ${oid}`);
  const iv = scheme.octets();
  if (iv.length !== cipher.ivLength) throw new PkiError('PKCS12_MALFORMED', 'the iv has the wrong length');
  return { cipher, iv, key: await derivePbkdf2(kdf, password, cipher.keyLength, budget) };
}

async function old(cipher: Cipher, parameters: DerReader, password: string, budget: WorkBudget): Promise<Opened> {
  const [salt, iterations] = [parameters.octets(), parameters.smallInteger()];
  const derive = (purpose: 'key' | 'iv', length: number): Promise<Uint8Array> =>
    pkcs12Derive('sha1', purpose, password, salt, iterations, length, budget);
  return { cipher, key: await derive('key', cipher.keyLength), iv: await derive('iv', cipher.ivLength) };
}

/**
 * Decrypts what an AlgorithmIdentifier describes. Throws `PKCS12_UNSUPPORTED` for schemes not known here or gone from
 * the running library (RC2), `PKCS12_PASSWORD` (wrong password or altered), `PKCS12_TOO_COSTLY`.
 */
export async function unprotect(
  algorithm: DerValue,
  sealed: Uint8Array,
  password: string,
  budget: WorkBudget,
): Promise<Uint8Array> {
  const reader = DerReader.within(algorithm);
  const oid = reader.oid();
  const scheme = OLD_SCHEMES.get(oid);
  if (scheme === undefined && oid !== OID.pbes2) throw new PkiError('PKCS12_UNSUPPORTED', `encryption scheme ${oid}`);
  const parameters = reader.sequence();
  const { cipher, key, iv } = await (scheme
    ? old(scheme, parameters, password, budget)
    : modern(parameters, password, budget));
  const running = openCipher(cipher, key, iv);
  try {
    return concatBytes(running.update(sealed), running.final());
  } catch {
    throw new PkiError('PKCS12_PASSWORD', 'wrong password, or the file was altered');
  } finally {
    key.fill(0);
  }
}

function openCipher({ name }: Cipher, key: Uint8Array, iv: Uint8Array) {
  try {
    return createDecipheriv(name, key, iv);
  } catch {
    throw new PkiError('PKCS12_UNSUPPORTED', `the running library has no ${name}`);
  }
}
