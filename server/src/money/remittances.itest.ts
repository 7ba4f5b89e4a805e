import { endpoints } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestBrowser } from '../platform/testing/index.ts';
import type { OrganisationRef } from './index.ts';
import { NORTH, openRemittanceHall, type RemittanceHall, SOUTH } from './testing/remittance-hall.ts';

const { remittances, finance } = endpoints;

let hall: RemittanceHall;
let clerk: TestBrowser;
let second: TestBrowser;
let north: OrganisationRef;
beforeAll(async () => {
  hall = await openRemittanceHall();
  clerk = await hall.clerk('财务一');
  second = await hall.clerk('财务二');
  north = hall.organisation('110105');
});
afterAll(() => hall.server.close());

const entryOf = (of: OrganisationRef | null, amountFen = 50_000) => ({
  company: NORTH,
  amountFen,
  payerName: of?.name ?? '某某公司',
  reference: `BANK${uuid()}`,
  receivedOn: '2026-03-02',
  remark: '证书费',
  whose: of && { creditCode: of.creditCode },
});
const enter = async (body: ReturnType<typeof entryOf> & { payeeName?: string }, by = clerk) =>
  (await by.call(remittances.enter, { body })).remittance;
const remitted = (of: OrganisationRef, amountFen = 50_000) => enter(entryOf(of, amountFen));
const designate = (id: string, parts: { orderNumber: string; amountFen: number }[], by = clerk) =>
  by.call(remittances.designate, { params: { id }, body: { parts } });
const refusedDesignation = async (id: string, orderNumber: string, amountFen: number, by = clerk) =>
  (await by.refused(remittances.designate, { params: { id }, body: { parts: [{ orderNumber, amountFen }] } })).code;

describe('entering', () => {
  test('[IT-31] what a customer remits stands to its credit and pays nothing until it is designated', async () => {
    const order = hall.order(north);
    const one = await remitted(north);
    expect(one).toMatchObject({ state: 'undesignated', leftFen: 50_000, thirdParty: false, belongsTo: null });
    expect(one.waiting).toContainEqual(
      expect.objectContaining({ target: order.applicationNumber, missingFen: 20_000, purpose: 'certificate-fee' }),
    );
    expect(await hall.service.feeCredited(hall.server.deps.db, order.applicationId)).toBe(false);
    expect(hall.settled(order.applicationId)).toBe(0);
    await hall.balanced();
  });

  test('the same bank reference, also at the same moment or at another company, is entered once', async () => {
    const body = entryOf(north, 777);
    const before = (await hall.balanced()).bank ?? 0;
    const again = { ...body, company: SOUTH, amountFen: 999 };
    const bodies = [body, body, again, body, again];
    const answers = await Promise.all(bodies.map((one) => clerk.call(remittances.enter, { body: one })));
    expect(answers.filter((one) => one.result === 'entered')).toHaveLength(1);
    expect(new Set(answers.map((one) => one.remittance.id)).size).toBe(1);
    expect((await hall.balanced()).bank).toBe(before + (answers[0]?.remittance.amountFen ?? 0));
  });

  test('a replayed command answers what it answered first', async () => {
    const input = { body: entryOf(north, 501), idempotencyKey: uuid() };
    const first = await clerk.call(remittances.enter, input);
    expect(first.result).toBe('entered');
    expect(await clerk.call(remittances.enter, input)).toEqual(first);
    const changed = { ...input, body: { ...input.body, amountFen: 502 } };
    expect((await clerk.refused(remittances.enter, changed)).status).toBeGreaterThanOrEqual(400);
    const designation = {
      params: { id: first.remittance.id },
      body: { parts: [{ orderNumber: hall.order(north).applicationNumber, amountFen: 100 }] },
      idempotencyKey: uuid(),
    };
    const designated = await clerk.call(remittances.designate, designation);
    expect(await clerk.call(remittances.designate, designation)).toEqual(designated);
    expect((await clerk.call(remittances.read, { params: designation.params })).leftFen).toBe(401);
  });

  test.each([
    ['nothing', 0],
    ['less than nothing', -1],
    ['part of a fen', 0.5],
    ['more than money', 2 ** 53],
    ['more than the limit', 10_000_000_001],
  ])('%s is no amount', async (_name, amountFen) => {
    const refused = await clerk.refused(remittances.enter, { body: entryOf(north, amountFen) });
    expect(refused.code).toBe('INPUT_INVALID');
    const one = await remitted(north);
    expect(await refusedDesignation(one.id, hall.order(north).applicationNumber, amountFen)).toBe('INPUT_INVALID');
  });

  test('a day to come, an unknown company, organisation and order are refused, and nothing is kept', async () => {
    const code = async (change: object) => {
      const body = { ...entryOf(north), ...change };
      return (await clerk.refused(remittances.enter, { body })).code;
    };
    expect(await code({ receivedOn: '2026-03-03' })).toBe('RECEIVED_IN_FUTURE');
    expect(await code({ company: 'city/west' })).toBe('COMPANY_UNKNOWN');
    expect(await code({ whose: { creditCode: '91110105MA99999999' } })).toBe('ORGANISATION_UNKNOWN');
    expect(await code({ whose: { orderNumber: 'XT-NOBODY' } })).toBe('UNKNOWN_ORDER_NUMBER');
    await hall.balanced();
  });

  test('[IT-29] a mistyped payee is flagged', async () => {
    expect((await enter({ ...entryOf(north), payeeName: '示例 诚通（北方）有限公司' })).mistyped).toBe('示例诚通');
    expect((await remitted(north)).mistyped).toBeNull();
  });

  test('a reference known as a remittance cannot be entered as a transfer, nor can a routed order be paid by one', async () => {
    const one = await remitted(north);
    const body = {
      applicationNumber: hall.order(north).applicationNumber,
      amountFen: 20_000,
      receivedOn: '2026-03-02',
    };
    const code = async (reference: string) =>
      (await clerk.refused(finance.recordTransfer, { body: { ...body, reference } })).code;
    expect(await code(one.reference)).toBe('REFERENCE_USED');
    expect(await code(`BANK${uuid()}`)).toBe('REMITTANCE_NEEDED');
  });
});

