import type { ProgrammeSource } from '@yinxin/programme';

type Field = ProgrammeSource['projects'][number]['fields'][number];

const handlerName: Field = {
  code: 'handler-name',
  label: { zh: '经办人姓名', en: 'Handler’s name' },
  kind: 'person-name',
  required: true,
  personal: true,
  maxLength: 60,
};
/** JX-33: said beside the field. */
const handlerMobile: Field = {
  code: 'handler-mobile',
  label: { zh: '经办人手机', en: 'Handler’s mobile' },
  kind: 'mobile',
  required: true,
  personal: true,
  maxLength: 30,
  hint: {
    zh: '请保持畅通，不要拒接南昌座机（0791）来电：资料有问题时我们会打这个电话。',
    en: 'Keep it reachable and do not decline calls from Nanchang landlines (0791): we call it when something is wrong.',
  },
};
const handlerIdCard: Field = {
  code: 'handler-id-card',
  label: { zh: '经办人身份证号', en: 'Handler’s ID number' },
  kind: 'id-card',
  required: false,
  personal: true,
  maxLength: 30,
  hint: { zh: '选填，用于到大厅领取时核对。', en: 'Optional; used to check who collects at the hall.' },
};
const registeredAddress: Field = {
  code: 'registered-address',
  label: { zh: '单位注册地址', en: 'Registered address' },
  kind: 'address',
  required: true,
  maxLength: 200,
  hint: { zh: '按营业执照上的住所填写。', en: 'As on the business licence.' },
};
const legalRepresentative: Field = {
  code: 'legal-representative',
  label: { zh: '法定代表人（负责人）', en: 'Legal representative' },
  kind: 'person-name',
  required: true,
  personal: true,
  maxLength: 60,
};
const sealName: Field = {
  code: 'seal-name',
  label: { zh: '电子签章名称', en: 'Name on the electronic seal' },
  kind: 'text',
  required: true,
  maxLength: 100,
  hint: { zh: '与实物公章上的文字完全一致。', en: 'Exactly the words on the physical seal.' },
};

export const commonFields: readonly Field[] = [
  handlerName,
  handlerMobile,
  handlerIdCard,
  registeredAddress,
  legalRepresentative,
  sealName,
];

/** JX-23: what the seal form of out-of-province enterprises prints besides: who answers for it in Jiangxi. */
export const inJiangxi: readonly Field[] = [
  {
    code: 'seal-registry',
    label: { zh: '印章备案地', en: 'Where the seal is registered' },
    kind: 'text',
    required: true,
    maxLength: 60,
    hint: { zh: '公章在哪里的公安机关备案，写到市。', en: 'The city whose police registered the official seal.' },
  },
  {
    code: 'local-contact-name',
    label: { zh: '在赣负责人', en: 'Person in charge in Jiangxi' },
    kind: 'person-name',
    required: true,
    personal: true,
    maxLength: 60,
  },
  {
    code: 'local-contact-phone',
    label: { zh: '在赣联系电话', en: 'Phone in Jiangxi' },
    kind: 'phone',
    required: true,
    personal: true,
    maxLength: 30,
  },
  {
    code: 'local-address',
    label: { zh: '在赣办公地址', en: 'Office in Jiangxi' },
    kind: 'address',
    required: false,
    maxLength: 200,
  },
];

/** JX-20: only category 01, paying units, is accepted online. */
export const fundCategory: Field = {
  code: 'fund-category',
  label: { zh: '用户类别', en: 'User category' },
  kind: 'choice',
  required: true,
  choices: [
    { code: '01', label: { zh: '01 缴存单位', en: '01 Paying unit' } },
    {
      code: '02',
      label: { zh: '02 受托银行', en: '02 Entrusted bank' },
      accepted: false,
      refusal: {
        zh: '线上只办理 01 类缴存单位的证书，受托银行请到服务大厅办理。',
        en: 'Online we issue only category 01, paying units; entrusted banks please come to the service hall.',
      },
    },
    {
      code: '03',
      label: { zh: '03 开发企业及其他', en: '03 Developer or other' },
      accepted: false,
      refusal: {
        zh: '线上只办理 01 类缴存单位的证书，其他类别请到服务大厅办理。',
        en: 'Online we issue only category 01, paying units; other categories please come to the service hall.',
      },
    },
  ],
};

/** JX-20: only enterprises of the science system are accepted online. */
export const scienceClass: Field = {
  code: 'applicant-class',
  label: { zh: '用户类型', en: 'Applicant class' },
  kind: 'choice',
  required: true,
  choices: [
    { code: 'enterprise', label: { zh: '企业用户', en: 'Enterprise' } },
    {
      code: 'authority',
      label: { zh: '主管部门', en: 'Competent authority' },
      accepted: false,
      refusal: {
        zh: '线上只办理企业用户的证书，主管部门请到服务大厅办理。',
        en: 'Online we issue only to enterprises; competent authorities please come to the service hall.',
      },
    },
    {
      code: 'institution',
      label: { zh: '高校、院所及其他', en: 'University, institute or other' },
      accepted: false,
      refusal: {
        zh: '线上只办理企业用户的证书，高校、院所请到服务大厅办理。',
        en: 'Online we issue only to enterprises; universities and institutes please come to the service hall.',
      },
    },
  ],
};
