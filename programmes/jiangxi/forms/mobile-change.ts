import type { FormTemplate } from '@yinxin/documents';
import { frame, handDate } from './frame.ts';

/** Request to change the registered mobile (手机号变更申请), usable without login. JX-14. */
export const mobileChangeRequest: FormTemplate = {
  code: 'mobile-change',
  version: 1,
  title: '注册手机号变更申请表',
  ...frame,
  blocks: [
    { kind: 'section', title: '一、单位信息' },
    {
      kind: 'rows',
      rows: [
        [{ label: '单位名称', value: '{organisation-name}' }],
        [{ label: '统一社会信用代码', value: '{credit-code}' }],
      ],
    },
    { kind: 'section', title: '二、变更内容' },
    {
      kind: 'rows',
      rows: [
        [{ label: '原手机号', value: '{old-mobile}', note: '不清楚原手机号可不填。' }],
        [
          {
            label: '新手机号',
            value: '{new-mobile}',
            note: '用于登录、找回密码和接收通知；须保持畅通，请勿拒接南昌座机（0791）来电。',
          },
        ],
        [
          { label: '新经办人', value: '{handler-name}' },
          { label: '身份证号码', value: '{handler-id-card}' },
        ],
      ],
    },
    {
      kind: 'choice',
      label: '变更原因',
      key: 'change-reason',
      options: [
        { value: 'cancelled', text: '原号码已停用' },
        { value: 'left', text: '原经办人已离职' },
        { value: 'unknown', text: '找不到原注册人' },
      ],
    },
    { kind: 'space', height: 10 },
    {
      kind: 'paragraph',
      indent: true,
      text: '本单位确认上述变更，授权新经办人使用本单位账户，原手机号自变更之日起不再用于本账户。',
    },
    {
      kind: 'boxes',
      height: 160,
      boxes: [
        { label: '单位（加盖公章）', mark: 'round', hint: handDate },
        { label: '新经办人（签字）', hint: handDate },
      ],
    },
    {
      kind: 'notes',
      title: '请一并提交',
      items: ['加盖公章的营业执照复印件。', '新经办人身份证正反面复印件，加盖公章。', '凭受理编号可查询办理进度。'],
    },
  ],
};
