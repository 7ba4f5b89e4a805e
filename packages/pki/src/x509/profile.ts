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
  | 'issuing-ca'
  | 'organisation-signing'
  | 'organisation-encryption'
  | 'ocsp-responder';

/** What a kind of certificate must look like (GB/T 20518-2018). Pure data: building and checking both follow it. */
export interface CertificateProfile {
  readonly name: ProfileName;
  readonly ca: boolean;
  /** Longest chain of CAs below; absent means unlimited. */
  readonly pathLength?: number;
  readonly keyUsage: readonly KeyUsage[];
  readonly extendedKeyUsage?: readonly string[];
  /** Longest validity in days, leap days included. */
  readonly maxValidityDays: number;
  /** Attributes of the subject that may not be missing. */
  readonly subject: readonly ('C' | 'ST' | 'L' | 'O' | 'CN')[];
  /** Whether status addresses (CRLDP and OCSP) are demanded, allowed or forbidden. */
  readonly status: 'required' | 'optional' | 'forbidden';
  /** Whether the credit code extensions are demanded. */
  readonly identity: 'organisation' | 'none';
  /** Whether the certificate says that its own status is not checked (RFC 6960 §4.2.2.2.1). */
  readonly ocspNoCheck: boolean;
}

const YEAR = 366;

/** The profiles of this house, by name. */
export const PROFILES: Readonly<Record<ProfileName, CertificateProfile>> = {
  'root-ca': {
    name: 'root-ca',
    ca: true,
    keyUsage: ['keyCertSign', 'cRLSign'],
    maxValidityDays: 30 * YEAR,
    subject: ['C', 'O', 'CN'],
    status: 'forbidden',
    identity: 'none',
    ocspNoCheck: false,
  },
  'issuing-ca': {
    name: 'issuing-ca',
    ca: true,
    pathLength: 0,
    keyUsage: ['keyCertSign', 'cRLSign'],
    maxValidityDays: 20 * YEAR,
    subject: ['C', 'O', 'CN'],
    status: 'optional',
    identity: 'none',
    ocspNoCheck: false,
  },
  'organisation-signing': {
    name: 'organisation-signing',
    ca: false,
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    maxValidityDays: 5 * YEAR,
    subject: ['C', 'O', 'CN'],
    status: 'required',
    identity: 'organisation',
    ocspNoCheck: false,
  },
  'organisation-encryption': {
    name: 'organisation-encryption',
    ca: false,
    keyUsage: ['keyEncipherment', 'dataEncipherment', 'keyAgreement'],
    maxValidityDays: 5 * YEAR,
    subject: ['C', 'O', 'CN'],
    status: 'required',
    identity: 'organisation',
    ocspNoCheck: false,
  },
  'ocsp-responder': {
    name: 'ocsp-responder',
    ca: false,
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: [OID.ocspSigning],
    maxValidityDays: 2 * YEAR,
    subject: ['C', 'O', 'CN'],
    status: 'optional',
    identity: 'none',
    ocspNoCheck: true,
  },
};