describe('third parties', () => {
  test('[IT-30] releases nothing until slip and statement of purpose are both recorded', async () => {
    const order = hall.order(north);
    const one = await enter({ ...entryOf(north), payerName: '张三' });
    const unmatched = one.id;
    expect(one).toMatchObject({ state: 'unmatched', thirdParty: true });
    expect(await refusedDesignation(unmatched, order.applicationNumber, 20_000)).toBe('REMITTANCE_UNMATCHED');
    const paper = (kind: 'slip' | 'purpose') =>
      clerk.call(remittances.recordPaper, {
        params: { id: unmatched },
        body: { paper: kind, channel: 'fax', note: '已收' },
      });
    expect((await paper('slip')).state).toBe('unmatched');
    expect((await paper('purpose')).state).toBe('undesignated');
    await designate(unmatched, [{ orderNumber: order.applicationNumber, amountFen: 20_000 }]);
    expect(hall.settled(order.applicationId)).toBe(1);
    // IT-35: only an ordinary invoice, and no form is asked for.
    expect(await hall.service.invoiceKindsFor(hall.server.deps.db, order.applicationId)).toEqual({
      allowed: ['e-invoice-general'],
    });
    await hall.balanced();
  });

  test('money of nobody known is matched later; papers given for one customer do not serve another', async () => {
    const other = hall.organisation('110105');
    const one = await enter({ ...entryOf(null), whose: null });
    expect(one).toMatchObject({ state: 'unmatched', organisation: null, thirdParty: false });
    const match = (of: OrganisationRef) =>
      clerk.call(remittances.match, { params: { id: one.id }, body: { whose: { creditCode: of.creditCode } } });
    expect(await match(other)).toMatchObject({ state: 'unmatched', thirdParty: true });
    const body = { channel: 'fax', note: '' } as const;
    await clerk.call(remittances.recordPaper, { params: { id: one.id }, body: { ...body, paper: 'slip' } });
    expect((await match(north)).slip).toBeNull();
    const own = await enter({ ...entryOf(north), whose: null });
    const matched = { params: { id: own.id }, body: { whose: { creditCode: north.creditCode } } };
    expect((await clerk.call(remittances.match, matched)).state).toBe('undesignated');
    expect((await clerk.refused(remittances.match, matched)).code).toBe('ALREADY_MATCHED');
    await hall.balanced();
  });
});

