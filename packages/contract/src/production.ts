import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Fen, Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

const who = ['production'] as const;
const Base64 = z.base64();

/** Where the making of one medium stands; each step may be repeated safely with the same input. */
export const ProductionView = z.object({
  applicationId: Id,
  status: z.enum(['waiting', 'personalised', 'issued', 'made', 'abandoned']),
  mediumSerial: z.string().nullable(),
  passwordCard: z.string().nullable(),
  /** Subject for the PKCS#10 request made inside the medium. */
  subject: z.object({
    country: z.string(),
    province: z.string().nullable(),
    locality: z.string().nullable(),
    organisation: z.string(),
    organisationalUnit: z.string().nullable(),
    commonName: z.string(),
  }),
});

export const MediumView = z.object({
  serial: z.string(),
  kind: z.enum(['usb-key', 'ic-card']),
  model: z.string(),
  state: z.enum(['blank', 'personalised', 'made', 'shipped', 'spoiled']),
  applicationNumber: z.string().nullable(),
  registeredAt: Instant,
});
export const PasswordCardView = z.object({
  number: z.string(),
  batch: z.string(),
  state: z.enum(['fresh', 'printed', 'assigned', 'destroyed']),
  mediumSerial: z.string().nullable(),
});

export const production = {
  read: endpoint({
    method: 'GET',
    path: '/api/console/production/:id',
    who,
    tag: 'production',
    summary: { zh: '制证进度', en: 'How the production stands' },
    params: IdParams,
    answer: ProductionView,
  }),
  personalise: endpoint({
    method: 'POST',
    path: '/api/console/production/:id/personalisation',
    who,
    tag: 'production',
    idempotent: true,
    summary: {
      zh: '介质与密码卡配对',
      en: 'Pair medium and password card; the answer is readable only inside the medium’s assistant',
    },
    params: IdParams,
    body: z.strictObject({ mediumSerial: z.string().max(40), transportKey: Base64, passwordCard: z.string().max(40) }),
    answer: ProductionView.extend({ envelope: Base64 }),
  }),
  request: endpoint({
    method: 'POST',
    path: '/api/console/production/:id/requests',
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '提交证书请求', en: 'Hand in the PKCS#10 request; answers both certificates and the enveloped key' },
    params: IdParams,
    body: z.strictObject({ mediumSerial: z.string().max(40), request: Base64 }),
    answer: ProductionView.extend({ sign: Base64, encrypt: Base64, chain: z.array(Base64), envelopedKey: Base64 }),
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/api/console/production/:id/confirmation',
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '确认写入', en: 'Confirm that the medium holds the certificates, with a signature over the nonce' },
    params: IdParams,
    body: z.strictObject({ mediumSerial: z.string().max(40), nonce: Base64, signature: Base64 }),
    answer: ProductionView,
  }),
  nonce: endpoint({
    method: 'POST',
    path: '/api/console/production/:id/nonce',
    who,
    tag: 'production',
    summary: { zh: '取随机数', en: 'A nonce for the confirmation' },
    params: IdParams,
    answer: z.object({ nonce: Base64 }),
  }),
  abandon: endpoint({
    method: 'POST',
    path: '/api/console/production/:id/abandonment',
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '介质作废，重新制证', en: 'Spoiled medium: revoke what was issued and start again' },
    params: IdParams,
    body: z.strictObject({ reason: z.string().min(2).max(200) }),
    answer: ProductionView,
  }),
  media: endpoint({
    method: 'GET',
    path: '/api/console/media',
    who: ['production', 'shipping', 'administrator', 'auditor'],
    tag: 'production',
    summary: { zh: '介质库存', en: 'Stock of media' },
    query: Page.extend({ state: MediumView.shape.state.optional(), q: z.string().max(40).optional() }),
    answer: pageOf(MediumView),
  }),
  registerMedia: endpoint({
    method: 'POST',
    path: '/api/console/media',
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '介质入库', en: 'Take media into stock' },
    body: z.strictObject({
      kind: z.enum(['usb-key', 'ic-card']),
      model: z.string().max(60),
      serials: z.array(z.string().max(40)).min(1).max(500),
    }),
    answer: z.object({ added: z.number().int(), known: z.number().int() }),
  }),
  passwordCards: endpoint({
    method: 'GET',
    path: '/api/console/password-cards',
    who: ['production', 'administrator', 'auditor'],
    tag: 'production',
    summary: { zh: '密码卡', en: 'Password cards' },
    query: Page.extend({ state: PasswordCardView.shape.state.optional() }),
    answer: pageOf(PasswordCardView),
  }),
  makePasswordCards: endpoint({
    method: 'POST',
    path: '/api/console/password-cards',
    who,
    tag: 'production',
    idempotent: true,
    summary: { zh: '生成一批密码卡', en: 'Make a batch of password cards' },
    body: z.strictObject({ count: z.number().int().min(1).max(200) }),
    answer: z.object({ batch: z.string(), numbers: z.array(z.string()) }),
  }),
  printPasswordCards: endpoint({
    method: 'POST',
    path: '/api/console/password-cards/:batch/print',
    who,
    tag: 'production',
    summary: { zh: '打印密码卡（只能一次）', en: 'Print a batch, once' },
    params: z.object({ batch: z.string().max(40) }),
    answer: 'file',
  }),
};

