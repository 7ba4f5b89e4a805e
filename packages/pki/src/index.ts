/**
 * Certificates and their company for SM2: X.509 after GB/T 20518, requests, key files, PEM.
 * Everything takes and returns bytes (`Uint8Array`, DER); errors are `PkiError` with a stable code.
 */
export { type SignatureAlgorithm, type Signer, sm2Signer, verifySignature } from './algorithms/signature.ts';
export { DerReader, type DerValue, der } from './der/index.ts';
export { PkiError, type PkiErrorCode } from './errors.ts';
export {
  encodeName,
  type Name,
  type NameAttribute,
  type NameParts,
  nameOf,
  nameText,
  parseName,
  partOf,
  sameName,
} from './names/name.ts';
export { OID } from './oids.ts';
export { decodePem, decodePemAll, encodePem, type PemLabel } from './pem/pem.ts';
export {
  buildRequest,
  buildTbsRequest,
  type CertificateRequest,
  openRequest,
  parseRequest,
  verifyRequest,
} from './pkcs10/request.ts';
export { encodeSpki, keyIdentifier, parseSpki } from './spki/spki.ts';
export {
  assembleCertificate,
  buildTbsCertificate,
  type CertificateData,
  type Issuer,
  type OrganisationIdentity,
} from './x509/build.ts';
export {
  type Certificate,
  issuerOf,
  parseCertificate,
  parseTbsCertificate,
  type TbsCertificate,
  verifyCertificateSignature,
} from './x509/parse.ts';
export type { CertificateExtensions } from './x509/parse-extensions.ts';
export { type CertificateProfile, KEY_USAGES, type KeyUsage, PROFILES, type ProfileName } from './x509/profile.ts';
export { newSerial, serialText } from './x509/serial.ts';
