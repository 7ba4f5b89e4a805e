import type { FormTemplate } from '../template.ts';

/**
 * Dispatch slip (发件清单), packed with the parcel. The recipient may know nothing of the order (JX-44), so it says what
 * this is and for whom. List `contents`: name, number, count. Values: authority, organisation-name, project-name,
 * recipient-name, recipient-mobile (masked by the caller), recipient-address, courier, tracking-number, service-phone.
 */
export const dispatchSlipTemplate: FormTemplate = {
  code: 'dispatch-slip',
  version: 1,
  title: '发件清单',
  subtitle: '{project-name}',
  authority: '{authority}',
  footer: '咨询电话：{service-phone}',
  blocks: [
    {
      kind: 'paragraph',
      indent: true,
      text: '您好！包裹内是{organisation-name}在线申请的数字证书。如您不是证书使用人，请转交本单位经办人。',
    },
    { kind: 'section', title: '一、收件信息' },
    {
      kind: 'rows',
      rows: [
        [
          { label: '收件人', value: '{recipient-name}' },
          { label: '联系电话', value: '{recipient-mobile}' },
        ],
        [{ label: '收件地址', value: '{recipient-address}' }],
        [
          { label: '承运方', value: '{courier}' },
          { label: '快递单号', value: '{tracking-number}' },
        ],
      ],
    },
    { kind: 'section', title: '二、包裹内容' },
    {
      kind: 'table',
      list: 'contents',
      columns: [
        { title: '名称', key: 'name', weight: 4 },
        { title: '编号', key: 'number', weight: 4 },
        { title: '数量', key: 'count', weight: 1 },
      ],
    },
    {
      kind: 'notes',
      title: '收到后请',
      items: [
        '当面点清内容；外包装破损或内容不符，请拒收并拨打咨询电话。',
        '密码信封如有拆痕，请勿使用，并立即联系我们。',
        '首次使用时修改初始 PIN 码，介质和 PIN 码分开保管，不要借给他人。',
      ],
    },
  ],
};
