import type { KeyAlgorithm } from '../algorithms/registry.ts';
import {
  assembleSigned,
  type SignatureAlgorithm,
  signatureAlgorithmIdentifier,
  statedAlgorithm,
} from '../algorithms/signature.ts';
import { der } from '../der/index.ts';
import { encodeName, type Name } from '../names/name.ts';
import { OID } from '../oids.ts';
import { checkPublicKey, encodeSpki, keyIdentifier } from '../spki/spki.ts';
import * as ext from './extensions.ts';
import type { CertificateProfile } from './profile.ts';

/** Identity numbers of an organisation that go into the private extensions of GM/T 0015. */
export interface OrganisationIdentity {
  /** Unified social credit code 统一社会信用代码: written to 1.2.156.10260.4.1.4 and, unless given, to .5. */
  readonly creditCode: string;
  /** Business registration number 企业工商注册号, 1.2.156.10260.4.1.3. */
  readonly registrationNumber?: string;
  /** Tax number 企业税号, 1.2.156.10260.4.1.5; the credit code when not given. */
  readonly taxNumber?: string;
}

/** Who signs: the exact subject bytes and key identifier of the CA's certificate (see `issuerOf`). */
export interface Issuer {
  readonly name: Uint8Array;
  readonly keyId: Uint8Array;
}

/** Everything a certificate says beyond its profile. Times are written with whole seconds. */
export interface CertificateData {
  /** Positive, at most 20 octets, ≥ 64 random bits (see `newSerial`). */
  readonly serial: bigint;
  /** 'self' for a root. */
  readonly issuer: Issuer | 'self';
  readonly subject: Name;
  /** The bytes inside the BIT STRING of SubjectPublicKeyInfo: 04‖X‖Y for SM2. */
  readonly publicKey: Uint8Array;
  /** SM2 unless told. */
  readonly keyAlgorithm?: KeyAlgorithm;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly crlUrls?: readonly string[];
  readonly ocspUrls?: readonly string[];
  readonly caIssuersUrls?: readonly string[];
  /** Policy object identifiers. */
  readonly policies?: readonly string[];
  readonly identity?: OrganisationIdentity;
  /** How the issuer will sign; SM2 with SM3 unless told. */
  readonly algorithm?: SignatureAlgorithm;
}

/** Adds nothing when the list is empty: an empty SEQUENCE OF is not allowed in these extensions. */
const some = (list: readonly string[], write: (list: readonly string[]) => Uint8Array): Uint8Array[] =>
  list.length === 0 ? [] : [write(list)];

function identityExtensions({ creditCode, registrationNumber, taxNumber }: OrganisationIdentity): Uint8Array[] {
  return [
    ...(registrationNumber ? [ext.identityExtension(OID.icRegistrationNumber, registrationNumber)] : []),
    ext.identityExtension(OID.organizationCode, creditCode),
    ext.identityExtension(OID.taxationNumber, taxNumber ?? creditCode),
  ];
}

/**
 * The to-be-signed bytes of a certificate: store them together with the serial before anything is signed, check them
 * with `checkCertificate`, sign exactly them, then `assembleCertificate`.
 * Throws `NAME_INVALID`, `DER_VALUE`, `TIME_INVALID`, `PUBLIC_KEY_INVALID`, `PUBLIC_KEY_WEAK`.
 *
 * @example
 * const tbs = buildTbsCertificate(PROFILES['organisation-signing'], data);
 * const certificate = assembleCertificate(tbs, await signer.sign(tbs));
 */
export function buildTbsCertificate(profile: CertificateProfile, data: CertificateData): Uint8Array {
  const { publicKey, keyAlgorithm = 'sm2' } = data;
  checkPublicKey({ keyAlgorithm, publicKey });
  const keyId = keyIdentifier(publicKey);
  const subject = encodeName(data.subject);
  const issuer = data.issuer === 'self' ? { name: subject, keyId } : data.issuer;
  const { crlUrls = [], ocspUrls = [], caIssuersUrls = [], policies = [], algorithm = 'sm2-sm3' } = data;
  const extensions = [
    ext.authorityKeyIdentifier(issuer.keyId),
    ext.subjectKeyIdentifier(keyId),
    ext.keyUsage(profile.keyUsage),
    ext.basicConstraints(profile.ca, profile.pathLength),
    ...some(profile.extendedKeyUsage ?? [], ext.extendedKeyUsage),
    ...some(policies, ext.certificatePolicies),
    ...some(crlUrls, ext.crlDistributionPoints),
    ...(ocspUrls.length + caIssuersUrls.length > 0 ? [ext.authorityInfoAccess(ocspUrls, caIssuersUrls)] : []),
    ...(profile.ocspNoCheck ? [ext.ocspNoCheck()] : []),
    ...(data.identity === undefined ? [] : identityExtensions(data.identity)),
  ];
  return der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(data.serial),
    signatureAlgorithmIdentifier(algorithm),
    issuer.name,
    der.sequence(der.time(data.notBefore), der.time(data.notAfter)),
    subject,
    encodeSpki(publicKey, keyAlgorithm),
    der.explicit(3, der.sequence(...extensions)),
  );
}

/**
 * Joins stored to-be-signed bytes and their signature into the certificate, without re-encoding them. The algorithm is
 * the one the bytes state. Throws `DER_*` when `tbs` is not one complete value, `ALGORITHM_UNSUPPORTED`.
 */
export function assembleCertificate(
  tbs: Uint8Array,
  signature: Uint8Array,
  algorithm: SignatureAlgorithm = statedAlgorithm(tbs),
): Uint8Array {
  return assembleSigned(tbs, algorithm, signature);
}
