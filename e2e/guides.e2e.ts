import { randomUUID } from 'node:crypto';
import { endpoints } from '@yinxin/contract';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { produceWith } from '../assistant/src/testing/production.ts';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { allowPages, blankInReader, own } from './hall/assistant-medium.ts';
import type { Hall } from './hall/hall.ts';
import { newApplicant } from './hall/order.ts';

/** The assistant lets the page in, whenever it asks; one that was let in before asks nothing. */
const letIn = async (hall: Hall, page: Page) => {
  const ready = page
    .getByText(/^插着的介质/)
    .or(page.getByText('没有看到介质'))
    .first();
  const seen = async () => {
    await allowPages(hall);
    return ready.isVisible();
  };
  await expect.poll(seen, { timeout: 45_000, interval: 250 }).toBe(true);
};

test('[BJ-07] [BJ-17] [BJ-18] before anything is begun: times by area, the counter for those in a hurry, and pictures of the card', async ({
  visit,
}) => {
  const page = await visit('/projects/bjca-mobile/china-mobile-supplier');
  const times = page.getByRole('region', { name: '多久能办好' }).or(page.locator('.panel', { hasText: '多久能办好' }));
  await times.getByText('一般 4–7 个工作日').first().waitFor();
  await expect
    .poll(() => times.first().locator('tbody tr').allInnerTexts())
    .toEqual([
      expect.stringMatching(/^北京\s+2 个工作日/),
      expect.stringMatching(/^北京以外、快递可到\s+4 个工作日/),
      expect.stringMatching(/^偏远地区（邮政速递）\s+8 个工作日/),
    ]);
  await times
    .getByText(/着急请选现场办理.*当场办结/)
    .first()
    .waitFor();
  await look(page, 'turnaround');
  await page.goto(new URL('/help/card?of=bjca-onecard', page.url()).href);
  await page.getByText('拇指按住安全芯片的外缘').waitFor();
  const pictures = page.getByRole('img');
  await expect.poll(() => pictures.count()).toBeGreaterThanOrEqual(3);
  await page.getByRole('img', { name: '拇指按住芯片外缘，把芯片翻出卡槽' }).waitFor();
  await look(page, 'help-card');
});

test('[BJ-34] [BJ-53] guides measure what they can, ask the rest, and warn where a step costs safety', async ({
  visit,
  hall,
}) => {
  await own(hall, 'remove');
  const page = await visit('/guides/bjca-onecard/cannot-be-read');
  await letIn(hall, page);
  await page.getByRole('heading', { name: '介质没有被识别。' }).waitFor();
  await expect.poll(() => page.locator('ol.ways-in-turn > li').count()).toBe(3);
  await expect.poll(() => page.locator('.checks li', { hasText: '自动检查' }).count()).toBe(2);
  await look(page, 'guide-medium');
  const { client, serial } = await blankInReader(hall);
  await produceWith(client, serial);
  await client.finish({ serial });
  await page.getByRole('button', { name: '否' }).click();
  await page.getByRole('heading', { name: /问题在浏览器/ }).waitFor();
  const ways = page.locator('ul.ways-any > li');
  await expect
    .poll(() => ways.allInnerTexts())
    .toEqual([
      expect.stringContaining('受信任的站点'),
      expect.stringContaining('兼容性视图'),
      expect.stringContaining('启用保护模式'),
      expect.stringContaining('关掉它'),
    ]);
  await look(page, 'guide-browser');
  await page.getByRole('button', { name: '解决了' }).click();
  await page.getByText('解决了，可以继续使用。').waitFor();

  await page.goto(new URL('/guides/bjca-mobile/seal-button-missing', page.url()).href);
  await page.getByRole('button', { name: 'Word 2010' }).click();
  await page.getByRole('button', { name: '是' }).click();
  for (const heading of ['签章控件被 Word 禁用了。', 'Word 不信任签章控件。']) {
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await page.getByText('有害').count()).toBe(0);
    await page.getByRole('button', { name: '还是不行' }).click();
  }
  await page.getByText(/包括有害的/).waitFor();
  await look(page, 'guide-word-macros');
  await page.getByRole('button', { name: '还是不行' }).click();
  await page.getByText(/请致电客服/).waitFor();
});

