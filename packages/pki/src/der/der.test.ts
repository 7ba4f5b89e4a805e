import { fromHex, toHex } from '@yinxin/gm';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseCrl } from '../crl/parse.ts';
import { parseKeyBlob } from '../envelope/blob.ts';
import { parseEnvelopedKey } from '../envelope/enveloped-key.ts';
import { PkiError } from '../errors.ts';
import { parseOcspResponse } from '../ocsp/parse-response.ts';
import { parseOcspRequest } from '../ocsp/request.ts';
import { parseRequest } from '../pkcs10/request.ts';
import { vector } from '../testing/vectors.ts';
import { parseCertificate } from '../x509/parse.ts';
import { DerReader, der } from './index.ts';

// Many cases on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const over = (hex: string) => DerReader.over(fromHex(hex));
const refused = (code: string) => expect.objectContaining({ code });

describe('what is written is read again', () => {
  it('integers of any size and sign', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 200n), max: 1n << 200n }), (value) => {
        expect(DerReader.over(der.integer(value)).integer()).toBe(value);
      }),
    );
    expect(toHex(der.integer(-128))).toBe('020180');
    expect(toHex(der.integer(128))).toBe('02020080');
  });

  it('object identifiers', () => {
    const arc = fc.bigInt({ min: 0n, max: 1n << 70n }).map(String);
    const oid = fc
      .tuple(fc.nat(2), fc.nat(39), fc.array(arc, { maxLength: 5 }))
      .map(([a, b, rest]) => [a, b, ...rest].join('.'));
    fc.assert(
      fc.property(oid, (dotted) => {
        expect(DerReader.over(der.oid(dotted)).oid()).toBe(dotted);
      }),
    );
    expect(toHex(der.oid('2.999.3'))).toBe('0603883703');
  });

  it('texts, bits and bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 300 }), (text, bytes) => {
        fc.pre(text.isWellFormed());
        const reader = DerReader.over(
          der.sequence(der.utf8String(text), der.octetString(bytes), der.bitString(bytes)),
        ).sequence();
        expect([reader.text(), toHex(reader.octets()), toHex(reader.bitBytes())]).toEqual([
          text,
          toHex(bytes),
          toHex(bytes),
        ]);
      }),
    );
  });

  it('times, with two digits of year until 2049', () => {
    const date = fc.date({
      min: new Date('1950-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (value) => {
        const seconds = new Date(Math.floor(value.getTime() / 1000) * 1000);
        expect(DerReader.over(der.time(value)).time()).toEqual(seconds);
        expect(der.time(value)[0]).toBe(seconds.getUTCFullYear() < 2050 ? 0x17 : 0x18);
      }),
    );
  });
});

describe('what is not DER is refused with the byte where', () => {
  it.each([
    ['an indefinite length', '3080020101', 'DER_LENGTH'],
    ['a length longer than needed', '30810302010 1'.replace(' ', ''), 'DER_LENGTH'],
    ['a length of five bytes', '30850000000001', 'DER_LENGTH'],
    ['content beyond the end', '3005020101', 'DER_TRUNCATED'],
    ['a tag of several bytes', '3f810100', 'DER_TAG'],
  ])('%s', (_, hex, code) => {
    expect(() => over(hex).any()).toThrow(refused(code));
  });

  it.each([
    ['padded', '02020001'],
    ['padded negative', '0202ff80'],
    ['empty', '0200'],
  ])('an integer that is %s', (_, hex) => {
    expect(() => over(hex).integer()).toThrow(refused('DER_VALUE'));
  });

  it.each([
    '170d3235303233303030303030305a',
    '170b32353031303130303030 5a'.replace(' ', ''),
    '1813323032353031303130303030303 02b3038'.replace(' ', ''),
  ])('the time %s', (hex) => {
    expect(() => over(hex).time()).toThrow(PkiError);
  });

  it('nesting without end', () => {
    let bytes: Uint8Array = der.nullValue();
    for (let i = 0; i < 60; i++) bytes = der.sequence(bytes);
    const descend = (reader: DerReader): void => descend(reader.sequence());
    expect(() => descend(DerReader.over(bytes))).toThrow(refused('DER_DEPTH'));
  });

  it('more than a megabyte', () => {
    expect(() => DerReader.over(new Uint8Array((1 << 20) + 1))).toThrow(refused('DER_TOO_LONG'));
  });
});

describe('hostile input gives a typed error and nothing else', () => {
  const parsers: readonly (readonly [string, (bytes: Uint8Array) => unknown])[] = [
    ['cert-sign', parseCertificate],
    ['pub-sadkCSR', parseRequest],
    ['crl', parseCrl],
    ['ocsp-req', parseOcspRequest],
    ['ocsp-resp', parseOcspResponse],
    ['sm2envelopedkey', parseEnvelopedKey],
    ['envelopedkeyblob', parseKeyBlob],
  ];
  const runs = Number(process.env.PKI_FUZZ_CASES ?? 400);

  it.each(parsers)('%s, changed, cut and lengthened', (name, parse) => {
    const original = vector(name);
    const change = fc.tuple(fc.nat(original.length - 1), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.option(fc.nat(original.length)),
        (changes, cut) => {
          const bytes = original.slice(0, cut ?? original.length);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            parse(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(PkiError);
          }
        },
      ),
      { numRuns: runs },
    );
    for (let i = 0; i < original.length; i++) expect(() => parse(original.subarray(0, i))).toThrow(PkiError);
  });
});
