import { describe, expect, it, test } from 'vitest';
import { type ApplicationDocument, readApplication, writeApplication } from './application.ts';

const both = (zh: string, en = zh) => ({ zh, en });
const DOCUMENT: ApplicationDocument = {
  format: 'yinxin-application:1',
  origin: 'https://hall.example.cn',
  programme: both('信城通', 'Xinchengtong'),
  project: both('企业用户', 'Enterprise'),
  business: both('证书延期', 'Extension'),
  order: 'XC261122-000001-X',
  dataVersion: 3,
  organisation: { name: '示例“进出口”有限公司', creditCode: '91110108MA01A2B3XX' },
  certificate: 'ab'.repeat(32),
  fields: [{ code: 'way', label: both('方式', 'Way'), value: 'remote', text: both('远程', 'Remote') }],
  materials: [{ code: 'licence', label: both('营业执照'), name: 'a.pdf', sha256: '01'.repeat(32) }],
};
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const text = Buffer.from(writeApplication(DOCUMENT)).toString('utf8');

test('an application is written one way only and read back', () => {
  const { materials, ...rest } = DOCUMENT;
  const shuffled: ApplicationDocument = { materials, ...rest };
  expect(writeApplication(shuffled)).toEqual(writeApplication(DOCUMENT));
  expect(readApplication(utf8(text))).toEqual(DOCUMENT);
  expect(text.startsWith('{"business":{"en":"Extension","zh":"证书延期"},"certificate":')).toBe(true);
});

describe('what could be shown otherwise than it is signed is not signed', () => {
  it.each([
    ['white space', utf8(text.replace('{', '{ '))],
    ['a member twice', utf8(text.replace('{"business"', '{"order":"other","business"'))],
    ['a member unknown', utf8(text.replace('{"business"', '{"also":1,"business"'))],
    ['escapes for plain letters', utf8(text.replace('Extension', '\\u0045xtension'))],
    ['a number written long', utf8(text.replace('"dataVersion":3', '"dataVersion":3.0'))],
    ['a mark before the text', utf8(`\ufeff${text}`)],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe])],
    ['another format', utf8(text.replace('application:1', 'application:2'))],
    ['something else', utf8('[]')],
  ])('%s', (_what, bytes) => {
    expect(() => readApplication(bytes)).toThrow('E_TBS_MISMATCH');
  });

  it.each(['\u202e', '\u2066', '\u200b', '\ufeff', '\u0007'])(
    'nor what holds a character nobody sees (%j)',
    (hidden) => {
      const field = { code: 'x', label: both('x'), value: `a${hidden}b`, text: both('ab') };
      expect(() => writeApplication({ ...DOCUMENT, fields: [field] })).toThrow();
      // In its one encoding, as an assistant may be given it.
      expect(() => readApplication(utf8(text.replace('"remote"', JSON.stringify(field.value))))).toThrow();
      expect(() => readApplication(utf8(text.replace('"remote"', JSON.stringify('a\tb'))))).not.toThrow();
    },
  );

  it('and not more than anybody would read', () => {
    const fields = Array.from({ length: 150 }, (_, i) => ({
      code: `f${i}`,
      label: both('x'),
      value: '字'.repeat(1000),
      text: both(''),
    }));
    expect(() => writeApplication({ ...DOCUMENT, fields })).toThrow('E_TBS_MISMATCH');
  });
});
