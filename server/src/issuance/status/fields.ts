import { createHash } from 'node:crypto';
import type { CertificateFields } from '@yinxin/contract';
import { sm3, toHex } from '@yinxin/gm';
import { type Certificate, serialText } from '@yinxin/pki';
import type { z } from 'zod';

const hex = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : toHex(bytes));

/** The fields of a certificate as parsed from its bytes, for people. Long values are hexadecimal. */
export function fieldsOf(certificate: Certificate): z.input<typeof CertificateFields> {
  const { extensions: ext, raw } = certificate;
  return {
    version: 3,
    serial: serialText(certificate.serial),
    serialDecimal: certificate.serial.toString(),
    signatureAlgorithm: certificate.algorithm,
    subject: certificate.subject.map(({ type, value }) => ({ type, value })),
    issuer: certificate.issuer.map(({ type, value }) => ({ type, value })),
    publicKeyAlgorithm: certificate.keyAlgorithm,
    publicKey: toHex(certificate.publicKey),
    keyIdentifier: hex(ext.subjectKeyId),
    authorityKeyIdentifier: hex(ext.authorityKeyId),
    keyUsage: [...(ext.keyUsage ?? [])],
    extendedKeyUsage: [...ext.extendedKeyUsage],
    ca: ext.basicConstraints?.ca ?? false,
    pathLength: ext.basicConstraints?.pathLength ?? null,
    crlUrls: [...ext.crlUrls],
    ocspUrls: [...ext.ocspUrls],
    caIssuersUrls: [...ext.caIssuersUrls],
    identity: [...ext.identity].map(([oid, value]) => ({ oid, value })),
    extensions: ext.all.map(({ oid, critical, value }) => ({ oid, critical, value: toHex(value) })),
    fingerprintSm3: toHex(sm3.digest(raw)),
    fingerprintSha256: createHash('sha256').update(raw).digest('hex'),
    bytes: raw.length,
  };
}
