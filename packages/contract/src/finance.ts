import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Fen, Id, Instant, Page, pageOf } from './shapes.ts';

export const PaymentRow = z.object({
  id: Id,
  applicationId: Id,
  applicationNumber: z.string(),
  payer: z.string(),
  amountFen: Fen,
  method: z.string(),
  status: z.enum(['open', 'pending', 'paid', 'failed', 'expired', 'refunding', 'refunded']),
  channelReference: z.string().nullable(),
  createdAt: Instant,
  settledAt: Instant.nullable(),
});
/** A bank transfer as finance found it in the bank's statement. */
export const TransferEntry = z.strictObject({
  /** The order number the payer wrote; spaces and lower case do not matter. */
  applicationNumber: z.string().min(4).max(60),
  /** The bank's own number of the transfer. Entered again it has no effect. */
  reference: z.string().regex(/^[\x21-\x7e]{4,60}$/),
  amountFen: z.number().int().positive().max(10_000_000_000),
  receivedOn: z.iso.date(),
});

export const finance = {
  recordTransfer: endpoint({
    method: 'POST',
    path: '/api/console/payments/transfers',
    who: ['finance'],
    tag: 'finance',
    idempotent: true,
    summary: { zh: '登记银行转账', en: 'Record a bank transfer that arrived' },
    body: TransferEntry,
    answer: z.object({
      /**
       * `unclaimed`: booked in suspense, because the amount or the order does not fit. `already-known`: nothing was done, the
       * rest tells where the reference was entered first.
       */
      result: z.enum(['settled', 'already-known', 'unclaimed']),
      applicationId: Id,
      applicationNumber: z.string(),
      amountFen: Fen,
      /** What the order costs. */
      expectedFen: Fen,
    }),
  }),
  payments: endpoint({
    method: 'GET',
    path: '/api/console/payments',
    who: ['finance', 'auditor', 'administrator'],
    tag: 'finance',
    summary: { zh: '收款明细', en: 'Payments' },
    query: Page.extend({ status: PaymentRow.shape.status.optional(), q: z.string().max(60).optional() }),
    answer: pageOf(PaymentRow),
  }),
  ledger: endpoint({
    method: 'GET',
    path: '/api/console/ledger',
    who: ['finance', 'auditor', 'administrator'],
    tag: 'finance',
    summary: { zh: '总账', en: 'Balances of the ledger' },
    answer: z.object({
      accounts: z.array(z.object({ account: z.string(), balanceFen: Fen })),
      /** The same by company: each company's books balance for themselves. */
      books: z.array(
        z.object({
          company: z.string(),
          name: z.string(),
          accounts: z.array(z.object({ account: z.string(), balanceFen: Fen })),
          sumFen: Fen,
        }),
      ),
      sumFen: Fen,
      entries: z.number().int(),
    }),
  }),
  reconcile: endpoint({
    method: 'POST',
    path: '/api/console/payments/reconciliation',
    who: ['finance'],
    tag: 'finance',
    summary: { zh: '与银行对账', en: 'Compare open payments with the channel' },
    answer: z.object({
      checked: z.number().int(),
      settled: z.number().int(),
      stillOpen: z.number().int(),
      differences: z.array(z.object({ applicationNumber: z.string(), text: z.string() })),
    }),
  }),
};
