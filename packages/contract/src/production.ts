import { MEDIUM_STATES } from '@yinxin/life';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

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
  state: z.enum(MEDIUM_STATES),
  applicationNumber: z.string().nullable(),
  registeredAt: Instant,
});
export const PasswordCardView = z.object({
  number: z.string(),
  batch: z.string(),
  state: z.enum(['fresh', 'printed', 'assigned', 'destroyed']),
  mediumSerial: z.string().nullable(),
  /** The card it was made in place of. */
  replaces: z.string().nullable(),
  /** Why it was made void and replaced. */
  voidReason: z.string().nullable(),
});

/** What cards are printed on: A4 folded in three, or sheets whose field for the PIN is concealed by the paper itself. */
export const CARD_PAPERS = ['folded', 'hidden-pin'] as const;

/** Transport keys 介质公钥 as the maker delivered them: a medium with another key is not the one taken in. */
export const DeliveredKeys = z.array(z.strictObject({ serial: z.string().max(40), transportKey: z.base64() })).max(500);

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
    // The same request gets the same pair by itself; a stored answer would hold a connection while it is issued.
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
      keys: DeliveredKeys.optional(),
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
    query: z.object({ paper: z.enum(CARD_PAPERS).default('folded') }),
    answer: 'file',
  }),
  replacePasswordCards: endpoint({
    method: 'POST',
    path: '/api/console/password-cards/replacements',
    who,
    tag: 'production',
    idempotent: true,
    summary: {
      zh: '重印密码卡：旧卡作废，换新号、新 PIN',
      en: 'Cards misprinted or lost: the old ones are void, new numbers and PINs take their place',
    },
    body: z.strictObject({
      numbers: z.array(z.string().max(40)).min(1).max(200),
      reason: z.string().trim().min(2).max(200),
    }),
    answer: z.object({ batch: z.string(), numbers: z.array(z.string()) }),
  }),
};
