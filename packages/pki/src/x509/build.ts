import { assertPublicKey } from '@yinxin/gm';
import { assembleSigned, type SignatureAlgorithm, signatureAlgorithmIdentifier } from '../algorithms/signature.ts';
import { DerReader, der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { encodeName, type Name } from '../names/name.ts';
import { OID } from '../oids.ts';
import { encodeSpki, keyIdentifier } from '../spki/spki.ts';
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
  /** 04‖X‖Y. */
  readonly publicKey: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly crlUrls?: readonly string[];
  readonly ocspUrls?: readonly string[];
  readonly caIssuersUrls?: readonly string[];
  /** Policy object identifiers. */
  readonly policies?: readonly string[];
  readonly identity?: OrganisationIdentity;
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
 * Throws `NAME_INVALID`, `DER_VALUE`, `TIME_INVALID`, `PUBLIC_KEY_INVALID`.
 *
 * @example
 * const tbs = buildTbsCertificate(PROFILES['organisation-signing'], data);
 * const certificate = assembleCertificate(tbs, await signer.sign(tbs));
 */
export function buildTbsCertificate(profile: CertificateProfile, data: CertificateData): Uint8Array {
  try {
    assertPublicKey(data.publicKey);
  } catch {
    throw new PkiError('PUBLIC_KEY_INVALID', 'the public key is not a point of the SM2 curve');
  }
  const keyId = keyIdentifier(data.publicKey);
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
    encodeSpki(data.publicKey),
    der.explicit(3, der.sequence(...extensions)),
  );
}

/**
 * Joins stored to-be-signed bytes and their signature into the certificate, without re-encoding them.
 * Throws `DER_*` when `tbs` is not one complete value.
 */
export function assembleCertificate(
  tbs: Uint8Array,
  signature: Uint8Array,
  algorithm: SignatureAlgorithm = 'sm2-sm3',
): Uint8Array {
  const reader = DerReader.over(tbs);
  reader.sequence();
  reader.end();
  return assembleSigned(tbs, algorithm, signature);
}
