import type { ProgrammeSource, ReturnReason } from '@yinxin/programme';
import { reason } from './words.ts';

/* Standard reasons (退回原因) that any authority can use; what belongs to one stays in its own folder. */

export const other: ReturnReason = reason(
  'other',
  ['其他问题（见说明）', 'Something else (see the note)'],
  ['请按工作人员的说明改正。', 'Please correct it as our note says.'],
);
export const unclear: ReturnReason = reason(
  'unclear',
  ['看不清', 'Not legible'],
  ['请平放纸张重新扫描，四角完整，再上传。', 'Please scan the flat page again with all four corners, then upload it.'],
);
export const noSeal: ReturnReason = reason(
  'no-seal',
  ['没有加盖实体印章', 'The physical seal is missing'],
  [
    '请加盖单位实体印章后重新扫描上传；电子签章和打印出来的印章图片无效。',
    'Apply the physical seal, scan and upload again; an electronic or printed seal does not count.',
  ],
);
export const differs: ReturnReason = reason(
  'data-differs',
  ['内容与填写的信息不一致', 'The content differs from the data entered'],
  [
    '请重新下载表格打印，不要手工涂改；盖章后扫描上传。',
    'Download and print the form again without changing it by hand, apply the seal, scan and upload.',
  ],
);
export const notSigned: ReturnReason = reason(
  'not-signed',
  ['缺少手写的签名、日期或期限', 'Signature, date or period by hand is missing'],
  [
    '请手写补齐授权期限、经办人签名和申请日期，再扫描上传。',
    'Complete period, handler’s signature and date by hand, then scan and upload.',
  ],
);
export const notValid: ReturnReason = reason(
  'not-valid',
  ['证件已过期或不是现行版本', 'The document is expired or not the one in force'],
  ['请使用现行有效的证件。', 'Please use the document now in force.'],
);
export const oneSide: ReturnReason = reason(
  'one-side',
  ['只有一面', 'Only one side is shown'],
  ['请把正反两面都复印上。', 'Please copy both sides.'],
);

export const formReasons: readonly ReturnReason[] = [noSeal, notSigned, differs, unclear, other];
export const copyReasons: readonly ReturnReason[] = [noSeal, notValid, unclear, other];
export const idCopyReasons: readonly ReturnReason[] = [noSeal, oneSide, notValid, unclear, other];

export const fieldReasons: ReturnReason[] = [
  reason(
    'field-wrong',
    ['填写有误', 'The entry is wrong'],
    ['请更正这一项后重新提交。', 'Please correct this entry and submit again.'],
  ),
  reason(
    'field-unreachable',
    ['电话无法接通', 'The phone cannot be reached'],
    ['请填写能接通的手机号。', 'Please give a mobile on which you can be reached.'],
  ),
  other,
];

export const paperReasons: ReturnReason[] = [
  reason(
    'paper-missing',
    ['缺少这一份', 'This one is missing'],
    ['请只补寄这一份，并填写新的快递单号。', 'Post only this one and enter the new courier number.'],
  ),
  reason(
    'paper-differs',
    ['与上传的不一致', 'Differs from what was uploaded'],
    [
      '请寄出与上传文件一致的那一份，并填写新的快递单号。',
      'Post the very paper you uploaded and enter the new courier number.',
    ],
  ),
  reason(
    'paper-not-physical-seal',
    ['不是实体印章', 'Not a physical seal'],
    [
      '电子签章、打印或复印出来的印章都无效，请加盖实体印章后重新寄出。',
      'Electronic, printed or copied seals do not count: apply the physical seal and post it again.',
    ],
  ),
  reason(
    'paper-outdated',
    ['是旧数据版本的表格', 'A form of an outdated data version'],
    ['请重新下载打印、盖章后寄出。', 'Print it anew, seal and post it.'],
  ),
  other,
];

/** What ends an order for good, each with the way on. */
export const wrongReasons: ProgrammeSource['wrongReasons'] = [
  {
    wrong: 'project',
    ...reason(
      'wrong-project',
      ['选错了项目', 'Wrong project'],
      [
        '这个订单不能改项目。请选择正确的项目重新申请；已经支付的可以申请退款。',
        'The project of this order cannot be changed. Apply again under the right one; what you have paid can be refunded.',
      ],
    ),
  },
  {
    wrong: 'name',
    ...reason(
      'wrong-name',
      ['单位名称有误', 'Wrong organisation name'],
      [
        '请提交“名称更正”，更正后重新申请；已经支付的可以申请退款。',
        'Report the right name and apply anew once it is corrected; what you have paid can be refunded.',
      ],
    ),
  },
  {
    wrong: 'code',
    ...reason(
      'wrong-code',
      ['统一社会信用代码有误', 'Wrong unified social credit code'],
      [
        '账号的信用代码不能修改，请用正确的代码重新注册并申请；已经支付的可以申请退款。',
        'The code of an account cannot be changed: register with the right one and apply anew; what you have paid can be refunded.',
      ],
    ),
  },
];
