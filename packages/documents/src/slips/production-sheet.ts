import type { FormTemplate } from '../template.ts';

/**
 * Sheet of a production batch (制证批次清单): what was made, what was set aside and why. List `items`: position, number,
 * name, medium, state, reason. Values: authority, batch, operator, started, ended, made, set-aside, left.
 */
export const productionSheetTemplate: FormTemplate = {
  code: 'production-sheet',
  version: 1,
  title: '制证批次清单',
  subtitle: '{batch}',
  authority: '{authority}',
  blocks: [
    {
      kind: 'rows',
      rows: [
        [
          { label: '操作员', value: '{operator}' },
          { label: '开始', value: '{started}' },
          { label: '结束', value: '{ended}' },
        ],
        [
          { label: '已制作', value: '{made}' },
          { label: '已搁置', value: '{set-aside}' },
          { label: '未做', value: '{left}' },
        ],
      ],
    },
    {
      kind: 'table',
      list: 'items',
      columns: [
        { title: '序', key: 'position', weight: 0.75 },
        { title: '订单号', key: 'number', weight: 2.6 },
        { title: '名称', key: 'name', weight: 2.65 },
        { title: '介质', key: 'medium', weight: 2.6 },
        { title: '结果', key: 'state', weight: 1.1 },
        { title: '原因', key: 'reason', weight: 2.3 },
      ],
    },
    { kind: 'boxes', height: 56, boxes: [{ label: '操作员签字' }, { label: '接收人签字' }] },
  ],
};
