import type { ProgrammeSource } from '@yinxin/programme';
import { paperReasons } from './reasons.ts';

const hall = {
  zh: '请携带材料到服务大厅办理；大厅要求的材料与线上不同，出发前请先致电客服询问。',
  en: 'Please come to the service hall. The counter needs other papers than online, so ask customer service before you set out.',
};

/** Only new issue is offered online (JX-16); everything else leads to the hall (JX-17, JX-18). */
export const services: ProgrammeSource['services'] = [
  {
    code: 'new',
    label: { zh: '证书新办', en: 'New certificate' },
    channel: 'online',
    finishedState: 'issued',
    stages: [
      { kind: 'fill', state: 'not-submitted' },
      {
        kind: 'review',
        state: 'under-review',
        rejectedState: 'materials-rejected',
        lockMinutes: 5,
        clock: { promise: { amount: 1, unit: 'working-days' }, target: { amount: 4, unit: 'working-hours' } },
      },
      { kind: 'payment', state: 'materials-approved', methods: ['cashier'] },
      {
        kind: 'papers',
        state: 'in-processing',
        // Placeholder of the sandbox; a real address is set under "Texts".
        address: {
          to: { zh: '江西CA 线上受理中心（收）', en: 'Jiangxi CA, online acceptance centre' },
          address: {
            zh: '江西省南昌市红谷滩区（沙箱地址，请勿邮寄）',
            en: 'Honggutan District, Nanchang, Jiangxi (sandbox address, do not post)',
          },
          phone: '0791-00000000',
          postcode: '330038',
        },
        reasons: paperReasons,
        remindAfterDays: 7,
        clock: { promise: { amount: 5, unit: 'working-days' }, target: { amount: 4, unit: 'working-days' } },
      },
      {
        kind: 'production',
        state: 'in-processing',
        medium: 'usb-key',
        passwordCard: true,
        seal: true,
        clock: { promise: { amount: 2, unit: 'working-days' }, target: { amount: 1, unit: 'working-days' } },
      },
      {
        kind: 'delivery',
        state: 'certificate-made',
        modes: ['post', 'collect'],
        supplementClock: { promise: { amount: 24, unit: 'hours' }, target: { amount: 8, unit: 'hours' } },
        clock: { promise: { amount: 1, unit: 'working-days' }, target: { amount: 6, unit: 'working-hours' } },
      },
    ],
  },
  {
    code: 'reissue',
    label: { zh: '遗失补办', en: 'Reissue of a lost certificate' },
    channel: 'hall',
    direction: {
      zh: `证书发放后遗失，只能本人到服务大厅补办，线上不受理。${hall.zh}`,
      en: `A certificate lost after issue can be reissued only in person at the hall, not online. ${hall.en}`,
    },
  },
  {
    code: 'change-subject',
    label: { zh: '变更证书主题信息', en: 'Change of the certificate subject' },
    channel: 'hall',
    direction: {
      zh: `变更证书中的单位名称、信用代码等信息只在服务大厅办理。${hall.zh}`,
      en: `Changes of the name, code or other data in a certificate are made only at the hall. ${hall.en}`,
    },
  },
  {
    code: 'change-seal',
    label: { zh: '变更签章信息', en: 'Change of the seal' },
    channel: 'hall',
    direction: {
      zh: `变更电子签章只在服务大厅办理。${hall.zh}`,
      en: `Changes of the electronic seal are made only at the hall. ${hall.en}`,
    },
  },
  {
    code: 'renew',
    label: { zh: '证书延期', en: 'Renewal' },
    channel: 'hall',
    direction: {
      zh: `线上预受理只办理新证书，延期请到服务大厅。${hall.zh}`,
      en: `Online we accept new certificates only; please renew at the hall. ${hall.en}`,
    },
  },
];