describe('designating', () => {
  test('[IT-31] a remittance is split over several orders, what is too much stays, each is reported once', async () => {
    const [a, b] = [hall.order(north), hall.order(north, 25_000)];
    const one = await remitted(north, 50_000);
    const after = await designate(one.id, [
      { orderNumber: a.applicationNumber, amountFen: 20_000 },
      { orderNumber: ` ${b.applicationNumber.toLowerCase()}`, amountFen: 25_000 },
    ]);
    expect(after).toMatchObject({ leftFen: 5_000, state: 'undesignated' });
    expect(after.designations.map((d) => d.status)).toEqual(['released', 'released']);
    expect([hall.settled(a.applicationId), hall.settled(b.applicationId)]).toEqual([1, 1]);
    expect(await hall.service.feeCredited(hall.server.deps.db, a.applicationId)).toBe(true);
    expect(await refusedDesignation(one.id, a.applicationNumber, 1)).toBe('NOTHING_TO_PAY');
    await hall.balanced();
  });

  test('an under-payment waits, can be taken back, and is completed by a second remittance', async () => {
    const order = hall.order(north);
    const short = await remitted(north, 15_000);
    const held = await designate(short.id, [{ orderNumber: order.applicationNumber, amountFen: 15_000 }]);
    expect(held).toMatchObject({ leftFen: 0, state: 'used' });
    expect(hall.settled(order.applicationId)).toBe(0);
    const designation = held.designations[0]?.id ?? '';
    const takeBack = { params: { id: designation }, body: {} };
    expect((await second.call(remittances.takeBack, takeBack)).leftFen).toBe(15_000);
    expect((await second.call(remittances.takeBack, takeBack)).leftFen).toBe(15_000);
    await designate(short.id, [{ orderNumber: order.applicationNumber, amountFen: 15_000 }]);
    const rest = await remitted(north, 10_000);
    expect(await refusedDesignation(rest.id, order.applicationNumber, 5_001)).toBe('MORE_THAN_DUE');
    const last = await designate(rest.id, [{ orderNumber: order.applicationNumber, amountFen: 5_000 }]);
    expect(hall.settled(order.applicationId)).toBe(1);
    const released = last.designations[0]?.id ?? '';
    const refused = await clerk.refused(remittances.takeBack, { params: { id: released }, body: {} });
    expect(refused.code).toBe('ALREADY_RELEASED');
    await hall.balanced();
  });

  test('two clerks at once cannot give the same money away twice', async () => {
    const orders = Array.from({ length: 6 }, () => hall.order(north));
    const one = await remitted(north, 50_000);
    const tries = await Promise.allSettled(
      orders.map(({ applicationNumber }, at) =>
        designate(one.id, [{ orderNumber: applicationNumber, amountFen: 20_000 }], at % 2 ? clerk : second),
      ),
    );
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(2);
    expect(orders.reduce((sum, order) => sum + hall.settled(order.applicationId), 0)).toBe(2);
    await hall.balanced();
  });

  test('two remittances at once pay one order once', async () => {
    const order = hall.order(north);
    const [a, b] = [await remitted(north, 20_000), await remitted(north, 20_000)];
    const parts = [{ orderNumber: order.applicationNumber, amountFen: 20_000 }];
    const tries = await Promise.allSettled([designate(a.id, parts), designate(b.id, parts, second)]);
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
    expect(hall.settled(order.applicationId)).toBe(1);
    await hall.balanced();
  });

  test('one bad part keeps all the others back', async () => {
    const order = hall.order(north);
    const one = await remitted(north);
    const parts = [
      { orderNumber: order.applicationNumber, amountFen: 20_000 },
      { orderNumber: 'XT-NOBODY', amountFen: 1 },
    ];
    const refused = await clerk.refused(remittances.designate, { params: { id: one.id }, body: { parts } });
    expect(refused.code).toBe('UNKNOWN_ORDER_NUMBER');
    const after = await clerk.call(remittances.read, { params: { id: one.id } });
    expect(after).toMatchObject({ leftFen: 50_000, designations: [] });
    expect(hall.settled(order.applicationId)).toBe(0);
  });

  test('somebody else’s order, one without a price, a void and a free one are refused', async () => {
    const other = hall.organisation('110105');
    const one = await remitted(north);
    expect(await refusedDesignation(one.id, hall.order(other).applicationNumber, 20_000)).toBe('OTHER_ORGANISATION');
    expect(await refusedDesignation(one.id, hall.order(north, 0, false).applicationNumber, 1)).toBe(
      'TRANSFER_TOO_EARLY',
    );
    expect(await refusedDesignation(one.id, hall.order(north, 20_000, false).applicationNumber, 1)).toBe(
      'NOTHING_TO_PAY',
    );
    expect(await refusedDesignation(one.id, hall.order(north, 0, true).applicationNumber, 1)).toBe('NOTHING_TO_PAY');
    expect(await refusedDesignation(uuid(), hall.order(north).applicationNumber, 1)).toBe('REMITTANCE_UNKNOWN');
  });

  test('what is held for an order that becomes void goes back to the customer', async () => {
    const order = hall.order(north);
    const one = await remitted(north, 15_000);
    await designate(one.id, [{ orderNumber: order.applicationNumber, amountFen: 15_000 }]);
    const { db } = hall.server.deps;
    await db.transaction().execute((tx) => hall.service.applicationEvent(tx, order.applicationId, 'voided'));
    const after = await clerk.call(remittances.read, { params: { id: one.id } });
    expect(after).toMatchObject({ leftFen: 15_000, designations: [{ status: 'taken-back' }] });
    await hall.balanced();
  });

  test('[JX-35] [PA-46] a refund of remitted money leaves through the bank of the company that took it', async () => {
    const order = hall.order(north);
    const one = await remitted(north, 20_000);
    await designate(one.id, [{ orderNumber: order.applicationNumber, amountFen: 20_000 }]);
    const before = await hall.balanced();
    const { db } = hall.server.deps;
    for (const what of ['finished', 'refund-approved', 'refund-paid', 'refund-paid'] as const) {
      await db.transaction().execute((tx) => hall.service.applicationEvent(tx, order.applicationId, what));
    }
    const after = await hall.balanced();
    expect(after.bank).toBe((before.bank ?? 0) - 20_000);
    expect([after.cashier, after.revenue]).toEqual([before.cashier, before.revenue]);
    expect(after['refund-payable']).toBe(before['refund-payable']);
  });
});

