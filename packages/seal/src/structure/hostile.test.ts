import { concatBytes, fromHex } from '@yinxin/gm';
import { der, parseCertificate } from '@yinxin/pki';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealError } from '../errors.ts';
import { within } from '../testing/surgery.ts';
import { vector } from '../testing/vectors.ts';
import { LIMITS } from './limits.ts';
import { parseSeal } from './parse.ts';
import { verifySeal } from './verify.ts';

const [v1, v4, digests] = [vector('ses-v1-seal'), vector('ses-v4-seal'), vector('ses-v4-seal-digestlist')];
const runs = Number(process.env.SEAL_FUZZ_CASES ?? 100);
const text = (value: string) => new TextEncoder().encode(value);
const ia5 = (value: string) => der.tlv(0x16, text(value));
const time = (tag: number, value: string) => der.tlv(tag, text(value));
const NONE = new Uint8Array();
const set = (index: number, by: Uint8Array) => (members: Uint8Array[]) => members.with(index, by);

const INFO = [0];
const HEADER = [0, 0];
const PROPERTY = [0, 2];
const LIST = [0, 2, 3];
const PICTURE = [0, 3];

describe('refused with a code', () => {
  it.each<[string, Uint8Array, string, string?]>([
    ['nothing', NONE, 'SEAL_MALFORMED', 'DER_TRUNCATED'],
    ['text', text('seal'), 'SEAL_MALFORMED', 'DER_TAG'],
    ['broken off', v4.subarray(0, -1), 'SEAL_MALFORMED', 'DER_TRUNCATED'],
    ['a byte behind the end', concatBytes(v4, Uint8Array.of(0)), 'SEAL_MALFORMED', 'DER_TRAILING'],
    ['a length of four gigabytes', fromHex('3084ffffffff'), 'SEAL_MALFORMED', 'DER_TRUNCATED'],
    ['a length of nine bytes', fromHex('3089010000000000000000'), 'SEAL_MALFORMED', 'DER_LENGTH'],
    ['an indefinite length', fromHex('308000 00'), 'SEAL_MALFORMED', 'DER_LENGTH'],
    ['more than is read', new Uint8Array(LIMITS.seal + 1), 'SEAL_TOO_LARGE'],
    [
      'nested deep',
      Array.from({ length: 60 }).reduce<Uint8Array>((inner) => der.sequence(inner), NONE),
      'SEAL_MALFORMED',
    ],
    ['another header', within(v4, HEADER, set(0, ia5('EX'))), 'SEAL_HEADER'],
    ['version 0', within(v4, HEADER, set(1, der.integer(0))), 'SEAL_VERSION'],
    ['version 6', within(v4, HEADER, set(1, der.integer(6))), 'SEAL_VERSION'],
    ['a version beyond counting', within(v4, HEADER, set(1, der.integer(2n ** 70n))), 'SEAL_MALFORMED', 'DER_VALUE'],
    ['a negative version', within(v4, HEADER, set(1, der.integer(-4))), 'SEAL_MALFORMED', 'DER_VALUE'],
    [
      'version 1 built like 4',
      within(within(v4, HEADER, set(1, der.integer(1))), PROPERTY, (m) => m.toSpliced(2, 1)),
      'SEAL_SHAPE',
    ],
    [
      'version 4 built like 1',
      within(within(v1, HEADER, set(1, der.integer(4))), PROPERTY, (m) => m.toSpliced(2, 0, der.integer(1))),
      'SEAL_SHAPE',
    ],
    ['an endless number', within(v4, INFO, set(1, ia5('1'.repeat(129)))), 'SEAL_VALUE'],
    ['a number of another kind', within(v4, INFO, set(1, der.utf8String('1'))), 'SEAL_MALFORMED', 'DER_TAG'],
    [
      'a name that is not UTF-8',
      within(v4, PROPERTY, set(1, der.tlv(0x0c, fromHex('ff')))),
      'SEAL_MALFORMED',
      'DER_VALUE',
    ],
    ['a list of kind 3', within(v4, PROPERTY, set(2, der.integer(3))), 'SEAL_CERTIFICATE_LIST'],
    ['an empty list', within(v4, PROPERTY, set(3, der.sequence())), 'SEAL_CERTIFICATE_LIST'],
    [
      'a thousand certificates',
      within(v4, LIST, () => Array.from({ length: 1000 }, () => der.octetString(NONE))),
      'SEAL_CERTIFICATE_LIST',
    ],
    ['certificates said to be digests', within(v4, PROPERTY, set(2, der.integer(2))), 'SEAL_MALFORMED', 'DER_TAG'],
    ['digests said to be certificates', within(digests, PROPERTY, set(2, der.integer(1))), 'SEAL_MALFORMED', 'DER_TAG'],
    ['a SHA-1 digest', within(digests, [...LIST, 0], set(0, der.printableString('sha1'))), 'SEAL_DIGEST_ALGORITHM'],
    ['half a digest', within(digests, [...LIST, 0], set(1, der.octetString(new Uint8Array(16)))), 'SEAL_DIGEST_LENGTH'],
    ['30 February', within(v4, PROPERTY, set(4, time(0x18, '20250230000000Z'))), 'SEAL_TIME'],
    ['local time', within(v4, PROPERTY, set(4, time(0x18, '20250101000000'))), 'SEAL_TIME'],
    ['a time of another kind', within(v4, PROPERTY, set(4, der.integer(5))), 'SEAL_TIME'],
    ['no width', within(v4, PICTURE, set(2, der.integer(0))), 'SEAL_PICTURE'],
    ['a height of a kilometre', within(v4, PICTURE, set(3, der.integer(1_000_000))), 'SEAL_PICTURE'],
    ['no picture', within(v4, PICTURE, set(1, der.octetString(NONE))), 'SEAL_PICTURE'],
    [
      'a member too many',
      within(v4, INFO, (m) => [...m, der.sequence(), der.nullValue()]),
      'SEAL_MALFORMED',
      'DER_TRAILING',
    ],
    ['ECDSA', within(v4, [], set(2, der.oid('1.2.840.10045.4.3.2'))), 'SEAL_SIGNATURE_ALGORITHM'],
    [
      'bits left over in the signature',
      within(v4, [], set(3, der.tlv(3, fromHex('0780')))),
      'SEAL_MALFORMED',
      'DER_VALUE',
    ],
    [
      'a timestamp before 2025',
      within(v4, [], (m) => [...m, der.explicit(0, der.bitString(NONE))]),
      'SEAL_MALFORMED',
      'DER_TRAILING',
    ],
  ])('%s', (_, bytes, code, because) => {
    expect(() => parseSeal(bytes)).toThrowError(
      expect.objectContaining({ name: 'SealError', code, ...(because && { because }) }),
    );
  });

  it('the same extension twice, and more than are read', () => {
    const one = (oid: string) => der.sequence(der.oid(oid), der.octetString(NONE));
    const twice = within(v4, INFO, (m) => [...m, der.sequence(one('1.2.3'), one('1.2.3'))]);
    expect(() => parseSeal(twice)).toThrowError(expect.objectContaining({ code: 'SEAL_EXTENSION_DUPLICATE' }));
    const many = Array.from({ length: LIMITS.extensions + 1 }, (_, i) => one(`1.2.${i}`));
    const full = within(v4, INFO, (m) => [...m, der.sequence(...many)]);
    expect(() => parseSeal(full)).toThrowError(expect.objectContaining({ code: 'SEAL_VALUE' }));
  });
});

