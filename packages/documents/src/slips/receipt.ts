import type { FormTemplate } from '../template.ts';

/**
 * Receipt (收件回执): order, the materials received and who acts next. List `materials`: number, name, pages, remark.
 * Values: authority, organisation-name, credit-code, project-name, received-at, receiver, next-actor, next-step,
 * next-until, service-phone.
 */
export const receiptTemplate: FormTemplate = {
  code: 'receipt',
  version: 1,
  title: '材料接收回执',
  subtitle: '{project-name}',
  authority: '{authority}',
  footer: '咨询电话：{service-phone}',
  blocks: [
    { kind: 'section', title: '一、订单' },
    {
      kind: 'rows',
      rows: [
        [{ label: '单位名称', value: '{organisation-name}' }],
        [{ label: '统一社会信用代码', value: '{credit-code}' }],
        [
          { label: '接收时间', value: '{received-at}' },
          { label: '接收人', value: '{receiver}' },
        ],
      ],
    },
    { kind: 'section', title: '二、收到的材料' },
    {
      kind: 'table',
      list: 'materials',
      columns: [
        { title: '序号', key: 'number', weight: 1 },
        { title: '材料名称', key: 'name', weight: 6 },
        { title: '页数', key: 'pages', weight: 1 },
        { title: '说明', key: 'remark', weight: 4 },
      ],
    },
    { kind: 'section', title: '三、下一步' },
    {
      kind: 'rows',
      rows: [
        [
          { label: '由谁办理', value: '{next-actor}' },
          { label: '办理时限', value: '{next-until}' },
        ],
        [{ label: '办理内容', value: '{next-step}' }],
      ],
    },
    { kind: 'notes', items: ['本回执只说明材料已收到，不代表审核通过。', '请用订单号登录系统查询进度。'] },
  ],
};
