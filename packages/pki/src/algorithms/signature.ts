import { equalBytes } from '@yinxin/gm';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { type PublicKey, SIGNATURE_ALGORITHMS, type SignatureAlgorithm, signatureAlgorithmOf } from './registry.ts';

export type { PublicKey, SignatureAlgorithm } from './registry.ts';
export { type Signer, sm2Signer } from './signer.ts';

/**
 * Whether `signature` over `tbs` is right under the key (SM2 with the default signer id). A key of another kind than the
 * algorithm asks for is wrong. Bytes alone are taken as a key of the algorithm's kind.
 */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  key: PublicKey | Uint8Array,
  tbs: Uint8Array,
  signature: Uint8Array,
): boolean {
  const definition = SIGNATURE_ALGORITHMS[algorithm];
  if (key instanceof Uint8Array) return definition.verify(key, tbs, signature);
  return key.keyAlgorithm === definition.keyAlgorithm && definition.verify(key.publicKey, tbs, signature);
}

/** AlgorithmIdentifier as this package writes it. */
export const signatureAlgorithmIdentifier = (algorithm: SignatureAlgorithm): Uint8Array =>
  SIGNATURE_ALGORITHMS[algorithm].identifier;

/** Reads an AlgorithmIdentifier of a signature, in any of the encodings that occur. Throws `ALGORITHM_UNSUPPORTED`. */
export function parseSignatureAlgorithm(value: DerValue): SignatureAlgorithm {
  const algorithm = signatureAlgorithmOf(value.raw);
  if (algorithm === undefined) {
    const oid = DerReader.within(value).oid();
    throw new PkiError('ALGORITHM_UNSUPPORTED', `signature algorithm ${oid}`, value.at);
  }
  return algorithm;
}

/**
 * The algorithm that to-be-signed bytes of a certificate or CRL state: its first SEQUENCE. `maxLength` bounds the input.
 * Throws `DER_*`, `ALGORITHM_UNSUPPORTED`.
 */
export function statedAlgorithm(tbs: Uint8Array, maxLength?: number): SignatureAlgorithm {
  const all = DerReader.over(tbs, maxLength);
  const reader = all.sequence();
  all.end();
  while (!reader.done && reader.peek() !== TAG.SEQUENCE) reader.any();
  return parseSignatureAlgorithm(reader.take(TAG.SEQUENCE));
}

/** SEQUENCE { tbs, algorithm, BIT STRING }: the outer shape of certificates, requests and CRLs. */
export interface SignedStructure {
  readonly tbs: DerValue;
  readonly algorithm: SignatureAlgorithm;
  readonly algorithmRaw: Uint8Array;
  readonly signature: Uint8Array;
}

/** Reads the outer shape. `maxLength` bounds the input. */
export function parseSigned(bytes: Uint8Array, maxLength?: number): SignedStructure {
  const all = DerReader.over(bytes, maxLength);
  const outer = all.sequence();
  all.end();
  const tbs = outer.take(TAG.SEQUENCE);
  const identifier = outer.take(TAG.SEQUENCE);
  const signature = outer.bitBytes();
  outer.end();
  return { tbs, algorithm: parseSignatureAlgorithm(identifier), algorithmRaw: identifier.raw, signature };
}

/** Writes the outer shape around bytes that were signed. */
export function assembleSigned(tbs: Uint8Array, algorithm: SignatureAlgorithm, signature: Uint8Array): Uint8Array {
  return der.sequence(tbs, signatureAlgorithmIdentifier(algorithm), der.bitString(signature));
}

/** The algorithm inside the signed part must be the one outside, byte for byte (RFC 5280 §4.1.1.2). Throws `ALGORITHM_MISMATCH`. */
export function assertSameAlgorithm(inner: DerValue, signed: SignedStructure): void {
  if (!equalBytes(inner.raw, signed.algorithmRaw)) {
    throw new PkiError('ALGORITHM_MISMATCH', 'the signed algorithm differs from the stated one', inner.at);
  }
}
