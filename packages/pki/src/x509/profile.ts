import type { KeyAlgorithm } from '../algorithms/registry.ts';
import { OID } from '../oids.ts';

/** Bits of keyUsage 密钥用法 by name (RFC 5280 §4.2.1.3), the index is the bit number. */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export type ProfileName =
  | 'root-ca'
  | 'intermediate-ca'
  | 'issuing-ca'
  | 'organisation-signing'
  | 'organisation-encryption'
  | 'person-signing'
  | 'person-encryption'
  | 'ocsp-responder'
  | 'timestamp-authority'
  | 'seal-maker'
  | 'organisation-rsa'
  | 'organisation-ecdsa'
  | 'organisation-ml-dsa';

/** What a kind of certificate must look like. Pure data: building and checking both follow it. */
export interface CertificateProfile {
  readonly name: ProfileName;
  /** Whose rules it follows beside RFC 5280. */
  readonly standard: 'GB/T 20518' | 'RFC 5280';
  /** Kinds of keys that may be certified. */
  readonly keyAlgorithms: readonly KeyAlgorithm[];
  readonly ca: boolean;
  /** Longest chain of CAs below; absent means unlimited. */
  readonly pathLength?: number;
  readonly keyUsage: readonly KeyUsage[];
  readonly extendedKeyUsage?: readonly string[];
  /** Whether these purposes are the only ones, come what may. */
  readonly extendedKeyUsageCritical?: boolean;
  /** Longest validity in days, leap days included. */
  readonly maxValidityDays: number;
  /** Attributes of the subject that may not be missing. */
  readonly subject: readonly ('C' | 'ST' | 'L' | 'O' | 'CN')[];
  /** Whether status addresses (CRLDP and OCSP) are demanded, allowed or forbidden. */
  readonly status: 'required' | 'optional' | 'forbidden';
  /** Whether the identity extensions of an organisation or a person are demanded. */
  readonly identity: 'organisation' | 'person' | 'none';
  /** Whether the certificate says that its own status is not checked (RFC 6960 §4.2.2.2.1). */
  readonly ocspNoCheck: boolean;
}

const YEAR = 366;
const GM: readonly KeyAlgorithm[] = ['sm2'];
const ANY: readonly KeyAlgorithm[] = ['sm2', 'rsa', 'p-256', 'p-384', 'ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87'];

type Part = Omit<CertificateProfile, 'name'>;

/** A CA 证书认证机构: usage bits of GB/T 20518 annex C, any key an issuer may have. */
const authority: Part = {
  standard: 'GB/T 20518',
  keyAlgorithms: ANY,
  ca: true,
  keyUsage: ['keyCertSign', 'cRLSign'],
  maxValidityDays: 20 * YEAR,
  subject: ['C', 'O', 'CN'],
  status: 'optional',
  identity: 'none',
  ocspNoCheck: false,
};

/** A subscriber 订户: SM2, signing certificate of the twin. */
const signing: Part = {
  standard: 'GB/T 20518',
  keyAlgorithms: GM,
  ca: false,
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  maxValidityDays: 5 * YEAR,
  subject: ['C', 'O', 'CN'],
  status: 'required',
  identity: 'organisation',
  ocspNoCheck: false,
};
const encryption: Part = { ...signing, keyUsage: ['keyEncipherment', 'dataEncipherment', 'keyAgreement'] };
const person: Pick<Part, 'subject' | 'identity'> = { subject: ['C', 'CN'], identity: 'person' };

/** One key for everything, outside the world of SM2. */
const international: Part = {
  ...signing,
  standard: 'RFC 5280',
  extendedKeyUsage: [OID.clientAuth, OID.emailProtection],
  maxValidityDays: 3 * YEAR,
};

/** A service of the CA itself: one purpose, short life. */
const service: Part = {
  ...signing,
  keyAlgorithms: ANY,
  keyUsage: ['digitalSignature'],
  maxValidityDays: 2 * YEAR,
  status: 'optional',
  identity: 'none',
};

/** The profiles of this house, by name. */
export const PROFILES: Readonly<Record<ProfileName, CertificateProfile>> = {
  'root-ca': { ...authority, name: 'root-ca', maxValidityDays: 30 * YEAR, status: 'forbidden' },
  'intermediate-ca': { ...authority, name: 'intermediate-ca' },
  'issuing-ca': { ...authority, name: 'issuing-ca', pathLength: 0 },
  'organisation-signing': { ...signing, name: 'organisation-signing' },
  'organisation-encryption': { ...encryption, name: 'organisation-encryption' },
  'person-signing': { ...signing, ...person, name: 'person-signing' },
  'person-encryption': { ...encryption, ...person, name: 'person-encryption' },
  'ocsp-responder': { ...service, name: 'ocsp-responder', extendedKeyUsage: [OID.ocspSigning], ocspNoCheck: true },
  'timestamp-authority': {
    ...service,
    name: 'timestamp-authority',
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    // RFC 3161 §2.3: critical, and no other purpose.
    extendedKeyUsage: [OID.timeStamping],
    extendedKeyUsageCritical: true,
    maxValidityDays: 10 * YEAR,
  },
  // Its seals are judged by it as long as they are used (GM/T 0031 §7.1.4): it outlives every certificate they go with.
  'seal-maker': {
    ...service,
    name: 'seal-maker',
    keyAlgorithms: GM,
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    maxValidityDays: 10 * YEAR,
    status: 'required',
  },
  'organisation-rsa': {
    ...international,
    name: 'organisation-rsa',
    keyAlgorithms: ['rsa'],
    keyUsage: ['digitalSignature', 'nonRepudiation', 'keyEncipherment'],
  },
  'organisation-ecdsa': { ...international, name: 'organisation-ecdsa', keyAlgorithms: ['p-256', 'p-384'] },
  'organisation-ml-dsa': {
    ...international,
    name: 'organisation-ml-dsa',
    keyAlgorithms: ['ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87'],
  },
};
