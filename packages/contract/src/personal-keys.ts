import { z } from 'zod';
import { PORTAL_FUNCTIONS } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { SessionView } from './session.ts';
import { Instant } from './shapes.ts';

const tag = 'personal-keys';

/** What an enterprise may let a personal key do in its name; managing permissions is never among it. */
export const Permission = z.enum(PORTAL_FUNCTIONS).exclude(['everything-else']);
export type Permission = z.infer<typeof Permission>;

const Settings = z.object({ enterprise: z.string(), enterpriseName: z.string(), name: z.string(), savedAt: Instant });
const Serial = z.string().regex(/^[0-9A-F]{1,40}$/);

/** A personal key that saved its user information for an enterprise, with what it was granted. */
export const PersonalKeyView = z.object({
  serial: z.string(),
  name: z.string(),
  savedAt: Instant,
  /** Empty while nothing is granted. */
  permissions: z.array(Permission),
  grantedAt: Instant.nullable(),
});
const List = z.object({ items: z.array(PersonalKeyView) });

/** An enterprise key authorises personal keys 企业密钥授权个人密钥 (IT-40, IT-41). Every call is made by who holds a key. */
export const personalKeys = {
  settings: endpoint({
    method: 'GET',
    path: '/api/user-information-settings',
    who: 'organisation',
    tag,
    summary: { zh: '用户信息设置', en: 'User information of the personal key signed in with' },
    answer: z.object({ settings: Settings.nullable() }),
  }),
  save: endpoint({
    method: 'PUT',
    path: '/api/user-information-settings',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '保存用户信息设置', en: 'Save the user information of a personal key' },
    body: z.strictObject({ enterprise: z.string().min(1).max(40), name: z.string().min(1).max(60) }),
    answer: z.object({ settings: Settings.nullable() }),
  }),
  act: endpoint({
    method: 'POST',
    path: '/api/user-information-settings/sessions',
    who: 'organisation',
    tag,
    summary: { zh: '用个人密钥为企业办理', en: 'Act for the enterprise with a personal key' },
    answer: SessionView,
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/permissions',
    who: 'organisation',
    tag,
    summary: { zh: '权限管理', en: 'Permission management: personal keys that named this enterprise' },
    answer: List,
  }),
  grant: endpoint({
    method: 'PUT',
    path: '/api/permissions/:serial',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '授权个人密钥', en: 'Grant permissions to a personal key' },
    params: z.object({ serial: Serial }),
    body: z.strictObject({ permissions: z.array(Permission).min(1).max(10) }),
    answer: List,
  }),
  withdraw: endpoint({
    method: 'DELETE',
    path: '/api/permissions/:serial',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '撤销授权', en: 'Withdraw what was granted' },
    params: z.object({ serial: Serial }),
    answer: List,
  }),
};
