import type { FormTemplate } from '@yinxin/documents';
import { form, handlerRows, howToStamp, organisationRows, stampAndSign } from '../common/forms.ts';

const applicationForm = form({
  code: 'application-form',
  title: '数字证书业务申请表',
  blocks: [
    { kind: 'section', title: '一、申请单位' },
    organisationRows,
    {
      kind: 'rows',
      rows: [
        [
          { label: '法定代表人', value: '{legal-representative}' },
          { label: '纳税人识别号', value: '{taxpayer-number}' },
        ],
        [{ label: '变更后的名称（仅名称变更）', value: '{new-name}' }],
      ],
    },
    { kind: 'section', title: '二、办理' },
    {
      kind: 'rows',
      rows: [
        [
          { label: '办理方式', value: '{handling}' },
          { label: 'USBKey 数量', value: '{keys}' },
        ],
      ],
    },
    { kind: 'section', title: '三、经办人' },
    handlerRows,
    stampAndSign,
    howToStamp,
  ],
});

const refundLetter = form({
  code: 'refund-letter',
  title: '退款申请函',
  blocks: [
    organisationRows,
    {
      kind: 'rows',
      rows: [[{ label: '订单号', value: '{order-number}' }], [{ label: '已付金额', value: '{amount}' }]],
    },
    stampAndSign,
  ],
});

/** Forms of the three products, found by their code. */
export const forms: readonly FormTemplate[] = [applicationForm, refundLetter];
