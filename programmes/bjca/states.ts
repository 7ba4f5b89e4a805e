import type { ProgrammeSource } from '@yinxin/programme';
import { state } from '../common/words.ts';

/** States of an order as the authority words them; until the keys are posted it may be cancelled (BJ-24). */
export const states: ProgrammeSource['states'] = [
  state('draft', ['草稿', 'Draft'], ['还没有提交。', 'Not submitted yet.']),
  state(
    'submitted',
    ['已提交，等待材料', 'Submitted, awaiting materials'],
    ['请把身份鉴证资料寄到在线受理点。', 'Post the identity materials to the online acceptance point.'],
  ),
  state('under-review', ['审批中', 'Under review'], ['工作人员正在审批。', 'Our staff decide.']),
  state(
    'rejected',
    ['未通过', 'Rejected'],
    ['有项目需要更正，原因写在订单里。', 'Something is to be corrected; the order says what.'],
  ),
  state(
    'approved-post',
    ['已审批,请等待邮寄空USBKEY', 'Approved, wait for the blank USB key to be posted'],
    [
      '已审批，空白 USBKey 即将寄出，可以取消。',
      'Approved; the blank keys are about to be posted. It can be cancelled.',
    ],
  ),
  state(
    'approved-counter',
    ['已审批,请前往就近受理点办理', 'Approved, go to the nearest counter'],
    ['已审批，请带材料到受理点，可以取消。', 'Approved; bring the papers to a counter. It can be cancelled.'],
  ),
  state(
    'keys-posted',
    ['已邮寄全部USBKey,请注意查收', 'All keys posted, watch for delivery'],
    [
      '收到后先点“确认收到”，再下载证书；不能再取消。',
      'When the parcel is there confirm it, then download the certificate; it can no longer be cancelled.',
    ],
  ),
  state(
    'to-install',
    ['待安装', 'To be installed'],
    ['请插上证书，安装新证书。', 'Plug the medium in and install the new certificate.'],
  ),
  state('to-unlock', ['待解锁', 'To be unlocked'], ['审批通过，请设置新密码。', 'Approved; choose a new password.']),
  state('completed', ['已完成', 'Completed'], ['已办结。', 'Finished.']),
  state('cancelled', ['已取消', 'Cancelled'], ['订单已取消。', 'The order was cancelled.']),
];
