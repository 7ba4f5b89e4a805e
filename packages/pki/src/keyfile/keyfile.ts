import { createCipheriv, createDecipheriv, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { concatBytes, randomBytes } from '@yinxin/gm';
import { privateKeyAlgorithm } from '../algorithms/signer.ts';
import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { encodePkcs8, parsePkcs8 } from './pkcs8.ts';

/**
 * A private key at rest: encrypted PKCS#8 (RFC 5958) with PBES2 (RFC 8018), which `openssl pkey -passin` opens.
 * Bytes in, bytes out; where they are kept is the caller's.
 */

const derive = promisify(pbkdf2);

/** Iterations for new files: the OWASP recommendation for PBKDF2 with HMAC-SHA-256. */
export const DEFAULT_ITERATIONS = 600_000;
// Above this a hostile file would be a way to keep the processor busy.
const MAX_ITERATIONS = 10_000_000;

function assertIterations(iterations: number, most = MAX_ITERATIONS): void {
  if (!(Number.isInteger(iterations) && iterations >= 1 && iterations <= most)) {
    throw new PkiError('KEYFILE_UNSUPPORTED', `iterations are between 1 and ${most}`);
  }
}

export type KeyfileCipher = 'aes-256-cbc' | 'sm4-cbc';

interface CipherKind {
  readonly name: KeyfileCipher;
  readonly oid: string;
  readonly keyLength: number;
}
const AES: CipherKind = { name: 'aes-256-cbc', oid: OID.aes256Cbc, keyLength: 32 };
const SM4: CipherKind = { name: 'sm4-cbc', oid: OID.sm4Cbc, keyLength: 16 };

interface PrfKind {
  readonly hash: 'sha256' | 'sm3';
  readonly oid: string;
}
const SHA256: PrfKind = { hash: 'sha256', oid: OID.hmacSha256 };
// GmSSL writes this one; OpenSSL 3.0 cannot read it.
const SM3: PrfKind = { hash: 'sm3', oid: OID.hmacSm3 };

/** How a new key file is made. */
export interface KeyfileOptions {
  readonly iterations?: number;
  readonly cipher?: KeyfileCipher;
}

/**
 * Encrypts a 32-byte SM2 private key with a passphrase: EncryptedPrivateKeyInfo in DER (PEM label
 * "ENCRYPTED PRIVATE KEY"). Throws `KEYFILE_PASSPHRASE` for an empty passphrase,
 * `KEYFILE_UNSUPPORTED` for iterations out of range.
 */
export async function saveKey(
  privateKey: Uint8Array,
  passphrase: string,
  options: KeyfileOptions = {},
): Promise<Uint8Array> {
  const plain = encodePkcs8(privateKey);
  try {
    return await sealPrivateKeyInfo(plain, passphrase, options);
  } finally {
    plain.fill(0);
  }
}

/** The same for a private key of any kind, as PrivateKeyInfo (RFC 5958) in DER. */
export async function sealPrivateKeyInfo(
  plain: Uint8Array,
  passphrase: string,
  { iterations = DEFAULT_ITERATIONS, cipher = 'aes-256-cbc' }: KeyfileOptions = {},
): Promise<Uint8Array> {
  if (passphrase === '') throw new PkiError('KEYFILE_PASSPHRASE', 'the passphrase is empty');
  assertIterations(iterations);
  const kind = cipher === 'sm4-cbc' ? SM4 : AES;
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const key = await derive(passphrase, salt, iterations, kind.keyLength, SHA256.hash);
  const encryptor = createCipheriv(kind.name, key, iv);
  const sealed = concatBytes(encryptor.update(plain), encryptor.final());
  key.fill(0);
  const prf = der.sequence(der.oid(SHA256.oid), der.nullValue());
  const kdf = der.sequence(der.oid(OID.pbkdf2), der.sequence(der.octetString(salt), der.integer(iterations), prf));
  const scheme = der.sequence(der.oid(kind.oid), der.octetString(iv));
  return der.sequence(der.sequence(der.oid(OID.pbes2), der.sequence(kdf, scheme)), der.octetString(sealed));
}

interface Encrypted {
  readonly kind: CipherKind;
  readonly prf: PrfKind;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly iv: Uint8Array;
  readonly sealed: Uint8Array;
}

function pick<T extends { readonly oid: string }>(kinds: readonly T[], oid: string): T {
  const found = kinds.find((kind) => kind.oid === oid);
  if (found === undefined) throw new PkiError('KEYFILE_UNSUPPORTED', `algorithm ${oid}`);
  return found;
}

function parseEncrypted(bytes: Uint8Array, mostIterations?: number): Encrypted {
  const all = DerReader.over(bytes);
  const outer = all.sequence();
  all.end();
  const algorithm = outer.sequence();
  const scheme = algorithm.oid();
  if (scheme !== OID.pbes2) throw new PkiError('KEYFILE_UNSUPPORTED', `encryption scheme ${scheme}`);
  const parameters = algorithm.sequence();
  const kdf = parameters.sequence();
  const kdfOid = kdf.oid();
  if (kdfOid !== OID.pbkdf2) throw new PkiError('KEYFILE_UNSUPPORTED', `key derivation ${kdfOid}`);
  const pbkdf = kdf.sequence();
  const salt = pbkdf.octets();
  const iterations = pbkdf.smallInteger();
  if (pbkdf.peek() === TAG.INTEGER) pbkdf.smallInteger();
  // Without a PRF the standard means HMAC-SHA-1, which nothing here writes.
  const prf = pick([SHA256, SM3], pbkdf.done ? 'HMAC-SHA-1' : pbkdf.sequence().oid());
  const cipher = parameters.sequence();
  const kind = pick([AES, SM4], cipher.oid());
  const ivAt = cipher.at;
  const iv = cipher.octets();
  const sealed = outer.octets();
  outer.end();
  assertIterations(iterations, mostIterations);
  if (iv.length !== 16) throw new PkiError('KEYFILE_MALFORMED', 'the iv is not 16 bytes', ivAt);
  return { kind, prf, salt, iterations, iv, sealed };
}

/**
 * Opens a key file: the 32-byte SM2 private key. Reads PBKDF2 with HMAC-SHA-256 or HMAC-SM3, AES-256-CBC or SM4-CBC.
 * A file that asks for more than `mostIterations` (ten million unless told) is not tried.
 * Throws `KEYFILE_PASSPHRASE` (wrong passphrase or altered), `KEYFILE_UNSUPPORTED`, `KEYFILE_MALFORMED`, `DER_*`.
 */
export async function loadKey(bytes: Uint8Array, passphrase: string, mostIterations?: number): Promise<Uint8Array> {
  const plain = await decrypted(bytes, passphrase, mostIterations);
  try {
    return parsePkcs8(plain);
  } catch (error) {
    // One wrong passphrase in 256 leaves a padding that looks right and nonsense before it.
    if (error instanceof PkiError && error.code === 'KEYFILE_UNSUPPORTED') throw error;
    throw wrong();
  } finally {
    plain.fill(0);
  }
}

/** Opens a key file of any kind of key: PrivateKeyInfo in DER, to be overwritten after use. Throws as `loadKey`. */
export async function openPrivateKeyInfo(bytes: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const plain = await decrypted(bytes, passphrase);
  try {
    privateKeyAlgorithm(plain);
    return plain;
  } catch (error) {
    plain.fill(0);
    if (error instanceof PkiError && error.code === 'ALGORITHM_UNSUPPORTED') {
      throw new PkiError('KEYFILE_UNSUPPORTED', 'a private key of an unknown kind');
    }
    throw wrong();
  }
}

const wrong = (): PkiError => new PkiError('KEYFILE_PASSPHRASE', 'wrong passphrase, or the key file was altered');

async function decrypted(bytes: Uint8Array, passphrase: string, mostIterations?: number): Promise<Uint8Array> {
  const { kind, prf, salt, iterations, iv, sealed } = parseEncrypted(bytes, mostIterations);
  const key = await derive(passphrase, salt, iterations, kind.keyLength, prf.hash);
  try {
    const decryptor = createDecipheriv(kind.name, key, iv);
    return concatBytes(decryptor.update(sealed), decryptor.final());
  } catch {
    throw wrong();
  } finally {
    key.fill(0);
  }
}
