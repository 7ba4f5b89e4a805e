import type { ProgrammeSource } from '@yinxin/programme';
import { commonFields, fundCategory, inJiangxi, scienceClass } from '../fields.ts';
import { materials } from '../materials.ts';
import { prices } from '../prices.ts';

type Project = ProgrammeSource['projects'][number];
const certificate: Project['certificate'] = { profile: 'organisation-sm2', years: 1 };
const constructionCloud: Project['system'] = {
  name: { zh: '江西省建设云（住建厅）', en: 'Jiangxi construction cloud' },
  purpose: {
    zh: '登录江西省住房和城乡建设厅的建设云，办理资质、人员等业务。',
    en: 'Sign in to the construction cloud of the provincial housing department for qualifications and staff.',
  },
};

/** JX-19, JX-22: for whom and for which system each project is. */
export const projects: Project[] = [
  {
    code: 'housing-in-province',
    name: { zh: '江西省住建厅（省内企业）', en: 'Jiangxi Housing and Construction, in-province' },
    system: constructionCloud,
    audience: { zh: '在江西省内注册的建筑业企业。', en: 'Construction enterprises registered inside Jiangxi.' },
    notFor: { zh: '省外注册、进赣经营的企业。', en: 'Enterprises registered outside Jiangxi.' },
    insteadOf: 'housing-out-of-province',
    region: {
      prefix: '36',
      expected: 'inside',
      effect: 'warn',
      message: {
        zh: '您的信用代码显示单位注册在江西省外，多半应选“省外企业”。选错后不能更换，只能重新申请。',
        en: 'Your credit code shows a registration outside Jiangxi: most likely you want "out-of-province". A wrong choice cannot be switched later.',
      },
    },
    fields: [...commonFields],
    materials: materials('seal-form-in-province'),
    prices: prices(20_000),
    certificate,
  },
  {
    code: 'housing-out-of-province',
    name: { zh: '江西省住建厅（省外企业）', en: 'Jiangxi Housing and Construction, out-of-province' },
    system: constructionCloud,
    audience: {
      zh: '在江西省外注册、进赣经营的建筑业企业。',
      en: 'Construction enterprises registered outside Jiangxi.',
    },
    notFor: { zh: '江西省内注册的企业。', en: 'Enterprises registered inside Jiangxi.' },
    insteadOf: 'housing-in-province',
    region: {
      prefix: '36',
      expected: 'outside',
      effect: 'warn',
      message: {
        zh: '您的信用代码显示单位注册在江西省内，多半应选“省内企业”。选错后不能更换，只能重新申请。',
        en: 'Your credit code shows a registration inside Jiangxi: most likely you want "in-province". A wrong choice cannot be switched later.',
      },
    },
    fields: [...commonFields, ...inJiangxi],
    materials: materials('seal-form-out-of-province'),
    prices: prices(20_000),
    certificate,
  },
  {
    code: 'science',
    name: { zh: '江西省科技厅', en: 'Jiangxi Science and Technology' },
    system: {
      name: { zh: '科技管理信息系统', en: 'Science management system' },
      purpose: { zh: '登录省科技管理信息系统，申报科技项目。', en: 'Sign in to apply for science projects.' },
    },
    audience: { zh: '企业用户。', en: 'Enterprise users.' },
    notFor: {
      zh: '进赣施工企业请选住建厅项目，公积金缴存单位请选公积金项目。',
      en: 'Construction enterprises choose the housing project; provident-fund units choose the fund’s.',
    },
    fields: [...commonFields, scienceClass],
    materials: materials('seal-form'),
    prices: prices(20_000),
    certificate,
  },
  {
    code: 'nanchang-provident-fund',
    name: { zh: '南昌市公积金', en: 'Nanchang Housing Provident Fund' },
    system: {
      name: { zh: '南昌市住房公积金网上业务大厅', en: 'Online hall of the Nanchang provident fund' },
      purpose: { zh: '单位办理公积金缴存业务。', en: 'Payments of units to the provident fund.' },
    },
    audience: { zh: '缴存单位（01 类）。', en: 'Paying units (category 01).' },
    notFor: { zh: '受托银行、开发企业等其他类别。', en: 'Entrusted banks, developers and other categories.' },
    fields: [...commonFields, fundCategory],
    materials: materials('seal-form'),
    prices: prices(18_000),
    certificate,
  },
  {
    code: 'drug-administration',
    name: { zh: '江西省药监局', en: 'Jiangxi Drug Administration' },
    system: {
      name: { zh: '药品监管行政许可系统', en: 'Licences of the drug administration' },
      purpose: { zh: '网上申办药品、医疗器械许可。', en: 'Apply for licences of medicines and devices.' },
    },
    audience: { zh: '医药企业。', en: 'Pharmaceutical enterprises.' },
    notFor: {
      zh: '只做药品供应、投标的企业请选“医药采购”。',
      en: 'For the supply of medicines choose "pharmaceutical procurement".',
    },
    insteadOf: 'pharmaceutical-procurement',
    fields: [...commonFields],
    materials: materials('seal-form'),
    prices: prices(20_000),
    certificate,
  },
  {
    code: 'fuzhou-real-estate',
    name: { zh: '抚州不动产', en: 'Fuzhou real estate' },
    system: {
      name: { zh: '抚州市不动产登记平台', en: 'Fuzhou real-estate registration' },
      purpose: { zh: '开发企业网上办理不动产登记。', en: 'Registration of real estate by developers.' },
    },
    audience: { zh: '房地产开发企业。', en: 'Developers.' },
    fields: [...commonFields],
    materials: materials('seal-form'),
    prices: prices(20_000),
    certificate,
  },
  {
    code: 'pharmaceutical-procurement',
    name: { zh: '医药采购', en: 'Pharmaceutical procurement' },
    system: {
      name: { zh: '江西省医药采购平台', en: 'Jiangxi pharmaceutical procurement' },
      purpose: { zh: '药品、耗材挂网与供应。', en: 'Listing and supply of medicines.' },
    },
    audience: { zh: '供应药品、耗材的企业。', en: 'Enterprises that supply medicines.' },
    notFor: {
      zh: '申办药品许可的企业请选“江西省药监局”。',
      en: 'For licences choose "Jiangxi Drug Administration".',
    },
    insteadOf: 'drug-administration',
    fields: [...commonFields],
    materials: materials('seal-form'),
    prices: prices(20_000),
    certificate,
  },
];
