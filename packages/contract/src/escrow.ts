import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

const asks = ['customer-service', 'back-office'] as const;
const decides = ['back-office', 'administrator'] as const;
const reads = ['customer-service', 'back-office', 'administrator', 'auditor'] as const;
const tag = 'escrow';
const Base64 = z.base64();

/**
 * Where a request for an escrowed key 密钥恢复申请 stands: waiting for approvals 待审批, approved and waiting to be fetched
 * 已批准, refused 已拒绝, taken back 已撤回, out of time 已过期, handed out once 已取出.
 */
export const ESCROW_REQUEST_STATES = ['open', 'approved', 'refused', 'withdrawn', 'expired', 'fetched'] as const;
/** What may be done with it. */
export const ESCROW_REQUEST_ACTS = ['approve', 'refuse', 'withdraw', 'fetch'] as const;

export const EscrowRequestView = z.object({
  id: Id,
  status: z.enum(ESCROW_REQUEST_STATES),
  /** The encryption certificate whose key is asked for. */
  serial: z.string(),
  subject: z.string(),
  applicationNumber: z.string().nullable(),
  reason: z.string(),
  /** The law and the document that entitle the recipient. */
  legalBasis: z.string(),
  recipient: z.object({
    name: z.string(),
    /** Subject of the certificate the key was given by; null for a bare key. */
    certificateSubject: z.string().nullable(),
    /** SM3 of the public key 04‖X‖Y in hexadecimal: to be compared with the recipient over another way. */
    keyFingerprint: z.string(),
  }),
  requestedBy: z.string(),
  requestedAt: Instant,
  /** After this moment nothing can be approved or fetched. */
  expiresAt: Instant,
  approvalsNeeded: z.number().int(),
  decisions: z.array(
    z.object({ by: z.string(), decision: z.enum(['approve', 'refuse']), note: z.string(), at: Instant }),
  ),
  fetchedBy: z.string().nullable(),
  fetchedAt: Instant.nullable(),
  /** What the person who looks may do now. */
  may: z.array(z.enum(ESCROW_REQUEST_ACTS)),
});

export const escrow = {
  state: endpoint({
    method: 'GET',
    path: '/api/console/escrow',
    who: reads,
    tag,
    summary: { zh: '密钥托管概况', en: 'Escrowed keys, and keys made in advance' },
    answer: z.object({
      /** Keys of certificates in force, and keys kept as history. */
      inUse: z.number().int(),
      history: z.number().int(),
      /** Keys made in advance: how many there are and how many there should be. */
      ready: z.number().int(),
      readyTarget: z.number().int(),
      /** Keys still encrypted under a former data key. */
      underFormerKey: z.number().int(),
      approvalsNeeded: z.number().int(),
    }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/console/escrow-requests',
    who: reads,
    tag,
    summary: { zh: '密钥恢复申请', en: 'Requests for escrowed keys' },
    query: Page.extend({ status: EscrowRequestView.shape.status.optional() }),
    answer: pageOf(EscrowRequestView),
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/console/escrow-requests/:id',
    who: reads,
    tag,
    summary: { zh: '一份密钥恢复申请', en: 'One request for an escrowed key' },
    params: IdParams,
    answer: EscrowRequestView,
  }),
  request: endpoint({
    method: 'POST',
    path: '/api/console/escrow-requests',
    who: asks,
    tag,
    idempotent: true,
    summary: {
      zh: '申请恢复密钥（交给有权机关）',
      en: 'Ask for an escrowed key on behalf of an authorised third party',
    },
    body: z.strictObject({
      /** Serial of the encryption certificate, or of the signing certificate beside it. */
      serial: z.string().min(1).max(60),
      reason: z.string().trim().min(4).max(1000),
      legalBasis: z.string().trim().min(4).max(1000),
      recipientName: z.string().trim().min(2).max(200),
      /** The recipient's SM2 certificate in PEM, or the bare public key 04‖X‖Y in Base64. */
      recipient: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('certificate'), pem: z.string().max(20_000) }),
        z.strictObject({ kind: z.literal('key'), publicKey: Base64.max(120) }),
      ]),
      /** Hours until the request runs out; at most what the configuration allows, which is also the default. */
      validHours: z.number().int().min(1).max(720).optional(),
    }),
    answer: EscrowRequestView,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/api/console/escrow-requests/:id/decisions',
    who: decides,
    tag,
    idempotent: true,
    summary: { zh: '审批密钥恢复申请', en: 'Approve or refuse (each approval by another person)' },
    params: IdParams,
    body: z.strictObject({ decision: z.enum(['approve', 'refuse']), note: z.string().trim().min(2).max(500) }),
    answer: EscrowRequestView,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/console/escrow-requests/:id/withdrawal',
    who: asks,
    tag,
    idempotent: true,
    summary: { zh: '撤回密钥恢复申请', en: 'Take back a request (whoever entered it)' },
    params: IdParams,
    answer: EscrowRequestView,
  }),
  fetch: endpoint({
    method: 'POST',
    path: '/api/console/escrow-requests/:id/envelope',
    who: asks,
    tag,
    idempotent: true,
    summary: { zh: '取出密钥信封（只能一次）', en: 'Fetch the key, enveloped for the recipient, once' },
    params: IdParams,
    answer: z.object({
      request: EscrowRequestView,
      /** SM2EnvelopedKey (GB/T 35276) for the recipient's key, DER. */
      envelopedKey: Base64,
      /** The encryption certificate, PEM. */
      certificate: z.string(),
    }),
  }),
  recoverForOrder: endpoint({
    method: 'POST',
    path: '/api/console/production/:id/recovered-keys',
    who: ['production'],
    tag,
    idempotent: true,
    summary: {
      zh: '把原加密密钥恢复到新介质',
      en: 'A former encryption key of the same organisation, enveloped for the new medium',
    },
    params: IdParams,
    body: z.strictObject({ mediumSerial: z.string().max(40), serial: z.string().max(60) }),
    answer: z.object({
      /** SM2EnvelopedKey (GB/T 35276) for the signing key inside the new medium, DER. */
      envelopedKey: Base64,
      /** The certificate of the recovered key, DER. */
      encrypt: Base64,
    }),
  }),
};
