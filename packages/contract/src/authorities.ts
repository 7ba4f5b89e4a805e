import { z } from 'zod';
import {
  AuthorityAlgorithm,
  AuthorityName,
  CeremonyAct,
  CeremonyReason,
  Consequence,
  IssuedProfileName,
} from './ceremony-act.ts';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

const reads = ['administrator', 'auditor'] as const;
const acts = ['administrator'] as const;
const tag = 'authorities';
const NameParams = z.object({ name: AuthorityName });

/** Where a CA stands: named, its request exported, issuing, or only answering for what it issued. 计划、已申请、启用、停用. */
export const AUTHORITY_STATES = ['planned', 'requested', 'active', 'retired'] as const;
/** root 根 CA, issuing 签发 CA, cross 交叉认证（别处的 CA）. */
export const AUTHORITY_KINDS = ['root', 'issuing', 'cross'] as const;

/** Why a key store or a key cannot sign now; stable codes, null when it can. */
export const KEY_PROBLEMS = [
  'STORE_UNREACHABLE',
  'STORE_LOCKED',
  'STORE_PIN_WRONG',
  'STORE_KEY_MISSING',
  'STORE_KEY_UNREADABLE',
  'STORE_KEY_MISMATCH',
  'STORE_MECHANISM_MISSING',
  'STORE_DEVICE_REMOVED',
  'STORE_TIMEOUT',
  'STORE_FAILED',
  'ACTIVATION_NEEDED',
] as const;
const KeyProblem = z.enum(KEY_PROBLEMS);

/** Whether the key can sign in the process that answers. */
export const KeyState = z.object({
  ready: z.boolean(),
  problem: KeyProblem.nullable(),
  checkedAt: Instant.nullable(),
});

/** m of n operators open this key 多人启用. Counted in the process that answers. */
export const ActivationView = z.object({
  threshold: z.number().int(),
  operators: z.array(z.object({ id: Id, name: z.string(), collected: z.boolean() })),
  entered: z.array(z.object({ name: z.string(), at: Instant })),
  active: z.boolean(),
  activeSince: Instant.nullable(),
});

export const AuthorityView = z.object({
  name: AuthorityName,
  kind: z.enum(AUTHORITY_KINDS),
  algorithm: AuthorityAlgorithm.nullable(),
  state: z.enum(AUTHORITY_STATES),
  subject: z.string(),
  /** Name of the CA that certified it; null for a root, and for one certified outside. */
  parent: z.string().nullable(),
  /** Issues where nothing else is said. */
  isDefault: z.boolean(),
  profiles: z.array(IssuedProfileName),
  store: z.string().nullable(),
  key: KeyState,
  notBefore: Instant.nullable(),
  notAfter: Instant.nullable(),
  crlUrl: z.string().nullable(),
  ocspUrl: z.string().nullable(),
  /** Null when no shares are needed. */
  activation: ActivationView.nullable(),
});

export const AuthorityCertificateView = z.object({
  serial: z.string(),
  /** own: current; renewed: a former one; cross: by another CA. */
  kind: z.enum(['own', 'renewed', 'cross']),
  subject: z.string(),
  issuer: z.string(),
  notBefore: Instant,
  notAfter: Instant,
  fingerprintSm3: z.string(),
  fingerprintSha256: z.string(),
  pem: z.string(),
});

export const AuthorityDetail = AuthorityView.extend({
  /** Newest first. */
  certificates: z.array(AuthorityCertificateView),
  /** The rest of the chain, from the issuer up to the root. */
  chain: z.array(AuthorityCertificateView),
  /** An exported request waits for its certificate. */
  requestPending: z.boolean(),
  /** What issues through this CA: profile, and programme where the rule is for one only. */
  assignments: z.array(z.object({ profile: z.string(), programme: z.string().nullable() })),
});

export const KeyStoreView = z.object({
  name: z.string(),
  kind: z.enum(['file', 'pkcs11']),
  state: z.enum(['ready', 'locked', 'down']),
  problem: KeyProblem.nullable(),
  /** Manufacturer, model and firmware as the store says; empty for files. */
  description: z.string(),
  algorithms: z.array(AuthorityAlgorithm),
  checkedAt: Instant,
  /** CAs whose keys are inside. */
  authorities: z.array(z.string()),
});

export const CeremonyView = z.object({
  id: Id,
  act: CeremonyAct,
  /** proposed → approved → done, or refused. An approved one that waits for a key says why in `problem`. */
  status: z.enum(['proposed', 'approved', 'done', 'refused']),
  reason: z.string(),
  consequences: z.array(Consequence),
  proposedBy: z.string(),
  proposedAt: Instant,
  /** Whether whoever asks proposed it: then somebody else decides. */
  isOwn: z.boolean(),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  note: z.string().nullable(),
  doneAt: Instant.nullable(),
  /** Code of what it waits for or failed with; it is tried again, or by hand with `run`. */
  problem: z.string().nullable(),
  /** The CA it made or changed, once done. */
  authority: z.string().nullable(),
  serials: z.array(z.string()),
});

const Passphrase = z.string().min(12).max(200);

