import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Fen, Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

/** An amount of money that moves: more than nothing, at most a hundred million yuan. */
const Amount = z.number().int().positive().max(10_000_000_000);
const BankReference = z.string().regex(/^[\x21-\x7e]{4,60}$/);
/** A regional company, as `programme/company`. */
const Company = z.string().regex(/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,40}$/);
const Name = z.string().trim().min(1).max(120);
const Note = z.string().trim().max(500);
export const InvoiceKind = z.enum(['e-invoice-general', 'e-invoice-special']);

/** Who a remittance is for: an organisation by its credit code or by the number of one of its orders. */
const Whose = z.union([
  z.strictObject({ creditCode: z.string().max(60) }),
  z.strictObject({ orderNumber: z.string().min(4).max(60) }),
]);

/** A remittance (汇款) as finance found it in the statement of a company's account (IT-28 to IT-31). */
export const RemittanceEntry = z.strictObject({
  company: Company,
  amountFen: Amount,
  payerName: Name,
  payerAccount: z.string().trim().max(60).optional(),
  /** The payee as the payer wrote it, when it differs from the account's name. */
  payeeName: Name.optional(),
  /** The bank's own number. Entered again it has no effect. */
  reference: BankReference,
  /** Calendar day in Asia/Shanghai. */
  receivedOn: z.iso.date(),
  /** What the payer wrote: purpose, order number. */
  remark: Note,
  whose: Whose.nullable(),
});

const By = z.object({ name: z.string(), at: Instant });
const CompanyView = z.object({ code: z.string(), name: z.string() });
/** Slip or statement of purpose (汇款凭证、费用用途说明) of a third-party payer, recorded as received (IT-30). */
export const RemittancePaper = z.enum(['slip', 'purpose']);
const PaperView = By.extend({ channel: z.enum(['fax', 'upload', 'post']), note: z.string() });

export const DesignationView = z.object({
  id: Id,
  purpose: z.enum(['certificate-fee', 'platform-fee']),
  applicationId: Id.nullable(),
  /** Number of the order, or month of the platform fee. */
  label: z.string(),
  amountFen: Fen,
  /** `held` can be taken back; `released` has paid what it was for. */
  status: z.enum(['held', 'released', 'taken-back']),
  by: By,
});

export const REMITTANCE_STATES = ['unmatched', 'undesignated', 'returning', 'used'] as const;
/** `unmatched`: nobody's yet, releases nothing. `undesignated`: a customer's, pays nothing yet. `used`: nothing is left of it. */
export const RemittanceState = z.enum(REMITTANCE_STATES);

export const RemittanceRow = z.object({
  id: Id,
  reference: z.string(),
  company: CompanyView,
  amountFen: Fen,
  leftFen: Fen,
  state: RemittanceState,
  payerName: z.string(),
  receivedOn: z.string(),
  organisation: z.object({ id: Id, name: z.string(), creditCode: z.string() }).nullable(),
  thirdParty: z.boolean(),
  /** The mistyped payee found in it (IT-29). */
  mistyped: z.string().nullable(),
  /** The company that serves the organisation, when it is not the one the money lies at (IT-28). */
  belongsTo: CompanyView.nullable(),
});

export const RemittanceView = RemittanceRow.extend({
  payerAccount: z.string().nullable(),
  remark: z.string(),
  entered: By,
  slip: PaperView.nullable(),
  purpose: PaperView.nullable(),
  /** The remittance it was transferred from. */
  originId: Id.nullable(),
  designations: z.array(DesignationView),
  transfers: z.array(z.object({ id: Id, company: CompanyView, amountFen: Fen, reference: z.string() })),
  returns: z.array(
    z.object({
      id: Id,
      amountFen: Fen,
      reason: z.string(),
      status: z.enum(['begun', 'paid', 'given-up']),
      reference: z.string().nullable(),
      by: By,
      /** The present user began it: somebody else pays it out. */
      own: z.boolean(),
      paidBy: By.nullable(),
    }),
  ),
  /** What the organisation has to pay now and this money may be designated to. */
  waiting: z.array(
    z.object({
      purpose: DesignationView.shape.purpose,
      /** Order number, or the id of a due of the platform fee. */
      target: z.string(),
      label: z.string(),
      note: LocalText,
      amountFen: Fen,
      missingFen: Fen,
    }),
  ),
});

/** One share of a remittance: an order's certificate fee, or a due. */
const Part = z.union([
  z.strictObject({ orderNumber: z.string().min(4).max(60), amountFen: Amount }),
  z.strictObject({ due: Id, amountFen: Amount }),
]);

export const DueView = z.object({
  id: Id,
  company: CompanyView,
  period: z.string(),
  amountFen: Fen,
  dueOn: z.string(),
  status: z.enum(['open', 'settled', 'cancelled']),
  overdue: z.boolean(),
});

const tag = 'remittances';
const who = ['finance'] as const;
const reads = ['finance', 'auditor'] as const;

