import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, Instant } from './shapes.ts';

const tag = 'accounts';

/** Registration data that change at once 企业一般信息 (IT-06). */
export const GeneralData = z.strictObject({
  contactName: z.string().max(60),
  phone: z.string().max(30),
  email: z.string().max(100),
  address: z.string().max(200),
});
export type GeneralData = z.infer<typeof GeneralData>;

const RegistrationView = z.object({
  /** Changed by a reviewed request only 企业基本信息 (IT-05). */
  basic: z.object({ name: z.string(), creditCode: z.string() }),
  /** The request that waits for a decision, if any. */
  openRequest: z.object({ id: Id, number: z.string() }).nullable(),
  general: GeneralData,
  mobileMasked: z.string(),
  /** What the basic data were before, the latest first. */
  former: z.array(z.object({ name: z.string().nullable(), creditCode: z.string().nullable(), until: Instant })),
});

/** What an enterprise registered 登记信息. */
export const registration = {
  read: endpoint({
    method: 'GET',
    path: '/api/registration',
    who: 'organisation',
    tag,
    summary: { zh: '登记信息', en: 'Registration data' },
    answer: RegistrationView,
  }),
  change: endpoint({
    method: 'PUT',
    path: '/api/registration',
    who: 'organisation',
    tag,
    idempotent: true,
    summary: { zh: '一般信息变更', en: 'Change of general data, at once' },
    body: z.strictObject({
      general: GeneralData,
      /** A new reserved mobile, with the code that was sent to it. */
      mobile: z.string().max(30).optional(),
      smsCode: z.string().max(20).optional(),
      /** Refused with the way to the reviewed request. */
      name: z.string().max(200).optional(),
      creditCode: z.string().max(60).optional(),
    }),
    answer: RegistrationView,
  }),
};
