import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, Page, pageOf, Refusal } from './shapes.ts';

/** good ⇄ suspended 停用 → revoked 吊销 (final); a good one whose time is over is expired. */
export const CERTIFICATE_STATUS = ['good', 'suspended', 'revoked', 'expired'] as const;
export const CERTIFICATE_USES = ['sign', 'encrypt', 'issuing-ca', 'root-ca', 'ocsp', 'seal-maker'] as const;

export const CertificateView = z.object({
  serial: z.string(),
  use: z.enum(CERTIFICATE_USES),
  subject: z.string(),
  issuer: z.string(),
  notBefore: Instant,
  notAfter: Instant,
  status: z.enum(CERTIFICATE_STATUS),
  /** When it was revoked or suspended. */
  revokedAt: Instant.nullable(),
  /** Reason as RFC 5280 names it; `certificateHold` while suspended. */
  revocationReason: z.string().nullable(),
  applicationId: Id.nullable(),
  applicationNumber: z.string().nullable(),
  mediumSerial: z.string().nullable(),
  pem: z.string(),
});

/** Reasons a revocation may be asked for with. */
export const REVOCATION_REASONS = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const;
/** What may be asked for: revoke 吊销 (final), suspend 停用, resume 恢复. */
export const STATUS_ACTS = ['revoke', 'suspend', 'resume'] as const;
/** Reasons as they stand in a request: those of a revocation, and the two fixed ones of suspend and resume. */
export const STATUS_REASONS = [...REVOCATION_REASONS, 'certificateHold', 'removeFromCRL'] as const;

export const RevocationRequestView = z.object({
  id: Id,
  act: z.enum(STATUS_ACTS),
  serials: z.array(z.string()),
  subject: z.string(),
  reason: z.enum(STATUS_REASONS),
  /** Since when the key must be taken as compromised, if that is known. */
  invalidityDate: Instant.nullable(),
  note: z.string(),
  requestedBy: z.string(),
  requestedAt: Instant,
  status: z.enum(['open', 'done', 'refused']),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
});

/** A serial as people write it: hexadecimal, with or without colons and spaces. */
const Serial = z.string().min(1).max(64);

export const CertificateQuery = Page.extend({
  /** Part of serial, subject, order number or medium. */
  q: z.string().max(100).optional(),
  serial: Serial.optional(),
  subject: z.string().max(100).optional(),
  /** Unified social credit code 统一社会信用代码. */
  creditCode: z.string().max(30).optional(),
  status: z.enum(CERTIFICATE_STATUS).optional(),
  use: z.enum(CERTIFICATE_USES).optional(),
  /** Name of the issuing CA, or part of it. */
  issuer: z.string().max(100).optional(),
  application: Id.optional(),
  organisation: Id.optional(),
  /** Window of the end of validity, both inclusive. */
  endsFrom: Instant.optional(),
  endsUntil: Instant.optional(),
});

/** One rule of the lint and whether the certificate keeps it. */
export const LintFinding = z.object({
  code: z.string(),
  clause: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  detail: z.string().nullable(),
  /** The rule in words, what was found, and what to do. */
  title: LocalText,
  text: LocalText,
  advice: LocalText,
});

/** One thing that happened to a certificate, oldest first. */
export const CertificateHappening = z.object({
  at: Instant,
  kind: z.enum([
    'reserved',
    'intended',
    'issued',
    'published',
    'asked',
    'refused',
    'revoked',
    'suspended',
    'resumed',
    'expired',
  ]),
  /** Who asked or decided; null for the system. */
  by: z.string().nullable(),
  act: z.enum(STATUS_ACTS).nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  requestId: Id.nullable(),
  /** Whether it is in the journal outside the database. */
  journalled: z.boolean(),
});

