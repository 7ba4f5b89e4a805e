import { Code, LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Address, ClockView, Fen, Id, IdParams, Instant, Page, pageOf, Refusal, RoleName } from './shapes.ts';

const tag = 'applications';

/* ---------- commands of the applicant (申请人) ---------- */

export const InvoiceData = z.strictObject({
  kind: z.enum(['e-invoice-general', 'e-invoice-special']),
  title: z.string().min(1).max(100),
  taxNumber: z.string().min(1).max(30),
  email: z.string().max(100).optional(),
  mobile: z.string().max(30).optional(),
  addressAndPhone: z.string().max(200).optional(),
  bankAndAccount: z.string().max(200).optional(),
});
export type InvoiceData = z.infer<typeof InvoiceData>;

export const ApplicantCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('save-draft'), fields: z.record(Code, z.string().max(500)) }),
  z.strictObject({ type: z.literal('remove-material'), material: Code }),
  z.strictObject({ type: z.literal('submit'), dataVersion: z.number().int().positive() }),
  z.strictObject({ type: z.literal('set-delivery'), mode: z.enum(['post', 'collect']), recipient: Address.optional() }),
  z.strictObject({ type: z.literal('set-invoice'), invoice: InvoiceData }),
  z.strictObject({
    type: z.literal('post-papers'),
    carrier: z.string().min(1).max(40),
    trackingNumber: z.string().min(1).max(40),
  }),
  z.strictObject({ type: z.literal('report-payment-problem'), note: z.string().max(500) }),
  z.strictObject({
    type: z.literal('request-refund'),
    note: z.string().max(500),
    account: z.string().max(200).optional(),
  }),
]);
export type ApplicantCommand = z.infer<typeof ApplicantCommand>;

/* ---------- commands of staff ---------- */

export const MaterialFault = z.strictObject({
  /** A material or a field of the form. */
  item: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('material'), code: Code }),
    z.strictObject({ kind: z.literal('field'), code: Code }),
  ]),
  reason: Code,
  note: z.string().max(500).optional(),
});
export type MaterialFault = z.infer<typeof MaterialFault>;

export const StaffCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('take') }),
  z.strictObject({ type: z.literal('release') }),
  z.strictObject({
    type: z.literal('approve'),
    dataVersion: z.number().int().positive(),
    note: z.string().max(500).optional(),
  }),
  z.strictObject({
    type: z.literal('return-materials'),
    faults: z.array(MaterialFault).min(1).max(40),
    note: z.string().max(500).optional(),
  }),
  z.strictObject({ type: z.literal('reject-wrong'), reason: Code, note: z.string().max(500).optional() }),
  z.strictObject({
    type: z.literal('log-contact'),
    channel: z.enum(['phone', 'sms', 'other']),
    reached: z.boolean(),
    note: z.string().max(500),
  }),
  z.strictObject({ type: z.literal('confirm-papers') }),
  z.strictObject({
    type: z.literal('report-paper-faults'),
    faults: z.array(MaterialFault).min(1).max(40),
    note: z.string().max(500).optional(),
  }),
  z.strictObject({ type: z.literal('need-supplement'), note: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal('confirm-supplement') }),
  z.strictObject({
    type: z.literal('dispatch'),
    carrier: z.string().min(1).max(40),
    trackingNumber: z.string().min(1).max(40),
    mediumSerial: z.string().max(40),
  }),
  z.strictObject({
    type: z.literal('hand-over'),
    collector: z.string().min(1).max(60),
    mediumSerial: z.string().max(40),
  }),
  z.strictObject({
    type: z.literal('enter-refund'),
    note: z.string().max(500),
    account: z.string().max(200).optional(),
  }),
  z.strictObject({ type: z.literal('approve-refund') }),
  z.strictObject({ type: z.literal('refuse-refund'), note: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal('pay-out-refund'), reference: z.string().min(1).max(100) }),
  z.strictObject({ type: z.literal('enter-invoice'), invoice: InvoiceData }),
]);
export type StaffCommand = z.infer<typeof StaffCommand>;

/* ---------- what is read ---------- */

export const MaterialView = z.object({
  code: Code,
  label: LocalText,
  guidance: LocalText,
  required: z.boolean(),
  paper: z.boolean(),
  form: Code.nullable(),
  /** Short code that the form must show now, as printed on it, e.g. `V3-7F2A`; `null` for what is not a form. */
  mark: z.string().nullable(),
  status: z.enum(['missing', 'attached', 'accepted', 'returned']),
  file: z
    .object({
      name: z.string(),
      mediaType: z.string(),
      bytes: z.number().int(),
      pages: z.number().int().nullable(),
      sha256: z.string(),
      uploadedAt: Instant,
      outdated: z.boolean(),
    })
    .nullable(),
  fault: z.object({ reason: Code, label: LocalText, whatToDo: LocalText, note: z.string().nullable() }).nullable(),
  /** May the applicant replace it now? */
  open: z.boolean(),
});

