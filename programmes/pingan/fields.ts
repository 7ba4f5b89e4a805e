import { type Field, handler, handlerMail, registeredAddress, yearsField, yesNo } from '../common/fields.ts';

/** PA-17: only these two kinds of physical seal can become an e-seal; the others are named so that the page can say so. */
const sealSort: Field = {
  code: 'seal-sort',
  role: 'seal-sort',
  label: { zh: '印章类型', en: 'Kind of seal' },
  kind: 'choice',
  required: true,
  choices: [
    { code: 'official', label: { zh: '公章', en: 'Official seal' } },
    { code: 'contract', label: { zh: '合同专用章', en: 'Contract seal' } },
    {
      code: 'other',
      label: { zh: '其他印章（财务章、发票章等）', en: 'Another seal (finance, invoice …)' },
      accepted: false,
      refusal: {
        zh: '目前只有公章和合同专用章可以做成电子印章。',
        en: 'Only the official seal and the contract seal can become an e-seal at present.',
      },
    },
  ],
};
const sealName: Field = {
  code: 'seal-name',
  role: 'seal-name',
  label: { zh: '印章名称', en: 'Name on the seal' },
  kind: 'text',
  required: true,
  maxLength: 100,
  hint: {
    zh: '与证书上的单位名称一致；单位改过名的，请先办理证书变更。',
    en: 'The organisation’s name as in the certificate; if it was renamed, change the certificate first.',
  },
};

export const years = yearsField(5);
/** PA-10: included unless the applicant says no. */
const seal = yesNo(
  'seal',
  { zh: '同时办理电子印章', en: 'Include an e-seal' },
  { zh: '免费；不办的以后还可以单独申请。', en: 'Free; if not now, it can be applied for later.' },
);
const withSeal: NonNullable<Field['when']> = { field: 'seal', in: ['yes'] };
export const sealFields: readonly Field[] = [sealSort, sealName];

export const newFields: Field[] = [
  years,
  seal,
  ...sealFields.map((field) => ({ ...field, when: withSeal })),
  registeredAddress,
  ...handler,
  handlerMail,
];

export const renewFields: Field[] = [years, ...handler];

/** PA-28: only name and legal domicile change; everything else stays the certificate’s. */
export const changeFields: Field[] = [
  {
    code: 'new-name',
    role: 'organisation-name',
    label: { zh: '变更后的单位名称', en: 'New name of the organisation' },
    kind: 'text',
    required: true,
    maxLength: 100,
    hint: {
      zh: '按新营业执照填写；名称没有变的，填原名称。统一社会信用代码不同的是另一个单位，请重新申请。',
      en: 'As on the new licence; the old name if it did not change. Another credit code is another organisation: apply anew.',
    },
  },
  registeredAddress,
  seal,
  ...sealFields.map((field) => ({ ...field, when: withSeal })),
  ...handler,
];

export const reissueFields: Field[] = [
  {
    code: 'reissue-reason',
    label: { zh: '补办原因', en: 'Why it is reissued' },
    kind: 'choice',
    required: true,
    choices: [
      { code: 'lost', label: { zh: '遗失', en: 'Lost' } },
      { code: 'damaged', label: { zh: '损坏', en: 'Damaged' } },
    ],
    // PA-36
    hint: {
      zh: '审核通过后，原证书立即吊销并解除绑定，找回来也不能再用。',
      en: 'Once approved, the old certificate is revoked and unbound at once, even if you find it again.',
    },
  },
  seal,
  ...sealFields.map((field) => ({ ...field, when: withSeal })),
  registeredAddress,
  ...handler,
];

/** PA-38 */
export const unlockFields: Field[] = [
  yesNo(
    'last-handler',
    { zh: '您是最近一次业务的经办人吗？', en: 'Are you the handler of the latest business?' },
    {
      zh: '是：信息核对一致即自动通过。否：请上传授权材料，2 个工作日内人工审核。',
      en: 'Yes: it passes at once if the data agree. No: upload the authorisation; our staff decide within two working days.',
    },
  ),
  ...handler,
];
