import type { ProgrammeSource } from '@yinxin/programme';
import { articles } from './articles/index.ts';
import { projects } from './projects/index.ts';
import { fieldReasons, wrongReasons } from './reasons.ts';
import { services } from './services.ts';
import { states } from './states.ts';

/** Jiangxi CA online pre-acceptance (江西CA 数字证书在线预受理). Contacts are placeholders of the sandbox. */
export const jiangxi: ProgrammeSource = {
  code: 'jiangxi',
  version: 1,
  name: { zh: '江西CA 数字证书在线预受理', en: 'Jiangxi CA online pre-acceptance' },
  authority: { zh: '江西CA', en: 'Jiangxi CA' },
  orderPrefix: 'JX',
  states,
  services,
  projects,
  fieldReasons,
  wrongReasons,
  invoice: {
    kinds: ['e-invoice-general', 'e-invoice-special'],
    // JX-38
    clock: { promise: { amount: 5, unit: 'working-days' }, target: { amount: 3, unit: 'working-days' } },
  },
  refund: {
    when: 'void-and-paid',
    clock: { promise: { amount: 5, unit: 'working-days' }, target: { amount: 3, unit: 'working-days' } },
    letterForm: 'refund-letter',
    mailbox: 'refund@example.invalid',
  },
  courier: {
    name: { zh: '顺丰速运', en: 'SF Express' },
    eveningScan: '19:00',
    // JX-46
    notice: {
      zh: '顺丰一般在每天 19:00 左右扫描揽收，单号在那之后才能查到物流。关注“顺丰速运”微信公众号的收件人会收到发货提醒。',
      en: 'SF Express normally scans parcels at about 19:00; tracking works from then on. Recipients who follow the WeChat account of SF Express get its notice at that time.',
    },
  },
  hall: {
    name: { zh: '江西CA 服务大厅', en: 'Jiangxi CA service hall' },
    address: { zh: '江西省南昌市红谷滩区（沙箱地址）', en: 'Honggutan District, Nanchang (sandbox address)' },
    hours: { zh: '工作日 9:00–17:00', en: 'Working days 9:00–17:00' },
    phone: '0791-00000000',
    askFirst: {
      zh: '大厅要求的材料与线上不同，出发前请先打电话问清楚。',
      en: 'The counter needs other papers than online: please call and ask first.',
    },
  },
  customerService: { phone: '0791-00000000', hours: { zh: '工作日 9:00–17:00', en: 'Working days 9:00–17:00' } },
  requests: {
    nameCorrection: { promise: { amount: 1, unit: 'working-days' }, target: { amount: 4, unit: 'working-hours' } },
    mobileChange: { promise: { amount: 1, unit: 'working-days' }, target: { amount: 4, unit: 'working-hours' } },
  },
  articles,
};