export const FieldView = z.object({
  code: Code,
  /** Masked for staff where the field is personal. */
  value: z.string(),
  masked: z.boolean(),
  fault: z.object({ reason: Code, label: LocalText, whatToDo: LocalText, note: z.string().nullable() }).nullable(),
  open: z.boolean(),
});

export const TimelineEntry = z.object({
  version: z.number().int(),
  at: Instant,
  /** Event type, e.g. `submitted`; the text is ready to read. */
  type: z.string(),
  text: LocalText,
  actor: z.enum(['applicant', 'staff', 'system']),
  /** Name of the staff member; only staff see it. */
  actorName: z.string().nullable(),
});

export const ActionView = z.object({ command: z.string(), refusal: Refusal.nullable() });

export const ApplicationView = z.object({
  id: Id,
  number: z.string(),
  version: z.number().int(),
  programme: Code,
  programmeVersion: z.number().int(),
  project: Code,
  service: Code,
  organisation: z.object({ id: Id, creditCode: z.string(), name: z.string() }),
  stage: z.enum(['fill', 'review', 'payment', 'papers', 'production', 'delivery', 'finished']),
  /** The CA's own state (one of the programme's `states`), and beside it the payment state. */
  state: z.object({ code: Code, label: LocalText }),
  paymentState: z.enum(['none', 'awaiting', 'pending', 'paid', 'refunding', 'refunded']),
  void: z
    .object({
      wrong: z.enum(['project', 'name', 'code']),
      reason: Code.nullable(),
      label: LocalText,
      whatToDo: LocalText,
      note: z.string().nullable(),
      at: Instant,
    })
    .nullable(),
  /** Why it waits, in words, and who acts next until when. */
  waiting: z.object({ text: LocalText, next: LocalText, clock: ClockView.nullable() }),
  createdAt: Instant,
  submittedAt: Instant.nullable(),
  dataVersion: z.number().int(),
  /** The short code of the first form of the order; every form has its own under `materials`. */
  dataMark: z.string(),
  fields: z.array(FieldView),
  materials: z.array(MaterialView),
  price: z.object({ lines: z.array(z.object({ code: Code, label: LocalText, fen: Fen })), totalFen: Fen }),
  payment: z.object({
    chargeId: Id.nullable(),
    amountFen: Fen.nullable(),
    paidAt: Instant.nullable(),
    lastFailure: z.object({ at: Instant, text: LocalText }).nullable(),
    attempts: z.number().int(),
  }),
  papers: z.object({
    /** Offered only when the papers may be posted (JX-39). */
    instructions: z.object({ to: LocalText, address: LocalText, phone: z.string(), postcode: z.string() }).nullable(),
    status: z.enum(['not-yet', 'to-post', 'posted', 'faulty', 'confirmed']),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    postedAt: Instant.nullable(),
    confirmedAt: Instant.nullable(),
    faults: z.array(
      z.object({ material: Code, reason: Code, label: LocalText, whatToDo: LocalText, note: z.string().nullable() }),
    ),
  }),
  production: z.object({
    status: z.enum(['not-yet', 'waiting', 'started', 'made']),
    mediumSerial: z.string().nullable(),
    passwordCard: z.string().nullable(),
    madeAt: Instant.nullable(),
    certificates: z.array(
      z.object({ use: z.enum(['sign', 'encrypt']), serial: z.string(), notBefore: Instant, notAfter: Instant }),
    ),
  }),
  supplement: z.object({
    status: z.enum(['none', 'needed', 'received']),
    note: z.string().nullable(),
    until: Instant.nullable(),
  }),
  delivery: z.object({
    mode: z.enum(['post', 'collect']).nullable(),
    recipient: Address.nullable(),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    dispatchedAt: Instant.nullable(),
    collectedBy: z.string().nullable(),
    notice: LocalText.nullable(),
  }),
  invoice: z.object({
    status: z.enum(['none', 'waiting', 'issued']),
    data: InvoiceData.nullable(),
    number: z.string().nullable(),
    issuedAt: Instant.nullable(),
    due: Instant.nullable(),
    hasFile: z.boolean(),
  }),
  refund: z.object({
    status: z.enum(['none', 'requested', 'approved', 'refunded', 'refused']),
    note: z.string().nullable(),
    answer: z.string().nullable(),
    requestedAt: Instant.nullable(),
    hasLetter: z.boolean(),
  }),
  /** What the last review said about the whole order. */
  reviewNote: z.string().nullable(),
  /** Every command of the reader's kind, with the refusal it would meet now. */
  actions: z.array(ActionView),
  timeline: z.array(TimelineEntry),
});
export type ApplicationView = z.infer<typeof ApplicationView>;

