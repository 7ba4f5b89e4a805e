import { engine } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import { der } from '../der/index.ts';
import { type NameParts, nameOf } from '../names/name.ts';
import { CREDIT_CODE, makeAuthority, ORGANISATION, STATUS_ADDRESSES, sampleData } from '../testing/authority.ts';
import { buildTbsCertificate, type CertificateData } from '../x509/build.ts';
import { issuerOf } from '../x509/parse.ts';
import { type CertificateProfile, PROFILES } from '../x509/profile.ts';
import { newSerial } from '../x509/serial.ts';
import { certificateFindings, checkCertificate } from './certificate-check.ts';
import { readCertificate } from './subject/certificate.ts';

const house = await makeAuthority();
const { publicKey } = engine().generateKeyPair();
const profile = PROFILES['organisation-signing'];
const organisation: NameParts = { C: 'CN', ST: '江西省', L: '南昌市', O: '示例科技有限公司', CN: '示例科技有限公司' };

const build = (over: Partial<CertificateData> = {}, as: CertificateProfile = profile) =>
  buildTbsCertificate(
    as,
    sampleData({
      publicKey,
      issuer: issuerOf(house.issuing.certificate),
      identity: { creditCode: CREDIT_CODE },
      ...STATUS_ADDRESSES,
      ...over,
    }),
  );
const findings = (tbs: Uint8Array, as: CertificateProfile = profile) =>
  certificateFindings(tbs, as).map(({ code }) => code);
const subject = (over: Partial<NameParts>) => ({ subject: nameOf({ ...organisation, ...over }) });

describe('the check before signing', () => {
  it.each([
    ['root', 'root-ca'],
    ['issuing', 'issuing-ca'],
    ['signing', 'organisation-signing'],
    ['encryption', 'organisation-encryption'],
    ['responder', 'ocsp-responder'],
  ] as const)('passes the %s certificate', (who, name) => {
    expect(findings(house[who].certificate.tbs, PROFILES[name])).toEqual([]);
  });

  it.each<[string, Partial<CertificateData>, string]>([
    ['a serial of 63 bits', { serial: 1n }, 'cert-serial-short'],
    ['a negative serial', { serial: -newSerial() }, 'cert-serial-positive'],
    ['a serial of 21 octets', { serial: 1n << 160n }, 'cert-serial-length'],
    ['no organisation', subject({ O: '' }), 'profile-subject'],
    ['a blank organisation', subject({ O: ' ' }), 'profile-subject'],
    ['a name in another order', { subject: [...ORGANISATION].reverse() }, 'name-order'],
    ['an organisation of 65 characters', subject({ O: '长'.repeat(65) }), 'name-length'],
    ['a line break in a name', subject({ CN: '示例\n公司' }), 'name-invisible'],
    ['an end before the beginning', { notAfter: new Date('2025-01-01T00:00:00Z') }, 'cert-validity-order'],
    ['six years', { notAfter: new Date('2032-01-01T00:00:00Z') }, 'profile-validity'],
    ['no revocation list address', { crlUrls: [] }, 'profile-status'],
    ['an address that is none', { ocspUrls: ['file:///etc/passwd'] }, 'aia-http'],
    ['a credit code with a letter O', { identity: { creditCode: '9135O100M000100Y43' } }, 'identity-credit-code'],
    ['itself as issuer', { issuer: 'self' }, 'profile-self-issued'],
  ])('refuses %s', (_, over, code) => {
    const tbs = build(over);
    expect(findings(tbs)).toContain(code);
    expect(() => checkCertificate(tbs, profile)).toThrow(expect.objectContaining({ code: 'PROFILE_VIOLATION' }));
  });

  it.each<[string, Partial<CertificateProfile>, string]>([
    ['no key usage', { keyUsage: [] }, 'profile-usage'],
    ['the key usage of encryption', { keyUsage: PROFILES['organisation-encryption'].keyUsage }, 'profile-usage'],
    ['a CA flag', { ca: true }, 'profile-constraints'],
    ['a purpose nobody asked for', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'] }, 'profile-purpose'],
    ['an exemption from status checks', { ocspNoCheck: true }, 'profile-no-check'],
  ])('refuses %s', (_, over, code) => {
    expect(findings(build({}, { ...profile, ...over }))).toContain(code);
  });

  it('refuses an identity in a CA certificate', () => {
    expect(findings(build({}, PROFILES['issuing-ca']), PROFILES['issuing-ca'])).toContain('profile-identity');
  });

  it('refuses bytes that are no certificate', () => {
    expect(() => checkCertificate(der.sequence(der.integer(1)), profile)).toThrow(
      expect.objectContaining({ code: 'PROFILE_VIOLATION' }),
    );
    expect(findings(new Uint8Array(0))).toEqual(['file-readable']);
  });

  it('refuses what does not fit the issuer, once the issuer is known', () => {
    const tbs = build({ issuer: issuerOf(house.root.certificate) });
    expect(findings(tbs)).toEqual([]);
    const issuer = readCertificate(house.issuing.certificate.raw);
    expect(certificateFindings(tbs, profile, { issuer }).map(({ code }) => code)).toEqual([
      'cert-issuer-name',
      'aki-matches',
    ]);
  });
});
