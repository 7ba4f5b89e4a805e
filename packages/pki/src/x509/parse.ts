import {
  assertSameAlgorithm,
  type PublicKey,
  parseSignatureAlgorithm,
  parseSigned,
  type SignatureAlgorithm,
  verifySignature,
} from '../algorithms/signature.ts';
import { DerReader, type DerValue, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { type Name, parseName } from '../names/name.ts';
import { keyIdentifier, parseSpki } from '../spki/spki.ts';
import type { Issuer } from './build.ts';
import { type CertificateExtensions, parseCertificateExtensions } from './parse-extensions.ts';

/** What the to-be-signed part of a certificate says. */
export interface TbsCertificate extends PublicKey {
  readonly serial: bigint;
  readonly issuer: Name;
  /** The issuer's name as encoded. */
  readonly issuerRaw: Uint8Array;
  readonly subject: Name;
  readonly subjectRaw: Uint8Array;
  readonly notBefore: Date;
  /** Last second of validity. */
  readonly notAfter: Date;
  readonly extensions: CertificateExtensions;
  /** How the issuer signs. */
  readonly algorithm: SignatureAlgorithm;
}

/** A certificate 证书 with its exact bytes. */
export interface Certificate extends TbsCertificate {
  readonly raw: Uint8Array;
  /** The bytes that were signed. */
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
}

interface ReadTbs extends TbsCertificate {
  readonly algorithmValue: DerValue;
}

function readTbs(value: DerValue): ReadTbs {
  const reader = DerReader.within(value);
  const at = reader.at;
  const version = reader.context(0);
  if (version === undefined || version.smallInteger() !== 2) {
    throw new PkiError('CERTIFICATE_VERSION', 'only version 3 certificates are read', at);
  }
  version.end();
  const serial = reader.integer();
  const algorithmValue = reader.take(TAG.SEQUENCE);
  const issuer = reader.take(TAG.SEQUENCE);
  const validity = reader.sequence();
  const notBefore = validity.time();
  const notAfter = validity.time();
  validity.end();
  const subject = reader.take(TAG.SEQUENCE);
  const { keyAlgorithm, publicKey } = parseSpki(reader.take(TAG.SEQUENCE));
  // issuerUniqueID and subjectUniqueID (RFC 5280 §4.1.2.8) are read over.
  reader.optional(0x81);
  reader.optional(0x82);
  const wrapper = reader.context(3);
  const extensions = parseCertificateExtensions(wrapper?.sequence());
  wrapper?.end();
  reader.end();
  return {
    serial,
    issuer: parseName(issuer),
    issuerRaw: issuer.raw,
    subject: parseName(subject),
    subjectRaw: subject.raw,
    notBefore,
    notAfter,
    keyAlgorithm,
    publicKey,
    extensions,
    algorithm: parseSignatureAlgorithm(algorithmValue),
    algorithmValue,
  };
}

/** Reads to-be-signed bytes alone, as stored before signing. Throws `DER_*`, `CERTIFICATE_VERSION`, `ALGORITHM_UNSUPPORTED`, `PUBLIC_KEY_*`, `EXTENSION_DUPLICATE`. */
export function parseTbsCertificate(tbs: Uint8Array): TbsCertificate {
  const all = DerReader.over(tbs);
  const value = all.take(TAG.SEQUENCE);
  all.end();
  return readTbs(value);
}

/** Reads a certificate in DER. Throws as `parseTbsCertificate`, and `ALGORITHM_MISMATCH`. Does not check the signature. */
export function parseCertificate(bytes: Uint8Array): Certificate {
  const signed = parseSigned(bytes);
  const { algorithmValue, ...tbs } = readTbs(signed.tbs);
  assertSameAlgorithm(algorithmValue, signed);
  return { ...tbs, algorithm: signed.algorithm, raw: bytes, tbs: signed.tbs.raw, signature: signed.signature };
}

/** A certificate as a signature sees it. */
export type SignedParts = Pick<Certificate, 'tbs' | 'algorithm' | 'signature'>;

/**
 * What was signed, how, and the signature, of a certificate whose signed part is known: the outer shape is read strictly,
 * and the algorithm inside must be the one outside; what else is inside is not read. Throws `DER_*`,
 * `ALGORITHM_UNSUPPORTED`, `ALGORITHM_MISMATCH`.
 */
export function parseSignedParts(bytes: Uint8Array): SignedParts {
  const signed = parseSigned(bytes);
  const reader = DerReader.within(signed.tbs);
  while (!reader.done && reader.peek() !== TAG.SEQUENCE) reader.any();
  assertSameAlgorithm(reader.take(TAG.SEQUENCE), signed);
  return { tbs: signed.tbs.raw, algorithm: signed.algorithm, signature: signed.signature };
}

/**
 * Whether the certificate was signed with this key: that of the issuer's certificate, or its bytes alone. Nothing but the
 * signature is looked at.
 */
export function verifyCertificateSignature(certificate: SignedParts, issuerKey: PublicKey | Uint8Array): boolean {
  return verifySignature(certificate.algorithm, issuerKey, certificate.tbs, certificate.signature);
}

/** The CA's name and key identifier exactly as its own certificate has them, for `CertificateData.issuer`. */
export function issuerOf(ca: Certificate): Issuer {
  return { name: ca.subjectRaw, keyId: ca.extensions.subjectKeyId ?? keyIdentifier(ca.publicKey) };
}