/** Staff see the same order with masked personal data, who holds it and the record of contacts. */
export const StaffApplicationView = ApplicationView.extend({
  heldBy: z.object({ id: Id, name: z.string(), until: Instant }).nullable(),
  contacts: z.array(
    z.object({ at: Instant, by: z.string(), channel: z.string(), reached: z.boolean(), note: z.string() }),
  ),
  /** Changes since the last review, by field and material. */
  changedSinceReview: z.array(
    z.object({
      kind: z.enum(['field', 'material']),
      code: Code,
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  registerName: z.string().nullable(),
  otherApplications: z.array(z.object({ id: Id, number: z.string(), project: Code, state: LocalText })),
});
export type StaffApplicationView = z.infer<typeof StaffApplicationView>;

export const ApplicationRow = z.object({
  id: Id,
  number: z.string(),
  programme: Code,
  project: Code,
  projectName: LocalText,
  applicantName: z.string(),
  state: z.object({ code: Code, label: LocalText }),
  void: z.boolean(),
  paymentState: ApplicationView.shape.paymentState,
  papersIn: z.string().nullable(),
  parcelOut: z.string().nullable(),
  submittedAt: Instant.nullable(),
  recipient: z.string().nullable(),
  waiting: LocalText,
  clock: ClockView.nullable(),
});
export type ApplicationRow = z.infer<typeof ApplicationRow>;

const ListQuery = Page.extend({
  project: Code.optional(),
  state: Code.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

export const applications = {
  list: endpoint({
    method: 'GET',
    path: '/api/applications',
    who: 'organisation',
    tag,
    summary: { zh: '本单位的订单', en: 'Orders of the own organisation' },
    query: ListQuery,
    answer: pageOf(ApplicationRow),
  }),
  open: endpoint({
    method: 'POST',
    path: '/api/applications',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '新建申请', en: 'Open an application' },
    body: z.strictObject({
      programme: Code,
      project: Code,
      service: Code,
      /** The applicant saw the region warning and goes on (JX-22). */ regionConfirmed: z.boolean().optional(),
    }),
    answer: ApplicationView,
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/applications/:id',
    who: 'organisation',
    tag,
    summary: { zh: '订单详情', en: 'One order' },
    params: IdParams,
    answer: ApplicationView,
  }),
  command: endpoint({
    method: 'POST',
    path: '/api/applications/:id/commands',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '对订单操作', en: 'Act on an order' },
    params: IdParams,
    body: z.strictObject({
      command: ApplicantCommand,
      /** Version the reader saw; a stale one is refused with STALE_VERSION. */ expectedVersion: z
        .number()
        .int()
        .optional(),
    }),
    answer: ApplicationView,
  }),
  attach: endpoint({
    method: 'POST',
    path: '/api/applications/:id/materials/:material',
    who: 'organisation',
    tag,
    upload: 'one-file',
    idempotent: true,
    summary: { zh: '上传材料', en: 'Upload a material' },
    params: z.object({ id: Id, material: Code }),
    answer: ApplicationView,
  }),
  material: endpoint({
    method: 'GET',
    path: '/api/applications/:id/materials/:material/file',
    who: 'organisation',
    tag,
    summary: { zh: '查看材料', en: 'Look at a material' },
    params: z.object({ id: Id, material: Code }),
    answer: 'file',
  }),
  form: endpoint({
    method: 'GET',
    path: '/api/applications/:id/forms/:form',
    who: 'organisation',
    tag,
    summary: { zh: '下载表单（PDF）', en: 'Download a form filled with the data (PDF)' },
    params: z.object({ id: Id, form: Code }),
    answer: 'file',
  }),
  attachRefundLetter: endpoint({
    method: 'POST',
    path: '/api/applications/:id/refund-letter',
    who: 'organisation',
    tag,
    upload: 'one-file',
    idempotent: true,
    summary: { zh: '上传退款申请函', en: 'Upload the refund letter' },
    params: IdParams,
    answer: ApplicationView,
  }),
  invoiceFile: endpoint({
    method: 'GET',
    path: '/api/applications/:id/invoice',
    who: 'organisation',
    tag,
    summary: { zh: '下载电子发票', en: 'Download the e-invoice' },
    params: IdParams,
    answer: 'file',
  }),
  paymentMeans: endpoint({
    method: 'GET',
    path: '/api/payments/means',
    who: 'public',
    tag,
    summary: { zh: '可用的付款方式', en: 'How an order can be paid here' },
    answer: z.object({
      cashier: z.boolean(),
      /** Bank transfer: the payer writes the order number as the remark. */
      transfer: z.object({ accountName: z.string(), accountNumber: z.string(), bank: z.string() }).nullable(),
    }),
  }),
  pay: endpoint({
    method: 'POST',
    path: '/api/applications/:id/payments',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '去支付', en: 'Start a payment' },
    params: IdParams,
    body: z.strictObject({ method: z.enum(['cashier']) }),
    answer: z.object({ chargeId: Id, attemptId: Id, payUrl: z.string() }),
  }),
  goToCashier: endpoint({
    method: 'GET',
    path: '/api/payments/:reference/go',
    who: 'organisation',
    tag,
    summary: { zh: '跳转到收银台', en: 'On to the cashier (redirect); the browser goes there by itself' },
    params: z.object({ reference: z.string().max(60) }),
    answer: 'file',
  }),
  checkPayment: endpoint({
    method: 'POST',
    path: '/api/applications/:id/payments/check',
    who: 'organisation',
    tag,
    summary: { zh: '向银行查询支付结果', en: 'Ask the bank whether the payment arrived' },
    params: IdParams,
    answer: ApplicationView,
  }),
};

export const consoleApplications = {
  search: endpoint({
    method: 'GET',
    path: '/api/console/applications',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查询订单', en: 'Search orders: number, name, credit code, tracking number, medium' },
    query: ListQuery.extend({ q: z.string().max(100).optional() }),
    answer: pageOf(ApplicationRow.extend({ creditCode: z.string() })),
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/console/applications/:id',
    who: 'staff',
    tag: 'console',
    summary: { zh: '订单详情', en: 'One order' },
    params: IdParams,
    answer: StaffApplicationView,
  }),
  command: endpoint({
    method: 'POST',
    path: '/api/console/applications/:id/commands',
    who: 'staff',
    tag: 'console',
    idempotent: true,
    summary: { zh: '办理', en: 'Act on an order' },
    params: IdParams,
    body: z.strictObject({ command: StaffCommand, expectedVersion: z.number().int().optional() }),
    answer: StaffApplicationView,
  }),
  material: endpoint({
    method: 'GET',
    path: '/api/console/applications/:id/materials/:material/file',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查看材料（记录查看人）', en: 'Look at a material (the look is logged)' },
    params: z.object({ id: Id, material: Code }),
    answer: 'file',
  }),
  refundLetter: endpoint({
    method: 'GET',
    path: '/api/console/applications/:id/refund-letter',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查看退款申请函', en: 'Look at the refund letter' },
    params: IdParams,
    answer: 'file',
  }),
  reveal: endpoint({
    method: 'POST',
    path: '/api/console/applications/:id/reveals',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查看完整个人信息（记录查看人与理由）', en: 'See a masked value (who and why is logged)' },
    params: IdParams,
    body: z.strictObject({ field: z.union([Code, z.enum(['recipient'])]), reason: z.string().min(2).max(200) }),
    answer: z.object({ value: z.string() }),
  }),
  issueInvoice: endpoint({
    method: 'POST',
    path: '/api/console/applications/:id/invoice',
    who: ['finance'],
    tag: 'console',
    upload: 'one-file',
    idempotent: true,
    summary: { zh: '开具电子发票', en: 'Issue the e-invoice' },
    params: IdParams,
    body: z.strictObject({ number: z.string().regex(/^\d{8,20}$/) }),
    answer: StaffApplicationView,
  }),
  queues: endpoint({
    method: 'GET',
    path: '/api/console/queues',
    who: 'staff',
    tag: 'console',
    summary: { zh: '我的待办', en: 'Work queues of the caller’s roles' },
    answer: z.object({
      queues: z.array(
        z.object({
          code: Code,
          label: LocalText,
          role: RoleName,
          open: z.number().int(),
          soon: z.number().int(),
          late: z.number().int(),
          oldest: Instant.nullable(),
        }),
      ),
    }),
  }),
  queue: endpoint({
    method: 'GET',
    path: '/api/console/queues/:queue',
    who: 'staff',
    tag: 'console',
    summary: { zh: '待办列表', en: 'One queue, sorted by time left' },
    params: z.object({ queue: Code }),
    query: Page.extend({ project: Code.optional() }),
    answer: pageOf(ApplicationRow.extend({ heldBy: z.string().nullable(), reason: LocalText.nullable() })),
  }),
  takeNext: endpoint({
    method: 'POST',
    path: '/api/console/queues/:queue/next',
    who: 'staff',
    tag: 'console',
    summary: { zh: '领取下一件', en: 'Take the next one' },
    params: z.object({ queue: Code }),
    answer: z.object({ id: Id.nullable() }),
  }),
};
