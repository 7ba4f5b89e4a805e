import { endpoints } from '@yinxin/contract';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { turnTo } from './browser/settled.ts';
import { invent, type newApplicant, orderAt, pay, read, register, scan } from './hall/order.ts';

const { applications } = endpoints;

/** From the order to the cashier, and back with this outcome. */
async function payWith(page: Page, outcome: string): Promise<void> {
  await page.getByRole('button', { name: /^(去支付|再次支付)/ }).click();
  await page.getByRole('button', { name: outcome, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '江西省住建厅（省内企业）' }).waitFor();
}

test('[JX-29][JX-39] payment is offered only after approval, posting the papers only once paid', async ({
  visit,
  hall,
}) => {
  const offers = async (page: Page) => ({
    pay: await page.getByRole('button', { name: /^去支付/ }).count(),
    post: await page.getByLabel('快递单号').count(),
    address: await page.getByText('寄到哪里').count(),
  });
  for (const [stage, heading, expected] of [
    ['fill', '请填写并提交申请', { pay: 0, post: 0, address: 0 }],
    ['review', '我们正在审核，您不用做什么', { pay: 0, post: 0, address: 0 }],
    ['payment', '请付款', { pay: 1, post: 0, address: 0 }],
    ['papers', '请邮寄纸质原件', { pay: 0, post: 1, address: 1 }],
    ['production', '我们正在制作证书，您不用做什么', { pay: 0, post: 0, address: 0 }],
  ] as const) {
    const { applicant, order } = await orderAt(hall, stage);
    const page = await visit(`/orders/${order.id}`, applicant.person);
    await page.getByRole('heading', { level: 2, name: heading }).waitFor();
    await expect.poll(() => offers(page), { message: stage }).toEqual(expected);
    const params = { id: order.id };
    if (stage !== 'payment')
      expect(
        (await applicant.person.refused(applications.pay, { params, body: { method: 'cashier' } })).code,
        stage,
      ).toBe(stage === 'fill' || stage === 'review' ? 'PAYMENT_NOT_YET' : 'ALREADY_PAID');
    if (stage === 'payment') {
      await page.locator('.order-line', { hasText: '资料审核通过' }).getByText('待支付').waitFor();
      const command = { type: 'post-papers' as const, carrier: '顺丰速运', trackingNumber: 'SF1234567890123' };
      const refusal = await applicant.person.refused(applications.command, { params, body: { command } });
      expect(refusal.code).toBe('PAPERS_NOT_YET');
    }
    await page.close();
  }
});

test('[JX-34] a payment that fails is explained and recorded, advice is given, and it can be repeated', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'payment');
  const page = await visit(`/orders/${order.id}`, applicant.person);
  await payWith(page, '付款失败');
  await page.getByText('没有扣款成功，可以再次支付。').waitFor();
  await page.getByText('付不了款怎么办').click();
  await page.getByText('换一个浏览器，或换一台电脑、手机再试。').waitFor();
  await page.getByText(/还不行，请致电客服/).waitFor();
  await look(page, 'order-pay-failed');
  await page.getByLabel('您遇到了什么问题').fill('页面空白');
  await page.getByRole('button', { name: '告诉我们' }).click();
  await page.getByText('已记录，客服会看到').waitFor();
  const desk = await visit(`/console/orders/${order.id}`, await hall.staff('customer-service'));
  await desk.getByRole('region', { name: '支付', exact: true }).getByText('最近一次失败').waitFor();
  await desk.getByText('反映支付有问题。').waitFor();
  await payWith(page, '超时');
  await page
    .getByRole('heading', { level: 2, name: '请付款' })
    .or(page.getByRole('heading', { level: 2, name: '正在确认您的付款' }))
    .waitFor();
  await payWith(page, '成功，通知两次');
  await page.getByRole('heading', { level: 2, name: '请邮寄纸质原件' }).waitFor();
  const { payment, price } = await read(applicant, order.id);
  expect(payment.amountFen).toBe(price.totalFen);
});

test('[JX-34] money taken without word from the bank is found by asking, and by the reconciliation of finance', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'payment');
  const page = await visit(`/orders/${order.id}`, applicant.person);
  // Back from the cashier the page asks the bank by itself.
  await payWith(page, '成功，但没有通知');
  await page.getByRole('heading', { level: 2, name: '请邮寄纸质原件' }).waitFor();

  const other = await orderAt(hall, 'payment');
  const { payUrl } = await other.applicant.person.call(applications.pay, {
    params: { id: other.order.id },
    body: { method: 'cashier' },
  });
  const cashier = await visit(payUrl, other.applicant.person);
  await cashier.route('**/payment-checks**', (route) => route.abort());
  await cashier.getByRole('button', { name: '成功，但没有通知', exact: true }).click();
  const finance = await visit('/console/payments', await hall.staff('finance'));
  await finance.getByRole('button', { name: '开始对账' }).click();
  await finance.getByText(/查询 \d+ 笔，入账 \d+ 笔/).waitFor();
  await look(finance, 'console-payments');
  await hall.server.deps.jobs.idle();
  expect((await read(other.applicant, other.order.id)).paymentState).toBe('paid');
});

