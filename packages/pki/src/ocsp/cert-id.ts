import { equalBytes } from '@yinxin/gm';
import {
  type DigestAlgorithm,
  digestAlgorithmIdentifier,
  digestOf,
  parseDigestAlgorithm,
} from '../algorithms/digest.ts';
import { DerReader, type DerValue, der } from '../der/index.ts';
import type { Certificate } from '../x509/parse.ts';

/** CertID of RFC 6960 §4.1.1: which certificate is asked about. */
export interface CertId {
  readonly algorithm: DigestAlgorithm;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  readonly serial: bigint;
  /** The exact bytes; an answer repeats those of the question. */
  readonly raw: Uint8Array;
}

/** The CertID of a serial under an issuer; SM3 unless told, as usual in GM systems. */
export function certIdOf(issuer: Certificate, serial: bigint, algorithm: DigestAlgorithm = 'sm3'): CertId {
  const issuerNameHash = digestOf(algorithm, issuer.subjectRaw);
  const issuerKeyHash = digestOf(algorithm, issuer.publicKey);
  const raw = der.sequence(
    digestAlgorithmIdentifier(algorithm),
    der.octetString(issuerNameHash),
    der.octetString(issuerKeyHash),
    der.integer(serial),
  );
  return { algorithm, issuerNameHash, issuerKeyHash, serial, raw };
}

/** Whether the CertID names this issuer, in whichever hash it uses. */
export function isIssuedBy(certId: CertId, issuer: Certificate): boolean {
  return (
    equalBytes(certId.issuerNameHash, digestOf(certId.algorithm, issuer.subjectRaw)) &&
    equalBytes(certId.issuerKeyHash, digestOf(certId.algorithm, issuer.publicKey))
  );
}

export function parseCertId(value: DerValue): CertId {
  const reader = DerReader.within(value);
  const algorithm = parseDigestAlgorithm(reader);
  const issuerNameHash = reader.octets();
  const issuerKeyHash = reader.octets();
  const serial = reader.integer();
  reader.end();
  return { algorithm, issuerNameHash, issuerKeyHash, serial, raw: value.raw };
}
