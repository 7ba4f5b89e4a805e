import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { courierNumber, decide, fault, orderAt, post } from './hall/order.ts';

test('[JX-39][JX-40][JX-42] paid: the address is shown, the courier number is entered, and all three states stand together', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'papers');
  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.getByText('纸质原件还没有寄出。').first().waitFor();
  const now = page.getByRole('region', { name: '请邮寄纸质原件' });
  for (const paper of ['数字证书申请表', '电子签章采集表', '营业执照复印件（加盖公章）'])
    await now.getByRole('listitem').filter({ hasText: paper }).waitFor();
  await now.getByText(`请在快递里附上订单号 ${order.number}`).waitFor();
  await now.getByLabel('快递单号').fill('12');
  await now.getByRole('button', { name: '提交单号' }).click();
  await now
    .getByText(/快递单号为 8 至 20 位数字和字母/)
    .first()
    .waitFor();
  const number = courierNumber();
  await now.getByLabel('快递单号').fill(` ${number.toLowerCase().replace(/(.{4})/g, '$1 ')}`);
  await now.getByLabel('快递公司').fill('顺丰速运');
  await now.getByRole('button', { name: '提交单号' }).click();
  await page.getByRole('heading', { level: 2, name: '原件在路上，您不用做什么' }).waitFor();
  await page.locator('.order-line', { hasText: '正在受理' }).getByText('支付成功').waitFor();
  const posting = page.getByRole('region', { name: '邮寄信息（寄给我们的原件）' });
  await posting.getByText(number).waitFor();
  await posting.getByText('已寄出，未确认').waitFor();
  await page.getByText('原件已寄出，还没有确认收到。').first().waitFor();
  await look(page, 'order-posted');
});

test('[JX-41][JX-42] faulty papers are not confirmed: the applicant reads which and why, posts again, then receipt is confirmed', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'posted');
  const mailRoom = await visit('/console/mail-room', await hall.staff('mail-room'));
  await mailRoom.getByLabel('扫描或输入快递单号').fill(order.papers.trackingNumber ?? '');
  await mailRoom.keyboard.press('Enter');
  const desk = mailRoom.getByRole('region', { name: '纸质材料' });
  for (const { mark } of order.materials) if (mark) await desk.getByText(`表单上的版本码应为 ${mark}`).waitFor();
  await desk.getByText('请先逐份核对，并勾选“全部齐全无误”。').waitFor();
  await expect
    .poll(() => desk.getByRole('button', { name: '确认收到快递' }).getAttribute('aria-disabled'))
    .toBe('true');
  await desk.getByLabel('营业执照复印件（加盖公章）').selectOption({ label: '没有加盖单位公章' });
  await desk.getByText('有材料标为有问题，不能确认收件。').waitFor();
  await expect
    .poll(() => desk.getByRole('button', { name: '确认收到快递' }).getAttribute('aria-disabled'))
    .toBe('true');
  await look(mailRoom, 'console-paper-faults');
  await desk.getByRole('button', { name: '报告问题（1 份）' }).click();
  await desk.getByText('有问题，等待补寄').waitFor();

  const page = await visit(`/orders/${order.id}`, applicant.person);
  const now = page.getByRole('region', { name: '原件有问题，请重新邮寄' });
  await now.getByText('我们收到了原件，但有问题').waitFor();
  await now.getByText(/没有加盖单位公章 请盖章后重新寄出/).waitFor();
  await page.locator('.order-line', { hasText: '正在受理' }).waitFor();
  await look(page, 'order-papers-faulty');
  await post(applicant, order.id);
  await mailRoom.goto(`${hall.url}/console/orders/${order.id}`);
  await mailRoom.getByLabel('我已逐份核对，全部齐全无误').check();
  await mailRoom.getByRole('button', { name: '确认收到快递' }).click();
  await mailRoom.getByText('已确认收件').first().waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 2, name: '我们正在制作证书，您不用做什么' }).waitFor();
  await page.getByText('已确认收到快递').first().waitFor();
  await look(page, 'order-making');
});

test('[JX-41] papers are confirmed by the mail room only, and only when they have been posted', async ({ hall }) => {
  const { applicant, order } = await orderAt(hall, 'papers');
  const { consoleApplications } = endpoints;
  const params = { id: order.id };
  const body = { command: { type: 'confirm-papers' as const } };
  const reviewer = await hall.staff('reviewer');
  expect((await reviewer.refused(consoleApplications.command, { params, body })).code).toBe('ROLE_NEEDED');
  await post(applicant, order.id);
  await decide(hall, 'mail-room', order.id, {
    type: 'report-paper-faults',
    faults: [fault('business-licence', 'paper-no-seal')],
  });
  const mailRoom = await hall.staff('mail-room');
  expect((await mailRoom.refused(consoleApplications.command, { params, body })).code).toBe('PAPERS_FAULTY');
});

test('[JX-42][JX-43] an order that waits long for its papers is brought up for staff, and the page answers "why has it not come?"', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'papers');
  const early = await visit(`/orders/${order.id}`, applicant.person);
  const where = early.getByRole('region', { name: '证书怎么还没到？' });
  await where.getByText('还没有填写快递单号。请先邮寄原件并填写单号').waitFor();
  await hall.server.advance({ days: 8 });
  const member = await hall.staff('customer-service');
  const page = await visit('/console', member);
  await look(page, 'console-dashboard');
  await page.getByRole('listitem').filter({ hasText: '客服' }).getByRole('link').first().waitFor();
  await page.goto(`${hall.url}/console/orders/${order.id}`);
  await page.getByText('提醒工作人员：原件等待过久。').waitFor();
});

test('[JX-43] the help on the order goes on step by step: number entered, still in processing, issued', async ({
  visit,
  hall,
}) => {
  for (const [stage, last] of [
    ['posted', /快递显示签收后仍是“正在受理”的，请致电/],
    ['delivery', /证书还没有寄出。快递一般在 19:00 左右扫描/],
    ['finished', /证书已发放。请先问收件人 王芳/],
  ] as const) {
    const { applicant, order } = await orderAt(hall, stage);
    const page = await visit(`/orders/${order.id}`, applicant.person);
    const steps = page.getByRole('region', { name: '证书怎么还没到？' }).getByRole('listitem');
    await steps.getByText(last).waitFor();
    await expect.poll(() => steps.last().innerText()).toMatch(last);
    await page.close();
  }
});