/* ---------- certificates (证书) ---------- */

export const CertificateView = z.object({
  serial: z.string(),
  use: z.enum(['sign', 'encrypt', 'issuing-ca', 'root-ca', 'ocsp']),
  subject: z.string(),
  issuer: z.string(),
  notBefore: Instant,
  notAfter: Instant,
  status: z.enum(['good', 'revoked', 'expired']),
  revokedAt: Instant.nullable(),
  revocationReason: z.string().nullable(),
  applicationId: Id.nullable(),
  applicationNumber: z.string().nullable(),
  mediumSerial: z.string().nullable(),
  pem: z.string(),
});
export const REVOCATION_REASONS = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const;
export const RevocationRequestView = z.object({
  id: Id,
  serials: z.array(z.string()),
  subject: z.string(),
  reason: z.enum(REVOCATION_REASONS),
  note: z.string(),
  requestedBy: z.string(),
  requestedAt: Instant,
  status: z.enum(['open', 'done', 'refused']),
  decidedBy: z.string().nullable(),
});

export const certificates = {
  search: endpoint({
    method: 'GET',
    path: '/api/console/certificates',
    who: 'staff',
    tag: 'certificates',
    summary: { zh: '证书查询', en: 'Search certificates' },
    query: Page.extend({ q: z.string().max(100).optional(), status: CertificateView.shape.status.optional() }),
    answer: pageOf(CertificateView),
  }),
  requestRevocation: endpoint({
    method: 'POST',
    path: '/api/console/revocation-requests',
    who: ['customer-service', 'back-office', 'production'],
    tag: 'certificates',
    idempotent: true,
    summary: { zh: '申请吊销', en: 'Ask for a revocation' },
    body: z.strictObject({
      serial: z.string().max(60),
      reason: z.enum(REVOCATION_REASONS),
      note: z.string().min(2).max(500),
    }),
    answer: RevocationRequestView,
  }),
  revocationRequests: endpoint({
    method: 'GET',
    path: '/api/console/revocation-requests',
    who: 'staff',
    tag: 'certificates',
    summary: { zh: '吊销申请', en: 'Revocation requests' },
    query: Page.extend({ status: RevocationRequestView.shape.status.optional() }),
    answer: pageOf(RevocationRequestView),
  }),
  decideRevocation: endpoint({
    method: 'POST',
    path: '/api/console/revocation-requests/:id/decision',
    who: ['back-office', 'administrator'],
    tag: 'certificates',
    idempotent: true,
    summary: { zh: '复核吊销', en: 'Decide a revocation (another person)' },
    params: IdParams,
    body: z.strictObject({ decision: z.enum(['approve', 'refuse']) }),
    answer: RevocationRequestView,
  }),
  authority: endpoint({
    method: 'GET',
    path: '/api/authority',
    who: 'public',
    tag: 'certificates',
    summary: { zh: 'CA 证书与状态服务地址', en: 'CA certificates and status addresses' },
    answer: z.object({
      root: z.object({ pem: z.string(), fingerprintSm3: z.string() }),
      issuing: z.object({ pem: z.string(), fingerprintSm3: z.string() }),
      crlUrl: z.string(),
      ocspUrl: z.string(),
      crlNumber: z.number().int().nullable(),
      crlNextUpdate: Instant.nullable(),
    }),
  }),
  own: endpoint({
    method: 'GET',
    path: '/api/certificates',
    who: 'organisation',
    tag: 'certificates',
    summary: { zh: '本单位的证书', en: 'Own certificates' },
    answer: z.object({ items: z.array(CertificateView) }),
  }),
};

/* ---------- money for finance (财务) ---------- */

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
