import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

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
