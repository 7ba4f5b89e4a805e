import { endpoints } from '@yinxin/contract';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { own } from './hall/assistant-medium.ts';
import type { Hall } from './hall/hall.ts';
import { orderAt } from './hall/order.ts';

const { production, productionBatches } = endpoints;
const State = z.object({
  stock: z.array(z.object({ serial: z.string(), state: z.string() })),
  pairings: z.object({ waiting: z.array(z.object({ id: z.string() })) }),
});
const stateOf = async (hall: Hall) => State.parse(await own(hall, 'state'));

/** Confirms on the assistant's own page that the desk may use it, if it asks. */
async function pair(hall: Hall, page: Page): Promise<void> {
  const say = page.getByRole('status').filter({ hasText: /证书助手上确认|请插入|请取下|按回车/ });
  await say.waitFor();
  const { pairings } = await stateOf(hall);
  for (const { id } of pairings.waiting) await own(hall, 'answer-pairing', { id, approve: true });
}

/** Presses Enter, as a foot switch does, on whatever the desk asks for now. */
async function enter(page: Page, button: string): Promise<void> {
  const go = page.getByRole('button', { name: button, exact: true });
  await go.waitFor();
  await expect.poll(() => go.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
}

async function label(page: Page): Promise<string> {
  await page.getByText(/打印标签，贴到介质/).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), enter(page, '打印标签')]);
  await enter(page, '已贴好，下一件');
  return download.suggestedFilename();
}

/** Reads both codes of a parcel as a scanner does, into the field that has the focus by then; each read ends with Enter. */
async function scan(page: Page, order: string, tracking: string): Promise<void> {
  for (const [label, code] of [
    ['订单号', order],
    ['快递单号', tracking],
  ] as const) {
    const field = page.getByLabel(label, { exact: true });
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
    await expect.poll(() => field.inputValue()).toBe('');
    await page.keyboard.type(code);
    await expect.poll(() => field.inputValue()).toBe(code);
    await page.keyboard.press('Enter');
  }
}

test('a batch of three is made with the Enter key; one fails and is set aside; parcels are scanned', async ({
  visit,
  hall,
}) => {
  for (let n = 0; n < 3; n += 1) await orderAt(hall, 'production', { mode: 'post' });
  const member = await hall.staff('production');
  const { batch: cards } = await member.call(production.makePasswordCards, { body: { count: 3 } });
  await member.call(production.printPasswordCards, { params: { batch: cards }, query: { paper: 'hidden-pin' } });
  const blanks = (await stateOf(hall)).stock.filter(({ state }) => state === 'blank').map(({ serial }) => serial);
  const [first = '', second = ''] = blanks;

  const page = await visit('/console/production', member);
  await page.getByLabel('领取几张订单').fill('3');
  await look(page, 'production');
  await page.getByRole('button', { name: '领取一批' }).click();
  await page.getByText('第 1 件，共 3 件').waitFor();
  await pair(hall, page);
  await own(hall, 'insert', { serial: first });
  await page.getByText('按回车开始').waitFor();
  await look(page, 'batch-go');
  await enter(page, '开始制作');
  await page.getByText(`打印标签，贴到介质 ${first} 上`).waitFor();
  expect(await label(page)).toMatch(/^JX.*\.pdf$/);

  await page.getByText('请取下读卡器里的介质，换下一只').waitFor();
  await own(hall, 'insert', { serial: second });
  await page.getByText('按回车开始').waitFor();
  await page.getByLabel('密码卡号').fill('MK260101-000001-A');
  await page.getByRole('button', { name: '开始制作' }).click();
  await page.getByText('没有做成').waitFor();
  await look(page, 'batch-failed');
  await page.getByRole('button', { name: '搁置……' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('原因').fill('密码卡号读不出');
  await dialog.getByRole('button', { name: '搁置，做下一件' }).click();

  await page.getByText('第 3 件，共 3 件').waitFor();
  await enter(page, '开始制作');
  await label(page);
  await enter(page, '结束批次');
  await page.getByText('已结束').or(page.getByText('密码卡号读不出')).first().waitFor();
  await look(page, 'batch-ended');
  const id = page.url().split('/').at(-1) ?? '';
  const batch = await member.call(productionBatches.read, { params: { id } });
  expect(batch).toMatchObject({ status: 'closed', counts: { done: 2, 'set-aside': 1, waiting: 0 } });
  await page.evaluate(() => window.localStorage.setItem('yinxin-language', 'en'));
  await page.reload();
  await page.getByText('set aside').first().waitFor();
  await look(page, 'batch-ended-en');
  await page.evaluate(() => window.localStorage.removeItem('yinxin-language'));

  // Orders of this test's own: the batch drew whichever had waited longest, of other tests too, and some are collected.
  const parcels = await Promise.all([1, 2].map(() => orderAt(hall, 'delivery', { mode: 'post' })));
  const desk = await visit('/console/parcels', await hall.staff('shipping'));
  await scan(desk, parcels[0]?.order.number ?? '', `SF${Date.now()}`);
  await desk.getByText('已登记 1 件，共 1 行').waitFor();
  await scan(desk, parcels[1]?.order.number ?? '', 'RA473124828CN');
  await desk.getByText('校验位不符', { exact: false }).waitFor();
  await look(desk, 'parcels');

  for (const [at, name] of [
    [`/media/${first}`, 'medium'],
    ['/stock-takes', 'stock-takes'],
    ['/password-cards', 'password-cards'],
  ] as const) {
    await page.goto(`${hall.url}/console${at}`);
    await look(page, name);
  }
});
