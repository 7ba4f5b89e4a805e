import { shanghaiDay } from '@yinxin/programme';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feeState } from './fee.ts';
import { invoiceKinds } from './invoice-kind.ts';
import { contestedRegions, isThirdParty, mistypedPayee, type Payee, servingPayee } from './payees.ts';
import { type RefundFacts, refundEligibility } from './refund-eligibility.ts';

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
    expect(contestedRegions(twice)).toEqual(['44']);
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

describe('refund', () => {
  const facts: RefundFacts = {
    daysAfterDelivery: 14,
    free: false,
    paidFen: 20_000,
    refunded: false,
    acceptedAt: new Date('2026-03-01T02:00:00Z'),
    activatedAt: null,
    deliveredAt: new Date('2026-03-05T03:00:00Z'),
  };
  const shanghai = (text: string) => new Date(`${text}+08:00`);

  test('[PA-46] the 14th day is included to its last millisecond in Shanghai', () => {
    for (const deliveredAt of [shanghai('2026-03-05T00:00:00'), shanghai('2026-03-05T23:59:59.999')]) {
      const delivered = { ...facts, deliveredAt };
      expect(refundEligibility(delivered, shanghai('2026-03-19T23:59:59.999'))).toEqual({
        possible: true,
        amountFen: 20_000,
        lastDay: '2026-03-19',
      });
      expect(refundEligibility(delivered, shanghai('2026-03-20T00:00:00'))).toEqual({
        possible: false,
        code: 'REFUND_TOO_LATE',
        params: { deliveredOn: '2026-03-05', days: 14, lastDay: '2026-03-19' },
      });
    }
  });

  test('[PA-46] before acceptance and before delivery no day runs', () => {
    const late = shanghai('2030-01-01T00:00:00');
    expect(refundEligibility({ ...facts, acceptedAt: null }, late).possible).toBe(true);
    expect(refundEligibility({ ...facts, deliveredAt: null }, late).possible).toBe(true);
    expect(refundEligibility({ ...facts, daysAfterDelivery: null, deliveredAt: null }, late)).toMatchObject({
      code: 'REFUND_ACCEPTED',
    });
  });

  test.each([
    ['[PA-47] activated', { activatedAt: new Date('2026-03-05T17:00:00Z') }, 'REFUND_ACTIVATED'],
    ['[PA-51] free', { free: true }, 'REFUND_FREE_BUSINESS'],
    ['nothing paid', { paidFen: 0 }, 'REFUND_NOTHING_PAID'],
    ['done already', { refunded: true }, 'REFUND_DONE'],
  ])('%s: never', (_name, change, code) => {
    expect(refundEligibility({ ...facts, ...change }, shanghai('2026-03-06T09:00:00'))).toMatchObject({ code });
    expect(refundEligibility({ ...facts, acceptedAt: null, ...change }, shanghai('2026-03-06T09:00:00'))).toMatchObject(
      { code },
    );
  });

  test('[PA-46] possible exactly while the calendar days in Shanghai between delivery and now are at most the limit', () => {
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    const run = fc.property(instant, fc.nat(40 * 86_400_000), fc.nat(30), (deliveredAt, later, days) => {
      const at = new Date(deliveredAt.getTime() + later);
      let walked = 0;
      let day = new Date(deliveredAt);
      while (shanghaiDay(day) < shanghaiDay(at)) {
        day = new Date(day.getTime() + 86_400_000);
        walked += 1;
      }
      const answer = refundEligibility({ ...facts, deliveredAt, daysAfterDelivery: days }, at);
      expect(answer.possible).toBe(walked <= days);
      if (answer.possible) expect(answer.amountFen).toBe(facts.paidFen);
    });
    fc.assert(run, { numRuns: 500 });
  });
});
