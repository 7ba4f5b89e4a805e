import type { FormBlock, FormTemplate } from '@yinxin/documents';

/** What stands around the content of a form; the values come with the data. */
export const frame = {
  authority: '{authority}',
  footer: '客服电话：{service-phone}',
  advice: '本表按所登记数据生成，手工涂改无效；数据更正后请重新下载打印。',
} as const;

/** Room for a date written by hand. */
export const handDate = '日期：　　　　年　　月　　日';

export const organisationRows: FormBlock = {
  kind: 'rows',
  rows: [
    [{ label: '单位名称', value: '{organisation-name}' }],
    [
      { label: '统一社会信用代码', value: '{credit-code}' },
      { label: '法定住所', value: '{registered-address}' },
    ],
  ],
};

export const handlerRows: FormBlock = {
  kind: 'rows',
  rows: [
    [
      { label: '经办人', value: '{handler-name}' },
      { label: '手机号码', value: '{handler-mobile}' },
    ],
    [{ label: '身份证号码', value: '{handler-id-card}' }],
  ],
};

/** Stamp of the organisation beside the handler’s signature. */
export const stampAndSign: FormBlock = {
  kind: 'boxes',
  height: 130,
  boxes: [
    { label: '申请单位（加盖实体公章）', mark: 'round', hint: handDate },
    { label: '经办人（手写签名）', hint: handDate },
  ],
};

export const howToStamp: FormBlock = {
  kind: 'notes',
  title: '盖章要求',
  items: [
    '使用红色印油，在白纸原件的框内加盖实体印章，印模完整清晰，不压线、不重叠。',
    '电子签章、打印或复印出来的印章无效。盖坏请重新打印。',
  ],
};

export function form(given: Pick<FormTemplate, 'code' | 'title' | 'blocks'> & { subtitle?: string }): FormTemplate {
  return { version: 1, subtitle: '{project-name}', ...frame, ...given };
}