describe('companies', () => {
  test('[IT-28] money at another company does not count until it is transferred', async () => {
    const order = hall.order(north);
    const one = await enter({ ...entryOf(north), company: SOUTH });
    expect(one.belongsTo?.code).toBe(NORTH);
    expect(await refusedDesignation(one.id, order.applicationNumber, 20_000)).toBe('WRONG_COMPANY');
    const move = (to: string, amountFen: number, reference = `MOVE${uuid()}`) =>
      ({ params: { id: one.id }, body: { to, amountFen, reference } }) as const;
    expect((await clerk.refused(remittances.transfer, move(SOUTH, 1))).code).toBe('TRANSFER_NOWHERE');
    expect((await clerk.refused(remittances.transfer, move(NORTH, 50_001))).code).toBe('NOT_ENOUGH_LEFT');
    expect((await clerk.refused(remittances.transfer, move(NORTH, 1, one.reference))).code).toBe('REFERENCE_USED');
    const moved = await clerk.call(remittances.transfer, move(NORTH, 20_000));
    expect(moved.leftFen).toBe(30_000);
    const arrived = moved.transfers[0]?.id ?? '';
    await designate(arrived, [{ orderNumber: order.applicationNumber, amountFen: 20_000 }]);
    expect(hall.settled(order.applicationId)).toBe(1);
    await hall.balanced();
  });

  test('[IT-28] [IT-32] an applicant is shown one account and fax number, the serving company’s, and the names to avoid', async () => {
    const south = hall.organisation('440304');
    const order = hall.order(south);
    const browser = hall.server.browser();
    await browser.signIn({ kind: 'organisation', subject: south.id });
    const of = { params: { id: order.applicationId } };
    expect(await browser.call(remittances.payeeOf, of)).toEqual({
      payee: { company: '示例城通（南方）有限公司', bank: '示例银行', account: '2', fax: '0755-1' },
      unserved: false,
      mistyped: ['示例诚通'],
      designatedFen: 0,
      paid: false,
    });
    await browser.signIn({ kind: 'organisation', subject: north.id });
    expect((await browser.refused(remittances.payeeOf, of)).status).toBeGreaterThanOrEqual(400);
    const nowhere = hall.organisation('360100');
    await browser.signIn({ kind: 'organisation', subject: nowhere.id });
    const there = hall.order(nowhere);
    expect(await browser.call(remittances.payeeOf, { params: { id: there.applicationId } })).toMatchObject({
      payee: null,
      unserved: true,
    });
    const one = await remitted(nowhere);
    expect(await refusedDesignation(one.id, there.applicationNumber, 1)).toBe('NO_COMPANY_FOR_REGION');
  });
});

