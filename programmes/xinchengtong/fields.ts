import { type Field, handlerMobile, handlerName } from '../common/fields.ts';

/** The one agreed value for users who have no numbers (IT-11). A placeholder of the sandbox. */
export const PLACEHOLDER = '0000000000';

const userType: Field = {
  code: 'user-type',
  label: { zh: '用户类型', en: 'Kind of user' },
  kind: 'choice',
  required: true,
  choices: [
    { code: 'enterprise', label: { zh: '企业用户', en: 'Enterprise' } },
    {
      code: 'quarantine',
      label: { zh: '动植检业务用户（没有注册号）', en: 'Animal and plant quarantine, no numbers' },
    },
    { code: 'individual', label: { zh: '个人用户', en: 'Individual' } },
    { code: 'agency', label: { zh: '检验检疫机构用户', en: 'Inspection agency' } },
  ],
};
const numbered: NonNullable<Field['when']> = { field: 'user-type', in: ['enterprise', 'individual', 'agency'] };
/** IT-12: both numbers are asked of everybody but quarantine users, whose placeholder is nobody else’s answer. */
const refused: NonNullable<Field['refused']> = [
  {
    value: PLACEHOLDER,
    message: {
      zh: '这个号码只用于动植检业务用户，请填写真实的号码，或改选用户类型',
      en: 'it stands for quarantine users only: give the real number, or choose that kind of user',
    },
  },
];

const organisation: readonly Field[] = [
  {
    code: 'inspection-number',
    label: { zh: '报检注册号', en: 'Inspection registration number' },
    kind: 'text',
    required: true,
    maxLength: 30,
    when: numbered,
    refused,
  },
  {
    code: 'origin-number',
    label: { zh: '产地证注册号', en: 'Certificate-of-origin registration number' },
    kind: 'text',
    required: true,
    maxLength: 30,
    when: numbered,
    refused,
  },
  {
    // IT-11: the choice fills the placeholder in, nobody types it.
    code: 'origin-placeholder',
    label: { zh: '产地证注册号', en: 'Certificate-of-origin registration number' },
    kind: 'choice',
    required: true,
    choices: [{ code: PLACEHOLDER, label: { zh: PLACEHOLDER, en: PLACEHOLDER } }],
    when: { field: 'user-type', in: ['quarantine'] },
  },
];

export const newFields: Field[] = [
  userType,
  ...organisation,
  { ...handlerName, label: { zh: '申请人', en: 'Applicant' } },
  { ...handlerMobile, label: { zh: '预留手机号', en: 'Reserved mobile' } },
];

/** IT-16: the choice decides what is shipped. */
export const extensionFields: Field[] = [
  {
    code: 'extension-way',
    label: { zh: '延期方式', en: 'Way of extension' },
    kind: 'choice',
    required: true,
    choices: [
      { code: 'remote', label: { zh: '远程延期（密钥留在手里，自己下载）', en: 'Remote: keep the key and download' } },
      { code: 'ordinary', label: { zh: '普通延期（寄回密钥）', en: 'Ordinary: post the key' } },
    ],
    hint: {
      zh: '远程延期只寄发票，更新双码发到预留手机；普通延期寄回密钥和发票。',
      en: 'Remote: only the invoice is posted, two codes go to the reserved mobile. Ordinary: key and invoice are posted.',
    },
  },
  handlerName,
  handlerMobile,
];

export const reissueFields: Field[] = [
  {
    code: 'reissue-reason',
    label: { zh: '补发原因', en: 'Why it is reissued' },
    kind: 'choice',
    required: true,
    choices: [
      { code: 'lost', label: { zh: '遗失', en: 'Lost' } },
      { code: 'damaged', label: { zh: '损坏', en: 'Damaged' } },
      {
        code: 'warranty',
        label: { zh: '保修更换（一年内、非人为损坏）', en: 'Warranty (within a year, no physical damage)' },
      },
    ],
    hint: {
      zh: '保修更换请寄回密钥，由审核人员检查后决定；不在保修范围的按补发收费。',
      en: 'For warranty post the key: our inspection decides; what is not covered is charged as a reissue.',
    },
  },
  handlerName,
  handlerMobile,
];

export const unlockFields: Field[] = [handlerName, handlerMobile];
