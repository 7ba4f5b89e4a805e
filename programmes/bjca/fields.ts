import { type Field, handler, legalRepresentative, registeredAddress } from '../common/fields.ts';
import { turnaround } from './turnaround.ts';

const { usual, shortest } = turnaround;
const times = (language: 'zh' | 'en') =>
  shortest.map(({ area, workingDays }) => `${area[language]} ${workingDays}`).join(language === 'zh' ? '、' : ', ');

/** BJ-17, BJ-18: both figures are shown where one chooses; the table is the shortest time, the range the usual one. */
export const handling: Field = {
  code: 'handling',
  label: { zh: '办理方式', en: 'Way of handling' },
  kind: 'choice',
  required: true,
  choices: [
    {
      code: 'online',
      label: {
        zh: `在线办理（一般 ${usual.from}–${usual.to} 个工作日）`,
        en: `Online (usually ${usual.from}–${usual.to} working days)`,
      },
    },
    {
      code: 'on-site',
      label: { zh: '现场办理（当场办结，着急请选）', en: 'At a counter (finished at once; for those in a hurry)' },
    },
  ],
  hint: {
    zh: `${turnaround.provided.zh}最短工作日：${times('zh')}。`,
    en: `Working days at the shortest, ${turnaround.provided.en}: ${times('en')}.`,
  },
};
export const online: NonNullable<Field['when']> = { field: 'handling', in: ['online'] };
export const onSite: NonNullable<Field['when']> = { field: 'handling', in: ['on-site'] };

/** How many keys an online order asks for. */
export const keys: Field = {
  code: 'keys',
  label: { zh: 'USBKey 数量', en: 'Number of USB keys' },
  kind: 'choice',
  required: true,
  when: online,
  choices: [1, 2, 3, 4, 5].map((n) => ({ code: String(n), label: { zh: `${n} 个`, en: String(n) } })),
};

/** BJ-26: capitals; the field says so and the form prints it. */
export const taxNumber: Field = {
  code: 'taxpayer-number',
  label: { zh: '国税纳税人识别号', en: 'Taxpayer identification number' },
  kind: 'text',
  required: false,
  maxLength: 30,
  hint: {
    zh: '与统一社会信用代码不同的请填写，印在申请表上供核对。',
    en: 'Only where it differs from the credit code; it is printed on the form to be checked.',
  },
};

export const organisationFields: readonly Field[] = [registeredAddress, legalRepresentative, ...handler];

export const newName: Field = {
  code: 'new-name',
  role: 'organisation-name',
  label: { zh: '变更后的单位名称', en: 'New name of the organisation' },
  kind: 'text',
  required: true,
  maxLength: 100,
  hint: { zh: '按新营业执照填写。', en: 'As on the new licence.' },
};
