import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { SessionView } from './session.ts';
import { Id, Instant } from './shapes.ts';

const tag = 'accounts';

/** User classes 用户类别 (IT-01). */
export const USER_CLASSES = ['enterprise', 'individual', 'agency'] as const;
export const UserClassName = z.enum(USER_CLASSES);

/** What may be open to a user class. */
export const PORTAL_FUNCTIONS = ['certificate-application', 'progress', 'everything-else'] as const;

const UserClassView = z.object({
  code: UserClassName,
  label: LocalText,
  functions: z.array(z.enum(PORTAL_FUNCTIONS)),
  /** Rule of the user name: digits and lower-case letters, this many (IT-03). */
  userName: z.object({ min: z.number().int(), max: z.number().int() }),
});

const AccountView = z.object({
  id: Id,
  /** What it signs in with: the credit code, or a user name. */
  name: z.string(),
  first: z.boolean(),
  userClass: UserClassName,
  createdAt: Instant,
});

const Password = z.string().min(1).max(200);

const newUser = {
  userName: z.string().max(60),
  /** Of the person, or of the agency. */
  name: z.string().max(200),
  mobile: z.string().max(30),
  smsCode: z.string().max(10),
  password: Password,
  acceptTerms: z.literal(true),
};

/** Accounts beside the first of an organisation, and user classes. */
export const accounts = {
  classes: endpoint({
    method: 'GET',
    path: '/api/user-classes',
    who: 'public',
    tag,
    summary: { zh: '用户类别与用户名规则', en: 'User classes, what is open to them, and the rule of user names' },
    answer: z.object({ items: z.array(UserClassView) }),
  }),
  own: endpoint({
    method: 'GET',
    path: '/api/own-accounts',
    who: 'organisation',
    tag,
    summary: { zh: '本单位的账号', en: 'Accounts of the own organisation, and the class of this one' },
    answer: z.object({
      items: z.array(AccountView),
      current: AccountView,
      functions: z.array(z.enum(PORTAL_FUNCTIONS)),
    }),
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/own-accounts',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: {
      zh: '为本单位增加账号',
      en: 'Another account of the own organisation, with a user name of its own (PA-03)',
    },
    body: z.strictObject({
      userName: z.string().max(60),
      mobile: z.string().max(30),
      smsCode: z.string().max(10),
      password: Password,
    }),
    answer: AccountView,
  }),
  recover: endpoint({
    method: 'POST',
    path: '/api/user-name-recoveries',
    who: 'public',
    tag,
    summary: {
      zh: '找回用户名',
      en: 'Forgotten user name: credit code, reserved mobile and a code sent to it (IT-04)',
    },
    body: z.strictObject({ creditCode: z.string().max(60), mobile: z.string().max(30), smsCode: z.string().max(10) }),
    answer: z.object({ items: z.array(z.object({ name: z.string(), first: z.boolean() })) }),
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/user-name-sessions',
    who: 'public',
    tag,
    summary: { zh: '用户名登录', en: 'Sign in with a user name' },
    body: z.strictObject({ userName: z.string().max(60), password: Password }),
    answer: SessionView,
  }),
  reset: endpoint({
    method: 'POST',
    path: '/api/user-name-password-resets',
    who: 'public',
    tag,
    idempotent: true,
    summary: {
      zh: '用户名账号重置密码',
      en: 'Reset the password of an account with a user name, with a code sent to its reserved mobile (IT-04)',
    },
    body: z.strictObject({ userName: z.string().max(60), smsCode: z.string().max(10), password: Password }),
    answer: z.object({ done: z.literal(true) }),
  }),
  register: endpoint({
    method: 'POST',
    path: '/api/user-registrations',
    who: 'public',
    tag,
    idempotent: true,
    summary: {
      zh: '注册个人或机构用户',
      en: 'Register as an individual or an inspection agency, where a programme is offered to them (IT-01, IT-03)',
    },
    body: z.discriminatedUnion('userClass', [
      z.strictObject({ userClass: z.literal('individual'), ...newUser }),
      z.strictObject({ userClass: z.literal('agency'), creditCode: z.string().max(60), ...newUser }),
    ]),
    answer: SessionView,
  }),
};
