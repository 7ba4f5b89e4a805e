import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DerReader, der, TAG } from '../der/index.ts';
import { OID } from '../oids.ts';
import { encodeName, isNameWithin, nameOf, nameText, parseName, partOf, sameName } from './name.ts';

const read = (bytes: Uint8Array) => parseName(DerReader.over(bytes).any());
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((value) => value.isWellFormed());

describe('names', () => {
  it('stand in the order of GB/T 20518 and leave empty parts away', () => {
    const name = nameOf({ CN: '丁', O: '丙', L: '', ST: '江西省', C: 'CN' });
    expect(nameText(name)).toBe('C=CN, ST=江西省, O=丙, CN=丁');
    expect(partOf(name, 'O')).toBe('丙');
    expect(partOf(name, 'L')).toBeUndefined();
  });

  it('come back as written', () => {
    fc.assert(
      fc.property(text, text, text, (ST, O, CN) => {
        const name = nameOf({ C: 'CN', ST, O, CN });
        expect(read(encodeName(name))).toEqual(name);
      }),
    );
  });

  it('write the country as PrintableString and the rest as UTF8String', () => {
    const [country, organisation] = [
      ...DerReader.over(encodeName(nameOf({ C: 'CN', O: 'A', CN: 'B' })))
        .sequence()
        .rest(),
    ];
    expect(country?.raw[9]).toBe(TAG.PRINTABLE_STRING);
    expect(organisation?.raw[9]).toBe(TAG.UTF8_STRING);
  });

  it.each(['cn', 'CHN', '中国'])('refuse the country %s', (C) => {
    expect(() => encodeName(nameOf({ C, CN: 'x' }))).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }));
  });

  it('are the same whatever the string type, case and spaces', () => {
    const printable = der.sequence(
      der.setOf(der.sequence(der.oid(OID.commonName), der.printableString('Example  CA'))),
    );
    const utf8 = encodeName([{ type: OID.commonName, value: 'example ca ' }]);
    expect(sameName(printable, utf8)).toBe(true);
    expect(sameName(printable, encodeName([{ type: OID.commonName, value: 'example cb' }]))).toBe(false);
    expect(sameName(printable, encodeName([{ type: OID.organisation, value: 'example ca' }]))).toBe(false);
  });
});

it('attributes have the string types of RFC 5280', () => {
  const tagOf = (type: string) => {
    const name = encodeName([{ type, value: 'a@b' }]);
    return name[name.length - 5];
  };
  expect(tagOf(OID.emailAddress)).toBe(0x16);
  expect(tagOf(OID.commonName)).toBe(0x0c);
  expect(() => tagOf(OID.serialNumber)).toThrow(expect.objectContaining({ code: 'DER_VALUE' }));
  const serial = encodeName([{ type: OID.serialNumber, value: '42' }]);
  expect(serial[serial.length - 4]).toBe(0x13);
});

it('a name lies within another that begins alike', () => {
  const [upper, lower] = [nameOf({ C: 'CN', O: '甲', CN: '' }), nameOf({ C: 'CN', O: '甲', CN: '乙' })].map(encodeName);
  const other = encodeName(nameOf({ C: 'CN', O: '乙', CN: '乙' }));
  if (upper === undefined || lower === undefined) throw new Error('two names were made');
  expect([isNameWithin(lower, upper), isNameWithin(upper, lower), isNameWithin(other, upper)]).toEqual([
    true,
    false,
    false,
  ]);
});