describe('returning', () => {
  const begin = (id: string, amountFen: number, by = clerk) =>
    by.call(remittances.beginReturn, { params: { id }, body: { amountFen, reason: '汇错' } });

  test('money goes back to the payer by two persons, once', async () => {
    const one = await enter({ ...entryOf(null), whose: null });
    const begun = await begin(one.id, 50_000);
    expect(begun).toMatchObject({ state: 'returning', leftFen: 0 });
    const made = begun.returns[0]?.id ?? '';
    const pay = (reference = `OUT${uuid()}`) => ({ params: { id: made }, body: { reference } });
    expect((await clerk.refused(remittances.payReturn, pay())).code).toBe('SECOND_CLERK_NEEDED');
    expect((await second.refused(remittances.payReturn, pay(one.reference))).code).toBe('REFERENCE_USED');
    const before = (await hall.balanced()).bank ?? 0;
    const tries = await Promise.allSettled([
      second.call(remittances.payReturn, pay()),
      second.call(remittances.payReturn, pay()),
    ]);
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
    expect((await hall.balanced()).bank).toBe(before - 50_000);
    const giveUp = await clerk.refused(remittances.giveUpReturn, { params: { id: made }, body: {} });
    expect(giveUp.code).toBe('RETURN_ENDED');
  });

  test('a return given up leaves the money where it belongs, also when it was matched meanwhile', async () => {
    const one = await enter({ ...entryOf(north), whose: null });
    const begun = await begin(one.id, 20_000);
    const whose = { creditCode: north.creditCode };
    await clerk.call(remittances.match, { params: { id: one.id }, body: { whose } });
    const made = begun.returns[0]?.id ?? '';
    const after = await clerk.call(remittances.giveUpReturn, { params: { id: made }, body: {} });
    expect(after).toMatchObject({ leftFen: 50_000, state: 'undesignated' });
    await hall.balanced();
    const refused = await clerk.refused(remittances.beginReturn, {
      params: { id: one.id },
      body: { amountFen: 50_001, reason: '汇错' },
    });
    expect(refused.code).toBe('NOT_ENOUGH_LEFT');
  });
});

