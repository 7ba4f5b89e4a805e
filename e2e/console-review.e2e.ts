import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { settled } from './browser/settled.ts';
import { decide, newApplicant, orderAt, read } from './hall/order.ts';

/** The ten seconds in which a decision can be taken back do not pass on this page. */
async function holdTime(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const real = window.setInterval;
    const still = (run: TimerHandler, ms?: number, ...rest: unknown[]) => (ms === 1000 ? 0 : real(run, ms, ...rest));
    window.setInterval = still as typeof window.setInterval;
  });
  await page.reload();
}

const heading = (name: string) => ({ level: 1, name }) as const;

test('[JX-28][JX-31] the next case is there at once after Ctrl+Enter, and the decision can be taken back, by keys alone', async ({
  visit,
  hall,
}) => {
  const first = await orderAt(hall, 'review');
  const second = await orderAt(hall, 'review');
  const reviewer = await hall.staff('reviewer');
  const page = await visit(`/console/orders/${first.order.id}?queue=review`, reviewer);
  await holdTime(page);
  await page.getByRole('button', { name: '领取审核' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('您正在审核').waitFor();
  // The last of three papers goes back with the first standard reason, everything with keys.
  await page.keyboard.press('a');
  await page.keyboard.press('a');
  await page.keyboard.press('r');
  const licence = page.locator('.items > li').filter({ hasText: '营业执照复印件' });
  await licence.getByRole('radio').first().waitFor();
  await page.keyboard.press('1');
  await page.getByRole('button', { name: '退回 1 项' }).waitFor();
  await page.keyboard.press('Control+Enter');

  // The next free case is shown, taken, while the decision still waits.
  await page.getByText(/秒后发出/).waitFor();
  await page.getByRole('heading', heading(first.applicant.name)).waitFor({ state: 'hidden' });
  await page.getByText('您正在审核').waitFor();
  await look(page, 'console-held');
  expect((await read(first.applicant, first.order.id)).stage).toBe('review');
  await page.locator('h1').click();
  await page.keyboard.press('z');
  await page.getByRole('heading', heading(first.applicant.name)).waitFor();
  await page.getByRole('button', { name: '退回 1 项' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/秒后发出/).waitFor();
  await page.getByRole('button', { name: '马上发出' }).click();
  await page.getByText(`已发出：退回材料 ${first.order.number}`).waitFor();
  expect((await read(first.applicant, first.order.id)).materials.find((one) => one.fault)?.fault?.reason).toBe(
    'licence-not-sealed-copy',
  );
  expect((await read(second.applicant, second.order.id)).stage).toBe('review');
});

test('[JX-31][JX-09] what happened meanwhile is said when the held decision is sent', async ({ visit, hall }) => {
  const { order } = await orderAt(hall, 'review');
  const page = await visit(`/console/orders/${order.id}`, await hall.staff('reviewer'));
  await holdTime(page);
  await page.getByRole('button', { name: '领取审核' }).click();
  await page.getByText('您正在审核').waitFor();
  await page.locator('h1').click();
  for (let at = 0; at < 3; at++) await page.keyboard.press('a');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/秒后发出/).waitFor();
  await decide(hall, 'customer-service', order.id, {
    type: 'log-contact',
    channel: 'phone',
    reached: true,
    note: '来电撤回',
  });
  await page.getByRole('button', { name: '马上发出' }).click();
  await page.getByText('刚才的决定没有生效', { exact: false }).waitFor();
  await look(page, 'console-held-failed');
});

test('looking at an order of another desk fetches no material, and asking for one is written down', async ({
  visit,
  hall,
}) => {
  const applicant = await newApplicant(hall);
  const { order } = await orderAt(hall, 'posted', { applicant });
  const page = await visit(`/console/orders/${order.id}`, await hall.staff('shipping'));
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (/\/materials\//.test(request.url())) fetched.push(request.url());
  });
  await page.reload();
  await page.getByRole('heading', heading(applicant.name)).waitFor();
  await settled(page);
  expect(fetched).toEqual([]);
  await page.locator('summary', { hasText: '查看材料与填报内容' }).click();
  await page.locator('canvas').first().waitFor();
  await look(page, 'console-documents');
  const auditor = await visit(
    `/console/audit?q=${order.number}&action=material.looked-at`,
    await hall.staff('auditor'),
  );
  await auditor.getByRole('row').filter({ hasText: order.number }).first().waitFor();
});
