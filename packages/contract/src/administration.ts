import { Code, LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Fen, Id, IdParams, Instant, Page, pageOf, RoleName } from './shapes.ts';

const who = ['administrator'] as const;
export const StaffView = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  roles: z.array(RoleName),
  active: z.boolean(),
  createdAt: Instant,
  lastSignInAt: Instant.nullable(),
});

export const AuditEntry = z.object({
  sequence: z.number().int(),
  at: Instant,
  actor: z.object({
    kind: z.enum(['staff', 'organisation', 'system', 'public']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), label: z.string() }),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});

/** What the server was to do outside the database and gave up after all its tries (未办成的后台事项). */
export const FailedWork = z.object({
  id: Id,
  queue: z.string(),
  failedAt: Instant,
  /** For the one who repairs it; never the contents of the work, which may be a message to a person. */
  reason: z.string(),
});

export const administration = {
  staff: endpoint({
    method: 'GET',
    path: '/api/console/staff',
    who: ['administrator', 'auditor'],
    tag: 'administration',
    summary: { zh: '工作人员', en: 'Staff' },
    answer: z.object({ items: z.array(StaffView) }),
  }),
  addStaff: endpoint({
    method: 'POST',
    path: '/api/console/staff',
    who,
    tag: 'administration',
    idempotent: true,
    summary: { zh: '新增工作人员', en: 'Add staff; the one-time password is shown once' },
    body: z.strictObject({
      username: z.string().regex(/^[a-z][a-z0-9._-]{2,30}$/),
      name: z.string().min(1).max(40),
      roles: z.array(RoleName).min(1),
    }),
    answer: StaffView.extend({ oneTimePassword: z.string() }),
  }),
  changeStaff: endpoint({
    method: 'PATCH',
    path: '/api/console/staff/:id',
    who,
    tag: 'administration',
    idempotent: true,
    summary: { zh: '修改岗位或停用', en: 'Change roles or deactivate' },
    params: IdParams,
    body: z.strictObject({ roles: z.array(RoleName).min(1).optional(), active: z.boolean().optional() }),
    answer: StaffView,
  }),
  resetStaffPassword: endpoint({
    method: 'POST',
    path: '/api/console/staff/:id/password',
    who,
    tag: 'administration',
    idempotent: true,
    summary: { zh: '重置密码', en: 'Reset a password' },
    params: IdParams,
    answer: StaffView.extend({ oneTimePassword: z.string() }),
  }),
  templates: endpoint({
    method: 'GET',
    path: '/api/console/programmes/:programme/templates',
    who: ['administrator', 'auditor', 'reviewer'],
    tag: 'administration',
    summary: { zh: '表单模板', en: 'Form templates' },
    params: z.object({ programme: Code }),
    answer: z.object({
      items: z.array(
        z.object({
          code: Code,
          title: z.string(),
          version: z.number().int(),
          publishedAt: Instant,
          publishedBy: z.string().nullable(),
        }),
      ),
    }),
  }),
  publishTemplate: endpoint({
    method: 'POST',
    path: '/api/console/programmes/:programme/templates/:form/versions',
    who,
    tag: 'administration',
    idempotent: true,
    summary: {
      zh: '发布新版模板（旧版随即失效）',
      en: 'Publish a new version of a template; the former is refused from then on',
    },
    params: z.object({ programme: Code, form: Code }),
    body: z.strictObject({ note: z.string().min(2).max(500), notes: z.array(z.string().max(300)).max(10) }),
    answer: z.object({ code: Code, version: z.number().int() }),
  }),
  previewTemplate: endpoint({
    method: 'GET',
    path: '/api/console/programmes/:programme/templates/:form/preview',
    who: ['administrator', 'auditor', 'reviewer'],
    tag: 'administration',
    summary: { zh: '预览模板', en: 'Preview a template' },
    params: z.object({ programme: Code, form: Code }),
    answer: 'file',
  }),
  prices: endpoint({
    method: 'GET',
    path: '/api/console/programmes/:programme/prices',
    who: ['administrator', 'finance', 'auditor'],
    tag: 'administration',
    summary: { zh: '价目', en: 'Price book' },
    params: z.object({ programme: Code }),
    answer: z.object({
      items: z.array(
        z.object({
          project: Code,
          code: Code,
          label: LocalText,
          fen: Fen,
          from: z.string(),
          until: z.string().nullable(),
        }),
      ),
    }),
  }),
  audit: endpoint({
    method: 'GET',
    path: '/api/console/audit',
    who: ['auditor'],
    tag: 'administration',
    summary: { zh: '审计日志', en: 'Audit log' },
    query: Page.extend({
      q: z.string().max(100).optional(),
      action: z.string().max(60).optional(),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
    }),
    answer: pageOf(AuditEntry),
  }),
  verifyAudit: endpoint({
    method: 'POST',
    path: '/api/console/audit/verification',
    who: ['auditor'],
    tag: 'administration',
    summary: { zh: '校验日志链', en: 'Verify the hash chain' },
    answer: z.object({
      intact: z.boolean(),
      entries: z.number().int(),
      firstBroken: z.number().int().nullable(),
      anchors: z.number().int(),
      anchoredUntil: z.number().int().nullable(),
    }),
  }),
  failedWork: endpoint({
    method: 'GET',
    path: '/api/console/failed-work',
    who: ['administrator', 'auditor'],
    tag: 'administration',
    summary: { zh: '未办成的后台事项', en: 'Background work that failed for good' },
    answer: z.object({ items: z.array(FailedWork) }),
  }),
  retryFailedWork: endpoint({
    method: 'POST',
    path: '/api/console/failed-work/:id/retry',
    who,
    tag: 'administration',
    idempotent: true,
    summary: { zh: '重新办理', en: 'Try it again' },
    params: IdParams,
    answer: z.object({ queue: z.string() }),
  }),
  exportAudit: endpoint({
    method: 'GET',
    path: '/api/console/audit/export',
    who: ['auditor'],
    tag: 'administration',
    summary: { zh: '导出日志', en: 'Export the log (JSON lines)' },
    answer: 'file',
  }),
};
