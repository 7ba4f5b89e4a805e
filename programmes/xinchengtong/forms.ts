import type { FormTemplate } from '@yinxin/documents';
import { form, organisationRows, stampAndSign } from '../common/forms.ts';

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
          { label: '报检注册号', value: '{inspection-number}' },
          { label: '产地证注册号', value: '{origin-number}{origin-placeholder}' },
        ],
        [
          { label: '申请人', value: '{handler-name}' },
          { label: '预留手机号', value: '{handler-mobile}' },
        ],
      ],
    },
    { kind: 'section', title: '二、业务' },
    {
      kind: 'rows',
      rows: [
        [
          { label: '用户类型', value: '{user-type}' },
          { label: '延期方式', value: '{extension-way}' },
        ],
        [{ label: '补发原因', value: '{reissue-reason}' }],
      ],
    },
    stampAndSign,
    { kind: 'notes', items: ['空白的栏目可以手写补齐。请和材料一起寄来；审核通过后不能再打印。'] },
  ],
});

const refundLetter = form({
  code: 'refund-letter',
  title: '退款申请函',
  blocks: [
    organisationRows,
    {
      kind: 'rows',
      rows: [
        [
          { label: '订单号', value: '{order-number}' },
          { label: '已付金额', value: '{amount}' },
        ],
        [{ label: '退款原因', value: '{refund-reason}' }],
        [{ label: '开户银行', value: '{bank-name}' }],
        [{ label: '银行账号（与单位同名）', value: '{bank-account}' }],
      ],
    },
    stampAndSign,
  ],
});

/** Every form of the programme, found by its code. */
export const forms: readonly FormTemplate[] = [applicationForm, refundLetter];
