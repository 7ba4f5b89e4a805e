import type { ProgrammeSource } from '@yinxin/programme';

/** States of a certificate business (证书业务) in the order it passes them. */
export const states: ProgrammeSource['states'] = [
  {
    code: 'draft',
    label: { zh: '草稿', en: 'Draft' },
    meaning: { zh: '还没有提交。', en: 'Not submitted yet.' },
  },
  {
    code: 'submitted',
    label: { zh: '待审核', en: 'Awaiting review' },
    meaning: {
      zh: '已提交。请打印申请表、盖章，和材料一起寄来，并汇款。',
      en: 'Submitted. Print and seal the form, post it with the materials and transfer the fee.',
    },
  },
  {
    code: 'in-review',
    label: { zh: '审核中', en: 'In review' },
    meaning: {
      zh: '材料已收到；材料齐全、费用到账、没有欠费即可通过。',
      en: 'The papers are here; it passes once they are in order, the fee is credited and nothing else is owed.',
    },
  },
  {
    code: 'returned',
    label: { zh: '退回', en: 'Returned' },
    meaning: { zh: '有项目需要更正，原因写在业务里。', en: 'Something is to be corrected; the business says what.' },
  },
  {
    code: 'reviewed',
    label: { zh: '已审核', en: 'Reviewed' },
    meaning: { zh: '审核通过，2 个工作日内寄出。', en: 'Approved; posted within two working days.' },
  },
  {
    code: 'codes-sent',
    label: { zh: '待下载', en: 'To be downloaded' },
    meaning: {
      zh: '更新双码已发送，请插上密钥下载新证书。',
      en: 'The two update codes were sent; plug the key in and download the new certificate.',
    },
  },
  {
    code: 'to-unlock',
    label: { zh: '待解锁', en: 'To be unlocked' },
    meaning: { zh: '审核通过，请设置新密码。', en: 'Approved; choose a new password.' },
  },
  {
    code: 'completed',
    label: { zh: '已完成', en: 'Completed' },
    meaning: { zh: '业务已办结。', en: 'The business is finished.' },
  },
  {
    code: 'cancelled',
    label: { zh: '已撤回', en: 'Withdrawn' },
    meaning: { zh: '业务已撤回。', en: 'The business was withdrawn.' },
  },
];
