import type { FormTemplate } from '@yinxin/documents';
import { frame, handDate } from './frame.ts';

/** Refund letter (退款申请函) for a void order that was paid; the receiving mailbox stands in its footer. JX-35, JX-36. */
export const refundLetter: FormTemplate = {
  code: 'refund-letter',
  version: 1,
  title: '退款申请函',
  ...frame,
  footer: '请将盖章后的扫描件上传至订单页，或发送至退款邮箱：{refund-mailbox}',
  blocks: [
    { kind: 'paragraph', text: '{authority}：' },
    {
      kind: 'paragraph',
      indent: true,
      text: '我单位{organisation-name}（统一社会信用代码 {credit-code}）于{paid-at}为订单 {order-number} 支付费用人民币 {amount} 元。因{refund-reason}，该订单已作废，现申请退回上述款项。',
    },
    {
      kind: 'paragraph',
      indent: true,
      text: '款项请按原支付方式退回；无法原路退回时，请退至以下我单位同名账户：',
    },
    {
      kind: 'rows',
      rows: [
        [{ label: '户名', value: '{organisation-name}' }],
        [{ label: '开户银行', value: '{bank-name}' }],
        [{ label: '银行账号', value: '{bank-account}' }],
        [
          { label: '联系人', value: '{handler-name}' },
          { label: '联系电话', value: '{handler-mobile}' },
        ],
      ],
    },
    { kind: 'space', height: 10 },
    { kind: 'paragraph', indent: true, text: '我单位尚未就该订单取得发票；如已开具，同意由贵公司红字冲销。' },
    { kind: 'space', height: 20 },
    {
      kind: 'boxes',
      height: 160,
      boxes: [
        { label: '申请单位（加盖公章）', mark: 'round', hint: handDate },
        { label: '经办人（签字）', hint: handDate },
      ],
    },
    { kind: 'notes', items: ['未付款的订单无需申请退款。', '户名须与申请单位名称一致，不能退至个人账户。'] },
  ],
};