/** Fields of the certificate as parsed from its bytes. */
export const CertificateFields = z.object({
  version: z.number().int(),
  serial: z.string(),
  serialDecimal: z.string(),
  signatureAlgorithm: z.string(),
  subject: z.array(z.object({ type: z.string(), value: z.string() })),
  issuer: z.array(z.object({ type: z.string(), value: z.string() })),
  publicKeyAlgorithm: z.string(),
  publicKey: z.string(),
  keyIdentifier: z.string().nullable(),
  authorityKeyIdentifier: z.string().nullable(),
  keyUsage: z.array(z.string()),
  extendedKeyUsage: z.array(z.string()),
  ca: z.boolean(),
  pathLength: z.number().int().nullable(),
  crlUrls: z.array(z.string()),
  ocspUrls: z.array(z.string()),
  caIssuersUrls: z.array(z.string()),
  /** Identity numbers of GM/T 0015 by object identifier. */
  identity: z.array(z.object({ oid: z.string(), value: z.string() })),
  extensions: z.array(z.object({ oid: z.string(), critical: z.boolean(), value: z.string() })),
  fingerprintSm3: z.string(),
  fingerprintSha256: z.string(),
  bytes: z.number().int(),
});

export const CertificateDetail = z.object({
  certificate: CertificateView,
  /** Part of the CRL this certificate belongs to; 0 when the list is not divided. */
  shard: z.number().int(),
  /** The other certificate of the pair. */
  twin: CertificateView.nullable(),
  fields: CertificateFields,
  /** From the issuer to the root. */
  chain: z.array(CertificateView),
  findings: z.array(LintFinding),
  history: z.array(CertificateHappening),
  openRequest: RevocationRequestView.nullable(),
});

/** What an act would touch, told before anything is confirmed. */
export const StatusConsequences = z.object({
  act: z.enum(STATUS_ACTS),
  /** Why it cannot be asked for now; null when it can. */
  barred: Refusal.nullable(),
  /** Whether there is no way back. */
  final: z.boolean(),
  subject: z.string(),
  /** All certificates whose status changes: the pair. */
  certificates: z.array(CertificateView),
  mediumSerial: z.string().nullable(),
  /** Orders of the organisation that are neither finished nor void. */
  openOrders: z.array(z.object({ id: Id, number: z.string(), state: LocalText, paid: z.boolean() })),
  /** The held certificate (持有证书) the pair is; null for certificates nobody holds. */
  holding: Id.nullable(),
  /** Seals made with these certificates; null while this house makes none. */
  seals: z.number().int().nullable(),
  /** Accounts of relying systems the pair is tied to; null where nobody knows. */
  bindings: z.number().int().nullable(),
  /** Other certificates of the organisation, which stay as they are (at most 20). */
  others: z.array(CertificateView),
  othersTotal: z.number().int(),
  /** When everybody knows: OCSP with the decision, CRL at the latest then. */
  listedBy: Instant,
});

/** The newest list of one scope as the console shows it. */
export const CrlState = z.object({
  url: z.string(),
  kind: z.enum(['full', 'delta']),
  shard: z.number().int(),
  number: z.number().int(),
  /** The list a delta counts from. */
  baseNumber: z.number().int().nullable(),
  thisUpdate: Instant,
  nextUpdate: Instant,
  entries: z.number().int(),
  bytes: z.number().int(),
  ageSeconds: z.number().int(),
  /** Run out, or a change waits for longer than five minutes. */
  overdue: z.boolean(),
});

export const StatusOverview = z.object({
  authorities: z.array(
    z.object({
      authority: z.string(),
      name: z.string(),
      certificateEnds: Instant,
      shards: z.number().int(),
      revoked: z.number().int(),
      suspended: z.number().int(),
      /** Changes that are in no list yet. */
      waiting: z.number().int(),
      lists: z.array(CrlState),
    }),
  ),
  responder: z
    .object({
      subject: z.string(),
      serial: z.string(),
      ends: Instant,
      daysLeft: z.number().int(),
      renewSoon: z.boolean(),
    })
    .nullable(),
  ocsp: z.object({
    url: z.string(),
    /** Answers of this process in the last whole minute. */
    answersPerMinute: z.number().int(),
    responderId: z.enum(['name', 'key']),
  }),
  warnings: z.array(z.object({ code: z.string(), detail: LocalText })),
});

const SerialParams = z.object({ serial: Serial });

