import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { newApplicant, orderAt, review } from './hall/order.ts';

test('[JX-49][JX-32] the list shows all eight columns, is filtered by project, state and day, and holds the own orders only', async ({
  visit,
  hall,
}) => {
  const applicant = await newApplicant(hall);
  const finished = await orderAt(hall, 'finished', { applicant, project: 'housing-in-province' });
  const waiting = await orderAt(hall, 'review', { applicant, project: 'science' });
  const ended = await orderAt(hall, 'review', { applicant, project: 'drug-administration' });
  await review(hall, ended.order.id, { type: 'reject-wrong', reason: 'wrong-project' });
  const stranger = await orderAt(hall, 'review');
  const page = await visit('/orders', applicant.person);
  await page.getByRole('row').filter({ hasText: finished.order.number }).waitFor();
  await expect
    .poll(() => page.getByRole('columnheader').allInnerTexts())
    .toEqual(['订单号', '项目', '申请单位', '订单状态', '支付状态', '邮寄信息', '提交时间', '收件人']);
  const { papers, delivery } = finished.order;
  const row = await page.getByRole('row').filter({ hasText: finished.order.number }).innerText();
  for (const part of [
    '江西省住建厅（省内企业）',
    applicant.name,
    '已发放',
    '支付成功',
    papers.trackingNumber,
    delivery.trackingNumber,
    '王芳',
  ])
    expect(row).toContain(part);
  expect(await page.getByText(stranger.order.number).count()).toBe(0);
  await look(page, 'orders');

  const numbers = async () => (await page.locator('tbody th').allInnerTexts()).map((text) => text.trim()).sort();
  const shows = async (...expected: (typeof finished)[]) =>
    expect.poll(numbers, { timeout: 10_000 }).toEqual(expected.map(({ order }) => order.number).sort());
  await page.getByLabel('项目', { exact: true }).selectOption({ label: '江西省科技厅' });
  await shows(waiting);
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.getByLabel('订单状态').selectOption({ label: '已发放' });
  await shows(finished);
  await page.getByRole('button', { name: '清除筛选' }).click();
  await shows(finished, waiting, ended);
  await page.getByLabel('到', { exact: true }).fill('01.02.2020');
  await page.getByLabel('提交日期从').focus();
  await page.getByText('请按年-月-日填写，例如 2026-03-01').waitFor();
  await shows(finished, waiting, ended);
  await page.getByLabel('到', { exact: true }).fill('2020年1月1日');
  await page.getByLabel('提交日期从').focus();
  await expect.poll(() => page.getByLabel('到', { exact: true }).inputValue()).toBe('2020-01-01');
  await page.getByText('没有符合条件的订单').waitFor();
  await look(page, 'orders-none');
  // Somebody else's order is not there, whatever is typed.
  await page.goto(`${hall.url}/orders/${stranger.order.id}`);
  await page
    .getByRole('alert')
    .getByText(/没有找到这个订单，或者它不属于您的单位/)
    .waitFor();
  await look(page, 'order-not-yours');
  const refusal = await applicant.person.refused(endpoints.applications.read, { params: { id: stranger.order.id } });
  expect(refusal.code).toBe('ORDER_NOT_FOUND');
});

test('[JX-27][JX-28][JX-29][JX-30][JX-45][JX-48] the seven states, each with its payment state and who acts next', async ({
  visit,
  hall,
}) => {
  const applicant = await newApplicant(hall);
  const states = [
    ['fill', '未提交', '无', '申请还没有提交。'],
    ['review', '正在审核', '无', '申请已提交，等待工作人员审核。'],
    ['payment', '资料审核通过', '待支付', '资料审核通过，等待支付。'],
    ['papers', '正在受理', '支付成功', '纸质原件还没有寄出。'],
    ['delivery', '制证完成', '支付成功', '证书已制作完成，等待寄出。'],
    ['finished', '已发放', '支付成功', '订单已完成。'],
  ] as const;
  const made = await Promise.all(states.map(([stage]) => orderAt(hall, stage, { applicant })));
  const returned = await orderAt(hall, 'review', { applicant });
  await review(hall, returned.order.id, {
    type: 'return-materials',
    faults: [{ item: { kind: 'material', code: 'business-licence' }, reason: 'other', note: '请重传' }],
  });
  const page = await visit('/orders', applicant.person);
  for (const [at, [, state, payment, waiting]] of states.entries()) {
    const row = page.getByRole('row').filter({ hasText: made[at]?.order.number ?? '' });
    await row.getByText(waiting).waitFor();
    const text = await row.innerText();
    expect(text).toContain(state);
    expect(text).toContain(payment);
  }
  const row = page.getByRole('row').filter({ hasText: returned.order.number });
  await row.getByText('资料有 1 项被退回').waitFor();
  await expect.poll(() => row.innerText()).toContain('资料审核失败');
});
