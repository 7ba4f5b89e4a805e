import { formKeys } from '@yinxin/documents';
import { askedIn, NOT_HELPED, walkGuide } from '@yinxin/programme';
import { expect, test } from 'vitest';
import { formsOf, programmes } from '../src/index.ts';
import { BROWSER_OPTIONS } from './guides.ts';

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

const guide = (slug: string) => {
  const found = programme.guides.find((one) => one.slug === slug);
  if (!found) throw new Error(`no guide ${slug}`);
  return found;
};
/** Where a guide stands after these replies, and what it says there. */
function standing(slug: string, replies: Readonly<Record<string, string>>) {
  const { at } = walkGuide(guide(slug), replies);
  if (typeof at === 'string') return { code: at, says: '' };
  const says = at.kind === 'question' ? at.ask.zh : [at.cause.zh, ...at.ways.map((way) => way.do.zh)].join('\n');
  return { code: at.code, says, measure: at.kind === 'question' ? at.measure : undefined };
}

test('[IT-22] a missing control is detected, offered, run until it reports success, and tested again', () => {
  expect(standing('remote-download', {})).toMatchObject({ code: 'control', measure: 'assistant' });
  const missing = standing('remote-download', { control: 'no' });
  expect(missing.code).toBe('install');
  expect(missing.says).toMatch(/没有找到制证控件[\s\S]*安装包并运行，等到提示安装成功/);
  const again = standing('remote-download', { control: 'no', install: NOT_HELPED });
  expect(again).toMatchObject({ code: 'control-again', measure: 'assistant' });
  expect(standing('remote-download', { control: 'no', install: NOT_HELPED, 'control-again': 'yes' }).code).toBe(
    'provider',
  );
});

test('[IT-23] a blocked add-on: the bar, “Install” in the warning, and the download guide', () => {
  const { says } = standing('remote-download', { control: 'no' });
  expect(says).toContain('点信息栏，在安全警告里选“安装”');
  expect(says).toContain('《远程更新下载流程》');
  const article = programme.articles.find(({ title }) => title.zh === '远程更新下载流程');
  expect(article?.topics).toContain('renew');
  expect(article?.body.zh).toContain('选“安装”');
});

test('a provider that cannot complete the request is repaired, and the same codes are used again', () => {
  const { code, says } = standing('remote-download', { control: 'yes', provider: 'yes' });
  expect(code).toBe('repair');
  expect(says).toMatch(/修复成功[\s\S]*原来的两个更新码/);
});

test('[IT-42] the identity test tells a sound key, which leads to the browser, from one that leads to driver and reader', () => {
  const asked = standing('please-insert-the-key', {});
  expect(asked).toMatchObject({ code: 'identity', measure: 'certificate' });
  expect(asked.says).toContain('机构代码和企业名称');
  const sound = standing('please-insert-the-key', { identity: 'yes' });
  expect(sound).toMatchObject({ code: 'options' });
  expect(sound.says).toContain('密钥是好的');
  expect(standing('please-insert-the-key', { identity: 'no' })).toMatchObject({ code: 'driver', measure: 'assistant' });
  expect(standing('please-insert-the-key', { identity: 'no', driver: 'no' }).says).toContain('桌面安全套件');
  expect(standing('please-insert-the-key', { identity: 'no', driver: 'yes' }).says).toContain('USB 口');
});

test('[IT-43] the boxes to tick and to clear are named; older browsers have one, to be cleared; the names are settings', () => {
  const all = standing('please-insert-the-key', { identity: 'yes', options: 'no' }).says;
  for (const box of BROWSER_OPTIONS.ticked) expect(all).toContain(`勾选“${box}”`);
  for (const box of BROWSER_OPTIONS.cleared) expect(all).toContain(`取消勾选“${box}”`);
  expect(standing('please-insert-the-key', { identity: 'yes', options: 'yes' }).says).toContain(
    `取消勾选“${BROWSER_OPTIONS.only}”`,
  );
});
