import type { ProgrammeSource } from '@yinxin/programme';
import { workingDays } from '../common/clocks.ts';
import { fieldReasons, wrongReasons } from '../common/reasons.ts';
import { articles } from './articles/index.ts';
import { newFields } from './fields.ts';
import { fourMaterials } from './materials.ts';
import { prices, services } from './services.ts';
import { states } from './states.ts';

/** Ping An procurement suppliers with NETCA (平安采购 / 网证通). Contacts are placeholders of the sandbox. */
export const pingan: ProgrammeSource = {
  code: 'pingan',
  version: 1,
  name: { zh: '平安采购供应商数字证书', en: 'Certificates for suppliers of Ping An procurement' },
  authority: { zh: '网证通', en: 'NETCA' },
  orderPrefix: 'PA',
  states,
  services,
  projects: [
    {
      code: 'supplier',
      name: { zh: '平安采购供应商', en: 'Supplier of Ping An procurement' },
      system: {
        name: { zh: '平安采购管理系统', en: 'Ping An procurement system' },
        // PA-01
        purpose: {
          zh: '维护供应商资料、参加采购项目投标、接收采购订单。绑定有效证书后才能使用。',
          en: 'Maintain supplier data, bid and receive purchase orders; open once a valid certificate is bound.',
        },
      },
      audience: { zh: '平安集团采购供应商。', en: 'Suppliers of the Ping An group.' },
      fields: newFields,
      materials: fourMaterials,
      prices,
      certificate: { profile: 'organisation-sm2', years: 1 },
      // PA-02
      oneCertificate: true,
    },
  ],
  fieldReasons,
  wrongReasons,
  ends: { cancelled: 'closed', refunding: 'refunding', refunded: 'refunded' },
  // PA-23
  invoice: {
    kinds: ['e-invoice-general', 'e-invoice-special'],
    clock: workingDays(2, 1),
    elsewhere: {
      zh: '也可以在网证通客服微信公众号里领取。',
      en: 'It can also be fetched from NETCA’s customer-service account on WeChat.',
    },
  },
  refund: {
    when: 'void-and-paid',
    // PA-46, PA-48
    givenUp: { days: 14, medium: true },
    // PA-49
    clock: workingDays(15, 12),
    letterForm: 'refund-letter',
    mailbox: 'refund@example.invalid',
  },
  relyingSystems: [
    {
      code: 'procurement',
      name: { zh: '平安采购管理系统', en: 'Ping An procurement system' },
      one: 'account',
      // PA-32
      onReplacement: 'end',
    },
  ],
  courier: {
    name: { zh: '顺丰速运', en: 'SF Express' },
    eveningScan: '19:00',
    notice: {
      zh: '寄出当晚之后可以查到物流。签收日期以快递记录为准，14 天退费期从签收算起。',
      en: 'The parcel can be followed from the evening on. The courier’s date of receipt starts the 14 days for a refund.',
    },
  },
  hall: {
    name: { zh: '网证通深圳服务中心', en: 'NETCA service centre, Shenzhen' },
    address: { zh: '广东省深圳市（沙箱地址）', en: 'Shenzhen, Guangdong (sandbox address)' },
    hours: { zh: '工作日 9:00–17:30', en: 'Working days 9:00–17:30' },
    phone: '0755-00000000',
    askFirst: { zh: '请先致电客服。', en: 'Please call customer service first.' },
  },
  customerService: { phone: '0755-00000000', hours: { zh: '工作日 9:00–17:30', en: 'Working days 9:00–17:30' } },
  requests: { nameCorrection: workingDays(1, 0), mobileChange: workingDays(1, 0) },
  articles,
};
