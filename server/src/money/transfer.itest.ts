import { endpoints } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestBrowser, type TestServer } from '../platform/testing/index.ts';
import { type MoneyReport, moneyRoom } from './index.ts';
import type { Payable } from './service.ts';
import { noRemittances } from './testing/ports.ts';

const { applications, finance } = endpoints;
const AMOUNT = 28_000;
const account = {
  accountName: '示例电子认证服务有限公司',
  accountNumber: '6222000011112222',
  bank: '示例银行南昌分行',
};

let server: TestServer;
const bills = new Map<string, { bill: Payable; payable: boolean }>();
const reports: { applicationId: string; report: MoneyReport }[] = [];
const audited: { action: string; staff?: { name: string } }[] = [];

beforeAll(async () => {
  const room = moneyRoom({
    ports: () => ({
      payable: () => Promise.reject(new Error('nobody goes to a cashier in this suite')),
      billByNumber: async (_tx, number) => bills.get(number),
      report: async (_tx, applicationId, report) => {
        reports.push({ applicationId, report });
      },
      audit: async (_tx, entry) => {
        audited.push(entry);
      },
      ...noRemittances,
    }),
    present: () => () => Promise.reject(new Error('not asked in this suite')),
  });
  server = await startTestServer({ rooms: [room], settings: { payment: { driver: 'offline', ...account } } });
});
afterAll(() => server.close());

let clerk: TestBrowser;
beforeEach(async () => {
  reports.length = 0;
  audited.length = 0;
  clerk = server.browser();
  await clerk.signIn({ kind: 'staff', subject: uuid(), roles: ['finance'], attributes: { name: '财务一' } });
});

let counter = 0;
function order(payable = true, amountFen = AMOUNT): string {
  counter += 1;
  const applicationNumber = `JX20260302-${counter}K`;
  const bill = {
    applicationId: uuid(),
    applicationNumber,
    organisationId: uuid(),
    payer: '江西示例建设有限公司',
    amountFen,
    subject: { zh: '数字证书', en: 'Digital certificate' },
  };
  bills.set(applicationNumber, { bill, payable });
  return applicationNumber;
}

const entry = (applicationNumber: string, amountFen = AMOUNT) => ({
  applicationNumber,
  reference: `BANK${uuid()}`,
  amountFen,
  receivedOn: '2026-03-01',
});
const record = (body: ReturnType<typeof entry>) => clerk.call(finance.recordTransfer, { body });
const suspense = async () =>
  (await clerk.call(finance.ledger, {})).accounts.find((a) => a.account === 'suspense')?.balanceFen ?? 0;

test('[JX-29] where there is no cashier, people are told the account, and nothing of the sandbox’s bank exists', async () => {
  const browser = server.browser();
  expect(await browser.call(applications.paymentMeans, {})).toEqual({ cashier: false, transfer: account });
  const callback = await browser.fetch('/api/payments/callbacks/sandbox', { method: 'POST', body: '{}' });
  expect(callback.status).toBe(404);
  expect((await browser.fetch('/api/sandbox/cashier/x')).status).toBe(404);
  await browser.signIn({ kind: 'organisation', subject: uuid() });
  const refused = await browser.refused(applications.pay, { params: { id: uuid() }, body: { method: 'cashier' } });
  expect(refused.code).toBe('CASHIER_NOT_OFFERED');
});

test('a transfer that arrived pays the order, under the name of who entered it', async () => {
  const number = order();
  // Copied from a statement: lower case and a space do not matter.
  const answer = await record({ ...entry(number), applicationNumber: ` ${number.toLowerCase().replace('-', ' -')}` });
  expect(answer).toMatchObject({ result: 'settled', applicationNumber: number, expectedFen: AMOUNT });
  expect(reports.map((r) => r.report.type)).toEqual(['charge-opened', 'payment-settled']);
  expect(reports.at(-1)?.report).toMatchObject({ amountFen: AMOUNT, paidAt: '2026-02-28T16:00:00.000Z' });
  expect(audited.find((a) => a.action === 'payment.transfer-recorded')?.staff?.name).toBe('财务一');
  const { items } = await clerk.call(finance.payments, { query: { q: number } });
  expect(items).toMatchObject([{ method: 'transfer', status: 'paid', amountFen: AMOUNT }]);
});

test('the same reference entered again, also for another order or at the same moment, has no effect', async () => {
  const number = order();
  const transfer = entry(number);
  const answers = await Promise.all(Array.from({ length: 6 }, () => record(transfer)));
  expect(answers.map((a) => a.result).toSorted()).toEqual([...Array(5).fill('already-known'), 'settled']);
  const other = await record({ ...transfer, applicationNumber: order() });
  expect(other).toMatchObject({ result: 'already-known', applicationNumber: number });
  expect(reports.filter((r) => r.report.type === 'payment-settled')).toHaveLength(1);
});

test('another amount, an order paid already and a void order: the money waits in suspense, the order stays as it is', async () => {
  const before = await suspense();
  const short = order();
  expect(await record(entry(short, AMOUNT - 100))).toMatchObject({ result: 'unclaimed', expectedFen: AMOUNT });
  const twice = order();
  await record(entry(twice));
  expect((await record(entry(twice))).result).toBe('unclaimed');
  expect((await record(entry(order(false)))).result).toBe('unclaimed');
  expect(await suspense()).toBe(before - 3 * AMOUNT + 100);
  expect(reports.filter((r) => r.report.type === 'payment-settled')).toHaveLength(1);
  expect((await clerk.call(finance.ledger, {})).sumFen).toBe(0);
  const { differences } = await clerk.call(finance.reconcile, {});
  expect(differences.map((d) => d.applicationNumber)).toContain(short);
  // What was short is paid by a second, whole transfer.
  expect((await record(entry(short))).result).toBe('settled');
});

test('an unknown number, an order without a price, a day to come and other roles are refused', async () => {
  const refused = async (body: ReturnType<typeof entry>) =>
    (await clerk.refused(finance.recordTransfer, { body })).code;
  expect(await refused(entry('JX-NOBODY'))).toBe('UNKNOWN_ORDER_NUMBER');
  expect(await refused(entry(order(false, 0)))).toBe('TRANSFER_TOO_EARLY');
  expect(await refused({ ...entry(order()), receivedOn: '2026-03-03' })).toBe('RECEIVED_IN_FUTURE');
  expect(await refused({ ...entry(order()), amountFen: 0 })).toBe('INPUT_INVALID');
  await clerk.signIn({ kind: 'staff', subject: uuid(), roles: ['auditor'] });
  expect(await refused(entry(order()))).toBe('NOT_ALLOWED');
  expect(reports).toEqual([]);
});
