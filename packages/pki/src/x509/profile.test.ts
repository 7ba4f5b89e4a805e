import { toHex } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import type { SignatureAlgorithm } from '../algorithms/registry.ts';
import { nameOf } from '../names/name.ts';
import { OID } from '../oids.ts';
import { encodePem } from '../pem/pem.ts';
import {
  CREDIT_CODE,
  enrol,
  makeAuthority,
  makeInternational,
  STATUS_ADDRESSES,
  sampleData,
} from '../testing/authority.ts';
import { openssl, opensslVersion } from '../testing/openssl.ts';
import { tampered } from '../testing/vectors.ts';
import { buildTbsCertificate, type CertificateData } from './build.ts';
import { shardOf, shardUrl } from './distribution-point.ts';
import { parseTbsCertificate } from './parse.ts';
import { type CertificateProfile, PROFILES } from './profile.ts';

const house = await makeAuthority();
const { publicKey } = house.signing.certificate;
const refused = (code: string) => expect.objectContaining({ code });

function made(profile: CertificateProfile, over: Partial<CertificateData>) {
  return parseTbsCertificate(buildTbsCertificate(profile, sampleData({ publicKey, ...over })));
}
const valueIn = (tbs: ReturnType<typeof made>, oid: string) =>
  toHex(tbs.extensions.all.find((item) => item.oid === oid)?.value ?? new Uint8Array(0));

describe('identity extensions of GM/T 0015', () => {
  it('carry every number of an organisation as PrintableString', () => {
    const identity = {
      creditCode: CREDIT_CODE,
      organisationCode: 'M000100Y4',
      registrationNumber: '350200100000009',
      taxNumber: '350200M000100Y4',
      insuranceNumber: 'S1',
      creditCodeOid: '1.2.156.10260.4.4',
    };
    const tbs = made(PROFILES['organisation-signing'], { identity });
    expect(Object.fromEntries(tbs.extensions.identity)).toEqual({
      [OID.insuranceNumber]: 'S1',
      [OID.icRegistrationNumber]: identity.registrationNumber,
      [OID.organizationCode]: identity.organisationCode,
      [OID.taxationNumber]: identity.taxNumber,
      '1.2.156.10260.4.4': CREDIT_CODE,
    });
    expect(valueIn(tbs, OID.insuranceNumber)).toBe('13025331');
  });

  it.each([
    ['resident-card', '11010519491231002X', `a0141312${toHex(new TextEncoder().encode('11010519491231002X'))}`],
    ['military-card', '军字第1号', undefined],
    ['passport', 'E12345678', undefined],
  ] as const)('carry the %s of a person in an explicit tag', (document, number, hex) => {
    const person = { document, number };
    const tbs = made(PROFILES['person-signing'], { person, subject: nameOf({ C: 'CN', CN: '张三' }) });
    expect(tbs.extensions.identity.get(OID.identifyCode)).toBe(number);
    expect(tbs.extensions.identityDocument).toBe(document);
    if (hex !== undefined) expect(valueIn(tbs, OID.identifyCode)).toBe(hex);
  });

  it('do not take what a PrintableString cannot say', () => {
    expect(() => made(PROFILES['person-signing'], { person: { document: 'passport', number: '护照' } })).toThrow(
      refused('DER_VALUE'),
    );
  });
});

describe('profiles', () => {
  it('of the timestamp authority name its purpose alone and critically', () => {
    const tbs = made(PROFILES['timestamp-authority'], {});
    expect(tbs.extensions.extendedKeyUsage).toEqual([OID.timeStamping]);
    expect(tbs.extensions.all.find(({ oid }) => oid === OID.extendedKeyUsage)?.critical).toBe(true);
  });

  it('name themselves, and some kind of key', () => {
    for (const [name, profile] of Object.entries(PROFILES)) {
      expect(profile.name).toBe(name);
      expect(profile.keyAlgorithms.length).toBeGreaterThan(0);
      expect(profile.standard === 'GB/T 20518' && !profile.ca && profile.status === 'required').toBe(
        profile.keyAlgorithms.length === 1 && profile.keyAlgorithms[0] === 'sm2',
      );
    }
  });
});

