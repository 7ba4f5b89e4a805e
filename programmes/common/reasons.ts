import type { ProgrammeSource, ReturnReason } from '@yinxin/programme';

/* Standard reasons (退回原因) that any authority can use; what belongs to one stays in its own folder. */

export const other: ReturnReason = {
  code: 'other',
  label: { zh: '其他问题（见说明）', en: 'Something else (see the note)' },
  whatToDo: { zh: '请按工作人员的说明改正。', en: 'Please correct it as our note says.' },
};
export const unclear: ReturnReason = {
  code: 'unclear',
  label: { zh: '看不清', en: 'Not legible' },
  whatToDo: {
    zh: '请平放纸张重新扫描，四角完整，再上传。',
    en: 'Please scan the flat page again with all four corners, then upload it.',
  },
};
export const noSeal: ReturnReason = {
  code: 'no-seal',
  label: { zh: '没有加盖实体印章', en: 'The physical seal is missing' },
  whatToDo: {
    zh: '请加盖单位实体印章后重新扫描上传；电子签章和打印出来的印章图片无效。',
    en: 'Apply the physical seal, scan and upload again; an electronic or printed seal does not count.',
  },
};
export const differs: ReturnReason = {
  code: 'data-differs',
  label: { zh: '内容与填写的信息不一致', en: 'The content differs from the data entered' },
  whatToDo: {
    zh: '请重新下载表格打印，不要手工涂改；盖章后扫描上传。',
    en: 'Download and print the form again without changing it by hand, apply the seal, scan and upload.',
  },
};
export const notSigned: ReturnReason = {
  code: 'not-signed',
  label: { zh: '缺少手写的签名、日期或期限', en: 'Signature, date or period by hand is missing' },
  whatToDo: {
    zh: '请手写补齐授权期限、经办人签名和申请日期，再扫描上传。',
    en: 'Complete period, handler’s signature and date by hand, then scan and upload.',
  },
};
export const notValid: ReturnReason = {
  code: 'not-valid',
  label: { zh: '证件已过期或不是现行版本', en: 'The document is expired or not the one in force' },
  whatToDo: { zh: '请使用现行有效的证件。', en: 'Please use the document now in force.' },
};
export const oneSide: ReturnReason = {
  code: 'one-side',
  label: { zh: '只有一面', en: 'Only one side is shown' },
  whatToDo: { zh: '请把正反两面都复印上。', en: 'Please copy both sides.' },
};

export const formReasons: readonly ReturnReason[] = [noSeal, notSigned, differs, unclear, other];
export const copyReasons: readonly ReturnReason[] = [noSeal, notValid, unclear, other];
export const idCopyReasons: readonly ReturnReason[] = [noSeal, oneSide, notValid, unclear, other];

export const fieldReasons: ReturnReason[] = [
  {
    code: 'field-wrong',
    label: { zh: '填写有误', en: 'The entry is wrong' },
    whatToDo: { zh: '请更正这一项后重新提交。', en: 'Please correct this entry and submit again.' },
  },
  {
    code: 'field-unreachable',
    label: { zh: '电话无法接通', en: 'The phone cannot be reached' },
    whatToDo: { zh: '请填写能接通的手机号。', en: 'Please give a mobile on which you can be reached.' },
  },
  other,
];

export const paperReasons: ReturnReason[] = [
  {
    code: 'paper-missing',
    label: { zh: '缺少这一份', en: 'This one is missing' },
    whatToDo: {
      zh: '请只补寄这一份，并填写新的快递单号。',
      en: 'Post only this one and enter the new courier number.',
    },
  },
  {
    code: 'paper-differs',
    label: { zh: '与上传的不一致', en: 'Differs from what was uploaded' },
    whatToDo: {
      zh: '请寄出与上传文件一致的那一份，并填写新的快递单号。',
      en: 'Post the very paper you uploaded and enter the new courier number.',
    },
  },
  {
    code: 'paper-not-physical-seal',
    label: { zh: '不是实体印章', en: 'Not a physical seal' },
    whatToDo: {
      zh: '电子签章、打印或复印出来的印章都无效，请加盖实体印章后重新寄出。',
      en: 'Electronic, printed or copied seals do not count: apply the physical seal and post it again.',
    },
  },
  {
    code: 'paper-outdated',
    label: { zh: '是旧数据版本的表格', en: 'A form of an outdated data version' },
    whatToDo: {
      zh: '请重新下载打印、盖章后寄出。',
      en: 'Print it anew, seal and post it.',
    },
  },
  other,
];

/** What ends an order for good, each with the way on. */
export const wrongReasons: ProgrammeSource['wrongReasons'] = [
  {
    code: 'wrong-project',
    wrong: 'project',
    label: { zh: '选错了项目', en: 'Wrong project' },
    whatToDo: {
      zh: '这个订单不能改项目。请选择正确的项目重新申请；已经支付的可以申请退款。',
      en: 'The project of this order cannot be changed. Apply again under the right one; what you have paid can be refunded.',
    },
  },
  {
    code: 'wrong-name',
    wrong: 'name',
    label: { zh: '单位名称有误', en: 'Wrong organisation name' },
    whatToDo: {
      zh: '请提交“名称更正”，更正后重新申请；已经支付的可以申请退款。',
      en: 'Report the right name and apply anew once it is corrected; what you have paid can be refunded.',
    },
  },
  {
    code: 'wrong-code',
    wrong: 'code',
    label: { zh: '统一社会信用代码有误', en: 'Wrong unified social credit code' },
    whatToDo: {
      zh: '账号的信用代码不能修改，请用正确的代码重新注册并申请；已经支付的可以申请退款。',
      en: 'The code of an account cannot be changed: register with the right one and apply anew; what you have paid can be refunded.',
    },
  },
];
