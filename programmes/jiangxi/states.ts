import type { ProgrammeSource } from '@yinxin/programme';
import { state } from '../common/words.ts';

/** The seven order states (订单状态) of the catalogue, in their order. */
export const states: ProgrammeSource['states'] = [
  state(
    'not-submitted',
    ['未提交', 'Not submitted'],
    ['已注册账号，还没有提交申请。', 'The account is registered; no application has been submitted.'],
  ),
  state(
    'under-review',
    ['正在审核', 'Under review'],
    ['申请已提交，等待工作人员审核。', 'The application is submitted and waits for our staff.'],
  ),
  state(
    'materials-approved',
    ['资料审核通过', 'Materials approved'],
    ['资料没有问题，请支付费用。', 'The materials are in order; please pay the fee.'],
  ),
  state(
    'materials-rejected',
    ['资料审核失败', 'Materials rejected'],
    [
      '资料有问题，或者项目、名称、信用代码有误；原因写在订单里。',
      'The materials are faulty, or the project, name or code is wrong; the order says why.',
    ],
  ),
  state(
    'in-processing',
    ['正在受理', 'In processing'],
    [
      '已支付。请邮寄纸质原件，我们核对无误后制作证书。',
      'Paid. Please post the paper originals; once they are in order we make the certificate.',
    ],
  ),
  state(
    'certificate-made',
    ['制证完成', 'Certificate made'],
    [
      '证书已制作完成，尚未寄出；选择自取的现在可以来领取。',
      'The certificate is made and not yet posted; if you chose to collect it, you may come now.',
    ],
  ),
  state(
    'issued',
    ['已发放', 'Issued'],
    ['证书已寄出或已领取，订单结束。', 'The certificate was posted or collected; the order is finished.'],
  ),
];
