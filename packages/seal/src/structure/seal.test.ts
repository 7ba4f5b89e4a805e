import { equalBytes, fromHex, sm3 } from '@yinxin/gm';
import {
  answerTimestampRequest,
  buildTimestampRequest,
  der,
  PROFILES,
  parseCertificate,
  parseTimestampResponse,
  sm2Signer,
} from '@yinxin/pki';
import { describe, expect, it } from 'vitest';
import { enrol } from '../../../pki/src/testing/authority.ts';
import { makeHouse, NOW, PIXEL, sampleSeal } from '../testing/house.ts';
import { replaceLast } from '../testing/surgery.ts';
import { vector } from '../testing/vectors.ts';
import { encodeSealInfo, type SealData } from './encode.ts';
import { digestOfCertificate } from './holders.ts';
import { parseSeal } from './parse.ts';
import { draftSeal, signSeal } from './sign.ts';
import type { Seal, SealStandard } from './types.ts';
import { verifySeal } from './verify.ts';

const house = await makeHouse();
const holder = house.signing.certificate.raw;

const codes = (seal: Seal, over = {}) =>
  verifySeal(seal, { ...house.trust, holder, ...over }).findings.map(({ code }) => code);

describe('seals made by others', () => {
  const trust = { at: new Date('2026-06-01T00:00:00Z'), anchors: [parseCertificate(vector('cert-root'))] };

  it.each([
    ['ses-v1-seal', 'GM/T 0031-2014', 1],
    ['ses-v4-seal', 'GB/T 38540-2020', 4],
    ['ses-v4-seal-digestlist', 'GB/T 38540-2020', 4],
  ] as const)('%s is read and good', (name, standard, version) => {
    const seal = parseSeal(vector(name));
    expect(seal).toMatchObject({
      standard,
      version,
      vendor: 'EXAMPLE',
      id: '35020012345678',
      type: 1,
      name: '示例科技有限公司',
      createdAt: new Date('2025-01-01T00:00:00Z'),
      validTo: new Date('2030-01-01T00:00:00Z'),
    });
    expect(seal.makerCertificate).toEqual(vector('cert-maker'));
    expect(verifySeal(seal, { ...trust, holder: vector('cert-sign') })).toEqual({ good: true, findings: [] });
    const other = verifySeal(seal, { ...trust, holder: vector('cert-maker') });
    expect(other).toEqual({ good: false, findings: [{ code: 'HOLDER_NOT_LISTED', severity: 'error' }] });
  });

  it.each(['ses-v1-seal', 'ses-v4-seal', 'ses-v4-seal-digestlist'])('%s is written again byte for byte', (name) => {
    const seal = parseSeal(vector(name));
    const draft = draftSeal(seal, seal.makerCertificate);
    expect(equalBytes(draft.tbs, seal.tbs)).toBe(true);
  });
});

const STANDARDS: [SealStandard, SealData['holders']][] = [
  ['GM/T 0031-2014', { by: 'certificate', certificates: [holder] }],
  ['GB/T 38540-2020', { by: 'certificate', certificates: [holder, house.encryption.certificate.raw] }],
  ['GB/T 38540-2020', { by: 'digest', digests: [digestOfCertificate(holder)] }],
  ['GM/T 0031-2025', { by: 'digest', digests: [digestOfCertificate(holder)] }],
];

describe.each(STANDARDS)('%s', (standard, holders) => {
  const extension = { oid: '1.2.156.10197.6.7.2.2.1', critical: false, value: fromHex('322e31') };
  const data = sampleSeal(holder, { standard, holders, extensions: [extension] });

  it(`holders by ${holders.by}: what is written is read`, async () => {
    const seal = parseSeal(await signSeal(data, house.maker));
    const { standard: _, ...content } = data;
    expect(seal).toMatchObject({ standard, ...content });
    expect(verifySeal(seal, { ...house.trust, holder })).toEqual({ good: true, findings: [] });
  });

  it(`holders by ${holders.by}: signs once, over exactly the to-be-signed bytes`, async () => {
    const asked: Uint8Array[] = [];
    const sign = (tbs: Uint8Array) => {
      asked.push(tbs);
      return house.maker.signer.sign(tbs);
    };
    const raw = await signSeal(data, { ...house.maker, signer: { ...house.maker.signer, sign } });
    expect(asked).toEqual([parseSeal(raw).tbs]);
  });
});

