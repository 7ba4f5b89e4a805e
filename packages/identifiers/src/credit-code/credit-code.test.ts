import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describe as say } from '../texts.ts';
import { CHARSET, category, explain, group, isIn, isValid, make, numbered, region } from './index.ts';

// 91350100M000100Y43 is the example of GB 32100-2015; the others are published codes of well-known companies.
const PUBLISHED = ['91350100M000100Y43', '91110108551385082Q', '91440300708461136T', '91330100799655058B'];

const made = fc
  .tuple(
    fc.array(fc.double({ min: 0, max: 0.999999, noNaN: true }), { minLength: 6, maxLength: 6 }),
    fc.integer({ min: 1, max: 11 }),
  )
  .map(([numbers, city]) => {
    let i = 0;
    return make(() => numbers[i++] ?? 0, `36${String(city).padStart(2, '0')}00`);
  });

const codes = (input: string) => explain(input).findings.map((one) => one.code);

describe('unified social credit code', () => {
  test.each(PUBLISHED)('[JX-03] accepts the published code %s without any finding', (code) => {
    expect(explain(code)).toEqual({ cleaned: code, findings: [], valid: true });
  });

  test('[JX-02] lower case is converted and said, so that it is never stored', () => {
    const result = explain('91350100m000100y43');
    expect(result).toMatchObject({ cleaned: '91350100M000100Y43', valid: true });
    expect(result.findings).toEqual([{ code: 'LOWERCASE', severity: 'note', params: {} }]);
  });

  test('full-width characters, spaces and hyphens are cleaned and said', () => {
    expect(explain(' ９１350100-M000100Y 43 ')).toMatchObject({ cleaned: '91350100M000100Y43', valid: true });
    expect(codes(' ９１350100-M000100Y 43 ')).toEqual(['FULL_WIDTH_CONVERTED', 'SEPARATORS_REMOVED']);
  });

  test.each([
    ['O', '0', '9135O100M000100Y43'],
    ['I', '1', '9I350100M000100Y43'],
    ['S', '5', '913S0100M000100Y43'],
    ['O', '0', '91350100MOOO100Y43'],
  ])('[JX-03] letter %s is refused with the reason, and digit %s is offered', (found, digit, typed) => {
    const result = explain(typed);
    expect(result).toMatchObject({ cleaned: typed, valid: false, suggestion: '91350100M000100Y43' });
    expect(result.findings[0]).toMatchObject({
      code: 'LOOK_ALIKE',
      at: typed.indexOf(found),
      params: { found, digit },
    });
    expect(explain(result.suggestion ?? '').valid).toBe(true);
  });

  test('[JX-03] Z is read as 2; V never occurs, has no digit twin and so no correction is offered', () => {
    expect(explain('9144030070846113ZT').suggestion).toBe('91440300708461132T');
    const withV = explain('91350100V000100Y43');
    expect(withV.findings).toMatchObject([{ code: 'NEVER_OCCURS', at: 8 }]);
    expect(withV.suggestion).toBeUndefined();
    expect(explain('91350100VO00100Y43').suggestion).toBeUndefined();
  });

  test('[JX-04] length, characters and check character stop a wrong code at registration', () => {
    expect(explain('91350100M000100Y4').findings).toMatchObject([{ code: 'TOO_SHORT', params: { missing: 1 } }]);
    expect(explain('91350100M000100Y433').findings).toMatchObject([{ code: 'TOO_LONG', params: { surplus: 1 } }]);
    expect(codes('91350100M000100中43')).toEqual(['BAD_CHARACTER']);
    expect(codes('')).toEqual(['EMPTY']);
    expect(codes('110108000000016')).toEqual(['OLD_REGISTRATION_NUMBER']);
    for (const typed of ['91350100M000100Y4', '110108000000016', '', '91350100M000100Y44', '🙂'.repeat(18)]) {
      expect(explain(typed).valid).toBe(false);
    }
  });

  test('[JX-04] a wrong check character names the right one as a hint and offers no correction', () => {
    const result = explain('91350100M000100Y44');
    expect(result.findings).toEqual([
      { code: 'CHECK_CHARACTER', severity: 'error', at: 17, params: { expected: '3', found: '4', position: 18 } },
    ]);
    expect(result.suggestion).toBeUndefined();
    const [finding] = result.findings;
    expect(finding && say(finding, 'zh-CN')).toContain('最后一位应为“3”');
    expect(finding && say(finding, 'en')).toContain('the last should be “3” instead of “4”');
  });

  test('an inner organisation code that does not check is a warning only', () => {
    const odd = CHARSET.split('')
      .map((last) => `91350100M000100X4${last}`)
      .find(isValid);
    expect(explain(odd ?? '')).toMatchObject({
      valid: true,
      findings: [{ code: 'INNER_ORGANISATION_CODE', severity: 'warning', params: { expected: '6' } }],
    });
  });

  test('[JX-04] is shown in groups for confirmation', () => {
    expect(group('91350100M000100Y43')).toBe('91 350100 M000100Y4 3');
    expect(group('913501')).toBe('91 3501');
  });

  test('[JX-22] region tells province and, in Jiangxi, the city', () => {
    const nanchang = make(() => 0.5, '360100');
    expect(region(nanchang)).toMatchObject({
      code: '360100',
      province: { zh: '江西省' },
      city: { zh: '南昌市', en: 'Nanchang' },
    });
    expect(isIn(nanchang, '36')).toBe(true);
    expect(isIn('91350100M000100Y43', '36')).toBe(false);
    expect(region('MA1234367')).toEqual({ code: '' });
    expect(region('91350100M000100Y43')).toEqual({
      code: '350100',
      province: { code: '35', zh: '福建省', en: 'Fujian' },
    });
    expect(codes(make(() => 0.5, '990000'))).toEqual(['REGION_UNKNOWN']);
  });

  test('category names authority and kind', () => {
    expect(category('91350100M000100Y43')).toMatchObject({
      authority: { zh: '市场监督管理部门' },
      kind: { zh: '企业' },
    });
    expect(category('12360100491XXXXXXX')).toMatchObject({ kind: { zh: '事业单位' } });
  });

  test('[JX-04] every made code is valid, in any writing, and lies in its region', () => {
    fc.assert(
      fc.property(made, (code) => {
        expect(explain(code)).toEqual({ cleaned: code, findings: [], valid: true });
        expect(explain(group(code).toLowerCase()).cleaned).toBe(code);
        expect(isIn(code, '36')).toBe(true);
      }),
    );
  });

  test('numbered codes are valid and all different', () => {
    const codes = Array.from({ length: 2000 }, (_, n) => numbered(n));
    expect(codes.filter((one) => !isValid(one))).toEqual([]);
    expect(new Set(codes).size).toBe(2000);
  });

  test('[JX-04] every single wrong character and every swap of neighbours is detected', () => {
    fc.assert(
      fc.property(made, fc.nat(17), fc.constantFrom(...CHARSET), (code, at, other) => {
        const wrong = code.slice(0, at) + other + code.slice(at + 1);
        expect(isValid(wrong)).toBe(wrong === code);
      }),
    );
    fc.assert(
      fc.property(made, fc.nat(15), (code, at) => {
        const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
        expect(isValid(swapped)).toBe(swapped === code);
      }),
    );
  });

  test('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => explain(text).cleaned.length <= 4000),
    );
  });
});
