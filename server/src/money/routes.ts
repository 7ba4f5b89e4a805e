import { type ApplicationView, endpoints, type PaymentRow } from '@yinxin/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Clock, type Database, registerEndpoint, transaction } from '../platform/index.ts';
import { ACCOUNTS } from './ledger.ts';
import { moneyProblem } from './problems.ts';
import { companies } from './remittances/desk.ts';
import { nameOf } from './remittances/view.ts';
import type { SandboxCashier } from './sandbox-cashier.ts';
import type { MoneyService } from './service.ts';
import * as store from './store.ts';
import type { PaymentChannel } from './types.ts';

type PaymentStatus = z.output<typeof PaymentRow>['status'];

/** Longest callback of a channel that is read. */
const CALLBACK_BYTES = 64 * 1024;

/** The channel's notice: raw bytes, because the signature is over them. Answers 200 once the notice is committed. */
export async function callbackRoute(
  app: FastifyInstance,
  channel: PaymentChannel,
  service: MoneyService,
): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: CALLBACK_BYTES }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.post(`/api/payments/callbacks/${channel.code}`, async (request: FastifyRequest) => {
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
      );
      const notice = channel.readCallback(headers, raw);
      if (typeof notice === 'string') throw moneyProblem(notice);
      const result = await service.settle(notice);
      if (result === 'unknown-reference') throw moneyProblem('UNKNOWN_PAYMENT');
      return { result };
    });
    done();
  });
}

/** How people pay here. */
export interface PaymentMeans {
  readonly cashier: boolean;
  readonly transfer: { readonly accountName: string; readonly accountNumber: string; readonly bank: string } | null;
}

/** The applicant's view of an order, as the applications room presents it. */
export type PresentApplication = (
  db: Database,
  applicationId: string,
  organisationId: string,
) => Promise<ApplicationView>;

/** Paying, for applicants. */
export function applicantRoutes(
  app: FastifyInstance,
  service: MoneyService,
  present: PresentApplication,
  means: PaymentMeans,
): void {
  const { applications } = endpoints;
  registerEndpoint(app, applications.paymentMeans, () => ({ ...means }));
  registerEndpoint(app, applications.pay, ({ params, session, db }) =>
    transaction(db, (tx) =>
      service.pay(tx, { applicationId: params.id, organisationId: session.subject, returnUrl: `/orders/${params.id}` }),
    ),
  );
  registerEndpoint(app, applications.goToCashier, async ({ params, session }) => {
    const payUrl = await service.go(params.reference, session.subject);
    if (payUrl === null) throw moneyProblem('UNKNOWN_PAYMENT');
    return { bytes: new Uint8Array(), type: 'text/plain', name: '', redirect: payUrl };
  });
  registerEndpoint(app, applications.checkPayment, async ({ params, session, db }) => {
    await present(db, params.id, session.subject); // somebody else's order ends here, before the bank is asked
    await service.check(params.id);
    return present(db, params.id, session.subject);
  });
}

/** Payments, book and reconciliation, for finance. */
export function financeRoutes(app: FastifyInstance, service: MoneyService, clock: Clock): void {
  const { finance } = endpoints;
  registerEndpoint(app, finance.recordTransfer, ({ body, session, db }) => {
    if (new Date(`${body.receivedOn}T00:00:00+08:00`) > clock.now()) {
      throw moneyProblem('RECEIVED_IN_FUTURE', { field: 'body.receivedOn' });
    }
    const staff = { id: session.subject, name: session.attributes.name ?? '' };
    return transaction(db, (tx) => service.recordTransfer(tx, body, staff));
  });
  registerEndpoint(app, finance.payments, async ({ query, db }) => {
    const { items, total } = await store.listPayments(db, query);
    return {
      items: items.map((row) => ({
        id: row.id,
        applicationId: row.application_id,
        applicationNumber: row.application_number,
        payer: row.payer,
        amountFen: row.amount_fen,
        method: row.channel,
        status: shownStatus(row),
        channelReference: row.transaction,
        createdAt: row.created_at.toISOString(),
        settledAt: row.settled_at?.toISOString() ?? null,
      })),
      total,
      page: query.page,
      size: query.size,
    };
  });
  registerEndpoint(app, finance.ledger, async ({ db }) => {
    const { books, entries } = await store.balances(db);
    const names = nameOf(await companies(service.remittances.desk.ports, db));
    const of = (rows: readonly store.Balance[]) => {
      const sum = (account: string) =>
        rows.filter((row) => row.account === account).reduce((total, row) => total + row.balanceFen, 0);
      const accounts = ACCOUNTS.map((account) => ({ account, balanceFen: sum(account) }));
      return { accounts, sumFen: rows.reduce((total, row) => total + row.balanceFen, 0) };
    };
    return {
      ...of(books),
      books: [...new Set(books.map((row) => row.company))].map((company) => ({
        company,
        name: names(company).name,
        ...of(books.filter((row) => row.company === company)),
      })),
      entries,
    };
  });
  registerEndpoint(app, finance.reconcile, () => service.reconcile());
}

/** The attempt's own status, save that money on its way back is shown as that. */
function shownStatus(row: store.PaymentListRow): PaymentStatus {
  if (row.status !== 'paid') return row.status;
  return row.charge_status === 'refunding' || row.charge_status === 'refunded' ? row.charge_status : 'paid';
}

/** The cashier's page of the sandbox. */
export function cashierRoutes(app: FastifyInstance, cashier: SandboxCashier): void {
  const { sandbox } = endpoints;
  registerEndpoint(app, sandbox.charge, async ({ params }) => {
    const order = await cashier.order(params.reference);
    if (!order) throw moneyProblem('UNKNOWN_PAYMENT');
    const { reference, subject, amount_fen: amountFen, status, return_url: returnUrl } = order;
    return { reference, subject, amountFen, status, returnUrl };
  });
  registerEndpoint(app, sandbox.cashier, async ({ params, body }) => {
    const order = await cashier.press(params.reference, body.outcome);
    if (!order) throw moneyProblem('UNKNOWN_PAYMENT');
    return { status: order.status, returnUrl: order.return_url };
  });
}
