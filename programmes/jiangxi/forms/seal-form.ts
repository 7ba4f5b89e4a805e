import type { FormBlock, FormCell, FormTemplate } from '@yinxin/documents';
import { frame, handDate } from './frame.ts';

const organisation: readonly (readonly FormCell[])[] = [
  [{ label: '单位名称', value: '{organisation-name}' }],
  [
    { label: '统一社会信用代码', value: '{credit-code}' },
    { label: '法定代表人', value: '{legal-representative}' },
  ],
  [
    { label: '经办人', value: '{handler-name}' },
    {
      label: '手机号码',
      value: '{handler-mobile}',
      // JX-33
      note: '须保持畅通，请勿拒接南昌座机（0791）来电。',
    },
  ],
];

const howToStamp: FormBlock = {
  kind: 'notes',
  title: '盖章要求',
  items: [
    '使用红色印油，在白纸原件的框内加盖，印模完整清晰，不压线、不重叠、不倾斜。',
    '印章名称须与上方单位名称完全一致。每框只盖一次；盖坏请重新打印。',
    '上传用彩色扫描件；付款成功后邮寄原件。',
  ],
};

const declaration: FormBlock = {
  kind: 'paragraph',
  size: 9.5,
  indent: true,
  text: '本单位同意将上述印模制作为电子签章，仅用于 {system-name}，并承诺印模为本单位现行有效印章。',
};

const officialSeal = { label: '单位公章印模', mark: 'round', hint: '请盖在虚线圈中央' } as const;
const nameSeal = { label: '法定代表人名章印模', mark: 'square', hint: '请盖在方框中央' } as const;

function sealForm(form: Pick<FormTemplate, 'code' | 'version' | 'title' | 'blocks'>): FormTemplate {
  return { ...form, subtitle: '{project-name}', ...frame };
}

/** Seal collection form for in-province enterprises (电子签章采集表·省内企业). JX-23. */
export const sealFormInProvince: FormTemplate = sealForm({
  code: 'seal-form-in-province',
  version: 1,
  title: '电子签章采集表（省内企业）',
  blocks: [
    { kind: 'section', title: '一、单位信息' },
    { kind: 'rows', rows: organisation },
    { kind: 'section', title: '二、印模采集' },
    { kind: 'boxes', height: 190, boxes: [officialSeal, nameSeal] },
    declaration,
    {
      kind: 'boxes',
      height: 60,
      boxes: [{ label: '法定代表人（签字）' }, { label: '经办人（签字）', hint: handDate }],
    },
    howToStamp,
  ],
});

/** Seal collection form for out-of-province enterprises (电子签章采集表·省外企业): also the contact in Jiangxi. JX-23. */
export const sealFormOutOfProvince: FormTemplate = sealForm({
  code: 'seal-form-out-of-province',
  version: 1,
  title: '电子签章采集表（省外企业）',
  blocks: [
    { kind: 'section', title: '一、单位信息' },
    {
      kind: 'rows',
      rows: [
        ...organisation,
        [
          { label: '注册地（省份）', value: '{registered-province}' },
          { label: '印章备案地', value: '{seal-registry}' },
        ],
        [
          { label: '在赣负责人', value: '{local-contact-name}' },
          { label: '在赣联系电话', value: '{local-contact-phone}' },
        ],
        [{ label: '在赣办公地址', value: '{local-address}' }],
      ],
    },
    { kind: 'section', title: '二、印模采集（公章加盖两枚，供比对）' },
    { kind: 'boxes', height: 170, boxes: [officialSeal, { ...officialSeal, label: '单位公章印模（比对）' }, nameSeal] },
    declaration,
    {
      kind: 'boxes',
      height: 60,
      boxes: [{ label: '法定代表人（签字）' }, { label: '在赣负责人（签字）', hint: handDate }],
    },
    howToStamp,
  ],
});

/** Seal collection form of the projects that know no in- or out-of-province (电子签章采集表). */
export const sealFormGeneral: FormTemplate = sealForm({
  code: 'seal-form',
  version: 1,
  title: '电子签章采集表',
  blocks: [
    { kind: 'section', title: '一、单位信息' },
    { kind: 'rows', rows: organisation },
    { kind: 'section', title: '二、印模采集' },
    { kind: 'boxes', height: 190, boxes: [officialSeal, nameSeal] },
    declaration,
    { kind: 'boxes', height: 60, boxes: [{ label: '经办人（签字）', hint: handDate }] },
    howToStamp,
  ],
});
