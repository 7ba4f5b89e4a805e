import type { ProgrammeSource } from '@yinxin/programme';
import { mobileArticles, onecardArticles, shenzhenArticles } from './articles.ts';
import {
  authority,
  branches,
  handling,
  identityMaterials,
  keys,
  ordering,
  organisationFields,
  taxNumber,
} from './shared.ts';

type Project = ProgrammeSource['projects'][number];
const certificate: Project['certificate'] = { profile: 'organisation-sm2', years: 1 };

/** Beijing legal-person one-card certificate (北京市法人一证通). Contacts are placeholders of the sandbox. */
export const onecard: ProgrammeSource = {
  ...authority,
  code: 'bjca-onecard',
  version: 1,
  name: { zh: '北京市法人一证通', en: 'Beijing one-card certificate' },
  orderPrefix: 'BO',
  // BJ-02: no password card where it is received online; the holder chooses the first password.
  services: ordering({ medium: 'ic-card', card: false, fields: [...organisationFields, taxNumber] }),
  projects: [
    {
      code: 'one-card',
      name: { zh: '法人一证通', en: 'One-card certificate' },
      system: {
        name: { zh: '北京市各委办局业务系统', en: 'Systems of the Beijing authorities' },
        purpose: {
          zh: '一张证书登录多个政务系统：网上报税、社会组织年检等。',
          en: 'One certificate for many systems: tax e-filing, annual inspection and others.',
        },
      },
      audience: {
        zh: '在北京登记的企业和社会组织。',
        en: 'Enterprises and social organisations registered in Beijing.',
      },
      fields: [handling, keys, ...organisationFields, taxNumber],
      materials: identityMaterials,
      prices: [],
      certificate,
      branches,
    },
  ],
  relyingSystems: [
    {
      code: 'annual-inspection',
      name: { zh: '社会组织年检系统', en: 'Annual inspection of social organisations' },
      // BJ-44, BJ-49
      one: 'organisation',
      onReplacement: 'transfer',
    },
    {
      code: 'national-tax',
      name: { zh: '国税网报', en: 'National-tax e-filing' },
      one: 'account',
      onReplacement: 'transfer',
    },
  ],
  articles: onecardArticles,
};

/** China Mobile certificate service (中国移动证书服务系统). */
export const mobile: ProgrammeSource = {
  ...authority,
  code: 'bjca-mobile',
  version: 1,
  name: { zh: '中国移动证书服务', en: 'China Mobile certificate service' },
  orderPrefix: 'BM',
  // BJ-03: blank keys are posted with their password cards.
  services: ordering({ medium: 'usb-key', card: true, fields: organisationFields }),
  projects: [
    {
      code: 'china-mobile-supplier',
      name: { zh: '中国移动供应商', en: 'Supplier of China Mobile' },
      system: {
        name: { zh: '中国移动采购系统', en: 'China Mobile procurement' },
        purpose: { zh: '登录采购系统，投标和签约。', en: 'Sign in to bid and to sign contracts.' },
      },
      audience: { zh: '中国移动供应商及其分支机构。', en: 'Suppliers of China Mobile and their branches.' },
      fields: [handling, keys, ...organisationFields],
      materials: identityMaterials,
      prices: [],
      certificate,
      branches,
    },
  ],
  articles: mobileArticles,
};

/** Shenzhen electronic public-service certificate (深圳市电子公共服务数字证书). */
export const shenzhen: ProgrammeSource = {
  ...authority,
  code: 'bjca-shenzhen',
  version: 1,
  name: { zh: '深圳市电子公共服务数字证书', en: 'Shenzhen public-service certificate' },
  orderPrefix: 'BS',
  services: ordering({ medium: 'usb-key', card: true, fields: organisationFields }),
  projects: [
    {
      code: 'public-service',
      name: { zh: '深圳市电子公共服务', en: 'Shenzhen public services' },
      system: {
        name: { zh: '深圳市公共服务平台', en: 'Public-service platform of Shenzhen' },
        purpose: { zh: '登录各公共服务系统。', en: 'Sign in to public services.' },
      },
      audience: { zh: '在深圳登记的单位。', en: 'Organisations registered in Shenzhen.' },
      fields: [handling, keys, ...organisationFields],
      materials: identityMaterials,
      prices: [],
      certificate,
      branches,
    },
  ],
  articles: shenzhenArticles,
};
