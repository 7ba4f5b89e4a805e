import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { DigestAlgorithm } from '../algorithms/digest.ts';
import { type DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import type { WorkBudget } from './password-kdf.ts';

const derive = promisify(pbkdf2);

/** Pseudo-random functions by object identifier; SHA-1 is what the standard means when none is named. */
export const PRFS: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  [OID.hmacSha256, 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
  [OID.hmacSm3, 'sm3'],
]);

/** Parameters of PBKDF2 (RFC 8018 appendix A.2). */
export interface Pbkdf2 {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly keyLength: number | undefined;
  readonly prf: DigestAlgorithm;
}

/** AlgorithmIdentifier of PBKDF2. HMAC-SM3 is read by few (not by OpenSSL 3.0): SHA-256 is the one to write. */
export function encodePbkdf2({ salt, iterations, keyLength, prf }: Pbkdf2): Uint8Array {
  const oid = [...PRFS].find(([, name]) => name === prf)?.[0] ?? OID.hmacSha256;
  const length = keyLength === undefined ? [] : [der.integer(keyLength)];
  const function_ = der.sequence(der.oid(oid), der.nullValue());
  const parameters = der.sequence(der.octetString(salt), der.integer(iterations), ...length, function_);
  return der.sequence(der.oid(OID.pbkdf2), parameters);
}

/** Reads it. Throws `PKCS12_UNSUPPORTED`, `DER_*`. */
export function parsePbkdf2(reader: DerReader): Pbkdf2 {
  const kdf = reader.sequence();
  const oid = kdf.oid();
  if (oid !== OID.pbkdf2) throw new PkiError('PKCS12_UNSUPPORTED', `key derivation ${oid}`);
  const parameters = kdf.sequence();
  const salt = parameters.octets();
  const iterations = parameters.smallInteger();
  const keyLength = parameters.peek() === TAG.INTEGER ? parameters.smallInteger() : undefined;
  const named = parameters.done ? undefined : parameters.sequence().oid();
  const prf = named === undefined ? 'sha1' : PRFS.get(named);
  if (prf === undefined) throw new PkiError('PKCS12_UNSUPPORTED', `pseudo-random function ${named}`);
  return { salt, iterations, keyLength, prf };
}

/** Derives a key from a password in UTF-8. Throws `PKCS12_TOO_COSTLY`. */
export async function derivePbkdf2(
  { salt, iterations, prf }: Pbkdf2,
  password: string,
  length: number,
  budget: WorkBudget,
): Promise<Uint8Array> {
  budget.spend(iterations);
  return new Uint8Array(await derive(password, salt, iterations, length, prf));
}
