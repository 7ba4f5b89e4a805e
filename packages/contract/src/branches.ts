import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant } from './shapes.ts';

const tag = 'accounts';

/** How a branch is registered by itself (BJ-27); one that is not cannot have certificates of its own. */
export const BRANCH_REGISTRATIONS = ['business-licence', 'organisation-code-certificate'] as const;

const HandlerView = z.object({ name: z.string(), mobileMasked: z.string() });

/** A branch 分支机构 as its parent sees it. */
export const BranchView = z.object({
  id: Id,
  name: z.string(),
  /** Credit code, or organisation code with its hyphen; always in capitals (BJ-26). */
  code: z.string(),
  registration: z.enum(BRANCH_REGISTRATIONS),
  address: z.string(),
  /** Who handles the certificates of this branch (证书经办人). */
  handler: HandlerView,
  createdAt: Instant,
  changedAt: Instant.nullable(),
});
export type BranchView = z.infer<typeof BranchView>;

const List = z.object({ items: z.array(BranchView) });
/** Secret of an opened maintenance page; only ever sent in bodies. */
const Access = z.string().min(1).max(100);

const basics = {
  name: z.string().max(200),
  code: z.string().max(60),
  registration: z.enum([...BRANCH_REGISTRATIONS, 'none']),
  address: z.string().min(5).max(200),
};

/** Maintenance of held organisations 持有机构信息维护 (BJ-27 … BJ-30). */
export const branches = {
  open: endpoint({
    method: 'POST',
    path: '/api/branch-pages',
    who: 'public',
    tag,
    summary: {
      zh: '打开持有机构信息维护',
      en: 'Open the maintenance of branches: the parent’s code, its handler’s mobile and a code sent there (BJ-28)',
    },
    body: z.strictObject({
      /** Credit code or organisation code of the parent. */
      code: z.string().max(60),
      mobile: z.string().max(30),
      smsCode: z.string().max(10),
    }),
    answer: List.extend({
      access: Access,
      expiresAt: Instant,
      parent: z.object({ name: z.string(), creditCode: z.string() }),
    }),
  }),
  query: endpoint({
    method: 'POST',
    path: '/api/branch-queries',
    who: 'public',
    tag,
    summary: { zh: '查询持有机构', en: 'Branches of the opened page' },
    body: z.strictObject({ access: Access }),
    answer: List,
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/branches',
    who: 'public',
    tag,
    idempotent: true,
    summary: { zh: '添加新机构', en: 'Add a branch that is itself registered (BJ-29)' },
    body: z.strictObject({
      access: Access,
      ...basics,
      handler: z.strictObject({ name: z.string().max(60), mobile: z.string().max(30) }),
    }),
    answer: List,
  }),
  change: endpoint({
    method: 'PUT',
    path: '/api/branches/:branch',
    who: 'public',
    tag,
    idempotent: true,
    summary: { zh: '编辑机构', en: 'Change a branch; without a mobile its handler’s stays' },
    params: z.object({ branch: Id }),
    body: z.strictObject({
      access: Access,
      ...basics,
      handler: z.strictObject({ name: z.string().max(60), mobile: z.string().max(30).optional() }),
    }),
    answer: List,
  }),
  own: endpoint({
    method: 'GET',
    path: '/api/branches',
    who: 'organisation',
    tag,
    summary: {
      zh: '可额外办理的机构',
      en: 'Branches for which the signed-in organisation may open an extra application (BJ-30)',
    },
    answer: List,
  }),
};
