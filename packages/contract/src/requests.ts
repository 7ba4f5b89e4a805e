import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { ClockView, Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

const RequestStatus = z.enum(['open', 'approved', 'refused']);

/** Correction of a registered name (单位名称更正), JX-08. */
export const NameCorrectionView = z.object({
  id: Id,
  number: z.string(),
  status: RequestStatus,
  organisationId: Id,
  creditCode: z.string(),
  registeredName: z.string(),
  rightName: z.string(),
  /** Null where the code stays. */
  rightCode: z.string().nullable(),
  note: z.string(),
  hasProof: z.boolean(),
  enteredBy: z.enum(['applicant', 'staff']),
  enteredByName: z.string().nullable(),
  createdAt: Instant,
  decidedAt: Instant.nullable(),
  answer: z.string().nullable(),
  clock: ClockView.nullable(),
  /** Orders that approval makes void (JX-09). */
  affected: z.array(z.object({ id: Id, number: z.string(), state: LocalText, paid: z.boolean() })),
});
/** Change of the registered mobile without login (手机号变更), JX-14. */
export const MobileChangeView = z.object({
  id: Id,
  number: z.string(),
  status: RequestStatus,
  creditCode: z.string(),
  organisationName: z.string().nullable(),
  newMobileMasked: z.string(),
  contactName: z.string(),
  reason: z.enum(['number-cancelled', 'registrant-left', 'other']),
  note: z.string(),
  enteredBy: z.enum(['applicant', 'staff']),
  enteredByName: z.string().nullable(),
  files: z.array(z.object({ name: z.string(), mediaType: z.string() })),
  createdAt: Instant,
  decidedAt: Instant.nullable(),
  answer: z.string().nullable(),
  clock: ClockView.nullable(),
});
const Decision = z.strictObject({ decision: z.enum(['approve', 'refuse']), answer: z.string().max(500) });
const ListQuery = Page.extend({ status: RequestStatus.optional() });
const MobileChangeBody = z.strictObject({
  creditCode: z.string().max(60),
  newMobile: z.string().max(30),
  contactName: z.string().max(60),
  reason: z.enum(['number-cancelled', 'registrant-left', 'other']),
  note: z.string().max(500),
});

const tag = 'requests';
export const requests = {
  openNameCorrection: endpoint({
    method: 'POST',
    path: '/api/name-corrections',
    who: 'organisation',
    tag,
    upload: 'one-file',
    idempotent: true,
    summary: { zh: '申请更正单位名称', en: 'Report a wrong organisation name' },
    body: z.strictObject({
      rightName: z.string().max(200),
      /** Another credit code (IT-05); like every report it comes with a proof. */
      rightCode: z.string().max(60).optional(),
      note: z.string().max(500),
    }),
    answer: NameCorrectionView,
  }),
  nameCorrections: endpoint({
    method: 'GET',
    path: '/api/name-corrections',
    who: 'organisation',
    tag,
    summary: { zh: '名称更正申请', en: 'Own name corrections' },
    answer: z.object({ items: z.array(NameCorrectionView) }),
  }),
  acknowledgeName: endpoint({
    method: 'POST',
    path: '/api/name-corrections/acknowledge',
    who: 'organisation',
    tag,
    summary: { zh: '确认名称已更正', en: 'Confirm that the shown name is right' },
    answer: z.object({ done: z.literal(true) }),
  }),
  openMobileChange: endpoint({
    method: 'POST',
    path: '/api/mobile-changes',
    who: 'public',
    tag,
    upload: 'files',
    idempotent: true,
    summary: { zh: '申请变更手机号（无需登录）', en: 'Ask for a change of mobile number, without login' },
    body: MobileChangeBody.extend({ smsCode: z.string().max(10) }),
    answer: z.object({ number: z.string(), clock: ClockView.nullable() }),
  }),
  mobileChangeStatus: endpoint({
    method: 'GET',
    path: '/api/mobile-changes/:number',
    who: 'public',
    tag,
    summary: { zh: '查询手机号变更进度', en: 'How a mobile change stands' },
    params: z.object({ number: z.string().max(40) }),
    query: z.object({ creditCode: z.string().max(60) }),
    answer: z.object({
      number: z.string(),
      status: RequestStatus,
      createdAt: Instant,
      decidedAt: Instant.nullable(),
      answer: z.string().nullable(),
      clock: ClockView.nullable(),
    }),
  }),
  mobileChangeForm: endpoint({
    method: 'GET',
    path: '/api/forms/mobile-change',
    who: 'public',
    tag,
    summary: { zh: '手机号变更申请表（PDF）', en: 'Form for the change of mobile number (PDF)' },
    query: z.object({ creditCode: z.string().max(60).optional() }),
    answer: 'file',
  }),
};

export const consoleRequests = {
  nameCorrections: endpoint({
    method: 'GET',
    path: '/api/console/name-corrections',
    who: ['customer-service', 'back-office', 'administrator', 'auditor'],
    tag: 'console',
    summary: { zh: '名称更正申请', en: 'Name corrections' },
    query: ListQuery,
    answer: pageOf(NameCorrectionView),
  }),
  enterNameCorrection: endpoint({
    method: 'POST',
    path: '/api/console/name-corrections',
    who: ['customer-service', 'back-office'],
    tag: 'console',
    idempotent: true,
    summary: { zh: '代录名称更正', en: 'Enter a name correction for a caller' },
    body: z.strictObject({ creditCode: z.string().max(60), rightName: z.string().max(200), note: z.string().max(500) }),
    answer: NameCorrectionView,
  }),
  decideNameCorrection: endpoint({
    method: 'POST',
    path: '/api/console/name-corrections/:id/decision',
    who: ['back-office'],
    tag: 'console',
    idempotent: true,
    summary: { zh: '审核名称更正', en: 'Decide a name correction' },
    params: IdParams,
    body: Decision,
    answer: NameCorrectionView,
  }),
  nameCorrectionProof: endpoint({
    method: 'GET',
    path: '/api/console/name-corrections/:id/proof',
    who: ['customer-service', 'back-office', 'auditor'],
    tag: 'console',
    summary: { zh: '查看证明', en: 'Look at the proof' },
    params: IdParams,
    answer: 'file',
  }),
  mobileChanges: endpoint({
    method: 'GET',
    path: '/api/console/mobile-changes',
    who: ['customer-service', 'back-office', 'administrator', 'auditor'],
    tag: 'console',
    summary: { zh: '手机号变更申请', en: 'Mobile changes' },
    query: ListQuery,
    answer: pageOf(MobileChangeView),
  }),
  enterMobileChange: endpoint({
    method: 'POST',
    path: '/api/console/mobile-changes',
    who: ['customer-service', 'back-office'],
    tag: 'console',
    idempotent: true,
    summary: { zh: '代录手机号变更', en: 'Enter a mobile change for a caller' },
    body: MobileChangeBody,
    answer: MobileChangeView,
  }),
  decideMobileChange: endpoint({
    method: 'POST',
    path: '/api/console/mobile-changes/:id/decision',
    who: ['back-office'],
    tag: 'console',
    idempotent: true,
    summary: { zh: '审核手机号变更', en: 'Decide a mobile change' },
    params: IdParams,
    body: Decision,
    answer: MobileChangeView,
  }),
  mobileChangeFile: endpoint({
    method: 'GET',
    path: '/api/console/mobile-changes/:id/files/:index',
    who: ['customer-service', 'back-office', 'auditor'],
    tag: 'console',
    summary: { zh: '查看证明', en: 'Look at a proof' },
    params: z.object({ id: Id, index: z.coerce.number().int().min(0) }),
    answer: 'file',
  }),
};
