import { contestedRegions } from '@yinxin/programme';
import { describe, expect, test } from 'vitest';
import { feeState } from './fee.ts';
import { invoiceKinds } from './invoice-kind.ts';
import { isThirdParty, mistypedPayee, type Payee, servingPayee } from './payees.ts';

const payee = (code: string, ...regions: string[]): Payee => ({
  code,
  regions,
  company: `示例城${code}`,
  bank: '示例银行',
  account: code,
});
const north = payee('north', '11', '12', '13');
const south = payee('south', '44');
const border = payee('border', '4403');
const creditCode = (region: string) => `91${region}MA00000000`;

describe('regional companies', () => {
  test('[IT-28] the place of registration decides, the longer prefix first', () => {
    const all = [north, south, border];
    expect(servingPayee(all, creditCode('110105'))).toBe(north);
    expect(servingPayee(all, creditCode('440106'))).toBe(south);
    expect(servingPayee(all, creditCode('440304'))).toBe(border);
    expect(servingPayee(all, creditCode('360100'))).toBeUndefined();
    expect(servingPayee([...all, payee('rest', '')], creditCode('360100'))?.code).toBe('rest');
  });

  test('[IT-28] a place that two companies claim is served by neither, and named', () => {
    const twice = [south, payee('other', '44')];
    expect(servingPayee(twice, creditCode('440106'))).toBeUndefined();
    expect(contestedRegions(twice)).toEqual([{ region: '44', by: ['south', 'other'] }]);
    expect(contestedRegions([north, south, border])).toEqual([]);
    expect(servingPayee([payee('one', '44', '44')], creditCode('440106'))?.code).toBe('one');
  });

  test('[IT-29] a mistyped payee is found in any text, spaced or widened', () => {
    expect(mistypedPayee(['汇给信 诚　通公司'], ['信诚通'])).toBe('信诚通');
    expect(mistypedPayee(['信城通公司', ''], ['信诚通'])).toBeUndefined();
    expect(mistypedPayee(['任何'], [])).toBeUndefined();
  });

  test('[IT-30] a person and another company are third parties, another width of brackets is not', () => {
    expect(isThirdParty('示例（北京）有限公司', '示例(北京) 有限公司')).toBe(false);
    expect(isThirdParty('张三', '示例（北京）有限公司')).toBe(true);
    expect(isThirdParty('示例（北京）有限公司分公司', '示例（北京）有限公司')).toBe(true);
  });
});

describe('kind of invoice', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 2, day));
  const general = 'e-invoice-general' as const;
  const special = 'e-invoice-special' as const;

  test('[IT-33] none before the choice is recorded, then that one, also for what was paid before', () => {
    const asked = { thirdParty: false, formNeeded: true, at: at(3) };
    expect(invoiceKinds({ ...asked, choices: [] })).toEqual({ code: 'INVOICE_KIND_NOT_CONFIRMED' });
    expect(invoiceKinds({ ...asked, choices: [{ kind: special, at: at(5) }] })).toEqual({ allowed: [special] });
  });

  test('[IT-34] a change alters later invoices only, whatever order it is read in', () => {
    const choices = [
      { kind: general, at: at(10) },
      { kind: special, at: at(1) },
    ];
    const asked = { thirdParty: false, formNeeded: true, choices };
    expect(invoiceKinds({ ...asked, at: at(9) })).toEqual({ allowed: [special] });
    expect(invoiceKinds({ ...asked, at: at(10) })).toEqual({ allowed: [general] });
  });

  test('[IT-35] a third-party payer gets an ordinary invoice only, without a form', () => {
    const choices = [{ kind: special, at: at(1) }];
    expect(invoiceKinds({ thirdParty: true, formNeeded: true, choices, at: at(2) })).toEqual({ allowed: [general] });
    expect(invoiceKinds({ thirdParty: true, formNeeded: true, choices: [], at: at(2) })).toEqual({
      allowed: [general],
    });
  });
});

test('[IT-27] a fee that is not configured is never free', () => {
  const line = { fen: 20_000, from: '2026-01-01', until: '2027-01-01' };
  expect(feeState([line], '2026-01-01')).toBe('priced');
  expect(feeState([line], '2027-01-01')).toBe('not-configured');
  expect(feeState([line], '2025-12-31')).toBe('not-configured');
  expect(feeState([], '2026-01-01')).toBe('not-configured');
  expect(feeState([], '2026-01-01', true)).toBe('free');
  expect(feeState([{ ...line, fen: 0 }], '2026-06-01')).toBe('free');
});
