import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idCard, landline, maskMobile, mobile, organisationCode, phone, taxNumber, trackingNumber } from './index.ts';

const first = (result: { findings: readonly { code: string }[] }) => result.findings[0]?.code;

describe('organisation code', () => {
  test.each(['D2143569-X', 'M000100Y-4', 'd2143569x'])('accepts %s', (code) => {
    expect(organisationCode.explain(code).valid).toBe(true);
  });
  test('refuses a wrong check character', () => {
    expect(organisationCode.explain('D2143569-1').findings).toMatchObject([
      { code: 'SEPARATORS_REMOVED' },
      { code: 'CHECK_CHARACTER', params: { expected: 'X', found: '1' } },
    ]);
    expect(organisationCode.format('D2143569X')).toBe('D2143569-X');
  });
});

describe('phones', () => {
  test.each(['13800138000', '+86 138 0013 8000', '0086-13800138000', '8613800138000', '１３８００１３８０００'])(
    'mobile %s',
    (text) => {
      expect(mobile(text)).toEqual({ cleaned: '13800138000', findings: [], valid: true });
    },
  );
  test.each(['12800138000', '1380013800', '138001380000', 'abc', ''])('refuses mobile %j', (text) => {
    expect(mobile(text).valid).toBe(false);
  });
  test('masks the middle', () => expect(maskMobile('13800138000')).toBe('138****8000'));
  test.each([
    ['079188888888', '0791-88888888'],
    ['(0791) 8888 8888', '0791-88888888'],
    ['+86 791 88888888', '0791-88888888'],
    ['010-65551234转12', '010-65551234-12'],
    ['0791-88888888-123', '0791-88888888-123'],
    ['4001234567', '400-123-4567'],
  ])('fixed line %s is %s', (text, cleaned) => {
    expect(landline(text)).toEqual({ cleaned, findings: [], valid: true });
    expect(landline(cleaned).cleaned).toBe(cleaned);
  });
  test('either kind', () => {
    expect(phone('138 0013 8000').cleaned).toBe('13800138000');
    expect(phone('0791-88888888').cleaned).toBe('0791-88888888');
    expect(first(phone('88888888'))).toBe('PHONE_FORMAT');
  });
});

describe('identity card', () => {
  test.each(['11010519491231002X', '440524188001010014', '11010519491231002x'])('accepts %s', (text) => {
    expect(idCard.explain(text).valid).toBe(true);
  });
  test.each([
    ['110105194912310021', 'ID_CARD_CHECK'],
    ['11010519490231002X', 'ID_CARD_BIRTH_DATE'],
    ['110105491231002', 'ID_CARD_OLD'],
    ['1101051949123100', 'ID_CARD_FORMAT'],
  ])('refuses %s: %s', (text, code) => {
    expect(idCard.explain(text).findings.map((one) => one.code)).toContain(code);
    expect(idCard.explain(text).valid).toBe(false);
  });
  test('a birth date after today is refused', () => {
    expect(idCard.explain('11010519491231002X', '1949-12-30').valid).toBe(false);
    expect(idCard.explain('11010519491231002X', '1949-12-31').valid).toBe(true);
  });
  test('mask shows three and four', () => expect(idCard.mask('11010519491231002X')).toBe('110***********002X'));
  test('every single wrong digit is detected', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.nat(9), (at, digit) => {
        const right = '11010519491231002X';
        const wrong = right.slice(0, at) + digit + right.slice(at + 1);
        expect(idCard.explain(wrong).valid).toBe(wrong === right);
      }),
    );
  });
});

describe('taxpayer number', () => {
  test.each(['91350100M000100Y43', '350100M000100Y4', '11010519491231002X01'])('accepts %s', (text) => {
    expect(taxNumber.explain(text).valid).toBe(true);
  });
  test('refuses other lengths, and look-alikes as in a credit code', () => {
    expect(first(taxNumber.explain('1234'))).toBe('TAX_NUMBER_FORMAT');
    expect(taxNumber.explain('91350100MO00100Y43').suggestion).toBe('91350100M000100Y43');
  });
});

describe('courier number', () => {
  test.each([
    ['sf1234567890123', 'SF1234567890123', 'sf'],
    ['EE 123456785 CN', 'EE123456785CN', 'ems'],
    ['1012345678901', '1012345678901', 'ems'],
    ['JDVA01234567890', 'JDVA01234567890', 'jd'],
    ['7300-1234-5678', '730012345678', 'unknown'],
  ])('%s is %s of %s', (text, cleaned, carrier) => {
    expect(trackingNumber.explain(text)).toMatchObject({ cleaned, carrier, valid: true });
  });
  test('unusual numbers are warned about, impossible ones refused', () => {
    expect(trackingNumber.explain('SF12345678')).toMatchObject({
      valid: true,
      findings: [{ code: 'TRACKING_UNUSUAL' }],
    });
    expect(trackingNumber.explain('EE123456784CN')).toMatchObject({
      valid: true,
      findings: [{ code: 'TRACKING_UNUSUAL' }],
    });
    for (const text of ['', '1234567', 'ABCDEFGHIJ', '<script>123456', '1'.repeat(21)]) {
      expect(trackingNumber.explain(text).valid).toBe(false);
    }
  });
});
