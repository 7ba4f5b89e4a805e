import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { RoleName } from './shapes.ts';

const tag = 'session';

export const SessionView = z.object({
  mode: z.enum(['sandbox', 'production']),
  now: z.iso.datetime(),
  /** Sent back in `x-yinxin-csrf` on every change. */
  csrf: z.string().nullable(),
  organisation: z
    .object({
      id: z.uuid(),
      creditCode: z.string(),
      name: z.string(),
      mobileMasked: z.string(),
      unreadMessages: z.number().int(),
      /** Set after a name correction until the organisation has looked at it (JX-08). */
      nameCorrectedAt: z.iso.datetime().nullable(),
      /** Serial of the signing certificate the session was opened with; null for a password. */
      certificate: z.string().nullable(),
    })
    .nullable(),
  staff: z
    .object({
      id: z.uuid(),
      username: z.string(),
      name: z.string(),
      roles: z.array(RoleName),
      mustChangePassword: z.boolean(),
    })
    .nullable(),
  /** Where the sandbox's assistant answers, so that pages can talk to it. */
  assistantUrl: z.string().nullable(),
  /** Largest file the server takes, in bytes: said before a file travels. */
  maxUploadBytes: z.number().int(),
});
export type SessionView = z.infer<typeof SessionView>;

const Password = z.string().min(1).max(200);
export const SmsPurpose = z.enum([
  'register',
  'reset-password',
  'change-mobile',
  'recover-name',
  'branches',
  'reset-by-name',
]);

export const session = {
  current: endpoint({
    method: 'GET',
    path: '/api/session',
    who: 'public',
    tag,
    summary: { zh: '当前会话', en: 'The current session' },
    answer: SessionView,
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/sessions',
    who: 'public',
    tag,
    summary: { zh: '单位登录', en: 'Sign in as an organisation' },
    body: z.strictObject({ creditCode: z.string().max(60), password: Password }),
    answer: SessionView,
  }),
  staffSignIn: endpoint({
    method: 'POST',
    path: '/api/staff/sessions',
    who: 'public',
    tag,
    summary: { zh: '工作人员登录', en: 'Sign in as staff' },
    body: z.strictObject({ username: z.string().max(60), password: Password }),
    answer: SessionView,
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/api/sessions/current',
    who: 'public',
    tag,
    summary: { zh: '退出', en: 'Sign out' },
    answer: SessionView,
  }),
  changeStaffPassword: endpoint({
    method: 'POST',
    path: '/api/staff/password',
    who: 'staff',
    tag,
    summary: { zh: '修改本人密码', en: 'Change one’s own password' },
    body: z.strictObject({ current: Password, next: Password }),
    answer: SessionView,
  }),
  sendSms: endpoint({
    method: 'POST',
    path: '/api/sms-codes',
    who: 'public',
    tag,
    summary: { zh: '发送短信验证码', en: 'Send an SMS code' },
    body: z.discriminatedUnion('purpose', [
      z.strictObject({ purpose: z.literal('register'), mobile: z.string().max(30) }),
      // The code goes to the registered mobile; the answer is the same whether or not the account exists.
      z.strictObject({ purpose: z.literal('reset-password'), creditCode: z.string().max(60) }),
      z.strictObject({ purpose: z.literal('change-mobile'), mobile: z.string().max(30) }),
      z.strictObject({ purpose: z.literal('recover-name'), mobile: z.string().max(30) }),
      // As for the credit code: to the reserved mobile of the account, and the same answer without one (IT-04).
      z.strictObject({ purpose: z.literal('reset-by-name'), userName: z.string().max(60) }),
      // Sent only when the mobile is one the parent reserved; the answer is the same otherwise (BJ-28).
      z.strictObject({ purpose: z.literal('branches'), code: z.string().max(60), mobile: z.string().max(30) }),
    ]),
    answer: z.object({ expiresInSeconds: z.number().int(), retryAfterSeconds: z.number().int() }),
  }),
  register: endpoint({
    method: 'POST',
    path: '/api/registrations',
    who: 'public',
    tag,
    idempotent: true,
    summary: { zh: '注册单位账号', en: 'Register an organisation' },
    body: z.strictObject({
      creditCode: z.string().max(60),
      /** The code typed or confirmed in groups once more (JX-04). */
      confirmedCreditCode: z.string().max(60),
      name: z.string().max(200),
      mobile: z.string().max(30),
      smsCode: z.string().max(10),
      password: Password,
      acceptTerms: z.literal(true),
    }),
    answer: SessionView,
  }),
  lookUpRegister: endpoint({
    method: 'POST',
    path: '/api/register-lookups',
    who: 'public',
    tag,
    summary: { zh: '查询企业登记名称', en: 'Look a name up in the business register' },
    body: z.strictObject({ creditCode: z.string().max(60) }),
    answer: z.object({
      outcome: z.enum(['found', 'not-found', 'unavailable']),
      name: z.string().nullable(),
      status: z.enum(['active', 'closed', 'abnormal']).nullable(),
    }),
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/api/password-resets',
    who: 'public',
    tag,
    idempotent: true,
    summary: { zh: '重置密码', en: 'Reset the password' },
    body: z.strictObject({ creditCode: z.string().max(60), smsCode: z.string().max(10), password: Password }),
    answer: z.object({ done: z.literal(true) }),
  }),
};
