import type { KeyAlgorithm } from '../algorithms/registry.ts';
import {
  assembleSigned,
  type SignatureAlgorithm,
  signatureAlgorithmIdentifier,
  statedAlgorithm,
} from '../algorithms/signature.ts';
import { der } from '../der/index.ts';
import { encodeName, type Name } from '../names/name.ts';
import { checkPublicKey, encodeSpki, keyIdentifier } from '../spki/spki.ts';
import {
  inhibitAnyPolicy,
  type NameConstraints,
  nameConstraints,
  type PolicyConstraints,
  type PolicyMapping,
  policyConstraints,
  policyMappings,
} from './constraints.ts';
import { crlDistributionPoints, freshestCrl, shardUrl } from './distribution-point.ts';
import * as ext from './extensions.ts';
import type { GeneralName } from './general-name.ts';
import {
  type OrganisationIdentity,
  organisationExtensions,
  type PersonIdentity,
  personExtensions,
} from './identity.ts';
import type { CertificateProfile } from './profile.ts';

/** Who signs: the exact subject bytes and key identifier of the CA's certificate (see `issuerOf`). */
export interface Issuer {
  readonly name: Uint8Array;
  readonly keyId: Uint8Array;
}

/** Limits written into a CA's certificate (RFC 5280 §4.2.1.5, .10, .11, .14). */
export interface CaConstraints {
  readonly names?: NameConstraints;
  readonly policies?: PolicyConstraints;
  readonly policyMappings?: readonly PolicyMapping[];
  readonly inhibitAnyPolicy?: number;
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
  /** Where the list of this certificate is; "{shard}" in an address becomes `crlShard`. */
  readonly crlUrls?: readonly string[];
  /** Where its delta lists are; "{shard}" as above. */
  readonly freshestCrlUrls?: readonly string[];
  /** Which part of a divided revocation list this certificate belongs to, for ever (see `shardOf`). */
  readonly crlShard?: number;
  readonly ocspUrls?: readonly string[];
  readonly caIssuersUrls?: readonly string[];
  /** Policy object identifiers. */
  readonly policies?: readonly string[];
  readonly identity?: OrganisationIdentity;
  readonly person?: PersonIdentity;
  readonly alternativeNames?: readonly GeneralName[];
  /** For CAs and cross-certificates: what they may certify. */
  readonly constraints?: CaConstraints;
  /** How the issuer will sign; SM2 with SM3 unless told. */
  readonly algorithm?: SignatureAlgorithm;
}

/** Adds nothing when the list is empty: an empty SEQUENCE OF is not allowed in these extensions. */
const some = <T>(list: readonly T[], write: (list: readonly T[]) => Uint8Array): Uint8Array[] =>
  list.length === 0 ? [] : [write(list)];

/** The extensions after those every certificate has: only what the data ask for. */
function chosenExtensions(data: CertificateData): Uint8Array[] {
  const at = (urls: readonly string[] = []): string[] => urls.map((url) => shardUrl(url, data.crlShard));
  const { ocspUrls = [], caIssuersUrls = [], constraints = {} } = data;
  return [
    ...some(data.policies ?? [], ext.certificatePolicies),
    ...some(constraints.policyMappings ?? [], policyMappings),
    ...some(data.alternativeNames ?? [], ext.subjectAltName),
    ...(constraints.names ? [nameConstraints(constraints.names)] : []),
    ...(constraints.policies ? [policyConstraints(constraints.policies)] : []),
    ...(constraints.inhibitAnyPolicy === undefined ? [] : [inhibitAnyPolicy(constraints.inhibitAnyPolicy)]),
    ...some(at(data.crlUrls), crlDistributionPoints),
    ...some(at(data.freshestCrlUrls), freshestCrl),
    ...(ocspUrls.length + caIssuersUrls.length > 0 ? [ext.authorityInfoAccess(ocspUrls, caIssuersUrls)] : []),
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
  const extensions = [
    ext.authorityKeyIdentifier(issuer.keyId),
    ext.subjectKeyIdentifier(keyId),
    ext.keyUsage(profile.keyUsage),
    ext.basicConstraints(profile.ca, profile.pathLength),
    ...some(profile.extendedKeyUsage ?? [], (purposes) =>
      ext.extendedKeyUsage(purposes, profile.extendedKeyUsageCritical),
    ),
    ...chosenExtensions(data),
    ...(profile.ocspNoCheck ? [ext.ocspNoCheck()] : []),
    ...(data.identity === undefined ? [] : organisationExtensions(data.identity)),
    ...(data.person === undefined ? [] : personExtensions(data.person)),
  ];
  return der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(data.serial),
    signatureAlgorithmIdentifier(data.algorithm ?? 'sm2-sm3'),
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
