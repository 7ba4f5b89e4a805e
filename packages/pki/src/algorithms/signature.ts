import { engine, equalBytes } from '@yinxin/gm';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';

/** Signature algorithms this package writes and checks. Lengths of keys and signatures are never assumed elsewhere. */
export type SignatureAlgorithm = 'sm2-sm3';

/**
 * The one seam to a private key: one signature over these bytes. Implemented by a key in memory, a medium, a hardware
 * store. `publicKey` is 04‖X‖Y for SM2; `sign` returns the value that goes into the BIT STRING (SM2Signature in DER).
 */
export interface Signer {
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  sign(tbs: Uint8Array): Promise<Uint8Array>;
}

/** A signer with an SM2 private key (32 bytes) in memory and the default signer id. */
export function sm2Signer(privateKey: Uint8Array): Signer {
  const key = engine().openPrivateKey(privateKey);
  return { algorithm: 'sm2-sm3', publicKey: key.publicKey, sign: (tbs) => key.signAsync(tbs) };
}

/** Whether `signature` over `tbs` is right under the public key, with the default signer id. */
export function verifySignature(
  algorithm: SignatureAlgorithm,
  publicKey: Uint8Array,
  tbs: Uint8Array,
  signature: Uint8Array,
): boolean {
  switch (algorithm) {
    case 'sm2-sm3':
      return engine().verify(publicKey, tbs, signature);
  }
}

/** AlgorithmIdentifier as this package writes it: SM2 with SM3 has no parameters. */
export function signatureAlgorithmIdentifier(algorithm: SignatureAlgorithm): Uint8Array {
  switch (algorithm) {
    case 'sm2-sm3':
      return der.sequence(der.oid(OID.sm2WithSm3));
  }
}

/** Reads an AlgorithmIdentifier of a signature; for SM2 both absent and NULL parameters occur. Throws `ALGORITHM_UNSUPPORTED`. */
export function parseSignatureAlgorithm(value: DerValue): SignatureAlgorithm {
  const reader = DerReader.within(value);
  const oid = reader.oid();
  if (oid !== OID.sm2WithSm3) throw new PkiError('ALGORITHM_UNSUPPORTED', `signature algorithm ${oid}`, value.at);
  const parameters = reader.optional(TAG.NULL);
  if (parameters !== undefined && parameters.content.length > 0)
    throw new PkiError('DER_VALUE', 'bad NULL', parameters.at);
  reader.end();
  return 'sm2-sm3';
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
