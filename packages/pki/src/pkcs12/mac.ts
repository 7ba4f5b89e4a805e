import { createHmac } from 'node:crypto';
import { equalBytes, randomBytes, sm3 } from '@yinxin/gm';
import { type DigestAlgorithm, digestAlgorithmIdentifier, parseDigestAlgorithm } from '../algorithms/digest.ts';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';
import { P12 } from './oids.ts';
import { pkcs12Derive, type WorkBudget } from './password-kdf.ts';
import { derivePbkdf2, PRFS, parsePbkdf2 } from './pbkdf2.ts';

const LENGTHS: Readonly<Record<DigestAlgorithm, number>> = { sm3: 32, sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

const hmac = (algorithm: DigestAlgorithm, key: Uint8Array, data: Uint8Array): Uint8Array =>
  algorithm === 'sm3' ? sm3.hmac(key, data) : new Uint8Array(createHmac(algorithm, key).update(data).digest());

/** MacData (RFC 7292 §4) over the content. */
export async function buildMac(
  content: Uint8Array,
  password: string,
  { digest, iterations }: { readonly digest: 'sha256' | 'sm3'; readonly iterations: number },
  budget: WorkBudget,
): Promise<Uint8Array> {
  const salt = randomBytes(16);
  const key = await pkcs12Derive(digest, 'mac', password, salt, iterations, LENGTHS[digest], budget);
  // BouncyCastle compares the whole MacData and expects NULL beside SM3, as OpenSSL writes it; elsewhere SM3 has none.
  const identifier =
    digest === 'sm3' ? der.sequence(der.oid(OID.sm3), der.nullValue()) : digestAlgorithmIdentifier(digest);
  const info = der.sequence(identifier, der.octetString(hmac(digest, key, content)));
  key.fill(0);
  return der.sequence(info, der.octetString(salt), der.integer(iterations));
}

/** The MAC of RFC 9579: PBKDF2 instead of the old derivation; salt and count outside are placeholders. */
async function pbmac1(identifier: DerValue, content: Uint8Array, password: string, budget: WorkBudget) {
  const reader = DerReader.within(identifier);
  reader.oid();
  const parameters = reader.sequence();
  const kdf = parsePbkdf2(parameters);
  const oid = parameters.sequence().oid();
  const digest = PRFS.get(oid);
  if (digest === undefined) throw new PkiError('PKCS12_UNSUPPORTED', `authentication with ${oid}`);
  // RFC 9579 §5: at least 20 octets, and stated.
  if (kdf.keyLength === undefined || kdf.keyLength < 20 || kdf.keyLength > 64) {
    throw new PkiError('PKCS12_MALFORMED', 'the length of the authentication key is out of range');
  }
  return hmac(digest, await derivePbkdf2(kdf, password, kdf.keyLength, budget), content);
}

async function classic(
  reader: DerReader,
  identifier: DerValue,
  content: Uint8Array,
  password: string,
  budget: WorkBudget,
) {
  const digest = parseDigestAlgorithm(DerReader.over(identifier.raw));
  const salt = reader.octets();
  const iterations = reader.done ? 1 : reader.smallInteger();
  const key = await pkcs12Derive(digest, 'mac', password, salt, iterations, LENGTHS[digest], budget);
  return hmac(digest, key, content);
}

/**
 * Checks MacData. Throws `PKCS12_PASSWORD` (wrong password or altered), `PKCS12_UNSUPPORTED`, `ALGORITHM_UNSUPPORTED`,
 * `PKCS12_TOO_COSTLY`, `DER_*`.
 */
export async function checkMac(
  macData: DerReader,
  content: Uint8Array,
  password: string,
  budget: WorkBudget,
): Promise<void> {
  const info = macData.sequence();
  const identifier = info.take(TAG.SEQUENCE);
  const stated = info.octets();
  const made =
    DerReader.within(identifier).oid() === P12.pbmac1
      ? await pbmac1(identifier, content, password, budget)
      : await classic(macData, identifier, content, password, budget);
  if (!equalBytes(stated, made)) throw new PkiError('PKCS12_PASSWORD', 'wrong password, or the file was altered');
}
