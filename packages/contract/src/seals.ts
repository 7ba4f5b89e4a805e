import { MOVERS, SEAL_MOVES, SEAL_STATES } from '@yinxin/life';
import { Code } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

/** An electronic seal 电子印章 that was made for a held certificate. */
export const SealView = z.object({
  id: Id,
  name: z.string(),
  /** A code such as `official` 公章 or `contract` 合同专用章. */
  sort: Code,
  status: z.enum(SEAL_STATES),
  statusSince: Instant,
  organisationId: Id,
  /** As the certificate names it. */
  organisationName: z.string(),
  programme: Code,
  holdingId: Id,
  /** Serial of the signing certificate it goes with, upper-case hexadecimal. */
  certificateSerial: z.string(),
  applicationId: Id,
  applicationNumber: z.string(),
  madeAt: Instant,
  validFrom: Instant,
  validTo: Instant,
  /** SHA-256 of the picture, and its size on paper in millimetres. */
  picture: z.object({ sha256: z.string(), width: z.number().int(), height: z.number().int() }),
  /** The seal it takes the place of. */
  replaces: Id.nullable(),
});

/** With everything that happened to it, oldest first. */
export const SealDetail = SealView.extend({
  history: z.array(
    z.object({
      at: Instant,
      move: z.enum(SEAL_MOVES),
      from: z.enum(SEAL_STATES).nullable(),
      to: z.enum(SEAL_STATES),
      by: z.enum(MOVERS),
      applicationNumber: z.string().nullable(),
    }),
  ),
});

/** What staff see besides: the structure, who signed it, and what is wrong with it now. */
export const ConsoleSealDetail = SealDetail.extend({
  standard: z.string(),
  bytes: z.number().int(),
  /** SM3 of the certificate, as the seal names its holder. */
  certificateDigest: z.string(),
  maker: z.object({ serial: z.string(), notAfter: Instant }),
  /** Whether no finding is an error. */
  good: z.boolean(),
  findings: z.array(
    z.object({ code: z.string(), severity: z.enum(['error', 'warning']), because: z.string().nullable() }),
  ),
});

/** A signature of purpose `authenticate` over our nonce, made by the medium with the certificate of the seal. */
const Proof = z.strictObject({ mediumSerial: z.string().min(1).max(40), nonce: z.base64(), signature: z.base64() });

/** A seal as a medium takes it: what `Token.installSeal` asks for. */
export const SealToInstall = z.object({
  id: z.string(),
  name: z.string(),
  sort: z.string(),
  notAfter: Instant,
  /** SM3 of the signing certificate it belongs to, in hexadecimal digits. */
  certificate: z.string(),
  /** PNG. */
  picture: z.base64(),
  /** Seal structure, DER. */
  object: z.base64(),
  /** Id of the seal it takes the place of. */
  replaces: z.string().nullable(),
});

const Challenge = z.object({ nonce: z.base64(), expiresInSeconds: z.number().int() });

const Status = z.enum(SEAL_STATES);
const seesSeals = ['reviewer', 'production', 'customer-service', 'back-office', 'administrator', 'auditor'] as const;

export const seals = {
  list: endpoint({
    method: 'GET',
    path: '/api/seals',
    who: 'organisation',
    tag: 'seals',
    summary: { zh: '本单位的电子印章', en: 'Own seals' },
    query: Page.extend({ status: Status.optional() }),
    answer: pageOf(SealView),
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/seals/:id',
    who: 'organisation',
    tag: 'seals',
    summary: { zh: '一枚印章及其经历', en: 'One seal with its history' },
    params: IdParams,
    answer: SealDetail,
  }),
  /** PNG with a transparent ground. */
  picture: endpoint({
    method: 'GET',
    path: '/api/seals/:id/picture',
    who: 'organisation',
    tag: 'seals',
    summary: { zh: '印模图片（PNG）', en: 'The picture of a seal, PNG' },
    params: IdParams,
    answer: 'file',
  }),
  /** Installing it where no order has a stage for that; staff do it while the medium is on their desk. */
  challenge: endpoint({
    method: 'POST',
    path: '/api/seals/:id/challenges',
    who: 'organisation',
    tag: 'seals',
    summary: { zh: '取装章随机数', en: 'A nonce for the medium to sign; good once' },
    params: IdParams,
    answer: Challenge,
  }),
  take: endpoint({
    method: 'POST',
    path: '/api/seals/:id/contents',
    who: 'organisation',
    tag: 'seals',
    summary: { zh: '取印章数据', en: 'The seal, for the medium of its certificate only' },
    params: IdParams,
    body: Proof,
    answer: SealToInstall,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/api/seals/:id/installation',
    who: 'organisation',
    tag: 'seals',
    idempotent: true,
    summary: { zh: '确认印章已装入介质', en: 'Confirm by a signature that the seal is in the medium' },
    params: IdParams,
    body: Proof,
    answer: SealView,
  }),
};

export const consoleSeals = {
  /** `total` counts no further than 10,000. */
  search: endpoint({
    method: 'GET',
    path: '/api/console/seals',
    who: seesSeals,
    tag: 'seals',
    summary: { zh: '查询电子印章', en: 'Search seals' },
    query: Page.extend({
      /** Number of the order, serial of the certificate, or the beginning of the name. */
      q: z.string().max(100).optional(),
      status: Status.optional(),
      organisation: Id.optional(),
    }),
    answer: pageOf(SealView),
  }),
  detail: endpoint({
    method: 'GET',
    path: '/api/console/seals/:id',
    who: seesSeals,
    tag: 'seals',
    summary: { zh: '印章详情与验章结果', en: 'A seal with its history and what verification finds' },
    params: IdParams,
    answer: ConsoleSealDetail,
  }),
  picture: endpoint({
    method: 'GET',
    path: '/api/console/seals/:id/picture',
    who: seesSeals,
    tag: 'seals',
    summary: { zh: '印模图片（PNG）', en: 'The picture of a seal, PNG' },
    params: IdParams,
    answer: 'file',
  }),
  /** DER as signed; useless without the private key of its certificate. */
  download: endpoint({
    method: 'GET',
    path: '/api/console/seals/:id/object',
    who: seesSeals,
    tag: 'seals',
    summary: { zh: '印章结构（DER，GB/T 38540）', en: 'The seal structure in DER (GB/T 38540)' },
    params: IdParams,
    answer: 'file',
  }),
  /** Installing it where no order has a stage for that; staff do it while the medium is on their desk. */
  challenge: endpoint({
    method: 'POST',
    path: '/api/console/seals/:id/challenges',
    who: ['production'],
    tag: 'seals',
    summary: { zh: '取装章随机数', en: 'A nonce for the medium to sign; good once' },
    params: IdParams,
    answer: Challenge,
  }),
  take: endpoint({
    method: 'POST',
    path: '/api/console/seals/:id/contents',
    who: ['production'],
    tag: 'seals',
    summary: { zh: '取印章数据', en: 'The seal, for the medium of its certificate only' },
    params: IdParams,
    body: Proof,
    answer: SealToInstall,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/api/console/seals/:id/installation',
    who: ['production'],
    tag: 'seals',
    idempotent: true,
    summary: { zh: '确认印章已装入介质', en: 'Confirm by a signature that the seal is in the medium' },
    params: IdParams,
    body: Proof,
    answer: SealView,
  }),
};