export const authorities = {
  list: endpoint({
    method: 'GET',
    path: '/api/console/authorities',
    who: reads,
    tag,
    summary: { zh: 'CA 列表', en: 'Certification authorities' },
    answer: z.object({ items: z.array(AuthorityView) }),
  }),
  detail: endpoint({
    method: 'GET',
    path: '/api/console/authorities/:name',
    who: reads,
    tag,
    summary: { zh: 'CA 详情', en: 'One certification authority' },
    params: NameParams,
    answer: AuthorityDetail,
  }),
  request: endpoint({
    method: 'GET',
    path: '/api/console/authorities/:name/request',
    who: reads,
    tag,
    summary: { zh: '导出证书请求（PKCS#10）', en: 'Export the certificate request (PKCS#10, PEM)' },
    params: NameParams,
    answer: 'file',
  }),
  keyStores: endpoint({
    method: 'GET',
    path: '/api/console/key-stores',
    who: reads,
    tag,
    summary: { zh: '密钥库状态', en: 'Key stores and their health' },
    answer: z.object({ items: z.array(KeyStoreView) }),
  }),
  ceremonies: endpoint({
    method: 'GET',
    path: '/api/console/ceremonies',
    who: reads,
    tag,
    summary: { zh: '密钥仪式', en: 'Key ceremonies, newest first' },
    query: Page.extend({ status: CeremonyView.shape.status.optional() }),
    answer: pageOf(CeremonyView),
  }),
  ceremony: endpoint({
    method: 'GET',
    path: '/api/console/ceremonies/:id',
    who: reads,
    tag,
    summary: { zh: '密钥仪式详情', en: 'One key ceremony' },
    params: IdParams,
    answer: CeremonyView,
  }),
  preview: endpoint({
    method: 'POST',
    path: '/api/console/ceremony-previews',
    who: acts,
    tag,
    summary: { zh: '预览仪式的后果', en: 'What a ceremony would do; nothing is kept' },
    body: z.strictObject({ act: CeremonyAct }),
    answer: z.object({ consequences: z.array(Consequence) }),
  }),
  propose: endpoint({
    method: 'POST',
    path: '/api/console/ceremonies',
    who: acts,
    tag,
    idempotent: true,
    summary: { zh: '发起密钥仪式', en: 'Propose a key ceremony' },
    body: z.strictObject({ act: CeremonyAct, reason: CeremonyReason }),
    answer: CeremonyView,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/api/console/ceremonies/:id/decision',
    who: acts,
    tag,
    idempotent: true,
    summary: {
      zh: '复核密钥仪式（须另一人）',
      en: 'Decide a key ceremony (another person); an approved one begins at once',
    },
    params: IdParams,
    body: z.strictObject({ decision: z.enum(['approve', 'refuse']), note: z.string().max(500).default('') }),
    answer: CeremonyView,
  }),
  run: endpoint({
    method: 'POST',
    path: '/api/console/ceremonies/:id/run',
    who: acts,
    tag,
    idempotent: true,
    summary: { zh: '继续已批准的仪式', en: 'Try an approved ceremony again' },
    params: IdParams,
    answer: CeremonyView,
  }),
  operators: endpoint({
    method: 'GET',
    path: '/api/console/activation/operators',
    who: reads,
    tag,
    summary: { zh: '已登记的启用操作员', en: 'Operators who have enrolled a passphrase' },
    answer: z.object({
      items: z.array(z.object({ id: Id, name: z.string(), enrolledAt: Instant, isSelf: z.boolean() })),
    }),
  }),
  enrol: endpoint({
    method: 'POST',
    path: '/api/console/activation/enrolment',
    who: acts,
    tag,
    summary: {
      zh: '登记自己的启用口令（系统只保存公钥）',
      en: 'Enrol one’s own activation passphrase; only a public key made from it is kept',
    },
    body: z.strictObject({ passphrase: Passphrase }),
    answer: z.object({ enrolledAt: Instant }),
  }),
  ownShares: endpoint({
    method: 'GET',
    path: '/api/console/activation/shares',
    who: acts,
    tag,
    summary: { zh: '待本人领取的启用份额', en: 'Own shares waiting to be collected' },
    answer: z.object({ items: z.array(z.object({ authority: AuthorityName, dealtAt: Instant })) }),
  }),
  collectShare: endpoint({
    method: 'POST',
    path: '/api/console/authorities/:name/activation/share-collection',
    who: acts,
    tag,
    summary: { zh: '领取启用份额（仅一次）', en: 'Collect one’s share, once; it opens with the passphrase enrolled' },
    params: NameParams,
    answer: z.object({ share: z.string(), fileName: z.string() }),
  }),
  enterShare: endpoint({
    method: 'POST',
    path: '/api/console/authorities/:name/activation/shares',
    who: acts,
    tag,
    summary: { zh: '输入启用份额', en: 'Enter one’s share and passphrase' },
    params: NameParams,
    body: z.strictObject({ share: z.string().min(10).max(4000), passphrase: z.string().min(1).max(200) }),
    answer: ActivationView,
  }),
  deactivate: endpoint({
    method: 'POST',
    path: '/api/console/authorities/:name/activation/end',
    who: acts,
    tag,
    summary: {
      zh: '停用密钥（需重新输入份额才能签发）',
      en: 'Deactivate the key: it signs again after the shares were entered anew',
    },
    params: NameParams,
    answer: ActivationView,
  }),
};
