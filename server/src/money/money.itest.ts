import { endpoints } from '@yinxin/contract';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../platform/testing/index.ts';
import { type MoneyReport, moneyRoom } from './index.ts';
import { sandboxCashier } from './sandbox-cashier.ts';
import { noRemittances } from './testing/ports.ts';

const { sandbox, finance } = endpoints;
const AMOUNT = 28_000;
const organisationId = uuid();
let server: TestServer;
let reports: { applicationId: string; report: MoneyReport }[] = [];

const room = moneyRoom({
  ports: () => ({
    payable: async (_tx, applicationId, organisation) => ({
      applicationId,
      applicationNumber: `JX-${applicationId.slice(-6)}`,
      organisationId: organisation,
      payer: '江西示例建设有限公司',
      amountFen: AMOUNT,
      subject: { zh: '数字证书', en: 'Digital certificate' },
    }),
    report: async (_tx, applicationId, report) => {
      reports.push({ applicationId, report });
    },
    billByNumber: async () => undefined,
    audit: async () => {},
    ...noRemittances,
  }),
  present: () => () => Promise.reject(new Error('not asked in this suite')),
});

beforeAll(async () => {
  server = await startTestServer({ rooms: [room] });
});
afterAll(() => server.close());

async function attempt(applicationId = uuid()) {
  reports = [];
  const browser = server.browser();
  await browser.signIn({ kind: 'organisation', subject: organisationId });
  const { chargeId, payUrl } = await browser.call(endpoints.applications.pay, {
    params: { id: applicationId },
    body: { method: 'cashier' },
  });
  const sent = await browser.fetch(payUrl);
  expect(sent.status).toBe(303);
  const reference = decodeURIComponent(sent.headers.get('location')?.split('/').at(-1) ?? '');
  return { applicationId, chargeId, reference, browser, payUrl };
}

const settled = () => reports.filter((r) => r.report.type === 'payment-settled').length;
const press = (reference: string, outcome: 'succeed' | 'fail' | 'time-out' | 'succeed-twice' | 'succeed-silently') =>
  server.browser().call(sandbox.cashier, { params: { reference }, body: { outcome } });

async function book() {
  const browser = server.browser();
  await browser.signIn({ kind: 'staff', subject: uuid(), roles: ['finance'] });
  const { accounts, sumFen } = await browser.call(finance.ledger, {});
  expect(sumFen).toBe(0);
  return Object.fromEntries(accounts.map((a) => [a.account, a.balanceFen]));
}

/** A callback as the bank would send it, with any fault wanted. */
async function callback(
  body: Record<string, unknown>,
  fault: { signature?: string; timestamp?: number; raw?: string } = {},
) {
  const cashier = sandboxCashier({
    db: server.deps.db,
    clock: server.clock,
    jobs: server.deps.jobs,
    key: server.deps.sealing.derive('sandbox cashier callbacks'),
    notifyUrl: () => server.url,
  });
  const raw = Buffer.from(fault.raw ?? JSON.stringify(body));
  const timestamp = String(fault.timestamp ?? server.clock.now().getTime());
  return fetch(`${server.url}/api/payments/callbacks/sandbox`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-cashier-timestamp': timestamp,
      'x-cashier-signature': fault.signature ?? cashier.sign(raw, timestamp),
    },
    body: raw,
  });
}

const paidNotice = (reference: string, transaction = `T${uuid()}`, amountFen = AMOUNT) => ({
  reference,
  transaction,
  outcome: 'paid',
  amountFen,
  at: server.clock.now().toISOString(),
});

test('a payment that succeeds is settled once, by the signed callback', async () => {
  const { reference } = await attempt();
  await press(reference, 'succeed');
  await server.deps.jobs.idle();
  expect(settled()).toBe(1);
});

test('a bank that calls back twice settles once', async () => {
  const before = await book();
  const { reference } = await attempt();
  await press(reference, 'succeed-twice');
  await server.deps.jobs.idle();
  expect(settled()).toBe(1);
  expect((await book()).cashier).toBe((before.cashier ?? 0) + AMOUNT);
});

test('a replayed callback is answered 200 and changes nothing', async () => {
  const { reference } = await attempt();
  const notice = paidNotice(reference);
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push(await (await callback(notice)).json());
  expect(answers).toEqual([{ result: 'settled' }, ...Array(4).fill({ result: 'already-known' })]);
  expect(settled()).toBe(1);
});