test('[BJ-37] [IT-42] the test on the home page reads owner, organisation code and taxpayer number, judges without a sign-in, and leads a sound key to the browser', async ({
  visit,
  hall,
}) => {
  const { client, serial } = await blankInReader(hall);
  const page = await visit('/');
  await page.getByRole('link', { name: '用户身份认证' }).click();
  await letIn(hall, page);
  await page.getByText('介质里没有证书。').waitFor();
  await page.getByText('发现问题，请从第一个未通过的项目开始处理。').waitFor();
  await produceWith(client, serial);
  await client.finish({ serial });
  await page.getByText('介质和证书完好，可以正常使用。').waitFor();
  await page.getByText('仍在使用初始 PIN 码。').waitFor();
  for (const text of ['示例建设有限公司', 'M000100Y4', '91350100M000100Y43'])
    await page.getByText(text, { exact: true }).first().waitFor();
  await page.getByText(/检测编号.*ZD\d{6}-/).waitFor();
  await look(page, 'certificate-test');
  await page.getByRole('link', { name: '密钥插着，网页却提示“请插入密钥”' }).click();
  await page.getByRole('heading', { name: /密钥是好的，问题在浏览器/ }).waitFor();
});

test('[IT-15] an announcement opens over the application page, gives way to printing when closed, and does not come again', async ({
  visit,
  hall,
}) => {
  const console = await visit('/console/announcements', await hall.staff('administrator'));
  const title = `系统升级 ${randomUUID().slice(0, 8)}`;
  await console.getByLabel('中文标题').fill(title);
  await console.getByLabel('英文标题').fill(`Upgrade ${title.slice(-8)}`);
  await console.getByLabel('中文内容').fill('**周六 20:00–22:00** 暂停受理。');
  await console.getByLabel('英文内容').fill('Closed on **Saturday 20:00–22:00**.');
  await console.getByRole('checkbox', { name: /信城通/ }).check();
  await console.getByRole('button', { name: '发布', exact: true }).click();
  await console.getByRole('button', { name: `撤下 ${title}` }).waitFor();
  await look(console, 'console-announcements');
  try {
    const who = await newApplicant(hall);
    const open = (programme: string, project: string) =>
      who.person.call(endpoints.applications.open, { body: { programme, project, service: 'new' } });
    const { id } = await open('xinchengtong', 'declaration');
    const page = await visit(`/orders/${id}/application`, who.person);
    const shown = page.getByRole('dialog', { name: '公告' });
    await shown.getByText('关闭这个窗口就能接着办理').waitFor();
    await shown.getByRole('heading', { name: title }).waitFor();
    await look(page, 'announcement');
    const print = page.getByRole('link', { name: /^下载：/ }).first();
    // Behind the window nothing is reached; without it everything is, in this session for good.
    await expect(print.click({ trial: true, timeout: 1000 })).rejects.toThrow(/intercepts|Timeout/);
    await shown.getByRole('button', { name: '关闭' }).click();
    await print.click({ trial: true });
    const heard = page.waitForResponse((answer) => answer.url().endsWith('/api/announcements'));
    await page.reload();
    await heard;
    await print.click({ trial: true });
    expect(await shown.count()).toBe(0);
    // Other programmes are not its audience; on the first page it can be read again.
    const other = await open('jiangxi', 'housing-in-province');
    const elsewhere = await visit(`/orders/${other.id}/application`, who.person);
    await elsewhere
      .getByRole('link', { name: /^下载：/ })
      .first()
      .click({ trial: true });
    await page.goto(`${hall.url}/`);
    await page.getByText(title).click();
    await page.getByText('暂停受理').waitFor();
    await look(page, 'home-announcement');
  } finally {
    await console.getByRole('button', { name: `撤下 ${title}` }).click();
    await console.getByRole('row', { name: title }).getByText('已撤下').waitFor();
  }
});
