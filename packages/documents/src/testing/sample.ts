import type { FormTemplate } from '../template.ts';

/** A form with every kind of block, for the tests of this package. */
export const stamp = {
  order: 'JX261122-000123-K',
  dataVersion: 3,
  template: 'sample@1',
  printedAt: new Date('2026-11-22T03:00:00Z'),
};

export const sample: FormTemplate = {
  code: 'sample',
  version: 1,
  title: '证书申请表',
  subtitle: '{project-name}',
  authority: '{authority}',
  footer: '退款邮箱：{mailbox}',
  blocks: [
    { kind: 'section', title: '一、单位' },
    {
      kind: 'rows',
      rows: [
        [{ label: '单位名称', value: '{name}' }],
        [
          { label: '统一社会信用代码', value: '{code}' },
          { label: '手机号码', value: '{mobile}', note: '请勿拒接南昌座机来电。' },
        ],
      ],
    },
    {
      kind: 'choice',
      label: '领取方式',
      key: 'mode',
      options: [
        { value: 'post', text: '邮寄' },
        { value: 'collect', text: '自取' },
      ],
    },
    {
      kind: 'table',
      list: 'items',
      columns: [
        { title: '名称', key: 'name', weight: 3 },
        { title: '数量', key: 'count', weight: 1 },
      ],
    },
    { kind: 'paragraph', indent: true, text: '我单位{name}申请如上。' },
    {
      kind: 'boxes',
      height: 130,
      boxes: [
        { label: '公章', mark: 'round', hint: '日期' },
        { label: '名章', mark: 'square' },
      ],
    },
    { kind: 'lines', label: '备注', count: 2 },
    { kind: 'notes', title: '说明', items: ['第一条说明。', '第二条说明，{name}。'] },
  ],
};

export const values = {
  authority: '江西发证机构',
  name: '江西赣江（南昌）建设有限公司',
  code: '91350100M000100Y43',
  mobile: '13800138000',
  mode: 'post',
  mailbox: 'refund@example.com',
};
export const data = { values, lists: { items: [{ name: '申请表', count: '1' }] } };
