/**
 * Certificates and their company for SM2: X.509 after GB/T 20518, requests, CRLs, OCSP, key envelopes, key files, PEM.
 * Everything takes and returns bytes (`Uint8Array`, DER); errors are `PkiError` with a stable code.
 */
export { type DigestAlgorithm, digestOf } from './algorithms/digest.ts';
export {
  defaultSignatureAlgorithm,
  KEY_ALGORITHMS,
  type KeyAlgorithm,
  type PublicKey,
  SIGNATURE_ALGORITHMS,
  type SignatureAlgorithm,
} from './algorithms/registry.ts';
export { runningDigest } from './algorithms/running-digest.ts';
export { signatureAlgorithmIdentifier, statedAlgorithm, verifySignature } from './algorithms/signature.ts';
export {
  generatePrivateKey,
  memorySigner,
  privateKeyAlgorithm,
  type Signer,
  sameKey,
  sm2Signer,
} from './algorithms/signer.ts';
export type { KeyAlgorithmDefinition, SignatureAlgorithmDefinition } from './algorithms/types.ts';
export * from './cms/index.ts';
export { assembleCrl, buildCrl, buildTbsCrl, type CrlData, type CrlHead, tbsAroundEntries } from './crl/build.ts';
export { encodeRevokedEntry } from './crl/entry.ts';
export { type Crl, parseCrl, verifyCrlSignature } from './crl/parse.ts';
export { REVOCATION_REASONS, type RevocationReason, type RevokedEntry, reasonOf } from './crl/reason.ts';
export type { CrlScope, CrlScopeData } from './crl/scope.ts';
export { type CrlStatus, crlStatus } from './crl/status.ts';
export { type CrlQuestion, type CrlRefusal, type CrlVerdict, verifyCrl } from './crl/verify.ts';
export { crlAround, crlWriter } from './crl/writer.ts';
export { DerReader, type DerValue, der } from './der/index.ts';
export { encodeKeyBlob, openKeyBlob, parseKeyBlob } from './envelope/blob.ts';
export {
  buildCsrResponse,
  type CsrResponse,
  type CsrResponseTagging,
  parseCsrResponse,
} from './envelope/csr-response.ts';
export { openEnvelopedKey, parseEnvelopedKey, sealEnvelopedKey } from './envelope/enveloped-key.ts';
export { openKeyAnswer } from './envelope/kmc-answer.ts';
export type { SealedKey } from './envelope/unwrap.ts';
export { PkiError, type PkiErrorCode } from './errors.ts';
export {
  DEFAULT_ITERATIONS,
  type KeyfileCipher,
  type KeyfileOptions,
  loadKey,
  openPrivateKeyInfo,
  saveKey,
  sealPrivateKeyInfo,
} from './keyfile/keyfile.ts';
export * from './lint/index.ts';
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
export { type CertId, certIdOf, isIssuedBy } from './ocsp/cert-id.ts';
export { type BasicOcspResponse, ocspStatusOf, parseOcspResponse } from './ocsp/parse-response.ts';
export { buildOcspRequest, type OcspRequest, parseOcspRequest } from './ocsp/request.ts';
export {
  assembleOcspResponse,
  buildOcspError,
  buildOcspResponse,
  buildTbsOcspResponse,
  type CertificateStatus,
  type OcspResponseData,
  type OcspStatus,
  type SingleResponse,
} from './ocsp/response.ts';
export { type OcspQuestion, type OcspRefusal, type OcspVerdict, verifyOcspResponse } from './ocsp/verify.ts';
export { OID } from './oids.ts';
export { decodePem, decodePemAll, encodePem, type PemLabel } from './pem/pem.ts';
export type { RequestAttributeData, RequestAttributes } from './pkcs10/attributes.ts';
export {
  assembleRequest,
  buildRequest,
  buildTbsRequest,
  type CertificateRequest,
  openRequest,
  parseRequest,
  verifyRequest,
} from './pkcs10/request.ts';
export * from './pkcs12/index.ts';
export { checkPublicKey, decodeSpki, encodeSpki, keyIdentifier, parseSpki } from './spki/spki.ts';
export * from './tsp/index.ts';
export {
  assembleCertificate,
  buildTbsCertificate,
  type CaConstraints,
  type CertificateData,
  type Issuer,
} from './x509/build.ts';
export type { NameConstraints, PolicyConstraints, PolicyMapping } from './x509/constraints.ts';
export { type DistributionPoint, shardOf, shardUrl } from './x509/distribution-point.ts';
export { encodeGeneralName, type GeneralName, parseGeneralName } from './x509/general-name.ts';
export type { OrganisationIdentity, PersonIdentity } from './x509/identity.ts';
export {
  type Certificate,
  issuerOf,
  parseCertificate,
  parseSignedParts,
  parseTbsCertificate,
  type TbsCertificate,
  verifyCertificateSignature,
} from './x509/parse.ts';
export type { CertificateExtensions } from './x509/parse-extensions.ts';
export { type PathQuestion, type PathRefusal, type PathVerdict, validatePath } from './x509/path.ts';
export type { PolicyDemand } from './x509/path-policies.ts';
export type { RevocationEvidence } from './x509/path-status.ts';
export { type CertificateProfile, KEY_USAGES, type KeyUsage, PROFILES, type ProfileName } from './x509/profile.ts';
export { newSerial, serialText } from './x509/serial.ts';