it('before 2020 the signature covers the certificate of the maker too, since then the content alone', () => {
  const of = (standard: SealStandard) => draftSeal(sampleSeal(holder, { standard }), house.maker.certificate);
  const [old, newer] = [of('GM/T 0031-2014'), of('GB/T 38540-2020')];
  expect(old.tbs.length).toBeGreaterThan(old.info.length + house.maker.certificate.length);
  expect(newer.tbs).toEqual(newer.info);
});

describe('a timestamp of 2025', async () => {
  const authority = await enrol(PROFILES['timestamp-authority'], house.issuing);
  const stamp = async (over: Uint8Array): Promise<Uint8Array> => {
    const imprint = { algorithm: 'sm3' as const, digest: sm3.digest(over) };
    const answer = await answerTimestampRequest(
      buildTimestampRequest({ imprint }),
      {
        signer: authority.signer,
        certificate: authority.certificate,
        chain: [authority.certificate.raw, house.issuing.certificate.raw],
        policies: ['1.2.156.99999.9'],
        digests: ['sm3'],
      },
      { serial: 7n, time: new Date('2026-05-01T08:00:01Z') },
    );
    const parsed = parseTimestampResponse(answer);
    if (!parsed.granted) throw new Error(parsed.text);
    return parsed.token;
  };
  const data = sampleSeal(holder, { standard: 'GM/T 0031-2025' });
  const seal = parseSeal(await signSeal(data, house.maker, stamp));
  const timestampAnchors = house.trust.anchors;

  it('is over the signature of the maker', () => {
    expect(codes(seal, { timestampAnchors })).toEqual([]);
    expect(codes(seal)).toEqual(['TIMESTAMP_UNCHECKED']);
  });

  it('is refused over anything else, and when it is none', async () => {
    const elsewhere = parseSeal(await signSeal(data, house.maker, () => stamp(PIXEL)));
    expect(codes(elsewhere, { timestampAnchors })).toEqual(['TIMESTAMP_INVALID']);
    const none = parseSeal(await signSeal(data, house.maker, async () => PIXEL));
    expect(verifySeal(none, { ...house.trust, timestampAnchors }).findings).toMatchObject([
      { code: 'TIMESTAMP_INVALID', because: 'DER_TRUNCATED' },
    ]);
  });

  it('is read without the tag that some programs leave out', () => {
    if (seal.standard !== 'GM/T 0031-2025' || seal.timestamp === undefined) throw new Error('no timestamp');
    const untagged = replaceLast(
      seal.raw,
      der.explicit(0, der.bitString(seal.timestamp)),
      der.bitString(seal.timestamp),
    );
    expect(parseSeal(untagged)).toMatchObject({ timestamp: seal.timestamp });
  });
});

describe('what a verifier finds', async () => {
  const make = async (over: Partial<SealData> = {}) => parseSeal(await signSeal(sampleSeal(holder, over), house.maker));
  const seal = await make();

  it.each([
    ['before its validity', { at: new Date('2026-05-01T07:59:59Z') }, ['MADE_IN_THE_FUTURE', 'NOT_YET_VALID']],
    [
      'after its validity',
      { at: new Date('2027-05-01T08:00:01Z'), anchors: undefined },
      ['MAKER_TRUST_UNCHECKED', 'EXPIRED'],
    ],
    ['maker from another house', { anchors: [parseCertificate(vector('cert-root'))] }, ['MAKER_NOT_TRUSTED']],
    ['certificate of someone else', { holder: house.encryption.certificate.raw }, ['HOLDER_NOT_LISTED']],
  ])('%s', (_, over, expected) => {
    expect(codes(seal, over)).toEqual(expected);
  });

  it('a warning alone leaves it good', () => {
    expect(verifySeal(seal, { at: NOW, holder })).toEqual({
      good: true,
      findings: [{ code: 'MAKER_TRUST_UNCHECKED', severity: 'warning' }],
    });
  });

  it('a signature of someone else', async () => {
    const other = await make({ id: 'another' });
    expect(codes({ ...seal, signature: other.signature })).toEqual(['SIGNATURE_INVALID']);
  });

  it('a maker with a certificate for encryption', () => {
    const maker = house.encryption.certificate.raw;
    expect(codes({ ...seal, makerCertificate: maker })).toEqual(['SIGNATURE_INVALID', 'MAKER_KEY_USAGE']);
  });

  it('a maker certificate that is none', () => {
    expect(verifySeal({ ...seal, makerCertificate: PIXEL }, house.trust).findings).toMatchObject([
      { code: 'MAKER_CERTIFICATE_UNREADABLE', because: 'DER_TAG' },
    ]);
  });

  it('made when the maker had no certificate yet', async () => {
    expect(codes(await make({ createdAt: new Date('2025-12-31T00:00:00Z') }))).toEqual(['MADE_OUTSIDE_MAKER_VALIDITY']);
  });

  it('a critical extension that the caller does not know', async () => {
    const withOne = await make({ extensions: [{ oid: '1.2.3', critical: true, value: PIXEL }] });
    expect(codes(withOne)).toEqual(['EXTENSION_UNKNOWN']);
    expect(codes(withOne, { knownExtensions: ['1.2.3'] })).toEqual([]);
  });

  it.each([
    ['another kind than it says', { type: 'gif' }, ['PICTURE_TYPE_DIFFERS']],
    ['a kind nobody knows', { type: 'tga' }, ['PICTURE_TYPE_UNKNOWN']],
    ['larger than a table', { width: 900, height: 900 }, ['PICTURE_SIZE_UNUSUAL']],
    ['other proportions', { width: 40, height: 30 }, ['PICTURE_PROPORTIONS']],
    ['no picture at all', { data: fromHex('00') }, ['PICTURE_TYPE_DIFFERS']],
  ])('a picture of %s', async (_, over, expected) => {
    const picture = { ...sampleSeal(holder).picture, ...over };
    expect(codes(await make({ picture }))).toEqual(expected);
  });
});