describe('a divided list', () => {
  it('has its part fixed in the certificate', () => {
    const serial = 0x5000000000001003n;
    const crlShard = shardOf(serial, 16);
    const crlUrls = ['http://ca.example.cn/crl/{shard}.crl'];
    const tbs = made(PROFILES['organisation-signing'], {
      serial,
      crlShard,
      crlUrls,
      freshestCrlUrls: ['http://ca.example.cn/crl/{shard}-delta.crl'],
    });
    expect(tbs.extensions.crlUrls).toEqual(['http://ca.example.cn/crl/3.crl']);
    expect(tbs.extensions.freshestCrlUrls).toEqual(['http://ca.example.cn/crl/3-delta.crl']);
    expect(() => made(PROFILES['organisation-signing'], { crlUrls })).toThrow(refused('CRL_SHARD'));
  });

  it('has no part 1.5, no part below 0 and not no parts', () => {
    expect(() => shardUrl('{shard}', 1.5)).toThrow(refused('CRL_SHARD'));
    expect(() => shardUrl('{shard}', -1)).toThrow(refused('CRL_SHARD'));
    expect(() => shardOf(5n, 0)).toThrow(refused('CRL_SHARD'));
    expect(shardUrl('http://a/b', undefined)).toBe('http://a/b');
  });
});

it('constraints, names and mappings come back as they were written', () => {
  const directory = { kind: 'directory' as const, value: house.root.certificate.subjectRaw };
  const names = {
    permitted: [directory, { kind: 'dns' as const, value: 'example.cn' }],
    excluded: [
      { kind: 'email' as const, value: '.example.com' },
      { kind: 'ip' as const, value: new Uint8Array(8) },
    ],
  };
  const constraints = {
    names,
    policies: { requireExplicit: 0, inhibitMapping: 300 },
    policyMappings: [{ issuer: '1.2.3', subject: '1.2.4' }],
    inhibitAnyPolicy: 1,
  };
  const alternativeNames = [{ kind: 'email' as const, value: 'a@example.cn' }, directory];
  const { extensions } = made(PROFILES['intermediate-ca'], { constraints, alternativeNames, policies: ['1.2.3'] });
  expect(extensions).toMatchObject({
    nameConstraints: names,
    policyConstraints: constraints.policies,
    policyMappings: constraints.policyMappings,
    inhibitAnyPolicy: 1,
    alternativeNames,
    unknownCritical: [],
  });
  expect(extensions.all.filter(({ critical }) => critical).map(({ oid }) => oid)).toEqual(
    expect.arrayContaining([OID.nameConstraints, OID.policyConstraints, OID.policyMappings, OID.inhibitAnyPolicy]),
  );
});

describe.runIf(opensslVersion)('openssl verifies whole chains', () => {
  const ways: readonly (readonly [SignatureAlgorithm, Parameters<typeof makeInternational>[0]])[] = [
    ['rsa-sha256', 'rsa'],
    ['rsa-pss-sha256', 'rsa'],
    ['ecdsa-p256-sha256', 'p-256'],
    ['ecdsa-p384-sha384', 'p-384'],
  ];

  it.each(ways)('of %s, and refuses the tampered twin', async (algorithm, keyAlgorithm) => {
    const { root, issuing, leaf } = await makeInternational(keyAlgorithm, algorithm);
    expect(root.certificate.algorithm).toBe(algorithm);
    const verify = (bytes: Uint8Array) =>
      openssl(['verify', '-x509_strict', '-attime', '1780272000', '-CAfile', 'root', '-untrusted', 'issuing', 'leaf'], {
        root: encodePem('CERTIFICATE', root.certificate.raw),
        issuing: encodePem('CERTIFICATE', issuing.certificate.raw),
        leaf: encodePem('CERTIFICATE', bytes),
      }).output;
    expect(verify(leaf.certificate.raw)).toMatch(/leaf: OK/);
    expect(verify(tampered(leaf.certificate.raw, -1))).not.toMatch(/OK/);
  });

  it('with an ECDSA subscriber below an SM2 issuer', async () => {
    const mixed = await enrol(PROFILES['organisation-ecdsa'], house.issuing, {
      ...STATUS_ADDRESSES,
      keyAlgorithm: 'p-256',
    });
    expect(mixed.certificate).toMatchObject({ keyAlgorithm: 'p-256', algorithm: 'sm2-sm3' });
  });
});
