import type { ProgrammeSource, ReturnReason } from '@yinxin/programme';

const other: ReturnReason = {
  code: 'other',
  label: { zh: '其他问题（见说明）', en: 'Something else (see the note)' },
  whatToDo: { zh: '请按工作人员的说明改正。', en: 'Please correct it as our note says.' },
};
const unclear: ReturnReason = {
  code: 'unclear',
  label: { zh: '看不清', en: 'Not legible' },
  whatToDo: {
    zh: '请平放纸张，用扫描仪以 200 DPI 以上重新扫描，四角完整，再上传。',
    en: 'Please scan the flat page again at 200 DPI or more with all four corners, then upload it.',
  },
};
const noSeal: ReturnReason = {
  code: 'no-seal',
  label: { zh: '没有加盖单位公章', en: 'The official seal is missing' },
  whatToDo: { zh: '请加盖单位公章后重新扫描上传。', en: 'Please apply the official seal, scan and upload again.' },
};
const wrongPerson: ReturnReason = {
  code: 'data-differs',
  label: { zh: '内容与填写的信息不一致', en: 'The content differs from the data entered' },
  whatToDo: {
    zh: '请重新下载表格打印，不要手工涂改；盖章后扫描上传。',
    en: 'Please download and print the form again without changing it by hand, apply the seal, scan and upload.',
  },
};
const notSigned: ReturnReason = {
  code: 'not-signed',
  label: { zh: '缺少签名或日期', en: 'Signature or date missing' },
  whatToDo: { zh: '请补齐签名和日期后重新扫描上传。', en: 'Please sign and date it, then scan and upload it again.' },
};

export const applicationFormReasons: readonly ReturnReason[] = [noSeal, notSigned, wrongPerson, unclear, other];

export const sealFormReasons: readonly ReturnReason[] = [
  {
    code: 'seal-unclear',
    label: { zh: '印模不清晰或重叠', en: 'The seal print is blurred or overlaps' },
    whatToDo: {
      zh: '请在采集框内清晰、完整地盖章，不压线、不重叠，再扫描上传。',
      en: 'Please stamp once, clearly and completely inside the frame without touching its line, then scan and upload.',
    },
  },
  noSeal,
  wrongPerson,
  unclear,
  other,
];

/** The first two are the standard entries of JX-25. */
export const licenceReasons: readonly ReturnReason[] = [
  {
    code: 'licence-not-sealed-copy',
    label: {
      zh: '不是加盖公章的营业执照复印件',
      en: 'Not a photocopy of the business licence with the official seal',
    },
    whatToDo: {
      zh: '请将营业执照复印在纸上，加盖单位公章，再扫描上传。',
      en: 'Please photocopy the licence on paper, apply the official seal, then scan and upload the copy.',
    },
  },
  {
    code: 'licence-distorted-or-photograph',
    label: { zh: '扫描变形或是拍照，不予受理', en: 'A distorted scan or a photograph, which we cannot accept' },
    whatToDo: {
      zh: '请用扫描仪重新扫描盖章的复印件，不要拍照，四角完整、不倾斜、不变形。',
      en: 'Please scan the sealed photocopy on a scanner, no photograph, with all four corners and not skewed.',
    },
  },
  {
    code: 'licence-outdated',
    label: { zh: '不是现行有效的营业执照', en: 'Not the licence now in force' },
    whatToDo: {
      zh: '请使用最新的营业执照复印、盖章、扫描后上传。',
      en: 'Please copy, seal and scan the latest licence, then upload it.',
    },
  },
  unclear,
  other,
];

export const fieldReasons: ReturnReason[] = [
  {
    code: 'field-wrong',
    label: { zh: '填写有误', en: 'The entry is wrong' },
    whatToDo: { zh: '请更正这一项后重新提交。', en: 'Please correct this entry and submit again.' },
  },
  {
    code: 'field-unreachable',
    label: { zh: '电话无法接通', en: 'The phone cannot be reached' },
    whatToDo: {
      zh: '请填写能接通的手机号，并请接听南昌座机（0791）来电。',
      en: 'Please give a reachable mobile and do not decline calls from Nanchang landlines (0791).',
    },
  },
  other,
];

export const paperReasons: ReturnReason[] = [
  {
    code: 'paper-missing',
    label: { zh: '缺少这份原件', en: 'This original is missing' },
    whatToDo: {
      zh: '请补寄这份原件，并在订单中填写新的快递单号。',
      en: 'Please post it and enter the new courier number.',
    },
  },
  {
    code: 'paper-differs',
    label: { zh: '与上传的不一致', en: 'Differs from what was uploaded' },
    whatToDo: {
      zh: '请寄出与上传文件一致的原件，并填写新的快递单号。',
      en: 'Please post the original of the uploaded file and enter the new courier number.',
    },
  },
  {
    code: 'paper-outdated',
    label: { zh: '是旧数据版本的表格', en: 'A form of an outdated data version' },
    whatToDo: {
      zh: '表格上的数据版本与订单不一致，请重新下载打印、盖章后寄出。',
      en: 'The data version on the form is not that of the order: print it anew, seal and post it.',
    },
  },
  {
    code: 'paper-no-seal',
    label: { zh: '没有加盖单位公章', en: 'The official seal is missing' },
    whatToDo: {
      zh: '请盖章后重新寄出，并填写新的快递单号。',
      en: 'Please seal it, post it and enter the new courier number.',
    },
  },
  {
    code: 'paper-damaged',
    label: { zh: '破损或污损', en: 'Damaged or stained' },
    whatToDo: {
      zh: '请重新准备一份寄出，并填写新的快递单号。',
      en: 'Please prepare it again, post it and enter the new number.',
    },
  },
  other,
];

/** What ends an order for good (JX-31), each with the way on. */
export const wrongReasons: ProgrammeSource['wrongReasons'] = [
  {
    code: 'wrong-project',
    wrong: 'project',
    label: { zh: '选错了项目', en: 'Wrong project' },
    whatToDo: {
      zh: '这个订单不能改项目，也不用再处理。请选择正确的项目重新申请，重新下载表格、上传资料并等待审核；已经支付的可以申请退款。',
      en: 'The project of this order cannot be changed and nothing more is needed here. Choose the right project and apply again with new forms; if you have paid, you can ask for a refund.',
    },
  },
  {
    code: 'wrong-name',
    wrong: 'name',
    label: { zh: '单位名称有误', en: 'Wrong organisation name' },
    whatToDo: {
      zh: '名称只能由后台更正：请提交“名称更正”，更正后重新登录，核对页面右上角的名称，再新建申请、重新上传；已经支付的可以申请退款。',
      en: 'Only our back office can correct a name. Report the right name, sign in again once it is corrected, check it at the upper right, then apply anew; if you have paid, you can ask for a refund.',
    },
  },
  {
    code: 'wrong-code',
    wrong: 'code',
    label: { zh: '统一社会信用代码有误', en: 'Wrong unified social credit code' },
    whatToDo: {
      zh: '账号的信用代码不能修改。请用正确的代码重新注册并重新办理，本账号下的申请视为没有办理；已经支付的可以申请退款。',
      en: 'The code of an account cannot be changed. Register again with the right code and repeat the application; this one counts as never made. If you have paid, you can ask for a refund.',
    },
  },
];