test('20 callbacks at the same moment settle once', async () => {
  const { reference } = await attempt();
  const notice = paidNotice(reference);
  const answers = await Promise.all(Array.from({ length: 20 }, () => callback(notice)));
  expect(answers.every((a) => a.status === 200)).toBe(true);
  expect(settled()).toBe(1);
});

test('a wrong signature, an old callback and an unreadable body are refused', async () => {
  const { reference } = await attempt();
  const notice = paidNotice(reference);
  expect((await callback(notice, { signature: '00'.repeat(32) })).status).toBe(401);
  expect((await callback(notice, { timestamp: server.clock.now().getTime() - 3_600_000 })).status).toBe(401);
  expect((await callback(notice, { raw: '{"reference":' })).status).toBe(400);
  expect((await callback(paidNotice('YXunknown'))).status).toBe(404);
  expect(settled()).toBe(0);
});

test('[JX-34] paid at the bank and never called back is found by asking', async () => {
  const { reference } = await attempt();
  await press(reference, 'succeed-silently');
  expect(settled()).toBe(0);
  await server.advance({ minutes: 2 });
  expect(settled()).toBe(1);
});

test('[JX-34] a failed payment is recorded and may be repeated', async () => {
  const { applicationId, reference, browser } = await attempt();
  await press(reference, 'fail');
  await server.deps.jobs.idle();
  expect(reports.at(-1)?.report).toMatchObject({ type: 'payment-failed' });
  const again = await browser.call(endpoints.applications.pay, {
    params: { id: applicationId },
    body: { method: 'cashier' },
  });
  const second = (await browser.fetch(again.payUrl)).headers.get('location')?.split('/').at(-1) ?? '';
  await press(second, 'succeed');
  await server.deps.jobs.idle();
  expect(settled()).toBe(1);
});

test('[JX-34] a payment that times out is shown as that and may be repeated', async () => {
  const { reference } = await attempt();
  await server.advance({ minutes: 31 });
  expect(reports.at(-1)?.report).toMatchObject({
    type: 'payment-failed',
    text: { en: expect.stringContaining('timed out') },
  });
  expect((await server.browser().call(sandbox.charge, { params: { reference } })).status).toBe('expired');
});

test('paying twice or another amount keeps the money in suspense and shows it to finance', async () => {
  const first = await attempt();
  await callback(paidNotice(first.reference));
  const second = await attempt(first.applicationId);
  const before = await book();
  expect(await (await callback(paidNotice(second.reference))).json()).toEqual({ result: 'unclaimed' });
  const third = await attempt();
  expect(await (await callback(paidNotice(third.reference, `T${uuid()}`, AMOUNT - 1))).json()).toEqual({
    result: 'unclaimed',
  });
  const after = await book();
  expect(after.suspense).toBe((before.suspense ?? 0) - AMOUNT - AMOUNT + 1);
  const browser = server.browser();
  await browser.signIn({ kind: 'staff', subject: uuid(), roles: ['finance'] });
  const { differences } = await browser.call(finance.reconcile, {});
  expect(differences.length).toBeGreaterThanOrEqual(2);
});

test('another organisation cannot go to somebody’s cashier', async () => {
  const { payUrl } = await attempt();
  const stranger = server.browser();
  await stranger.signIn({ kind: 'organisation', subject: uuid() });
  expect((await stranger.fetch(payUrl)).status).toBe(404);
  expect((await server.browser().fetch(payUrl)).status).toBe(401);
});

test('the book refuses to be changed, and an entry that does not balance', async () => {
  await expect(sql`update ledger_posting set fen = 1`.execute(server.deps.db)).rejects.toThrow(/append-only/);
  await expect(sql`delete from ledger_entry`.execute(server.deps.db)).rejects.toThrow(/append-only/);
  await expect(
    server.deps.db.transaction().execute(async (tx) => {
      await sql`with e as (insert into ledger_entry (reference, kind, at) values ('x', 'x', now()) returning id)
        insert into ledger_posting select id, 'cashier', 1 from e`.execute(tx);
    }),
  ).rejects.toThrow(/does not balance/);
});

test('only finance, auditors and administrators see payments', async () => {
  const browser = server.browser();
  await browser.signIn({ kind: 'staff', subject: uuid(), roles: ['reviewer'] });
  expect((await browser.refused(finance.payments, {})).code).toBe('NOT_ALLOWED');
  const other = server.browser();
  await other.signIn({ kind: 'staff', subject: uuid(), roles: ['auditor'] });
  expect(
    (await other.call(finance.payments, { query: { status: 'paid' } })).items.every((i) => i.status === 'paid'),
  ).toBe(true);
});
