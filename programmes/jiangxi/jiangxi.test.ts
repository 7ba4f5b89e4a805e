import { formKeys } from '@yinxin/documents';
import { expect, test } from 'vitest';
import { formsOf, programmes } from '../src/index.ts';

const jiangxi = programmes.find((p) => p.code === 'jiangxi');
if (!jiangxi) throw new Error('the programme is missing');
const project = (code: string) => jiangxi.projects.find((p) => p.code === code);

test('there are exactly seven states with the words of the catalogue', () => {
  expect(jiangxi.states.map((s) => s.label.zh)).toEqual([
    '未提交',
    '正在审核',
    '资料审核通过',
    '资料审核失败',
    '正在受理',
    '制证完成',
    '已发放',
  ]);
});

test('[JX-16][JX-17][JX-18] only new issue is online, the rest says to come to the hall', () => {
  const online = jiangxi.services.filter((s) => s.channel === 'online').map((s) => s.code);
  expect(online).toEqual(['new']);
  for (const service of jiangxi.services) {
    if (service.channel === 'hall') expect(service.direction.zh).toContain('服务大厅');
  }
});

test('[JX-19] every project says for whom and for which system it is', () => {
  expect(jiangxi.projects.map((p) => p.code)).toEqual([
    'housing-in-province',
    'housing-out-of-province',
    'science',
    'nanchang-provident-fund',
    'drug-administration',
    'fuzhou-real-estate',
    'pharmaceutical-procurement',
  ]);
});

test('[JX-20] only paying units and science enterprises are accepted online', () => {
  const accepted = (code: string, field: string) =>
    project(code)
      ?.fields.find((f) => f.code === field)
      ?.choices?.filter((c) => c.accepted)
      .map((c) => c.code);
  expect(accepted('nanchang-provident-fund', 'fund-category')).toEqual(['01']);
  expect(accepted('science', 'applicant-class')).toEqual(['enterprise']);
});

test('[JX-23] in-province and out-of-province enterprises have different seal collection forms', () => {
  const form = (code: string) => project(code)?.materials.find((m) => m.code === 'seal-form')?.form;
  expect(form('housing-in-province')).toBe('seal-form-in-province');
  expect(form('housing-out-of-province')).toBe('seal-form-out-of-province');
});

test('[JX-23] what the seal form of out-of-province enterprises prints besides is asked for in the application', () => {
  const keys = (code: string) => formsOf('jiangxi').flatMap((form) => (form.code === code ? formKeys(form) : []));
  const common = keys('seal-form-in-province');
  const besides = keys('seal-form-out-of-province').filter((key) => !common.includes(key));
  // The province follows from the credit code.
  const asked = ['registered-province', ...(project('housing-out-of-province')?.fields.map((f) => f.code) ?? [])];
  expect(besides.length).toBeGreaterThan(3);
  expect(besides.filter((key) => !asked.includes(key))).toEqual([]);
});

test('[JX-24][JX-25] each project asks for both forms and the licence, with the two standard reasons', () => {
  for (const p of jiangxi.projects) {
    expect(p.materials.filter((m) => m.required && m.paper).map((m) => m.code)).toEqual([
      'application-form',
      'seal-form',
      'business-licence',
    ]);
    const reasons = p.materials.find((m) => m.code === 'business-licence')?.reasons.map((r) => r.code);
    expect(reasons?.slice(0, 2)).toEqual(['licence-not-sealed-copy', 'licence-distorted-or-photograph']);
  }
});

test('[JX-33] the hint about Nanchang landlines stands beside the mobile', () => {
  for (const p of jiangxi.projects) {
    expect(p.fields.find((f) => f.code === 'handler-mobile')?.hint?.zh).toContain('0791');
  }
});

test('links between help articles lead somewhere', () => {
  const slugs = new Set(jiangxi.articles.map((a) => a.slug));
  for (const article of jiangxi.articles) {
    for (const text of [article.body.zh, article.body.en]) {
      for (const [, slug = ''] of text.matchAll(/\]\(\/help\/([a-z-]+)\)/g)) expect(slugs).toContain(slug);
    }
  }
});

test('every form that a material or the refund names exists', () => {
  const codes = new Set(formsOf('jiangxi').map((f) => f.code));
  const named = jiangxi.projects.flatMap((p) => p.materials.flatMap((m) => m.form ?? []));
  for (const code of [...named, jiangxi.refund.letterForm]) expect(codes).toContain(code);
});
