import { engine } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import { der } from '../der/index.ts';
import { type NameParts, nameOf } from '../names/name.ts';
import { CREDIT_CODE, makeAuthority, ORGANISATION, STATUS_ADDRESSES, sampleData } from '../testing/authority.ts';
import { buildTbsCertificate, type CertificateData } from './build.ts';
import { certificateFindings, checkCertificate } from './check.ts';
import { issuerOf } from './parse.ts';
import { type CertificateProfile, PROFILES } from './profile.ts';
import { CERTIFICATE_RULES } from './rules.ts';
import { newSerial } from './serial.ts';

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
    ['a serial of 63 bits', { serial: 1n }, 'SERIAL_TOO_SHORT'],
    ['a negative serial', { serial: -newSerial() }, 'SERIAL_TOO_SHORT'],
    ['a serial of 21 octets', { serial: 1n << 160n }, 'SERIAL_TOO_LONG'],
    ['no organisation', subject({ O: '' }), 'SUBJECT_INCOMPLETE'],
    ['a blank organisation', subject({ O: ' ' }), 'SUBJECT_INCOMPLETE'],
    ['a name in another order', { subject: [...ORGANISATION].reverse() }, 'SUBJECT_ORDER'],
    ['an organisation of 65 characters', subject({ O: '长'.repeat(65) }), 'SUBJECT_TEXT'],
    ['a line break in a name', subject({ CN: '示例\n公司' }), 'SUBJECT_TEXT'],
    ['an end before the beginning', { notAfter: new Date('2025-01-01T00:00:00Z') }, 'VALIDITY_ORDER'],
    ['six years', { notAfter: new Date('2032-01-01T00:00:00Z') }, 'VALIDITY_TOO_LONG'],
    ['no revocation list address', { crlUrls: [] }, 'STATUS_ADDRESSES'],
    ['an address that is none', { ocspUrls: ['file:///etc/passwd'] }, 'STATUS_ADDRESS_FORM'],
    ['a credit code with a letter O', { identity: { creditCode: '9135O100M000100Y43' } }, 'IDENTITY'],
    ['itself as issuer', { issuer: 'self' }, 'SELF_ISSUED'],
  ])('refuses %s', (_, over, code) => {
    const tbs = build(over);
    expect(findings(tbs)).toContain(code);
    expect(() => checkCertificate(tbs, profile)).toThrow(expect.objectContaining({ code: 'PROFILE_VIOLATION' }));
  });

  it.each<[string, Partial<CertificateProfile>, string]>([
    ['no key usage', { keyUsage: [] }, 'KEY_USAGE'],
    ['the key usage of encryption', { keyUsage: PROFILES['organisation-encryption'].keyUsage }, 'KEY_USAGE'],
    ['a CA flag', { ca: true }, 'BASIC_CONSTRAINTS'],
    ['a purpose nobody asked for', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'] }, 'EXTENDED_KEY_USAGE'],
    ['an exemption from status checks', { ocspNoCheck: true }, 'OCSP_NO_CHECK'],
  ])('refuses %s', (_, over, code) => {
    expect(findings(build({}, { ...profile, ...over }))).toContain(code);
  });

  it('refuses an identity in a CA certificate', () => {
    expect(findings(build({}, PROFILES['issuing-ca']), PROFILES['issuing-ca'])).toContain('IDENTITY');
  });

  it('refuses bytes that are no certificate', () => {
    expect(() => checkCertificate(der.sequence(der.integer(1)), profile)).toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_VERSION' }),
    );
  });

  it('has one code per rule and names its clause', () => {
    expect(new Set(CERTIFICATE_RULES.map(({ code }) => code)).size).toBe(CERTIFICATE_RULES.length);
    expect(CERTIFICATE_RULES.every(({ clause }) => clause.length > 5)).toBe(true);
  });
});
