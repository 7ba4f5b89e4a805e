import { formKeys } from '@yinxin/documents';
import { askedIn } from '@yinxin/programme';
import { expect, test } from 'vitest';
import { formsOf, programmes } from '../src/index.ts';

const programme = programmes.find(({ code }) => code === 'xinchengtong');
const [project] = programme?.projects ?? [];
if (!programme || !project) throw new Error('the programme is missing');
const online = programme.services.flatMap((one) => (one.channel === 'online' ? [one] : []));
test('[IT-09] a new application, and an update of three kinds; each has its guide, its materials and its fee', () => {
  expect(online.map(({ label }) => label.zh)).toEqual([
    '证书申请',
    '证书更新：延期',
    '证书更新：补发',
    '证书更新：解锁',
  ]);
  const lists = online.map((one) => {
    const { materials, prices } = askedIn(project, one);
    expect(prices.some(({ fen }) => fen > 0)).toBe(true);
    expect(materials.length).toBeGreaterThan(0);
    expect(programme.articles.map(({ slug }) => slug)).toContain(`guide-${one.code}`);
    return prices.map(({ code }) => code).join();
  });
  expect(new Set(lists).size).toBe(online.length);
});

test('[IT-01] three classes; individuals and agencies apply and follow their applications, nothing else', () => {
  expect(programme.userClasses.map(({ code, functions }) => [code, functions])).toEqual([
    ['enterprise', ['certificate-application', 'progress', 'everything-else']],
    ['individual', ['certificate-application', 'progress']],
    ['agency', ['certificate-application', 'progress']],
  ]);
});

test('each company has its fax number', () => {
  expect(programme.payees.map(({ code, fax }) => [code, typeof fax])).toEqual([
    ['shanghai', 'string'],
    ['guangzhou', 'string'],
    ['shenzhen', 'string'],
    ['beijing', 'string'],
  ]);
});

test('forms print nothing that nobody knows', () => {
  for (const form of formsOf('xinchengtong')) expect(formKeys(form).length).toBeGreaterThan(0);
});
