import type { ProgrammeSource } from '@yinxin/programme';
import { articlesOf, onecardArticles } from './articles.ts';
import { authority, branches } from './authority.ts';
import { clients } from './client.ts';
import { handling, keys, organisationFields, taxNumber } from './fields.ts';
import { cannotBeRead } from './guides/cannot-be-read.ts';
import { loginShowsNoName } from './guides/login-shows-no-name.ts';
import { sealGuides } from './guides/seals.ts';
import { identityMaterials } from './materials.ts';
import type { Product } from './product.ts';
import { servicesOf } from './services.ts';
import { turnaround } from './turnaround.ts';

type Project = ProgrammeSource['projects'][number];

const underCover = [
  '初始密码在密码卡背面的覆膜下面。',
  'The first password is under the cover on the back of the password card.',
] as const;
const underScratch = [
  '初始密码在密码卡的刮刮层下面。',
  'The first password is under the scratch layer of the password card.',
] as const;
const chosen = [
  '没有密码卡：初始密码是您在线办理时自己设置的。',
  'There is no password card: the first password is the one you chose when you applied online.',
] as const;

const products = {
  // BJ-02: no password card where it is received online; the holder chooses the first password.
  onecard: {
    medium: 'ic-card',
    card: false,
    firstPin: { counter: underCover, online: chosen },
    fields: [...organisationFields, taxNumber],
    client: clients.onecard,
  },
  // BJ-03: blank keys are posted with their password cards.
  mobile: {
    medium: 'usb-key',
    card: true,
    firstPin: { counter: underScratch, online: underScratch },
    fields: organisationFields,
    client: clients.mobile,
  },
  shenzhen: {
    medium: 'usb-key',
    card: true,
    firstPin: { counter: underScratch, online: underScratch },
    fields: organisationFields,
    client: clients.shenzhen,
  },
} satisfies Record<string, Product>;

/** What every product has, beside its own code, name and project. */
function offered(product: Product, project: Pick<Project, 'code' | 'name' | 'system' | 'audience'>) {
  return {
    ...authority,
    version: 1,
    services: servicesOf(product),
    client: product.client,
    projects: [
      {
        ...project,
        fields: [handling, keys, ...product.fields],
        materials: identityMaterials,
        prices: [],
        certificate: { profile: 'organisation-sm2' as const, years: 1 },
        branches,
        turnaround,
      },
    ],
  };
}

/** Beijing legal-person one-card certificate (北京市法人一证通). Contacts are placeholders of the sandbox. */
export const onecard: ProgrammeSource = {
  ...offered(products.onecard, {
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
  }),
  code: 'bjca-onecard',
  name: { zh: '北京市法人一证通', en: 'Beijing one-card certificate' },
  orderPrefix: 'BO',
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
  articles: [...articlesOf(products.onecard), ...onecardArticles],
  guides: [cannotBeRead(clients.onecard), ...sealGuides],
};

/** China Mobile certificate service (中国移动证书服务系统). */
export const mobile: ProgrammeSource = {
  ...offered(products.mobile, {
    code: 'china-mobile-supplier',
    name: { zh: '中国移动供应商', en: 'Supplier of China Mobile' },
    system: {
      name: { zh: '中国移动采购系统', en: 'China Mobile procurement' },
      purpose: { zh: '登录采购系统，投标和签约。', en: 'Sign in to bid and to sign contracts.' },
    },
    audience: { zh: '中国移动供应商及其分支机构。', en: 'Suppliers of China Mobile and their branches.' },
  }),
  code: 'bjca-mobile',
  name: { zh: '中国移动证书服务', en: 'China Mobile certificate service' },
  orderPrefix: 'BM',
  articles: articlesOf(products.mobile),
  guides: [loginShowsNoName, cannotBeRead(clients.mobile), ...sealGuides],
};

/** Shenzhen electronic public-service certificate (深圳市电子公共服务数字证书). */
export const shenzhen: ProgrammeSource = {
  ...offered(products.shenzhen, {
    code: 'public-service',
    name: { zh: '深圳市电子公共服务', en: 'Shenzhen public services' },
    system: {
      name: { zh: '深圳市公共服务平台', en: 'Public-service platform of Shenzhen' },
      purpose: { zh: '登录各公共服务系统。', en: 'Sign in to public services.' },
    },
    audience: { zh: '在深圳登记的单位。', en: 'Organisations registered in Shenzhen.' },
  }),
  code: 'bjca-shenzhen',
  name: { zh: '深圳市电子公共服务数字证书', en: 'Shenzhen public-service certificate' },
  orderPrefix: 'BS',
  articles: articlesOf(products.shenzhen),
  guides: [cannotBeRead(clients.shenzhen), ...sealGuides],
};