describe('read all the same, because seals in use have it', () => {
  const extension = der.sequence(der.oid('1.2.3'), der.boolean(false), der.octetString(NONE));
  it.each([
    [
      'a fraction of a second',
      within(v4, PROPERTY, set(4, time(0x18, '20250101000000.763Z'))),
      '2025-01-01T00:00:00.763Z',
    ],
    ['no seconds', within(v1, PROPERTY, set(3, time(0x17, '2501010000Z'))), '2025-01-01T00:00:00.000Z'],
    ['the newer kind of time', within(v1, PROPERTY, set(3, time(0x18, '20250101000000Z'))), '2025-01-01T00:00:00.000Z'],
    ['the older kind of time', within(v4, PROPERTY, set(4, time(0x17, '250101000000Z'))), '2025-01-01T00:00:00.000Z'],
  ])('%s', (_, bytes, expected) => {
    expect(parseSeal(bytes).createdAt.toISOString()).toBe(expected);
  });

  it.each([
    ['bare', within(v4, INFO, (m) => [...m, der.sequence(extension)])],
    ['in [0]', within(v4, INFO, (m) => [...m, der.explicit(0, der.sequence(extension))])],
  ])('extensions %s, with a default written out', (_, bytes) => {
    expect(parseSeal(bytes).extensions).toEqual([{ oid: '1.2.3', critical: false, value: NONE }]);
  });
});

describe.each([
  ['GM/T 0031-2014', v1],
  ['GB/T 38540-2020', v4],
  ['digests', digests],
])('%s, damaged anywhere', (_, original) => {
  const at = new Date('2026-06-01T00:00:00Z');
  const question = { at, holder: vector('cert-sign'), anchors: [parseCertificate(vector('cert-root'))] };

  it('is refused with a code or judged, and never good', () => {
    const changes = fc.array(fc.tuple(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(changes, (list) => {
        const bytes = original.slice();
        for (const [index, difference] of list) bytes[index] = (bytes[index] ?? 0) ^ difference;
        fc.pre(bytes.some((byte, index) => byte !== original[index]));
        try {
          expect(verifySeal(parseSeal(bytes), question).good).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(SealError);
        }
      }),
      { numRuns: runs },
    );
  });

  it('is refused at every length but its own', () => {
    for (let length = 0; length < original.length; length += 7) {
      expect(() => parseSeal(original.subarray(0, length))).toThrowError(SealError);
    }
  });
});
