import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { organisationName, personName } from './index.ts';

const found = (input: string) => organisationName.normalise(input).findings.map((one) => one.code);

describe('organisation name', () => {
  test('[JX-07] half-width brackets become full-width, and it is said', () => {
    expect(organisationName.normalise(' 江西赣江(南昌)建设有限公司 ')).toEqual({
      cleaned: '江西赣江（南昌）建设有限公司',
      findings: [{ code: 'BRACKETS_CONVERTED', severity: 'note', params: { name: '江西赣江（南昌）建设有限公司' } }],
      valid: true,
    });
    expect(found('江西赣江（南昌）建设有限公司')).toEqual([]);
  });

  test('[JX-07] spaces and other half-width characters get a warning but stay', () => {
    expect(organisationName.normalise('江西 建设有限公司')).toMatchObject({
      cleaned: '江西 建设有限公司',
      valid: true,
    });
    expect(found('江西 建设有限公司')).toEqual(['NAME_SPACE']);
    expect(found('江西　建设有限公司')).toEqual(['NAME_SPACE']);
    expect(found('江西A建设有限公司')).toEqual(['NAME_HALF_WIDTH']);
    expect(found('江西（南昌建设有限公司')).toEqual(['NAME_BRACKETS_UNEVEN']);
  });

  test('a Latin name keeps its brackets and single spaces', () => {
    expect(organisationName.normalise('Example (China) Ltd.')).toMatchObject({
      cleaned: 'Example (China) Ltd.',
      valid: true,
    });
    expect(found('Example  Ltd')).toEqual(['NAME_SPACE']);
  });

  test('invisible characters are removed and said', () => {
    expect(organisationName.normalise('江西\u200b建设')).toMatchObject({
      cleaned: '江西建设',
      findings: [{ code: 'INVISIBLE_REMOVED' }],
    });
  });

  test.each([
    '<script>alert(1)</script>公司',
    '江西javascript:公司',
    '江西\u0000公司',
    '江西\u202e公司',
    '{{公司}}',
    '江\nxi公司',
    '江西😀公司',
    '江西\u{e0041}公司',
  ])('refuses %j', (name) => expect(organisationName.normalise(name).valid).toBe(false));

  test('length is 2 to 64 characters, also beyond the basic plane: a certificate holds no more', () => {
    expect(organisationName.normalise('公').valid).toBe(false);
    expect(organisationName.normalise('公'.repeat(64)).valid).toBe(true);
    expect(organisationName.normalise('𠮷'.repeat(64)).valid).toBe(true);
    expect(organisationName.normalise('公'.repeat(65)).valid).toBe(false);
    expect(organisationName.normalise('公'.repeat(1_000_000)).valid).toBe(false);
    expect(found('公'.repeat(65))).toEqual(['NAME_TOO_LONG_FOR_CERTIFICATE']);
    expect(found('  ')).toEqual(['EMPTY']);
  });

  test('an accent that an invisible character kept from its letter is composed with it', () => {
    expect(organisationName.normalise('A\u200b\u0301B').cleaned).toBe('\u00c1B');
  });

  test('normalising twice changes nothing more', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('江', '(', ')', '（', ' ', 'A', '<', '\u200b', '·', '\u0301') }),
        (text) => {
          const once = organisationName.normalise(text).cleaned;
          expect(organisationName.normalise(once).cleaned).toBe(once);
        },
      ),
    );
  });

  test('comparison unifies width, spaces and dashes, not characters', () => {
    const key = organisationName.comparisonKey;
    expect(key('江西（南昌） 公司')).toBe(key('江西(南昌)公司'));
    expect(key('江西ａ—公司')).toBe(key('江西A-公司'));
    expect(key('江西公司')).not.toBe(key('江西公同'));
  });
});

describe('person name', () => {
  test('unifies the middle dot and drops spaces in Chinese names', () => {
    expect(personName.normalise('买买提•吐尔逊')).toMatchObject({ cleaned: '买买提·吐尔逊', valid: true });
    expect(personName.normalise('张 三')).toMatchObject({ cleaned: '张三', valid: true });
    expect(personName.normalise('Mary  Smith')).toMatchObject({ cleaned: 'Mary Smith', valid: true });
  });

  test.each(['张', '张3', '<b>张三</b>', '', '张\u0007三'])('refuses %j', (name) => {
    expect(personName.normalise(name).valid).toBe(false);
  });
});
