import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { der } from '../der/index.ts';
import { nameOf, nameText, partOf } from '../names/name.ts';
import { OID } from '../oids.ts';
import { encodePem } from '../pem/pem.ts';
import { CREDIT_CODE, makeAuthority, type Party, STATUS_ADDRESSES, sampleData } from '../testing/authority.ts';
import { DISTID, openssl, opensslVersion } from '../testing/openssl.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { buildTbsCertificate } from './build.ts';
import { parseCertificate, parseSignedParts, parseTbsCertificate, verifyCertificateSignature } from './parse.ts';
import { PROFILES } from './profile.ts';

const house = await makeAuthority();
const pem = (bytes: Uint8Array) => encodePem('CERTIFICATE', bytes);

describe('certificates made elsewhere', () => {
  const root = parseCertificate(vector('cert-root'));

  it.each(['cert-root', 'cert-sign', 'cert-enc', 'cert-maker', 'cert-tsa', 'cert-person'])('%s verifies', (name) => {
    const certificate = parseCertificate(vector(name));
    expect(verifyCertificateSignature(certificate, root.publicKey)).toBe(true);
    expect(verifyCertificateSignature({ ...certificate, tbs: tampered(certificate.tbs, 40) }, root.publicKey)).toBe(
      false,
    );
  });

  it('shows the organisation, its numbers and addresses', () => {
    const { subject, extensions, serial } = parseCertificate(vector('cert-sign'));
    expect(nameText(subject)).toBe('C=CN, ST=福建省, L=厦门市, O=示例科技有限公司, CN=示例科技有限公司');
    expect(serial).toBe(0x5000000000001001n);
    expect(extensions.keyUsage).toEqual(['digitalSignature', 'nonRepudiation']);
    expect(extensions.identity.get(OID.organizationCode)).toBe(CREDIT_CODE);
    expect(extensions.identity.get(OID.icRegistrationNumber)).toBe('350200100000009');
    expect(extensions.crlUrls).toEqual(['http://ca.example.cn/crl/1.crl']);
    expect(extensions.ocspUrls).toEqual(['http://ca.example.cn/ocsp']);
  });

  it('shows the identity number of a person', () => {
    const { extensions } = parseCertificate(vector('cert-person'));
    expect(extensions.identity.get(OID.identifyCode)).toBe('11010519491231002X');
  });
});

describe('certificates made here', () => {
  it('come back as they were asked for', () => {
    const { certificate } = house.signing;
    expect(partOf(certificate.subject, 'O')).toBe('示例科技有限公司');
    expect(certificate.extensions).toMatchObject({
      ...STATUS_ADDRESSES,
      policies: ['1.2.156.99999.1'],
      unknownCritical: [],
    });
    expect(certificate.extensions.identity.get(OID.taxationNumber)).toBe(CREDIT_CODE);
    expect(certificate.extensions.authorityKeyId).toEqual(house.issuing.certificate.extensions.subjectKeyId);
    expect(parseTbsCertificate(certificate.tbs).serial).toBe(certificate.serial);
  });

  it.each([
    ['signing', [0x03, 0x02, 0x06, 0xc0]],
    ['encryption', [0x03, 0x02, 0x03, 0x38]],
    ['issuing', [0x03, 0x02, 0x01, 0x06]],
  ] as const)('the %s certificate has exactly the key usage of GB/T 20518', (who, bytes) => {
    const { all } = house[who].certificate.extensions;
    expect(all.find(({ oid }) => oid === OID.keyUsage)).toEqual({
      oid: OID.keyUsage,
      critical: true,
      value: Uint8Array.from(bytes),
    });
  });

  it('verify under their issuer only', () => {
    const { signing, issuing, root } = house;
    expect(verifyCertificateSignature(signing.certificate, issuing.certificate.publicKey)).toBe(true);
    expect(verifyCertificateSignature(signing.certificate, root.certificate.publicKey)).toBe(false);
  });
});

describe('any certificate', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((value) => value.isWellFormed());
  const { publicKey } = house.signing.certificate;

  it('says after reading what was asked for when building', () => {
    fc.assert(
      fc.property(
        fc.record({ ST: text, O: text, CN: text }),
        fc.bigInt({ min: 1n, max: (1n << 159n) - 1n }),
        fc.date({ min: new Date('1950-01-01'), max: new Date('2300-01-01'), noInvalidDate: true }),
        fc.constantFrom(...Object.values(PROFILES)),
        (parts, serial, date, profile) => {
          const notBefore = new Date(Math.floor(date.getTime() / 1000) * 1000);
          const subject = nameOf({ C: 'CN', ...parts });
          const data = sampleData({ publicKey, serial, subject, notBefore, ...STATUS_ADDRESSES });
          const parsed = parseTbsCertificate(buildTbsCertificate(profile, data));
          expect(parsed).toMatchObject({ serial, subject, issuer: subject, notBefore, publicKey });
          expect(new Set(parsed.extensions.keyUsage)).toEqual(new Set(profile.keyUsage));
          expect(parsed.extensions.basicConstraints).toEqual({ ca: profile.ca, pathLength: profile.pathLength });
          expect(parsed.extensions).toMatchObject({ ...STATUS_ADDRESSES, unknownCritical: [] });
        },
      ),
    );
  });
});

describe('the signed parts alone', () => {
  const raw = vector('cert-sign');
  const whole = parseCertificate(raw);

  it('are those of the whole certificate, and verify as it does', () => {
    const { tbs, algorithm, signature } = parseSignedParts(raw);
    expect({ tbs, algorithm, signature }).toEqual({
      tbs: whole.tbs,
      algorithm: whole.algorithm,
      signature: whole.signature,
    });
  });

  it('are refused where the outer shape or the stated algorithm is wrong', () => {
    expect(() => parseSignedParts(raw.subarray(0, raw.length - 1))).toThrow();
    expect(() => parseSignedParts(Uint8Array.of(...raw, 0))).toThrow();
    // The algorithm outside is the last identifier before the signature: ecdsa-with-SHA256 instead of SM2 with SM3.
    const other = der.sequence(whole.tbs, der.sequence(der.oid('1.2.840.10045.4.3.2')), der.bitString(whole.signature));
    expect(() => parseSignedParts(other)).toThrow(expect.objectContaining({ code: 'ALGORITHM_MISMATCH' }));
  });
});

describe.runIf(opensslVersion)('openssl', () => {
  // The command gives the signer id only to the certificate it verifies, not to those between: one step at a time.
  const verify = (issuer: Party, bytes: Uint8Array) =>
    openssl(
      ['verify', '-x509_strict', '-partial_chain', '-attime', '1780272000', '-CAfile', 'ca.pem', ...DISTID, 'leaf.pem'],
      { 'ca.pem': pem(issuer.certificate.raw), 'leaf.pem': pem(bytes) },
    ).output;

  it.each([
    ['issuing', 'root'],
    ['signing', 'issuing'],
    ['encryption', 'issuing'],
    ['responder', 'issuing'],
  ] as const)('accepts the %s certificate under the %s one and refuses its tampered twins', (who, issuer) => {
    const { raw } = house[who].certificate;
    expect(verify(house[issuer], raw)).toMatch(/leaf.pem: OK/);
    expect(verify(house[issuer], tampered(raw, -1))).not.toMatch(/OK/);
    expect(verify(house[issuer], tampered(raw, raw.length - 200))).not.toMatch(/OK/);
  });
});
