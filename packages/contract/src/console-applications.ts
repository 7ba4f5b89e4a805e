import { Code, LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { StaffCommand } from './application-commands.ts';
import { ListQuery } from './application-endpoints.ts';
import { ApplicationRow, StaffApplicationView } from './application-view.ts';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, Page, pageOf, RoleName } from './shapes.ts';

export const consoleApplications = {
  search: endpoint({
    method: 'GET',
    path: '/api/console/applications',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查询订单', en: 'Search orders: number, name, credit code, tracking number, medium' },
    query: ListQuery.extend({ q: z.string().max(100).optional() }),
    answer: pageOf(ApplicationRow.extend({ creditCode: z.string() })),
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/console/applications/:id',
    who: 'staff',
    tag: 'console',
    summary: { zh: '订单详情', en: 'One order' },
    params: IdParams,
    answer: StaffApplicationView,
  }),
  command: endpoint({
    method: 'POST',
    path: '/api/console/applications/:id/commands',
    who: 'staff',
    tag: 'console',
    idempotent: true,
    summary: { zh: '办理', en: 'Act on an order' },
    params: IdParams,
    body: z.strictObject({ command: StaffCommand, expectedVersion: z.number().int().optional() }),
    answer: StaffApplicationView,
  }),
  material: endpoint({
    method: 'GET',
    path: '/api/console/applications/:id/materials/:material/file',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查看材料（记录查看人）', en: 'Look at a material (the look is logged)' },
    params: z.object({ id: Id, material: Code }),
    answer: 'file',
  }),
  refundLetter: endpoint({
    method: 'GET',
    path: '/api/console/applications/:id/refund-letter',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查看退款申请函', en: 'Look at the refund letter' },
    params: IdParams,
    answer: 'file',
  }),
  reveal: endpoint({
    method: 'POST',
    path: '/api/console/applications/:id/reveals',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查看完整个人信息（记录查看人与理由）', en: 'See a masked value (who and why is logged)' },
    params: IdParams,
    body: z.strictObject({ field: z.union([Code, z.enum(['recipient'])]), reason: z.string().min(2).max(200) }),
    answer: z.object({ value: z.string() }),
  }),
  issueInvoice: endpoint({
    method: 'POST',
    path: '/api/console/applications/:id/invoice',
    who: ['finance'],
    tag: 'console',
    upload: 'one-file',
    idempotent: true,
    summary: { zh: '开具电子发票', en: 'Issue the e-invoice' },
    params: IdParams,
    body: z.strictObject({ number: z.string().regex(/^\d{8,20}$/) }),
    answer: StaffApplicationView,
  }),
  queues: endpoint({
    method: 'GET',
    path: '/api/console/queues',
    who: 'staff',
    tag: 'console',
    summary: { zh: '我的待办', en: 'Work queues of the caller’s roles' },
    answer: z.object({
      queues: z.array(
        z.object({
          code: Code,
          label: LocalText,
          role: RoleName,
          open: z.number().int(),
          soon: z.number().int(),
          late: z.number().int(),
          oldest: Instant.nullable(),
        }),
      ),
    }),
  }),
  queue: endpoint({
    method: 'GET',
    path: '/api/console/queues/:queue',
    who: 'staff',
    tag: 'console',
    summary: { zh: '待办列表', en: 'One queue, sorted by time left' },
    params: z.object({ queue: Code }),
    query: Page.extend({ project: Code.optional() }),
    answer: pageOf(ApplicationRow.extend({ heldBy: z.string().nullable(), reason: LocalText.nullable() })),
  }),
  takeNext: endpoint({
    method: 'POST',
    path: '/api/console/queues/:queue/next',
    who: 'staff',
    tag: 'console',
    summary: { zh: '领取下一件', en: 'Take the next one; what the caller still holds comes first' },
    params: z.object({ queue: Code }),
    /** `except`: an order whose decision is on its way, although the caller still holds it. */
    query: z.object({ except: Id.optional() }),
    answer: z.object({ id: Id.nullable() }),
  }),
};
