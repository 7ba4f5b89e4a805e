import { type DigestAlgorithm, digestAlgorithmIdentifier, parseDigestAlgorithm } from '../algorithms/digest.ts';
import { type DerReader, der } from '../der/index.ts';
import { PkiError } from '../errors.ts';

/** MessageImprint (RFC 3161 §2.4.1): the hash of what is stamped; nobody but the asker sees the data. */
export interface Imprint {
  readonly algorithm: DigestAlgorithm;
  readonly digest: Uint8Array;
}

const LENGTHS: Readonly<Record<DigestAlgorithm, number>> = { sm3: 32, sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

/** Writes an imprint. Throws `TSP_MALFORMED` when the digest is not as long as its algorithm's. */
export function encodeImprint({ algorithm, digest }: Imprint): Uint8Array {
  if (digest.length !== LENGTHS[algorithm]) throw new PkiError('TSP_MALFORMED', `${algorithm} has another length`);
  return der.sequence(digestAlgorithmIdentifier(algorithm), der.octetString(digest));
}

/** Reads an imprint. Throws `ALGORITHM_UNSUPPORTED`, `TSP_MALFORMED`, `DER_*`. */
export function parseImprint(reader: DerReader): Imprint {
  const at = reader.at;
  const inner = reader.sequence();
  const algorithm = parseDigestAlgorithm(inner);
  const digest = inner.octets();
  inner.end();
  if (digest.length !== LENGTHS[algorithm]) throw new PkiError('TSP_MALFORMED', 'the digest has another length', at);
  return { algorithm, digest };
}
