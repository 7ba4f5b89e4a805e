import { createHash } from 'node:crypto';
import { sm3 } from '@yinxin/gm';
import { type DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';

/** Hashes that occur in certificate identifiers. SHA-1 names things here, it never protects a signature. */
export type DigestAlgorithm = 'sm3' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

const BY_OID: ReadonlyMap<string, DigestAlgorithm> = new Map([
  [OID.sm3, 'sm3'],
  [OID.sm3Unkeyed, 'sm3'],
  [OID.sha1, 'sha1'],
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
]);

const OIDS: Readonly<Record<DigestAlgorithm, string>> = {
  sm3: OID.sm3,
  sha1: OID.sha1,
  sha256: OID.sha256,
  sha384: OID.sha384,
  sha512: OID.sha512,
};

/** The hash of one byte string. */
export function digestOf(algorithm: DigestAlgorithm, data: Uint8Array): Uint8Array {
  return algorithm === 'sm3' ? sm3.digest(data) : new Uint8Array(createHash(algorithm).update(data).digest());
}

/** AlgorithmIdentifier of a hash: SM3 without parameters, the SHA family with NULL as others expect it. */
export function digestAlgorithmIdentifier(algorithm: DigestAlgorithm): Uint8Array {
  return der.sequence(der.oid(OIDS[algorithm]), ...(algorithm === 'sm3' ? [] : [der.nullValue()]));
}

/** Reads an AlgorithmIdentifier of a hash. Throws `ALGORITHM_UNSUPPORTED`. */
export function parseDigestAlgorithm(reader: DerReader): DigestAlgorithm {
  const at = reader.at;
  const inner = reader.sequence();
  const oid = inner.oid();
  inner.optional(TAG.NULL);
  inner.end();
  const algorithm = BY_OID.get(oid);
  if (algorithm === undefined) throw new PkiError('ALGORITHM_UNSUPPORTED', `hash algorithm ${oid}`, at);
  return algorithm;
}
