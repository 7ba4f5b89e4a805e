import { equalBytes } from '@yinxin/gm';
import {
  type DigestAlgorithm,
  digestAlgorithmIdentifier,
  digestOf,
  parseDigestAlgorithm,
} from '../algorithms/digest.ts';
import { DerReader, type DerValue, der, TAG } from '../der/index.ts';
import type { Certificate } from '../x509/parse.ts';
import { ATTRIBUTE, attribute } from './attributes.ts';

/** The attribute that binds the signer's certificate into the signature (RFC 5035 §3, RFC 2634 §5.4). */

/** ESSCertIDv2 with issuer and serial; the hash is named unless it is SHA-256, the default. */
export function signingCertificate(certificate: Certificate, digest: DigestAlgorithm): Uint8Array {
  const issuerSerial = der.sequence(
    der.sequence(der.explicit(4, certificate.issuerRaw)),
    der.integer(certificate.serial),
  );
  const certId = der.sequence(
    ...(digest === 'sha256' ? [] : [digestAlgorithmIdentifier(digest)]),
    der.octetString(digestOf(digest, certificate.raw)),
    issuerSerial,
  );
  return attribute(ATTRIBUTE.signingCertificateV2, der.sequence(der.sequence(certId)));
}

/** Whether the first ESSCertID (version 1 with SHA-1, or 2) is of this certificate. Throws `DER_*`, `ALGORITHM_UNSUPPORTED`. */
export function namesCertificate(value: DerValue, version: 1 | 2, certificate: Certificate): boolean {
  const first = DerReader.within(value).sequence().sequence();
  const digest = version === 1 ? 'sha1' : first.peek() === TAG.SEQUENCE ? parseDigestAlgorithm(first) : 'sha256';
  return equalBytes(first.octets(), digestOf(digest, certificate.raw));
}
