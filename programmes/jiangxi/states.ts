import type { ProgrammeSource } from '@yinxin/programme';

/** The seven order states (订单状态) of the catalogue, in their order. */
export const states: ProgrammeSource['states'] = [
  {
    code: 'not-submitted',
    label: { zh: '未提交', en: 'Not submitted' },
    meaning: {
      zh: '已注册账号，还没有提交申请。',
      en: 'The account is registered; no application has been submitted.',
    },
  },
  {
    code: 'under-review',
    label: { zh: '正在审核', en: 'Under review' },
    meaning: { zh: '申请已提交，等待工作人员审核。', en: 'The application is submitted and waits for our staff.' },
  },
  {
    code: 'materials-approved',
    label: { zh: '资料审核通过', en: 'Materials approved' },
    meaning: { zh: '资料没有问题，请支付费用。', en: 'The materials are in order; please pay the fee.' },
  },
  {
    code: 'materials-rejected',
    label: { zh: '资料审核失败', en: 'Materials rejected' },
    meaning: {
      zh: '资料有问题，或者项目、名称、信用代码有误；原因写在订单里。',
      en: 'The materials are faulty, or the project, name or code is wrong; the order says why.',
    },
  },
  {
    code: 'in-processing',
    label: { zh: '正在受理', en: 'In processing' },
    meaning: {
      zh: '已支付。请邮寄纸质原件，我们核对无误后制作证书。',
      en: 'Paid. Please post the paper originals; once they are in order we make the certificate.',
    },
  },
  {
    code: 'certificate-made',
    label: { zh: '制证完成', en: 'Certificate made' },
    meaning: {
      zh: '证书已制作完成，尚未寄出；选择自取的现在可以来领取。',
      en: 'The certificate is made and not yet posted; if you chose to collect it, you may come now.',
    },
  },
  {
    code: 'issued',
    label: { zh: '已发放', en: 'Issued' },
    meaning: {
      zh: '证书已寄出或已领取，订单结束。',
      en: 'The certificate was posted or collected; the order is finished.',
    },
  },
];
