import type { ProgrammeSource } from '@yinxin/programme';

type Field = ProgrammeSource['projects'][number]['fields'][number];

const handler: Field[] = [
  {
    code: 'handler-name',
    role: 'handler-name',
    label: { zh: '经办人姓名', en: 'Handler’s name' },
    kind: 'person-name',
    required: true,
    personal: true,
  },
  {
    code: 'handler-mobile',
    role: 'handler-mobile',
    label: { zh: '经办人手机', en: 'Handler’s mobile' },
    kind: 'mobile',
    required: true,
    personal: true,
    hint: { zh: '安装证书的验证码发到这里。', en: 'The code for installing goes here.' },
  },
];
/** Its answers are whole numbers: the price is multiplied by them, the validity follows from them. */
const years: Field = {
  code: 'years',
  label: { zh: '证书年限', en: 'Years' },
  kind: 'choice',
  required: true,
  choices: [
    { code: '1', label: { zh: '一年', en: 'One year' } },
    { code: '2', label: { zh: '两年', en: 'Two years' } },
  ],
};
const withSeal: Field = {
  code: 'with-seal',
  label: { zh: '是否需要电子印章', en: 'With an electronic seal?' },
  kind: 'choice',
  required: true,
  choices: [
    { code: 'yes', label: { zh: '需要', en: 'Yes' } },
    { code: 'no', label: { zh: '不需要', en: 'No' } },
  ],
};
const sealName: Field = {
  code: 'seal-name',
  role: 'seal-name',
  label: { zh: '印章上的名称', en: 'Name on the seal' },
  kind: 'text',
  required: true,
  when: { field: 'with-seal', in: ['yes'] },
};

/** What a new certificate asks. */
export const fields: Field[] = [...handler, years, withSeal, sealName];
/** What a renewal asks: who handles it, and for how long. */
export const renewalFields: Field[] = [...handler, years];