describe('the customer’s account', () => {
  test('[IT-19] a month that is due and unpaid is arrears until money is designated to it', async () => {
    const of = hall.organisation('110105');
    const arrears = () => hall.service.hasArrears(hall.server.deps.db, of.id);
    expect(await arrears()).toBe(false);
    const body = { company: NORTH, period: '2026-01', amountFen: 3_000, dueOn: '2026-03-01' };
    const due = await clerk.call(remittances.enterDue, { params: { id: of.id }, body });
    await clerk.call(remittances.enterDue, {
      params: { id: of.id },
      body: { ...body, period: '2026-02', dueOn: '2026-03-02' },
    });
    const again = await clerk.refused(remittances.enterDue, { params: { id: of.id }, body });
    expect(again.code).toBe('DUE_KNOWN');
    expect(await arrears()).toBe(true);
    const one = await remitted(of, 10_000);
    expect(await arrears()).toBe(true);
    const parts = [{ due: due.id, amountFen: 3_000 }];
    const stranger = await remitted(north);
    const refused = await clerk.refused(remittances.designate, { params: { id: stranger.id }, body: { parts } });
    expect(refused.code).toBe('OTHER_ORGANISATION');
    expect(hall.cleared).not.toContain(of.id);
    await clerk.call(remittances.designate, { params: { id: one.id }, body: { parts } });
    expect(await arrears()).toBe(false);
    expect(hall.cleared.filter((id) => id === of.id)).toHaveLength(1);
    const account = await clerk.call(remittances.account, { params: { id: of.id } });
    expect(account.balances).toMatchObject([{ company: { code: NORTH }, depositFen: 7_000, designatedFen: 0 }]);
    expect(account.dues.map((d) => [d.period, d.status, d.overdue])).toEqual([
      ['2026-02', 'open', false],
      ['2026-01', 'settled', false],
    ]);
    await hall.balanced();
  });

  test('[IT-33] [IT-34] the kind of invoice is asked for once, remembered, and changed for later ones only', async () => {
    const of = hall.organisation('110105');
    const paid = async () => {
      const order = hall.order(of);
      const one = await remitted(of, 20_000);
      await designate(one.id, [{ orderNumber: order.applicationNumber, amountFen: 20_000 }]);
      return order.applicationId;
    };
    const kinds = (id: string) => hall.service.invoiceKindsFor(hall.server.deps.db, id);
    const confirm = (kind: 'e-invoice-general' | 'e-invoice-special', change: boolean) =>
      ({ params: { id: of.id }, body: { company: NORTH, kind, change, note: '' } }) as const;
    const first = await paid();
    expect(await kinds(first)).toEqual({ code: 'INVOICE_KIND_NOT_CONFIRMED' });
    const early = await clerk.refused(remittances.confirmInvoiceKind, confirm('e-invoice-special', true));
    expect(early.code).toBe('INVOICE_KIND_NEW');
    await clerk.call(remittances.confirmInvoiceKind, confirm('e-invoice-special', false));
    expect(await kinds(first)).toEqual({ allowed: ['e-invoice-special'] });
    const twice = await clerk.refused(remittances.confirmInvoiceKind, confirm('e-invoice-general', false));
    expect(twice.code).toBe('INVOICE_KIND_KNOWN');
    await hall.server.advance({ minutes: 1 });
    await clerk.call(remittances.confirmInvoiceKind, confirm('e-invoice-general', true));
    expect(await kinds(first)).toEqual({ allowed: ['e-invoice-special'] });
    expect(await kinds(await paid())).toEqual({ allowed: ['e-invoice-general'] });
  });
});

describe('the list', () => {
  test('filters by state and company, finds by reference, payer, code and name, and shows auditors all of it', async () => {
    const of = hall.organisation('110105', '独一无二（北京）有限公司');
    const one = await enter({ ...entryOf(of), payerName: '李四' });
    const auditor = hall.server.browser();
    await auditor.signIn({ kind: 'staff', subject: uuid(), roles: ['auditor'] });
    for (const q of [one.reference, '李四', of.creditCode, '独一无二(北京)']) {
      const { items } = await auditor.call(remittances.list, { query: { q, state: 'unmatched', company: NORTH } });
      expect(
        items.map((item) => item.id),
        q,
      ).toEqual([one.id]);
    }
    expect((await clerk.call(remittances.list, { query: { q: '李四', company: SOUTH } })).total).toBe(0);
    expect((await clerk.call(remittances.list, { query: { q: '%' } })).total).toBe(0);
    for (const state of ['unmatched', 'undesignated', 'returning', 'used'] as const) {
      const { items } = await clerk.call(remittances.list, { query: { state } });
      expect(items.every((item) => item.state === state)).toBe(true);
    }
    expect((await auditor.refused(remittances.enter, { body: entryOf(of) })).code).toBe('NOT_ALLOWED');
  });

  test('what was done is in the audit log under the name of who did it', () => {
    const actions = new Set(hall.audited.filter((one) => one.staff?.name).map((one) => one.action));
    for (const action of ['entered', 'matched', 'paper-recorded', 'designated', 'transferred', 'return-paid']) {
      expect(actions).toContain(`remittance.${action}`);
    }
  });
});