test('[JX-34] where money comes by transfer only, the help speaks of transfers and not of a cashier', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'payment');
  const page = await visit('/', applicant.person);
  const transfer = { accountName: '示例认证中心', accountNumber: '1502 0000 0000 0000', bank: '示例银行南昌分行' };
  await page.route('**/api/payments/means', (route) => route.fulfill({ json: { cashier: false, transfer } }));
  await turnTo(page, `/orders/${order.id}`);
  await page.getByText('请用银行转账付款').waitFor();
  await page.getByText('付不了款怎么办').click();
  const help = page.locator('details', { hasText: '付不了款怎么办' });
  await help.getByText('附言只写订单号', { exact: false }).waitFor();
  await help.getByText('转账由财务登记，一般一个工作日', { exact: false }).waitFor();
  expect(await help.innerText()).not.toMatch(/浏览器|扣款|向银行查询|再试/);
  expect(await page.getByRole('button', { name: /^(去支付|再次支付)/ }).count()).toBe(0);
});

test('[JX-37][JX-38] forgotten invoice data come late, by the applicant or through customer service; finance issues within 5 working days of both', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'finished');
  const page = await visit(`/orders/${order.id}`, applicant.person);
  const panel = page.getByRole('region', { name: '电子发票' });
  await panel.getByText('还没有开票信息。现在填写，以后补也可以。').waitFor();
  await panel.getByRole('button', { name: '填写开票信息' }).click();
  await expect.poll(() => panel.getByLabel('发票抬头').inputValue()).toBe(applicant.name);
  await expect.poll(() => panel.getByLabel('纳税人识别号').inputValue()).toBe(applicant.creditCode);
  await look(page, 'order-invoice');
  await panel.getByRole('button', { name: '保存', exact: true }).click();
  await panel.getByText(/证书制作完成且收到开票信息后，一般 5 个工作日内开具/).waitFor();
  const { invoice } = await read(applicant, order.id);
  // Five working days after the Monday on which the server's clock stands, or later where a test moved it.
  const days = (Date.parse(invoice.due ?? '') - hall.server.clock.now().getTime()) / 86_400_000;
  expect(days).toBeGreaterThanOrEqual(5);
  expect(days).toBeLessThan(20);

  const finance = await visit(`/console/orders/${order.id}`, await hall.staff('finance'));
  const desk = finance.getByRole('region', { name: '发票', exact: true });
  await desk.getByLabel('发票号码').fill('26367000000012345678');
  await desk.locator('input[type=file]').setInputFiles(await scan('invoice'));
  await look(finance, 'console-invoice');
  await desk.getByRole('button', { name: '上传并通知申请人' }).click();
  await desk.getByText('已开具').waitFor();
  await page.reload();
  await panel.getByRole('link', { name: /下载电子发票 26367000000012345678/ }).waitFor();

  // Who calls instead: customer service enters the data.
  const caller = await orderAt(hall, 'papers');
  const service = await visit('/console/service', await hall.staff('customer-service'));
  await service.getByLabel('来电人的订单、单位或信用代码').fill(caller.order.number);
  await service.keyboard.press('Enter');
  const found = service.getByRole('region', { name: '发票', exact: true });
  await found.getByText('代录开票资料').click();
  await found.getByLabel('抬头').fill(caller.applicant.name);
  await found.getByLabel('税号').fill(caller.applicant.creditCode);
  await look(service, 'console-service');
  await found.getByRole('button', { name: '保存开票资料' }).click();
  await found.getByText(caller.applicant.creditCode).first().waitFor();
  expect((await read(caller.applicant, caller.order.id)).invoice.data?.title).toBe(caller.applicant.name);
});

