import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { orderAt } from './hall/order.ts';

test('the one box of the console: / goes there, arrows and Enter open what was found, and it says why there is nothing', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'review');
  const page = await visit('/console', await hall.staff('customer-service'));
  await page.getByRole('main').waitFor();
  await page.keyboard.press('/');
  const box = page.getByRole('combobox', { name: '查询订单、单位、介质、运单号、发票号' });
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  await box.fill('有');
  await page.getByText('请再多输入一点', { exact: false }).waitFor();
  await box.fill('ZZ没有这个单位');
  await page.getByText('没有找到。', { exact: false }).waitFor();
  await box.fill(applicant.creditCode);
  const list = page.getByRole('listbox', { name: '查询结果' });
  await list.getByRole('option').filter({ hasText: order.number }).waitFor();
  await look(page, 'console-search');
  await box.press('ArrowDown');
  await box.press('ArrowDown');
  await expect.poll(() => list.getByRole('option', { selected: true }).textContent()).toContain(order.number);
  await box.press('Enter');
  await page.waitForURL(`**/console/orders/${order.id}`);
});
