import { Code } from '@yinxin/programme';
import { z } from 'zod';
import { ApplicantCommand } from './application-commands.ts';
import { ApplicationRow, ApplicationView } from './application-view.ts';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Page, pageOf } from './shapes.ts';

const tag = 'applications';

/** How lists of orders are narrowed. */
export const ListQuery = Page.extend({
  project: Code.optional(),
  /** Kind of business, one of the programme's services. */
  service: Code.optional(),
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
      /** The held certificate the business is about; none for a new one. */ subject: Id.optional(),
      /** A registered branch the certificate is for (BJ-30); a later business is for whom its certificate is for. */
      branch: Id.optional(),
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