export const certificates = {
  search: endpoint({
    method: 'GET',
    path: '/api/console/certificates',
    who: 'staff',
    tag: 'certificates',
    summary: { zh: '证书查询', en: 'Search certificates' },
    query: CertificateQuery,
    answer: pageOf(CertificateView),
  }),
  detail: endpoint({
    method: 'GET',
    path: '/api/console/certificates/:serial',
    who: 'staff',
    tag: 'certificates',
    summary: { zh: '证书详情', en: 'A certificate: fields, chain, lint findings, history' },
    params: SerialParams,
    answer: CertificateDetail,
  }),
  download: endpoint({
    method: 'GET',
    path: '/api/console/certificates/:serial/file',
    who: 'staff',
    tag: 'certificates',
    summary: { zh: '下载证书', en: 'Download a certificate: PEM, DER, or PEM with its chain' },
    params: SerialParams,
    query: z.object({ form: z.enum(['pem', 'der', 'chain']).default('pem') }),
    answer: 'file',
  }),
  consequences: endpoint({
    method: 'GET',
    path: '/api/console/certificates/:serial/consequences',
    who: 'staff',
    tag: 'certificates',
    summary: { zh: '吊销、停用或恢复的影响', en: 'What revoking, suspending or resuming would touch' },
    params: SerialParams,
    query: z.object({ act: z.enum(STATUS_ACTS).default('revoke') }),
    answer: StatusConsequences,
  }),
  requestRevocation: endpoint({
    method: 'POST',
    path: '/api/console/revocation-requests',
    who: ['customer-service', 'back-office', 'production'],
    tag: 'certificates',
    idempotent: true,
    summary: { zh: '申请吊销、停用或恢复', en: 'Ask for a revocation, suspension or resumption' },
    body: z
      .strictObject({
        serial: Serial,
        act: z.enum(STATUS_ACTS).default('revoke'),
        /** Only with `revoke`, and then needed. */
        reason: z.enum(REVOCATION_REASONS).optional(),
        /** Only with `revoke`: since when the key must be taken as compromised. */
        invalidityDate: Instant.optional(),
        note: z.string().min(2).max(500),
      })
      .refine(({ act, reason }) => (act === 'revoke') === (reason !== undefined), { path: ['reason'] })
      .refine(({ act, invalidityDate }) => act === 'revoke' || invalidityDate === undefined, {
        path: ['invalidityDate'],
      }),
    answer: RevocationRequestView,
  }),
  revocationRequests: endpoint({
    method: 'GET',
    path: '/api/console/revocation-requests',
    who: 'staff',
    tag: 'certificates',
    summary: { zh: '吊销、停用与恢复申请', en: 'Requests to revoke, suspend or resume' },
    query: Page.extend({
      status: RevocationRequestView.shape.status.optional(),
      act: z.enum(STATUS_ACTS).optional(),
    }),
    answer: pageOf(RevocationRequestView),
  }),
  decideRevocation: endpoint({
    method: 'POST',
    path: '/api/console/revocation-requests/:id/decision',
    who: ['back-office', 'administrator'],
    tag: 'certificates',
    idempotent: true,
    summary: { zh: '复核吊销、停用或恢复', en: 'Decide a request (another person)' },
    params: IdParams,
    body: z.strictObject({ decision: z.enum(['approve', 'refuse']) }),
    answer: RevocationRequestView,
  }),
  status: endpoint({
    method: 'GET',
    path: '/api/console/certificate-status',
    who: 'staff',
    tag: 'certificates',
    summary: { zh: 'CRL 与 OCSP 状态', en: 'State of CRLs and OCSP' },
    answer: StatusOverview,
  }),
  publishCrl: endpoint({
    method: 'POST',
    path: '/api/console/certificate-status/lists',
    who: ['back-office', 'administrator'],
    tag: 'certificates',
    idempotent: true,
    summary: { zh: '立即发布 CRL', en: 'Make new CRLs of a CA now' },
    body: z.strictObject({ authority: z.string().max(60) }),
    answer: z.object({ asked: z.literal(true) }),
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
