import type { ProgrammeSource } from '@yinxin/programme';

/** States of an order (订单状态) in the order an application passes them. */
export const states: ProgrammeSource['states'] = [
  {
    code: 'draft',
    label: { zh: '草稿', en: 'Draft' },
    meaning: { zh: '正在填写和上传，还没有提交。', en: 'Being filled in; not submitted yet.' },
  },
  {
    code: 'awaiting-payment',
    label: { zh: '待付款', en: 'To be paid' },
    meaning: { zh: '材料已上传，付款后进入审核。', en: 'The papers are uploaded; the review begins once it is paid.' },
  },
  {
    code: 'under-review',
    label: { zh: '待审核', en: 'Under review' },
    meaning: { zh: '网证通正在审核。', en: 'NETCA reviews the application.' },
  },
  {
    code: 'returned',
    label: { zh: '退回', en: 'Returned' },
    meaning: {
      zh: '有项目需要更正，原因写在订单里；已付款的不用再付。',
      en: 'Something is to be corrected, the order says what; what is paid stays paid.',
    },
  },
  {
    code: 'awaiting-papers',
    label: { zh: '待收资料', en: 'Awaiting papers' },
    meaning: { zh: '审核通过，请邮寄纸质材料。', en: 'Approved; please post the papers.' },
  },
  {
    code: 'papers-received',
    label: { zh: '资料已收', en: 'Papers received' },
    meaning: { zh: '纸质材料齐全，正在制作证书。', en: 'The papers are in order; the certificate is being made.' },
  },
  {
    code: 'made',
    label: { zh: '待寄出', en: 'To be posted' },
    meaning: { zh: '证书已制作，等待寄出。', en: 'The certificate is made and about to be posted.' },
  },
  {
    code: 'awaiting-activation',
    label: { zh: '待激活', en: 'To be activated' },
    meaning: { zh: '证书已寄出，收到后请激活。', en: 'Posted; activate it when it has arrived.' },
  },
  {
    code: 'awaiting-binding',
    label: { zh: '待绑定', en: 'To be bound' },
    meaning: { zh: '已激活，绑定后才能使用。', en: 'Activated; usable once it is bound.' },
  },
  {
    code: 'awaiting-installation',
    label: { zh: '待安装', en: 'To be installed' },
    meaning: { zh: '请插上介质完成安装。', en: 'Plug the medium in and install it.' },
  },
  {
    code: 'awaiting-unlock',
    label: { zh: '待解锁', en: 'To be unlocked' },
    meaning: { zh: '申请已通过，请设置新密码。', en: 'Approved; choose a new password.' },
  },
  {
    code: 'bound',
    label: { zh: '已绑定', en: 'Bound' },
    meaning: { zh: '证书已绑定，可以使用。', en: 'The certificate is bound and in use.' },
  },
  {
    code: 'done',
    label: { zh: '已完成', en: 'Done' },
    meaning: { zh: '业务已办结。', en: 'The business is finished.' },
  },
  {
    code: 'refunding',
    label: { zh: '退费中', en: 'Refund requested' },
    meaning: { zh: '正在办理退费，介质不能激活。', en: 'A refund is being handled; the medium cannot be activated.' },
  },
  {
    code: 'refunded',
    label: { zh: '已退费', en: 'Refunded' },
    meaning: { zh: '费用已退回，订单关闭。', en: 'The money was paid back; the order is closed.' },
  },
  {
    code: 'closed',
    label: { zh: '已关闭', en: 'Closed' },
    meaning: { zh: '订单已关闭。', en: 'The order is closed.' },
  },
];
