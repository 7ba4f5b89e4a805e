import { Code, LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint, type Role } from './endpoint.ts';
import { Id, Instant } from './shapes.ts';

/** Roles that deal with the people behind orders (岗位): only they find somebody by a mobile or by a person's whole name. */
export const KNOWS_PERSONS: readonly Role[] = ['reviewer', 'customer-service', 'back-office'];
/** Roles that read a person's name in lists; to all others it is masked. */
export const READS_PERSONS: readonly Role[] = ['reviewer', 'back-office'];

/** By what something was found. */
export const FOUND_BY = [
  'number',
  'papers-in',
  'parcel-out',
  'invoice',
  'mobile',
  'medium',
  'organisation',
  'name',
  'initials',
  'credit-code',
  'certificate',
] as const;
export const FoundBy = z.enum(FOUND_BY);
export type FoundBy = z.infer<typeof FoundBy>;

export const FoundOrder = z.object({
  id: Id,
  number: z.string(),
  organisationName: z.string(),
  state: z.object({ code: z.string(), label: LocalText }),
  void: z.boolean(),
  by: FoundBy,
});
export const FoundOrganisation = z.object({ id: Id, name: z.string(), creditCode: z.string(), by: FoundBy });
export const FoundCertificate = z.object({
  id: Id,
  organisationName: z.string(),
  mediumSerial: z.string().nullable(),
  signSerial: z.string(),
  status: Code,
  notAfter: Instant,
  by: FoundBy,
});

/** Found things of one kind; `more` when there are others than those shown. */
const group = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), more: z.boolean() });

/** What one text finds, by kind. */
export const FoundEverything = z.object({
  /** The text holds too little to search for; everything is empty then. */
  tooShort: z.boolean(),
  organisations: group(FoundOrganisation),
  orders: group(FoundOrder),
  certificates: group(FoundCertificate),
});
export type FoundEverything = z.infer<typeof FoundEverything>;

export const consoleSearch = {
  find: endpoint({
    method: 'GET',
    path: '/api/console/search',
    who: 'staff',
    tag: 'console',
    summary: {
      zh: '一框查询：订单号、单位名称或拼音首字母、信用代码、介质序列号、运单号、发票号',
      en: 'One search: order, company by name or pinyin initials, credit code, key serial, tracking number, invoice',
    },
    query: z.object({ q: z.string().max(200) }),
    answer: FoundEverything,
  }),
};