export const remittances = {
  payees: endpoint({
    method: 'GET',
    path: '/api/console/payees',
    who: reads,
    tag,
    summary: { zh: '收款公司', en: 'Companies that take remittances' },
    answer: z.object({
      items: z.array(CompanyView.extend({ programme: LocalText, bank: z.string(), account: z.string() })),
    }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/console/remittances',
    who: reads,
    tag,
    summary: { zh: '汇款', en: 'Remittances' },
    query: Page.extend({
      state: RemittanceState.optional(),
      company: z.string().max(90).optional(),
      /** Bank reference, payer's whole name, credit code or the beginning of the organisation's name. */
      q: z.string().max(120).optional(),
    }),
    answer: pageOf(RemittanceRow),
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/console/remittances/:id',
    who: reads,
    tag,
    summary: { zh: '一笔汇款', en: 'One remittance' },
    params: IdParams,
    answer: RemittanceView,
  }),
  enter: endpoint({
    method: 'POST',
    path: '/api/console/remittances',
    who,
    tag,
    idempotent: true,
    summary: { zh: '登记汇款', en: 'Enter a remittance that arrived' },
    body: RemittanceEntry,
    answer: z.object({ result: z.enum(['entered', 'already-known']), remittance: RemittanceView }),
  }),
  match: endpoint({
    method: 'POST',
    path: '/api/console/remittances/:id/match',
    who,
    tag,
    idempotent: true,
    summary: { zh: '认领汇款到单位', en: 'Say whose a remittance is' },
    params: IdParams,
    body: z.strictObject({ whose: Whose }),
    answer: RemittanceView,
  }),
  recordPaper: endpoint({
    method: 'POST',
    path: '/api/console/remittances/:id/papers',
    who,
    tag,
    idempotent: true,
    summary: { zh: '登记汇款凭证或用途说明', en: 'Record the slip or the statement of purpose' },
    params: IdParams,
    body: z.strictObject({ paper: RemittancePaper, channel: PaperView.shape.channel, note: Note }),
    answer: RemittanceView,
  }),
  designate: endpoint({
    method: 'POST',
    path: '/api/console/remittances/:id/designations',
    who,
    tag,
    idempotent: true,
    summary: { zh: '指定款项用途', en: 'Designate money to purposes' },
    params: IdParams,
    body: z.strictObject({ parts: z.array(Part).min(1).max(20) }),
    answer: RemittanceView,
  }),
  takeBack: endpoint({
    method: 'POST',
    path: '/api/console/designations/:id/taking-back',
    who,
    tag,
    idempotent: true,
    summary: { zh: '撤回指定', en: 'Take a designation back' },
    params: IdParams,
    body: z.strictObject({}),
    answer: RemittanceView,
  }),
  transfer: endpoint({
    method: 'POST',
    path: '/api/console/remittances/:id/transfers',
    who,
    tag,
    idempotent: true,
    summary: { zh: '划转到另一家公司', en: 'Transfer to the company it belongs to' },
    params: IdParams,
    body: z.strictObject({ to: Company, amountFen: Amount, reference: BankReference }),
    answer: RemittanceView,
  }),
  beginReturn: endpoint({
    method: 'POST',
    path: '/api/console/remittances/:id/returns',
    who,
    tag,
    idempotent: true,
    summary: { zh: '申请退回付款人', en: 'Begin a return to the payer' },
    params: IdParams,
    body: z.strictObject({ amountFen: Amount, reason: Note.min(1) }),
    answer: RemittanceView,
  }),
  payReturn: endpoint({
    method: 'POST',
    path: '/api/console/remittance-returns/:id/payment',
    who,
    tag,
    idempotent: true,
    summary: { zh: '退回付款人：已付出', en: 'The return was paid out, by a second person' },
    params: IdParams,
    body: z.strictObject({ reference: BankReference }),
    answer: RemittanceView,
  }),
  giveUpReturn: endpoint({
    method: 'POST',
    path: '/api/console/remittance-returns/:id/giving-up',
    who,
    tag,
    idempotent: true,
    summary: { zh: '不退了', en: 'Give a return up' },
    params: IdParams,
    body: z.strictObject({}),
    answer: RemittanceView,
  }),
  account: endpoint({
    method: 'GET',
    path: '/api/console/customer-accounts/:id',
    who: reads,
    tag,
    summary: { zh: '客户账户', en: 'A customer’s account: balance, dues, kind of invoice' },
    params: IdParams,
    answer: z.object({
      organisation: z.object({ id: Id, name: z.string(), creditCode: z.string() }),
      balances: z.array(z.object({ company: CompanyView, depositFen: Fen, designatedFen: Fen })),
      dues: z.array(DueView),
      inArrears: z.boolean(),
      invoiceChoices: z.array(
        z.object({ company: CompanyView, kind: InvoiceKind, change: z.boolean(), note: z.string(), by: By }),
      ),
    }),
  }),
  confirmInvoiceKind: endpoint({
    method: 'POST',
    path: '/api/console/customer-accounts/:id/invoice-kind',
    who,
    tag,
    idempotent: true,
    summary: { zh: '登记开票类型确认书', en: 'Record the invoice type confirmation or its change' },
    params: IdParams,
    body: z.strictObject({ company: Company, kind: InvoiceKind, change: z.boolean(), note: Note }),
    answer: z.object({ kind: InvoiceKind }),
  }),
  enterDue: endpoint({
    method: 'POST',
    path: '/api/console/customer-accounts/:id/dues',
    who,
    tag,
    idempotent: true,
    summary: { zh: '登记应付平台服务费', en: 'Enter what a customer owes for a month' },
    params: IdParams,
    body: z.strictObject({
      company: Company,
      period: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
      amountFen: Amount,
      dueOn: z.iso.date(),
    }),
    answer: DueView,
  }),
  payeeOf: endpoint({
    method: 'GET',
    path: '/api/applications/:id/payee',
    who: 'organisation',
    tag: 'applications',
    summary: { zh: '应向哪个账户汇款', en: 'The one account this order is paid into by remittance' },
    params: IdParams,
    /** `payee` null: the order is not paid by remittance, or no company serves the place (then `unserved`). */
    answer: z.object({
      payee: z
        .object({ company: z.string(), bank: z.string(), account: z.string(), fax: z.string().nullable() })
        .nullable(),
      unserved: z.boolean(),
      /** Names the bank does not deliver to: shown as a warning beside the right one (IT-29). */
      mistyped: z.array(z.string()),
      /** Designated to this order so far. */
      designatedFen: Fen,
      paid: z.boolean(),
    }),
  }),
};
