import { equalBytes } from '@yinxin/gm';
import { type NameParts, partOf } from '../names/name.ts';
import { OID } from '../oids.ts';
import { keyIdentifier } from '../spki/spki.ts';
import type { TbsCertificate } from './parse.ts';
import type { CertificateProfile } from './profile.ts';

/** One rule: its code, where it is written, and whether a certificate keeps it. */
export interface CertificateRule {
  readonly code: string;
  readonly clause: string;
  readonly keeps: (tbs: TbsCertificate, profile: CertificateProfile) => boolean;
}

const DAY_MS = 86_400_000;
const ORDER: readonly string[] = [
  OID.country,
  OID.province,
  OID.locality,
  OID.organisation,
  OID.organisationalUnit,
  OID.commonName,
];
// Upper bounds of RFC 5280 appendix A, in characters.
const LONGEST: readonly (readonly [keyof NameParts, number])[] = [
  ['ST', 128],
  ['L', 128],
  ['O', 64],
  ['OU', 64],
  ['CN', 64],
];
// Eighteen characters of GB 32100; the check character is the business of whoever takes the code in.
const CREDIT_CODE = /^[0-9A-HJ-NP-RTUWXY]{18}$/;
const CRITICAL: ReadonlyMap<string, boolean> = new Map([
  [OID.keyUsage, true],
  [OID.authorityKeyIdentifier, false],
  [OID.subjectKeyIdentifier, false],
  [OID.crlDistributionPoints, false],
  [OID.authorityInfoAccess, false],
  [OID.organizationCode, false],
  [OID.taxationNumber, false],
  [OID.icRegistrationNumber, false],
]);

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));

const isHttp = (url: string): boolean => /^https?:\/\/[^\s/]+\//.test(url);

const octets = (serial: bigint): number => Math.ceil((serial.toString(2).length + 1) / 8);

/** Every rule a certificate of this house keeps before it is signed. Breaking one is fatal. */
export const CERTIFICATE_RULES: readonly CertificateRule[] = [
  {
    code: 'SERIAL_TOO_SHORT',
    clause: 'GM/T 0037; at least 64 random bits',
    keeps: ({ serial }) => serial > 0n && octets(serial) >= 8,
  },
  { code: 'SERIAL_TOO_LONG', clause: 'RFC 5280 §4.1.2.2', keeps: ({ serial }) => octets(serial) <= 20 },
  {
    code: 'SUBJECT_INCOMPLETE',
    clause: 'GB/T 20518 §5.2',
    keeps: ({ subject }, profile) => profile.subject.every((part) => (partOf(subject, part) ?? '').trim() !== ''),
  },
  {
    code: 'SUBJECT_ORDER',
    clause: 'GB/T 20518 §5.2; GM/T 0037',
    keeps: ({ subject }) => {
      const ranks = subject.map(({ type }) => ORDER.indexOf(type));
      return ranks.every((rank, i) => rank >= 0 && rank > (ranks[i - 1] ?? -1));
    },
  },
  {
    code: 'SUBJECT_TEXT',
    clause: 'RFC 5280 appendix A',
    keeps: ({ subject }) =>
      subject.every(({ value }) => value === value.trim() && !/\p{Cc}/u.test(value)) &&
      LONGEST.every(([part, longest]) => [...(partOf(subject, part) ?? '')].length <= longest),
  },
  {
    code: 'VALIDITY_ORDER',
    clause: 'RFC 5280 §4.1.2.5',
    keeps: ({ notBefore, notAfter }) => notBefore < notAfter,
  },
  {
    code: 'VALIDITY_TOO_LONG',
    clause: 'profile',
    keeps: ({ notBefore, notAfter }, profile) =>
      notAfter.getTime() - notBefore.getTime() <= profile.maxValidityDays * DAY_MS,
  },
  {
    code: 'KEY_USAGE',
    clause: 'GB/T 20518 annex C',
    keeps: ({ extensions }, profile) => same(extensions.keyUsage ?? [], profile.keyUsage),
  },
  {
    code: 'EXTENDED_KEY_USAGE',
    clause: 'profile',
    keeps: ({ extensions }, profile) => same(extensions.extendedKeyUsage, profile.extendedKeyUsage ?? []),
  },
  {
    code: 'BASIC_CONSTRAINTS',
    clause: 'RFC 5280 §4.2.1.9',
    keeps: ({ extensions: { basicConstraints, all } }, profile) =>
      basicConstraints?.ca === profile.ca &&
      basicConstraints.pathLength === profile.pathLength &&
      (!profile.ca || all.some(({ oid, critical }) => oid === OID.basicConstraints && critical)),
  },
  {
    code: 'CRITICAL',
    clause: 'RFC 5280 §4.2',
    keeps: ({ extensions }) =>
      extensions.all.every(({ oid, critical }) => (CRITICAL.get(oid) ?? critical) === critical),
  },
  {
    code: 'UNKNOWN_CRITICAL',
    clause: 'RFC 5280 §4.2',
    keeps: ({ extensions }) => extensions.unknownCritical.length === 0,
  },
  {
    code: 'SUBJECT_KEY_IDENTIFIER',
    clause: 'RFC 5280 §4.2.1.2',
    keeps: ({ extensions, publicKey }) =>
      extensions.subjectKeyId !== undefined && equalBytes(extensions.subjectKeyId, keyIdentifier(publicKey)),
  },
  {
    code: 'AUTHORITY_KEY_IDENTIFIER',
    clause: 'RFC 5280 §4.2.1.1',
    keeps: ({ extensions }) => extensions.authorityKeyId !== undefined,
  },
  {
    code: 'SELF_ISSUED',
    clause: 'only a root names itself as issuer',
    keeps: ({ issuerRaw, subjectRaw }, profile) => equalBytes(issuerRaw, subjectRaw) === (profile.name === 'root-ca'),
  },
  {
    code: 'STATUS_ADDRESSES',
    clause: 'GB/T 20518; GM/T 0037 table A.11',
    keeps: ({ extensions: { crlUrls, ocspUrls } }, { status }) => {
      switch (status) {
        case 'required':
          return crlUrls.length > 0 && ocspUrls.length > 0;
        case 'forbidden':
          return crlUrls.length === 0 && ocspUrls.length === 0;
        case 'optional':
          return true;
      }
    },
  },
  {
    code: 'STATUS_ADDRESS_FORM',
    clause: 'RFC 5280 §4.2.1.13',
    keeps: ({ extensions }) =>
      [...extensions.crlUrls, ...extensions.ocspUrls, ...extensions.caIssuersUrls].every(isHttp),
  },
  {
    code: 'IDENTITY',
    clause: 'GM/T 0015 identity extensions',
    keeps: ({ extensions: { identity } }, profile) =>
      profile.identity === 'none' ? identity.size === 0 : CREDIT_CODE.test(identity.get(OID.organizationCode) ?? ''),
  },
  {
    code: 'OCSP_NO_CHECK',
    clause: 'RFC 6960 §4.2.2.2.1',
    keeps: ({ extensions }, profile) => extensions.ocspNoCheck === profile.ocspNoCheck,
  },
];
