import { z } from 'zod';
import { ApplicationView } from './application-view.ts';
import { endpoint } from './endpoint.ts';
import { IdParams, Instant } from './shapes.ts';

/** Signing an application with the certificate it is about (电子签名), in place of a stamped form. */
export const applicationSigning = {
  document: endpoint({
    method: 'GET',
    path: '/api/applications/:id/signature/document',
    who: 'organisation',
    tag: 'applications',
    summary: { zh: '取待签署的申请内容', en: 'What is to be signed: the application as it stands now' },
    params: IdParams,
    /** Web origin of the page that asks; the signature is good for it only. */
    query: z.object({ origin: z.string().max(200) }),
    answer: z.object({
      /** Canonical JSON (RFC 8785), base64: what the assistant shows and signs. */
      document: z.base64(),
      dataVersion: z.number().int(),
      certificate: z.object({ serial: z.string(), mediumSerial: z.string().nullable(), notAfter: Instant }),
    }),
  }),
  sign: endpoint({
    method: 'POST',
    path: '/api/applications/:id/signature',
    who: 'organisation',
    tag: 'applications',
    idempotent: true,
    summary: { zh: '提交证书签名', en: 'Hand in the signed application' },
    params: IdParams,
    /** SignedData of GM/T 0010 (GB/T 35275) in DER with the document inside, base64. */
    body: z.strictObject({ message: z.base64().max(1_000_000) }),
    answer: ApplicationView,
  }),
  file: endpoint({
    method: 'GET',
    path: '/api/applications/:id/signature',
    who: 'organisation',
    tag: 'applications',
    summary: { zh: '下载已签署的申请（.p7s）', en: 'The signed application (.p7s)' },
    params: IdParams,
    answer: 'file',
  }),
  staffFile: endpoint({
    method: 'GET',
    path: '/api/console/applications/:id/signature',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查看已签署的申请（记录查看人）', en: 'The signed application (the look is logged)' },
    params: IdParams,
    answer: 'file',
  }),
};
