import type { ProgrammeSource } from '@yinxin/programme';

export type Field = ProgrammeSource['projects'][number]['fields'][number];
export type Material = ProgrammeSource['projects'][number]['materials'][number];
export type Service = ProgrammeSource['services'][number];

/** What an upload may be. */
export const scans: Material['accept'] = ['application/pdf', 'image/jpeg', 'image/png'];

export const handlerName: Field = {
  code: 'handler-name',
  role: 'handler-name',
  label: { zh: '经办人姓名', en: 'Handler’s name' },
  kind: 'person-name',
  required: true,
  personal: true,
  maxLength: 60,
};
export const handlerId: Field = {
  code: 'handler-id-card',
  role: 'handler-id',
  label: { zh: '经办人身份证号', en: 'Handler’s ID number' },
  kind: 'id-card',
  required: true,
  personal: true,
  maxLength: 30,
};
export const handlerMobile: Field = {
  code: 'handler-mobile',
  role: 'handler-mobile',
  label: { zh: '经办人手机', en: 'Handler’s mobile' },
  kind: 'mobile',
  required: true,
  personal: true,
  maxLength: 30,
  hint: {
    zh: '激活码、验证码和快递单号都发到这个号码，请保持畅通。',
    en: 'Activation codes, verification codes and courier numbers go to this number.',
  },
};
export const handlerMail: Field = {
  code: 'handler-mail',
  label: { zh: '经办人邮箱', en: 'Handler’s e-mail' },
  kind: 'email',
  required: false,
  personal: true,
  maxLength: 100,
};
export const handler: readonly Field[] = [handlerName, handlerId, handlerMobile];

export const legalRepresentative: Field = {
  code: 'legal-representative',
  label: { zh: '法定代表人（负责人）', en: 'Legal representative' },
  kind: 'person-name',
  required: true,
  personal: true,
  maxLength: 60,
};
export const registeredAddress: Field = {
  code: 'registered-address',
  label: { zh: '法定住所', en: 'Legal domicile' },
  kind: 'address',
  required: true,
  maxLength: 200,
  hint: { zh: '按营业执照上的住所填写。', en: 'As on the business licence.' },
};

/** Whole years from one to `most`, as answers of a choice. */
export function yearsField(most: number): Field {
  return {
    code: 'years',
    label: { zh: '证书年限', en: 'Years' },
    kind: 'choice',
    required: true,
    choices: Array.from({ length: most }, (_, i) => ({
      code: String(i + 1),
      label: { zh: `${i + 1} 年`, en: i === 0 ? '1 year' : `${i + 1} years` },
    })),
  };
}

export function yesNo(code: string, label: Field['label'], hint?: Field['hint']): Field {
  return {
    code,
    label,
    kind: 'choice',
    required: true,
    choices: [
      { code: 'yes', label: { zh: '是', en: 'Yes' } },
      { code: 'no', label: { zh: '否', en: 'No' } },
    ],
    ...(hint ? { hint } : {}),
  };
}
