import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Fen, Id, Instant, RoleName } from './shapes.ts';

const tag = 'sandbox';
const ParcelItem = z.object({
  mediumSerial: z.string(),
  passwordCard: z.string().nullable(),
  initialPin: z.string().nullable(),
});

/** What stands for the outside world in the sandbox: time, phones, the bank, the courier's parcel. Absent in production. */
export const sandbox = {
  accounts: endpoint({
    method: 'GET',
    path: '/api/sandbox/accounts',
    who: 'sandbox',
    tag,
    summary: {
      zh: '沙箱工作人员账号（随机密码，仅本机可读）',
      en: 'Staff accounts of the sandbox with their random passwords; answered to this machine only',
    },
    answer: z.object({
      items: z.array(z.object({ username: z.string(), password: z.string(), roles: z.array(RoleName) })),
    }),
  }),
  clock: endpoint({
    method: 'GET',
    path: '/api/sandbox/clock',
    who: 'sandbox',
    tag,
    summary: { zh: '沙箱时间', en: 'Sandbox time' },
    answer: z.object({ now: Instant, offsetSeconds: z.number().int() }),
  }),
  moveClock: endpoint({
    method: 'POST',
    path: '/api/sandbox/clock',
    who: 'sandbox',
    tag,
    summary: { zh: '拨动时间（只能向前）', en: 'Move time, forward only' },
    body: z.strictObject({
      advanceSeconds: z
        .number()
        .int()
        .min(0)
        .max(400 * 86_400),
    }),
    answer: z.object({ now: Instant, offsetSeconds: z.number().int() }),
  }),
  messages: endpoint({
    method: 'GET',
    path: '/api/sandbox/messages',
    who: 'sandbox',
    tag,
    summary: { zh: '收到的短信与邮件', en: 'SMS and mail as received' },
    query: z.object({ to: z.string().max(60).optional() }),
    answer: z.object({
      items: z.array(
        z.object({ id: Id, at: Instant, channel: z.enum(['sms', 'mail']), to: z.string(), text: z.string() }),
      ),
    }),
  }),
  charge: endpoint({
    method: 'GET',
    path: '/api/sandbox/cashier/:reference',
    who: 'sandbox',
    tag,
    summary: { zh: '模拟收银台', en: 'The cashier’s page data' },
    params: z.object({ reference: z.string().max(60) }),
    answer: z.object({
      reference: z.string(),
      subject: LocalText,
      amountFen: Fen,
      status: z.enum(['open', 'paid', 'failed', 'expired']),
      returnUrl: z.string(),
    }),
  }),
  cashier: endpoint({
    method: 'POST',
    path: '/api/sandbox/cashier/:reference',
    who: 'sandbox',
    tag,
    summary: { zh: '模拟支付结果', en: 'Let a payment succeed, fail, time out, call back twice or not at all' },
    params: z.object({ reference: z.string().max(60) }),
    body: z.strictObject({ outcome: z.enum(['succeed', 'fail', 'time-out', 'succeed-twice', 'succeed-silently']) }),
    answer: z.object({ status: z.enum(['open', 'paid', 'failed', 'expired']), returnUrl: z.string() }),
  }),
  parcel: endpoint({
    method: 'GET',
    path: '/api/sandbox/parcels/:trackingNumber',
    who: 'sandbox',
    tag,
    summary: { zh: '拆开快递：介质与密码卡', en: 'Open a parcel: the medium and the password card inside' },
    params: z.object({ trackingNumber: z.string().max(40) }),
    answer: ParcelItem.extend({
      /** The other media of an order for several. */
      others: z.array(ParcelItem),
    }),
  }),
  register: endpoint({
    method: 'POST',
    path: '/api/sandbox/organisations',
    who: 'sandbox',
    tag,
    summary: { zh: '虚构一家单位', en: 'Invent an organisation with a valid code, known to the sandbox register' },
    body: z.strictObject({ region: z.string().regex(/^\d{6}$/), name: z.string().max(100).optional() }),
    answer: z.object({ creditCode: z.string(), name: z.string(), mobile: z.string() }),
  }),
};
