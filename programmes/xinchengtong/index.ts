import type { ProgrammeSource } from '@yinxin/programme';
import { workingDays } from '../common/clocks.ts';
import { fieldReasons, other, wrongReasons } from '../common/reasons.ts';
import { articles } from './articles.ts';
import { downloads } from './downloads.ts';
import { newFields } from './fields.ts';
import { guides } from './guides.ts';
import { newMaterials } from './materials.ts';
import { newPrices, services } from './services.ts';
import { states } from './states.ts';

/** IT-25: Beijing posts with China Post only; each company may name its own. */
const chinaPost = { name: { zh: '中国邮政速递', en: 'China Post express' }, written: ['邮政速递', 'EMS'] };
/** IT-03: the lengths are placeholders of the sandbox. */
const userName = { min: 4, max: 20 };

const payee = (code: string, regions: string[], company: string, invoiceKindForm: boolean) => ({
  ...{ code, regions, company, invoiceKindForm },
  ...{ bank: '沙箱银行', account: '0000 0000 0000 0000', fax: '000-00000000' },
});

/** Xinchengtong declaration platform (信城通). Contacts, fees and accounts are placeholders of the sandbox. */
export const xinchengtong: ProgrammeSource = {
  code: 'xinchengtong',
  version: 1,
  name: { zh: '信城通电子密钥', en: 'Xinchengtong electronic keys' },
  authority: { zh: '信城通', en: 'Xinchengtong' },
  orderPrefix: 'IT',
  states,
  services,
  projects: [
    {
      code: 'declaration',
      name: { zh: '检验检疫申报', en: 'Inspection and quarantine declarations' },
      system: {
        name: { zh: '企业用户申报系统', en: 'Declaration system for enterprises' },
        purpose: {
          zh: '登录申报系统，报检、签证和查询。',
          en: 'Sign in to the declaration system to declare, certify and look up.',
        },
      },
      audience: {
        zh: '自理和代理报检企业、个人用户、检验检疫机构用户。',
        en: 'Enterprises declaring for themselves or others, individuals, inspection agencies.',
      },
      fields: newFields,
      materials: newMaterials,
      prices: newPrices,
      certificate: { profile: 'organisation-sm2', years: 1 },
    },
  ],
  fieldReasons: [
    ...fieldReasons.filter((reason) => reason.code !== 'other'),
    {
      code: 'warranty-not-covered',
      // IT-39: only the reviewer's inspection decides.
      label: { zh: '不在保修范围（人为损坏或超过一年）', en: 'Not covered: physical damage, or older than a year' },
      whatToDo: {
        zh: '请把补发原因改成“损坏”，按补发收费办理。',
        en: 'Change the reason to “damaged”; the fee of a reissue applies.',
      },
    },
    other,
  ],
  wrongReasons,
  ends: { cancelled: 'cancelled' },
  // IT-20: printed, and posted with the key.
  invoice: { kinds: ['e-invoice-general', 'e-invoice-special'], clock: workingDays(2, 1), posted: true },
  refund: {
    when: 'void-and-paid',
    clock: workingDays(5, 3),
    letterForm: 'refund-letter',
    mailbox: 'refund@example.invalid',
  },
  // IT-01: individuals and agencies apply and see how it goes, nothing else.
  userClasses: [
    {
      code: 'enterprise',
      label: { zh: '企业用户', en: 'Enterprise user' },
      functions: ['certificate-application', 'progress', 'everything-else'],
      userName,
    },
    {
      code: 'individual',
      label: { zh: '个人用户', en: 'Individual user' },
      functions: ['certificate-application', 'progress'],
      userName,
    },
    {
      code: 'agency',
      label: { zh: '检验检疫机构用户', en: 'Inspection-agency user' },
      functions: ['certificate-application', 'progress'],
      userName,
    },
  ],
  // IT-08
  orderMessagesTo: 'handler',
  relyingSystems: [
    {
      code: 'declaration',
      name: { zh: '企业用户申报系统', en: 'Declaration system for enterprises' },
      one: 'account',
      onReplacement: 'transfer',
    },
  ],
  // IT-28: four independent companies. Banks, accounts and fax numbers are placeholders of the sandbox.
  payees: [
    payee('shanghai', ['31', '32', '33', '34'], '上海信城通信息服务有限公司', true),
    payee('guangzhou', ['44', '45', '46'], '广州信城通信息服务有限公司', true),
    payee('shenzhen', ['4403'], '深圳信城通信息服务有限公司', true),
    { ...payee('beijing', [''], '北京信城通信息服务有限公司', true), carrier: chinaPost },
  ],
  // IT-29
  mistypedPayees: ['信诚通'],
  courier: {
    // IT-25
    name: { zh: '中国邮政速递', en: 'China Post express' },
    eveningScan: '18:00',
    notice: {
      zh: '单号审核通过后短信发送，也在证书查询里显示。',
      en: 'The number is sent by SMS and shown with the business.',
    },
  },
  hall: {
    name: { zh: '信城通北京公司', en: 'Xinchengtong, Beijing' },
    address: { zh: '北京市（沙箱地址）', en: 'Beijing (sandbox address)' },
    hours: { zh: '工作日 9:00–17:00', en: 'Working days 9:00–17:00' },
    phone: '010-00000000',
    askFirst: { zh: '请先致电客服。', en: 'Please call customer service first.' },
  },
  customerService: { phone: '010-00000000', hours: { zh: '工作日 9:00–17:00', en: 'Working days 9:00–17:00' } },
  requests: { nameCorrection: workingDays(1, 0), mobileChange: workingDays(1, 0) },
  articles,
  downloads,
  guides,
};