describe('what is not written', () => {
  const refusal = (over: Partial<SealData>) => () => encodeSealInfo(sampleSeal(holder, over));
  const digest = digestOfCertificate(holder);

  it.each<[string, Partial<SealData>, string]>([
    ['no vendor', { vendor: '' }, 'SEAL_VALUE'],
    ['a vendor in Chinese', { vendor: '印信' }, 'SEAL_VALUE'],
    ['an endless number', { id: '1'.repeat(129) }, 'SEAL_VALUE'],
    ['no name', { name: '' }, 'SEAL_VALUE'],
    ['half a character', { name: '示\ud800' }, 'SEAL_VALUE'],
    ['an end before the beginning', { validTo: new Date(0) }, 'SEAL_TIME'],
    ['no time', { createdAt: new Date(Number.NaN) }, 'SEAL_TIME'],
    ['2050 in the old form', { standard: 'GM/T 0031-2014', validTo: new Date('2050-01-01') }, 'SEAL_TIME'],
    ['no holders', { holders: { by: 'certificate', certificates: [] } }, 'SEAL_CERTIFICATE_LIST'],
    [
      'digests in the old form',
      { standard: 'GM/T 0031-2014', holders: { by: 'digest', digests: [digest] } },
      'SEAL_CERTIFICATE_LIST',
    ],
    ['SHA-1', { holders: { by: 'digest', digests: [{ ...digest, algorithm: 'sha1' }] } }, 'SEAL_DIGEST_ALGORITHM'],
    [
      'half a digest',
      { holders: { by: 'digest', digests: [{ ...digest, value: digest.value.subarray(16) }] } },
      'SEAL_DIGEST_LENGTH',
    ],
    ['no picture', { picture: { type: 'png', data: new Uint8Array(), width: 40, height: 40 } }, 'SEAL_PICTURE'],
    ['half a millimetre', { picture: { type: 'png', data: PIXEL, width: 40.5, height: 40 } }, 'SEAL_PICTURE'],
  ])('%s', (_, over, code) => {
    expect(refusal(over)).toThrowError(expect.objectContaining({ name: 'SealError', code }));
  });

  it('a seal whose maker does not have the key of the certificate', async () => {
    const signer = sm2Signer(fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'));
    await expect(signSeal(sampleSeal(holder), { ...house.maker, signer })).rejects.toMatchObject({
      code: 'SEAL_MAKER_KEY',
    });
    const { signer: encryption, certificate } = house.encryption;
    const forEncryption = { certificate: certificate.raw, signer: encryption };
    await expect(signSeal(sampleSeal(holder), forEncryption)).rejects.toMatchObject({ code: 'SEAL_MAKER_KEY' });
    const unreadable = { ...house.maker, certificate: PIXEL };
    await expect(signSeal(sampleSeal(holder), unreadable)).rejects.toMatchObject({ code: 'SEAL_CERTIFICATE' });
  });

  it('a timestamp where the standard has no place for it', async () => {
    const made = signSeal(sampleSeal(holder), house.maker, async () => PIXEL);
    await expect(made).rejects.toMatchObject({ code: 'SEAL_SHAPE' });
  });
});
