import { Code, LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { CertificateProof } from './access.ts';
import { endpoint } from './endpoint.ts';
import { Id, Instant, Page, pageOf } from './shapes.ts';

const tag = 'bindings';

/** Why a binding ended. */
export const BINDING_ENDS = [
  'asked',
  'by-system',
  'by-staff',
  'expired',
  'revoked',
  'superseded',
  'transferred',
] as const;

/** A certificate bound to an account of a relying system 应用系统 (证书绑定). */
export const BindingView = z.object({
  id: Id,
  system: z.string(),
  systemName: LocalText,
  /** Account at the relying system; the hall's own account name where the system has no users of its own. */
  account: z.string(),
  /** Serial of the signing certificate. */
  serial: z.string(),
  organisationName: z.string(),
  creditCode: z.string(),
  since: Instant,
  endedAt: Instant.nullable(),
  end: z.enum(BINDING_ENDS).nullable(),
  /** Binding this one took over from, after a reissue or change. */
  predecessor: Id.nullable(),
});

/** A system certificates can be bound to. */
export const BindableSystem = z.object({
  code: z.string(),
  name: LocalText,
  /** Where a binding is made: on the hall's pages, or at the system's own first login. */
  where: z.enum(['hall', 'system']),
});

/** A relying system as administrators see it. */
export const RelyingSystemView = z.object({
  code: z.string(),
  name: LocalText,
  redirectUris: z.array(z.string()),
  active: z.boolean(),
  registeredAt: Instant,
});

const RedirectUri = z.url({ protocol: /^https?$/ }).max(500);
const RedirectUris = z.array(RedirectUri).min(1).max(10);
/** Visible ASCII, as it comes back in the redirect. */
const Opaque = z.string().regex(/^[\x21-\x7e]{16,200}$/);
/** An account name of the system: whatever it is, it is one line. */
const Account = z.string().regex(/^[^\p{Cc}]{1,100}$/u);
const Signed = { system: Code, signature: z.string().min(1).max(100) };

export const bindings = {
  own: endpoint({
    method: 'GET',
    path: '/api/bindings',
    who: 'organisation',
    tag,
    summary: { zh: '本单位的证书绑定', en: 'Own bindings, past ones too, and what can be bound' },
    answer: z.object({ items: z.array(BindingView), systems: z.array(BindableSystem) }),
  }),
  bind: endpoint({
    method: 'POST',
    path: '/api/bindings',
    who: 'organisation',
    tag,
    summary: { zh: '绑定证书', en: 'Bind a certificate to this account; the medium proves itself' },
    body: CertificateProof.extend({ system: Code }),
    answer: BindingView,
  }),
  end: endpoint({
    method: 'POST',
    path: '/api/binding-endings',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '解除绑定', en: 'End an own binding' },
    body: z.strictObject({ binding: Id }),
    answer: BindingView,
  }),
};

/** The unified sign-in page 统一认证页 and what relying systems ask behind it. */
export const relying = {
  request: endpoint({
    method: 'POST',
    path: '/api/relying-requests',
    who: 'public',
    tag,
    summary: { zh: '应用系统登录请求', en: 'A relying system sends somebody to sign in; redirect must match exactly' },
    body: z.strictObject({ system: Code, redirectUri: z.string().max(500), state: Opaque, nonce: Opaque }),
    answer: z.object({ id: z.uuid(), systemName: LocalText, expiresAt: Instant }),
  }),
  answer: endpoint({
    method: 'POST',
    path: '/api/relying-requests/answers',
    who: 'public',
    tag,
    summary: {
      zh: '以证书回应登录请求',
      en: 'Answer the request with a certificate; sends the browser back with a code',
    },
    body: CertificateProof.extend({ request: z.uuid() }),
    answer: z.object({ redirectTo: z.string() }),
  }),
  redeem: endpoint({
    method: 'POST',
    path: '/api/relying/redemptions',
    who: 'public',
    tag,
    summary: { zh: '应用系统兑换一次性代码', en: 'Server to server: who signed in, for a one-time code' },
    body: z.strictObject({ ...Signed, code: z.string().max(100), redirectUri: z.string().max(500) }),
    answer: z.object({
      /** As the system sent it; to be compared. */
      nonce: z.string(),
      organisation: z.object({ name: z.string(), creditCode: z.string() }),
      certificate: z.object({
        serial: z.string(),
        issuer: z.string(),
        subject: z.string(),
        notAfter: Instant,
        /** SM3 of the certificate, hexadecimal. */
        fingerprintSm3: z.string(),
      }),
      signedInAt: Instant,
      binding: z.object({ account: z.string(), since: Instant }).nullable(),
      /** Allows one binding of this certificate for some minutes. */
      ticket: z.string(),
    }),
  }),
  bind: endpoint({
    method: 'POST',
    path: '/api/relying/bindings',
    who: 'public',
    tag,
    summary: { zh: '应用系统绑定证书', en: 'Server to server: bind the certificate of a ticket to an account' },
    body: z.strictObject({ ...Signed, ticket: z.string().max(100), account: Account }),
    answer: BindingView,
  }),
  end: endpoint({
    method: 'POST',
    path: '/api/relying/binding-endings',
    who: 'public',
    tag,
    summary: { zh: '应用系统解除绑定', en: 'Server to server: an account of the system is no longer bound' },
    body: z.strictObject({ ...Signed, account: Account }),
    answer: BindingView,
  }),
};

/** Relying systems and bindings, for staff. */
export const consoleBindings = {
  systems: endpoint({
    method: 'GET',
    path: '/api/console/relying-systems',
    who: 'staff',
    tag,
    summary: { zh: '应用系统', en: 'Relying systems' },
    answer: z.object({ items: z.array(RelyingSystemView) }),
  }),
  addSystem: endpoint({
    method: 'POST',
    path: '/api/console/relying-systems',
    who: ['administrator'],
    tag,
    summary: { zh: '登记应用系统', en: 'Register a relying system; its secret is shown once' },
    body: z.strictObject({ code: Code, name: LocalText, redirectUris: RedirectUris }),
    answer: RelyingSystemView.extend({ secret: z.string() }),
  }),
  changeSystem: endpoint({
    method: 'PATCH',
    path: '/api/console/relying-systems/:system',
    who: ['administrator'],
    tag,
    idempotent: true,
    summary: { zh: '修改或停用应用系统', en: 'Change or stop a relying system' },
    params: z.object({ system: Code }),
    body: z.strictObject({ redirectUris: RedirectUris.optional(), active: z.boolean().optional() }),
    answer: RelyingSystemView,
  }),
  newSecret: endpoint({
    method: 'POST',
    path: '/api/console/relying-systems/:system/secret',
    who: ['administrator'],
    tag,
    summary: { zh: '更换应用系统密钥', en: 'A new secret for a relying system; the old one stops at once' },
    params: z.object({ system: Code }),
    answer: RelyingSystemView.extend({ secret: z.string() }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/console/bindings',
    who: ['customer-service', 'back-office', 'administrator', 'auditor'],
    tag,
    summary: { zh: '证书绑定查询', en: 'Bindings, past ones too' },
    query: Page.extend({
      /** Serial, credit code or account, exactly. */
      q: z.string().max(100).optional(),
      system: Code.optional(),
    }),
    answer: pageOf(BindingView),
  }),
};