test('[JX-35][JX-36] a paid order that became void is refunded: letter, request, approval, payment by a second person', async ({
  visit,
  hall,
}) => {
  const one = await invent(hall);
  const applicant = await register(hall, one, `${one.name.slice(0, -4)}有限司`);
  const { order } = await orderAt(hall, 'papers', { applicant });
  const service = await hall.staff('customer-service');
  const back = await hall.staff('back-office');
  const { consoleRequests } = endpoints;
  const body = { creditCode: one.creditCode, rightName: one.name, note: '来电更正' };
  const { id } = await service.call(consoleRequests.enterNameCorrection, { body });
  await back.call(consoleRequests.decideNameCorrection, { params: { id }, body: { decision: 'approve', answer: '' } });

  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.getByText('这个订单已经付过款，可以申请退款。').waitFor();
  const panel = page.getByRole('region', { name: '退款', exact: true });
  await panel.getByText(/也可以发到 \S+@\S+/).waitFor();
  const letter = await panel.getByRole('link', { name: '下载退款申请函（PDF）' }).getAttribute('href');
  const pdf = await page.request.get(new URL(letter ?? '', hall.url).href);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await panel.locator('input[type=file]').setInputFiles(await scan('letter'));
  await panel.getByText('已收到申请函').waitFor();
  await panel.getByLabel('退款说明').fill('单位名称登记有误');
  await look(page, 'order-refund');
  await panel.getByRole('button', { name: '申请退款' }).click();
  await panel.getByText('已申请', { exact: true }).waitFor();

  const finance = await visit(`/console/orders/${order.id}`, await hall.staff('finance'));
  const desk = finance.getByRole('region', { name: '退款', exact: true });
  await desk.getByRole('link', { name: '查看申请函' }).waitFor();
  await look(finance, 'console-refund');
  await desk.getByRole('button', { name: '同意退款' }).click();
  await desk.getByText('已同意，待付款').waitFor();
  await page.reload();
  await panel.getByText('已批准', { exact: true }).waitFor();
  // Whoever approved does not pay out.
  await desk.getByLabel('退款流水号').fill('R20260302001');
  await expect.poll(() => desk.getByRole('button', { name: '确认已退款' }).getAttribute('aria-disabled')).toBe('true');
  await desk.getByText(/审核人或录入人不能自己打款/).waitFor();
  const cashier = await secondInFinance(hall, order.id);
  const other = await visit(`/console/orders/${order.id}`, cashier);
  const second = other.getByRole('region', { name: '退款', exact: true });
  await second.getByLabel('退款流水号').fill('R20260302001');
  await second.getByRole('button', { name: '确认已退款' }).click();
  await second.getByText('已退款', { exact: true }).first().waitFor();
  await page.reload();
  await panel.getByText('已退款', { exact: true }).waitFor();
});

/** Another person in finance, with a password of their own. */
async function secondInFinance(hall: Parameters<typeof newApplicant>[0], seed: string) {
  const administrator = await hall.staff('administrator');
  const username = `finance-${seed.slice(-6)}`;
  const made = await administrator.call(endpoints.administration.addStaff, {
    body: { username, name: '第二财务', roles: ['finance'] },
  });
  const member = hall.visitor();
  await member.call(endpoints.session.staffSignIn, { body: { username, password: made.oneTimePassword } });
  const next = 'some words nobody knows';
  await member.call(endpoints.session.changeStaffPassword, { body: { current: made.oneTimePassword, next } });
  const again = hall.visitor();
  await again.call(endpoints.session.staffSignIn, { body: { username, password: next } });
  return again;
}

test('[JX-35] an unpaid void order has nothing to refund', async ({ visit, hall }) => {
  const one = await invent(hall);
  const applicant = await register(hall, one, `${one.name.slice(0, -4)}有限司`);
  const unpaid = await orderAt(hall, 'payment', { applicant });
  const service = await hall.staff('customer-service');
  const back = await hall.staff('back-office');
  const { consoleRequests } = endpoints;
  const body = { creditCode: one.creditCode, rightName: one.name, note: '来电更正' };
  const { id } = await service.call(consoleRequests.enterNameCorrection, { body });
  await back.call(consoleRequests.decideNameCorrection, { params: { id }, body: { decision: 'approve', answer: '' } });
  const page = await visit(`/orders/${unpaid.order.id}`, applicant.person);
  await page.getByText('请不要为它付款').waitFor();
  // What it had passed, and that it ends there: no step still to come, and not "rejected" behind "approved".
  const steps = page.getByRole('list', { name: '订单状态' }).getByRole('listitem');
  const named = async () => (await steps.allInnerTexts()).map((step) => step.replace('（已完成）', '').trim());
  await expect.poll(named).toEqual(['未提交', '正在审核', '资料审核通过', '已作废，到此为止']);
  expect(await page.getByRole('region', { name: '退款', exact: true }).count()).toBe(0);
  const params = { id: unpaid.order.id };
  const command = { type: 'request-refund' as const, note: '退款' };
  const refusal = await applicant.person.refused(applications.command, { params, body: { command } });
  expect(refusal.code).toBe('REFUND_NOTHING_PAID');
  await expect(pay(hall, applicant, unpaid.order.id)).rejects.toThrow('ORDER_VOID');
});
