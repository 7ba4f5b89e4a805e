import { createHash } from 'node:crypto';
import { DEFAULT_SIGNER_ID, identityDigest, sm3 } from '@yinxin/gm';
import { PkiError } from '../errors.ts';
import { type PublicKey, SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from './registry.ts';

/**
 * The hash that a key in hardware signs, from bytes that come in chunks: for SM2 SM3(Z ‖ bytes) with the default signer
 * id (GB/T 32918.2 §6.1), otherwise the hash alone. Throws `ALGORITHM_UNSUPPORTED` where the bytes themselves are signed.
 */
export async function runningDigest(
  algorithm: SignatureAlgorithm,
  { publicKey }: PublicKey,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Uint8Array> {
  const { digest } = SIGNATURE_ALGORITHMS[algorithm];
  if (digest === undefined) throw new PkiError('ALGORITHM_UNSUPPORTED', `${algorithm} signs no hash`);
  if (digest === 'sm3') {
    const hash = sm3.create().update(identityDigest(sm3, publicKey, DEFAULT_SIGNER_ID));
    for await (const chunk of chunks) hash.update(chunk);
    return hash.digest();
  }
  const hash = createHash(digest);
  for await (const chunk of chunks) hash.update(chunk);
  return new Uint8Array(hash.digest());
}
