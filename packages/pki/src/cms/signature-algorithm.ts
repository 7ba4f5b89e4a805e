import type { DigestAlgorithm } from '../algorithms/digest.ts';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm, signatureAlgorithmOf } from '../algorithms/registry.ts';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { OID } from '../oids.ts';
import type { MessageFamily } from './content-type.ts';

// GB/T 33560: SM2-1, the signature algorithm without a hash in its name. 501 and the bare 301 occur as well.
const SM2_SIGNATURE = '1.2.156.10197.1.301.1';
const SM2_NAMES: ReadonlySet<string> = new Set([SM2_SIGNATURE, OID.sm2WithSm3, OID.sm2]);

// The key's own name instead of the signature's, as PKCS#7 had it (RFC 3370 §3.2).
const RSA_BY_DIGEST: ReadonlyMap<DigestAlgorithm, SignatureAlgorithm> = new Map([
  ['sha256', 'rsa-sha256'],
  ['sha384', 'rsa-sha384'],
  ['sha512', 'rsa-sha512'],
]);

/** The hash of the content beside a signature: the algorithm's own; SHA-512 where it has none (RFC 9882 §4). */
export const digestWith = (algorithm: SignatureAlgorithm): DigestAlgorithm =>
  SIGNATURE_ALGORITHMS[algorithm].digest ?? 'sha512';

/** AlgorithmIdentifier of a signer: GM/T 0010 messages name SM2-1, those of RFC 5652 SM2 with SM3. */
export function signerAlgorithmIdentifier(family: MessageFamily, algorithm: SignatureAlgorithm): Uint8Array {
  return family === 'gm' && algorithm === 'sm2-sm3'
    ? der.sequence(der.oid(SM2_SIGNATURE))
    : SIGNATURE_ALGORITHMS[algorithm].identifier;
}

/**
 * Reads the AlgorithmIdentifier of a signer together with its hash; undefined for what is not known here, or when the
 * two contradict each other.
 */
export function parseSignerAlgorithm(value: DerValue, digest: DigestAlgorithm): SignatureAlgorithm | undefined {
  const reader = DerReader.within(value);
  const oid = reader.oid();
  if (SM2_NAMES.has(oid)) {
    reader.optional(TAG.NULL);
    return reader.done && digest === 'sm3' ? 'sm2-sm3' : undefined;
  }
  if (oid === OID.rsaEncryption) return RSA_BY_DIGEST.get(digest);
  const algorithm = signatureAlgorithmOf(value.raw);
  if (algorithm === undefined) return undefined;
  const own = SIGNATURE_ALGORITHMS[algorithm].digest;
  return own === undefined || own === digest ? algorithm : undefined;
}
