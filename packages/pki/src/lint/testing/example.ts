import { encodeSpki } from '../../spki/spki.ts';
import { PROFILES, type ProfileName } from '../../x509/profile.ts';
import { type LintOptions, pairOf, readSubject } from '../lint.ts';
import { readCertificate, readTbsCertificate } from '../subject/certificate.ts';
import type { Subject } from '../subject/index.ts';
import {
  type Bytes,
  type CertificateParts,
  CRL_URL,
  type CrlParts,
  caParts,
  certificate,
  crl,
  ENCRYPTION,
  ISSUERS,
  KEYS,
  type OcspParts,
  ocsp,
  type RequestParts,
  request,
  rootParts,
  tbs,
} from './plant.ts';

/** What a rule must be silent about, and what it must speak about. */
export interface Example {
  readonly good: Subject;
  readonly bad: Subject;
}
export type Examples = Readonly<Record<string, Example>>;

export const NOW = new Date('2026-06-01T00:00:01Z');

function subject(bytes: Bytes, options: LintOptions): Subject {
  const found = readSubject(bytes, options);
  if (found === undefined) throw new Error('the example cannot be read');
  return found;
}

/** A certificate of the issuing CA. */
export const issued = (parts: CertificateParts = {}, options: LintOptions = {}): Subject =>
  subject(certificate(parts), { kind: 'certificate', issuer: ISSUERS.ca, now: NOW, ...options });
/** The issuing CA itself, under the root. */
export const authority = (parts: CertificateParts = {}): Subject =>
  subject(certificate({ ...caParts, ...parts }), { kind: 'certificate', issuer: ISSUERS.root, now: NOW });
/** The root. */
export const root = (parts: CertificateParts = {}): Subject =>
  subject(certificate({ ...rootParts, ...parts }), { kind: 'certificate', now: NOW });
/** To-be-signed bytes that are about to be signed under a profile. */
export function planned(parts: CertificateParts, profile: ProfileName = 'organisation-signing'): Subject {
  const found = readTbsCertificate(tbs(parts), { profile: PROFILES[profile], issuing: true, issuer: ISSUERS.ca });
  if (found === undefined) throw new Error('the example cannot be read');
  return found;
}
export const list = (parts: CrlParts = {}, options: LintOptions = {}): Subject =>
  subject(crl(parts), { kind: 'crl', issuer: ISSUERS.ca, now: NOW, crlUrl: CRL_URL, ...options });
export const answer = (parts: OcspParts = {}, options: LintOptions = {}): Subject =>
  subject(ocsp(parts), {
    kind: 'ocsp',
    issuer: ISSUERS.ca,
    now: NOW,
    isIssued: (serial) => serial.startsWith('4b'),
    ...options,
  });
export const asking = (parts: RequestParts = {}): Subject => subject(request(parts), { kind: 'request' });
/** Bytes as they are. */
export const as = (kind: 'certificate' | 'crl' | 'ocsp' | 'request', bytes: Bytes): Subject => subject(bytes, { kind });

const encryptionParts: CertificateParts = {
  spki: encodeSpki(KEYS.encryption.publicKey),
  serial: Uint8Array.of(2, 8, 0x39, 1, 2, 3, 4, 5, 6, 7),
  extensions: ENCRYPTION,
};

/** Twin certificates. */
export function twins(signing: CertificateParts = {}, encryption: CertificateParts = {}): Subject {
  const extensions = { ...ENCRYPTION, ...encryption.extensions };
  const [a, b] = [certificate(signing), certificate({ ...encryptionParts, ...encryption, extensions })].map((bytes) =>
    readCertificate(bytes),
  );
  if (a === undefined || b === undefined) throw new Error('the example cannot be read');
  return pairOf(a, b);
}
/** The encryption certificate. */
export const encrypting = (parts: CertificateParts = {}): Subject =>
  issued({ ...encryptionParts, ...parts, extensions: { ...ENCRYPTION, ...parts.extensions } });
