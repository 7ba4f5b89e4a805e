import type { ProgrammeSource, ReturnReason } from '@yinxin/programme';
import { reason } from '../common/words.ts';

const other: ReturnReason = reason(
  'other',
  ['其他问题（见说明）', 'Something else (see the note)'],
  ['请按工作人员的说明改正。', 'Please correct it as our note says.'],
);
const unclear: ReturnReason = reason(
  'unclear',
  ['看不清', 'Not legible'],
  [
    '请平放纸张，用扫描仪以 200 DPI 以上重新扫描，四角完整，再上传。',
    'Please scan the flat page again at 200 DPI or more with all four corners, then upload it.',
  ],
);
const noSeal: ReturnReason = reason(
  'no-seal',
  ['没有加盖单位公章', 'The official seal is missing'],
  ['请加盖单位公章后重新扫描上传。', 'Please apply the official seal, scan and upload again.'],
);
const wrongPerson: ReturnReason = reason(
  'data-differs',
  ['内容与填写的信息不一致', 'The content differs from the data entered'],
  [
    '请重新下载表格打印，不要手工涂改；盖章后扫描上传。',
    'Please download and print the form again without changing it by hand, apply the seal, scan and upload.',
  ],
);
const notSigned: ReturnReason = reason(
  'not-signed',
  ['缺少签名或日期', 'Signature or date missing'],
  ['请补齐签名和日期后重新扫描上传。', 'Please sign and date it, then scan and upload it again.'],
);

export const applicationFormReasons: readonly ReturnReason[] = [noSeal, notSigned, wrongPerson, unclear, other];

export const sealFormReasons: readonly ReturnReason[] = [
  reason(
    'seal-unclear',
    ['印模不清晰或重叠', 'The seal print is blurred or overlaps'],
    [
      '请在采集框内清晰、完整地盖章，不压线、不重叠，再扫描上传。',
      'Please stamp once, clearly and completely inside the frame without touching its line, then scan and upload.',
    ],
  ),
  noSeal,
  wrongPerson,
  unclear,
  other,
];

/** The first two are the standard entries of JX-25. */
export const licenceReasons: readonly ReturnReason[] = [
  reason(
    'licence-not-sealed-copy',
    ['不是加盖公章的营业执照复印件', 'Not a photocopy of the business licence with the official seal'],
    [
      '请将营业执照复印在纸上，加盖单位公章，再扫描上传。',
      'Please photocopy the licence on paper, apply the official seal, then scan and upload the copy.',
    ],
  ),
  reason(
    'licence-distorted-or-photograph',
    ['扫描变形或是拍照，不予受理', 'A distorted scan or a photograph, which we cannot accept'],
    [
      '请用扫描仪重新扫描盖章的复印件，不要拍照，四角完整、不倾斜、不变形。',
      'Please scan the sealed photocopy on a scanner, no photograph, with all four corners and not skewed.',
    ],
  ),
  reason(
    'licence-outdated',
    ['不是现行有效的营业执照', 'Not the licence now in force'],
    ['请使用最新的营业执照复印、盖章、扫描后上传。', 'Please copy, seal and scan the latest licence, then upload it.'],
  ),
  unclear,
  other,
];

export const fieldReasons: ReturnReason[] = [
  reason(
    'field-wrong',
    ['填写有误', 'The entry is wrong'],
    ['请更正这一项后重新提交。', 'Please correct this entry and submit again.'],
  ),
  reason(
    'field-unreachable',
    ['电话无法接通', 'The phone cannot be reached'],
    [
      '请填写能接通的手机号，并请接听南昌座机（0791）来电。',
      'Please give a reachable mobile and do not decline calls from Nanchang landlines (0791).',
    ],
  ),
  other,
];

export const paperReasons: ReturnReason[] = [
  reason(
    'paper-missing',
    ['缺少这份原件', 'This original is missing'],
    ['请补寄这份原件，并在订单中填写新的快递单号。', 'Please post it and enter the new courier number.'],
  ),
  reason(
    'paper-differs',
    ['与上传的不一致', 'Differs from what was uploaded'],
    [
      '请寄出与上传文件一致的原件，并填写新的快递单号。',
      'Please post the original of the uploaded file and enter the new courier number.',
    ],
  ),
  reason(
    'paper-outdated',
    ['是旧数据版本的表格', 'A form of an outdated data version'],
    [
      '表格上的数据版本与订单不一致，请重新下载打印、盖章后寄出。',
      'The data version on the form is not that of the order: print it anew, seal and post it.',
    ],
  ),
  reason(
    'paper-no-seal',
    ['没有加盖单位公章', 'The official seal is missing'],
    ['请盖章后重新寄出，并填写新的快递单号。', 'Please seal it, post it and enter the new courier number.'],
  ),
  reason(
    'paper-damaged',
    ['破损或污损', 'Damaged or stained'],
    ['请重新准备一份寄出，并填写新的快递单号。', 'Please prepare it again, post it and enter the new number.'],
  ),
  other,
];

/** What ends an order for good (JX-31), each with the way on. */
export const wrongReasons: ProgrammeSource['wrongReasons'] = [
  {
    wrong: 'project',
    ...reason(
      'wrong-project',
      ['选错了项目', 'Wrong project'],
      [
        '这个订单不能改项目，也不用再处理。请选择正确的项目重新申请，重新下载表格、上传资料并等待审核；已经支付的可以申请退款。',
        'The project of this order cannot be changed and nothing more is needed here. Choose the right project and apply again with new forms; if you have paid, you can ask for a refund.',
      ],
    ),
  },
  {
    wrong: 'name',
    ...reason(
      'wrong-name',
      ['单位名称有误', 'Wrong organisation name'],
      [
        '名称只能由后台更正：请提交“名称更正”，更正后重新登录，核对页面右上角的名称，再新建申请、重新上传；已经支付的可以申请退款。',
        'Only our back office can correct a name. Report the right name, sign in again once it is corrected, check it at the upper right, then apply anew; if you have paid, you can ask for a refund.',
      ],
    ),
  },
  {
    wrong: 'code',
    ...reason(
      'wrong-code',
      ['统一社会信用代码有误', 'Wrong unified social credit code'],
      [
        '账号的信用代码不能修改。请用正确的代码重新注册并重新办理，本账号下的申请视为没有办理；已经支付的可以申请退款。',
        'The code of an account cannot be changed. Register again with the right code and repeat the application; this one counts as never made. If you have paid, you can ask for a refund.',
      ],
    ),
  },
];
