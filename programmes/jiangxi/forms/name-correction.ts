import type { FormTemplate } from '@yinxin/documents';
import { frame, handDate } from './frame.ts';

/** Proof sheet for the correction of a registered name (单位名称更正申请). JX-08. */
export const nameCorrection: FormTemplate = {
  code: 'name-correction',
  version: 1,
  title: '单位名称更正申请表',
  ...frame,
  blocks: [
    { kind: 'section', title: '一、账户' },
    { kind: 'rows', rows: [[{ label: '统一社会信用代码', value: '{credit-code}' }]] },
    { kind: 'section', title: '二、更正内容' },
    {
      kind: 'rows',
      rows: [
        [{ label: '现登记名称', value: '{wrong-name}', note: '系统页面右上角显示的名称。' }],
        [{ label: '正确名称', value: '{right-name}', note: '与营业执照逐字一致，括号为全角。' }],
        [
          { label: '经办人', value: '{handler-name}' },
          { label: '手机号码', value: '{handler-mobile}' },
        ],
      ],
    },
    { kind: 'space', height: 10 },
    {
      kind: 'paragraph',
      indent: true,
      text: '本单位登记名称有误，申请更正为上述正确名称，并附营业执照复印件（加盖公章）。',
    },
    {
      kind: 'boxes',
      height: 160,
      boxes: [
        { label: '单位（加盖公章）', mark: 'round', hint: handDate },
        { label: '经办人（签字）', hint: handDate },
      ],
    },
    {
      kind: 'notes',
      items: [
        '更正完成后请重新登录，先核对页面右上角的名称。',
        '名称更正前提交的申请作废，须重新申请、重新下载表单并上传。',
      ],
    },
  ],
};
