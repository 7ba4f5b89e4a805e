import { endpoints } from '@yinxin/contract';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import { type MoneyReport, type MoneyService, moneyRoom, type OrganisationRef, type Payable } from '../index.ts';

export const NORTH = 'city/north';
export const SOUTH = 'city/south';
export const RIGHT_NAME = '示例城通（北方）有限公司';

/** A hall with one programme of two regional companies, and orders as the suite makes them. */
export interface RemittanceHall {
  readonly server: TestServer;
  readonly service: MoneyService;
  readonly reports: { applicationId: string; report: MoneyReport }[];
  readonly audited: { action: string; staff: { name: string } | null }[];
  /** Organisations that paid the last of their arrears, in order. */
  readonly cleared: string[];
  clerk(name?: string): Promise<TestBrowser>;
  organisation(region: '110105' | '440304' | '360100', name?: string): OrganisationRef;
  order(of: OrganisationRef, amountFen?: number, payable?: boolean): Payable;
  /** Says from now on whether an order may be paid. */
  setPayable(number: string, payable: boolean): void;
  settled(applicationId: string): number;
  /** Checks that the book balances in each company and agrees with what is left of every remittance. */
  balanced(): Promise<Record<string, number>>;
}

const PAYEES = [
  { code: 'north', regions: ['11', '12'], company: RIGHT_NAME, bank: '示例银行', account: '1', invoiceKindForm: true },
  {
    code: 'south',
    regions: ['44'],
    company: '示例城通（南方）有限公司',
    bank: '示例银行',
    account: '2',
    fax: '0755-1',
  },
];

export async function openRemittanceHall(): Promise<RemittanceHall> {
  const organisations = new Map<string, OrganisationRef>();
  const orders = new Map<string, { bill: Payable; payable: boolean }>();
  const reports: RemittanceHall['reports'] = [];
  const audited: RemittanceHall['audited'] = [];
  const cleared: string[] = [];
  let counter = 0;
  const room = moneyRoom({
    ports: () => ({
      payable: () => Promise.reject(new Error('nobody goes to a cashier in this suite')),
      billByNumber: async (_tx, number) => orders.get(number),
      report: async (_tx, applicationId, report) => {
        reports.push({ applicationId, report });
        if (report.type !== 'payment-settled') return;
        for (const order of orders.values()) if (order.bill.applicationId === applicationId) order.payable = false;
      },
      audit: async () => {},
      payees: async () => [
        { programme: 'city', name: { zh: '城', en: 'City' }, payees: PAYEES, mistypedPayees: ['示例诚通'] },
      ],
      routing: async (_db, id) => {
        const order = [...orders.values()].find(({ bill }) => bill.applicationId === id);
        const creditCode = order && organisations.get(order.bill.organisationId)?.creditCode;
        return creditCode === undefined ? undefined : { programme: 'city', creditCode };
      },
      organisation: async (_db, by) =>
        'id' in by
          ? organisations.get(by.id)
          : [...organisations.values()].find((one) => one.creditCode === by.creditCode),
      openOrders: async (_db, id) =>
        [...orders.values()]
          .filter(({ bill }) => bill.organisationId === id)
          .map(({ bill, payable }) => ({
            number: bill.applicationNumber,
            state: { zh: '待付', en: 'To pay' },
            paid: !payable,
          })),
      arrearsSettled: async (_tx, organisationId) => {
        cleared.push(organisationId);
      },
      auditRemittance: async (_tx, entry) => {
        audited.push(entry);
      },
    }),
    present: () => async (_db, id, organisationId) => {
      const order = [...orders.values()].find(({ bill }) => bill.applicationId === id);
      if (order?.bill.organisationId !== organisationId) throw new Error('somebody else’s order');
      return JSON.parse('{}');
    },
  });
  const server = await startTestServer({ rooms: [room], settings: { payment: { driver: 'offline' } } });
  return {
    server,
    service: room.service(server.deps),
    reports,
    audited,
    cleared,
    async clerk(name = '财务') {
      const browser = server.browser();
      await browser.signIn({ kind: 'staff', subject: uuid(), roles: ['finance'], attributes: { name } });
      return browser;
    },
    organisation(region, name = `示例单位${++counter}有限公司`) {
      const one = { id: uuid(), name, creditCode: `91${region}MA${String(++counter).padStart(8, '0')}` };
      organisations.set(one.id, one);
      return one;
    },
    order(of, amountFen = 20_000, payable = true) {
      const applicationNumber = `XT20260302-${++counter}K`;
      const subject = { zh: '数字证书', en: 'Digital certificate' };
      const of_ = { organisationId: of.id, payer: of.name, amountFen, subject };
      const bill = { applicationId: uuid(), applicationNumber, ...of_ };
      orders.set(applicationNumber, { bill, payable });
      return bill;
    },
    setPayable(number, payable) {
      const order = orders.get(number);
      if (order) order.payable = payable;
    },
    settled: (applicationId) =>
      reports.filter((one) => one.applicationId === applicationId && one.report.type === 'payment-settled').length,
    balanced: () => balanced(server),
  };
}

async function balanced(server: TestServer): Promise<Record<string, number>> {
  const browser = server.browser();
  await browser.signIn({ kind: 'staff', subject: uuid(), roles: ['finance'] });
  const { accounts, books, sumFen } = await browser.call(endpoints.finance.ledger, {});
  expect(sumFen).toBe(0);
  expect(books.every((book) => book.sumFen === 0)).toBe(true);
  const { rows } = await sql<{ place: string; fen: number }>`
    with booked as (
      select company || ' ' || account || ' ' || coalesce(party::text, '') as place, -sum(fen)::bigint as fen
      from ledger_posting where account in ('deposit', 'designated', 'suspense') group by 1
    ), kept as (
      select place, sum(fen)::bigint as fen from (
        select company || case when credited_at is null then ' suspense ' else ' deposit ' || organisation_id end as place,
          left_fen as fen from remittance
        union all
        select r.company || ' designated ' || r.organisation_id, d.amount_fen
          from designation d join remittance r on r.id = d.remittance_id where d.status = 'held'
      ) x group by 1
    )
    select coalesce(b.place, k.place) as place, coalesce(b.fen, 0) - coalesce(k.fen, 0) as fen
    from booked b full join kept k using (place) where coalesce(b.fen, 0) <> coalesce(k.fen, 0)`.execute(
    server.deps.db,
  );
  expect(rows).toEqual([]);
  return Object.fromEntries(accounts.map((one) => [one.account, one.balanceFen]));
}
