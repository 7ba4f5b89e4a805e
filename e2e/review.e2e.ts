import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { turnTo } from './browser/settled.ts';
import { invent, newApplicant, orderAt, read, register, review, scan } from './hall/order.ts';

const { applications } = endpoints;

test('[JX-25][JX-30][JX-31] the reviewer returns one paper with a standard reason; only that one reopens, in the same order', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'review');
  const desk = await visit(`/console/orders/${order.id}`, await hall.staff('reviewer'));
  await desk.getByRole('button', { name: '领取审核' }).click();
  await desk.getByText('您正在审核').waitFor();
  const items = desk.locator('.items > li');
  const licence = items.filter({ hasText: '营业执照复印件' });
  for (const label of ['数字证书申请表', '电子签章采集表'])
    await items.filter({ hasText: label }).getByRole('button', { name: /^通过/ }).click();
  await licence.getByRole('button', { name: /^退回/ }).click();
  const reasons = await licence.getByRole('radio').locator('..').allInnerTexts();
  expect(reasons[0]).toContain('不是加盖公章的营业执照复印件');
  expect(reasons[1]).toMatch(/变形|照片/);
  await licence.getByRole('radio').nth(1).check();
  await licence.getByLabel(/补充说明/).fill('四个角没有拍全');
  await look(desk, 'console-review-return');
  await licence.getByRole('button', { name: '收起' }).click();
  await desk.getByRole('button', { name: '退回 1 项' }).click();
  await desk.getByRole('button', { name: '马上发出' }).click();
  await desk.getByText(`已发出：退回材料 ${order.number}`).waitFor();

  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.locator('[aria-current=step]', { hasText: '资料审核失败' }).waitFor();
  await page.locator('.order-line', { hasText: '支付状态 无' }).waitFor();
  const now = page.getByRole('region', { name: '请改正退回的项目' });
  await now.getByText('四个角没有拍全').waitFor();
  await now.getByText('还是这一个订单').waitFor();
  await look(page, 'order-returned');
  await now.getByRole('link', { name: '去修改' }).click();
  await page.getByRole('heading', { level: 2, name: '上传材料' }).waitFor();
  await expect.poll(() => page.locator('input[type=file]').count()).toBe(1);
  expect(await page.locator('#data').getByRole('textbox').count()).toBe(0);
  await look(page, 'application-returned');
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('“营业执照复印件（加盖公章）”被退回，请上传新的文件').waitFor();
  await page.locator('#material-business-licence input[type=file]').setInputFiles(await scan('again'));
  await page.getByText('已收到 again.pdf').waitFor();
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('已提交审核').waitFor();
  await expect.poll(() => page.locator('.order-line .code').innerText()).toBe(order.number);
  // What changed since stands out for the reviewer.
  await desk.goto(`${hall.url}/console/orders/${order.id}`);
  await items.filter({ hasText: '营业执照复印件' }).getByText('上次审核后有改动').waitFor();
});

test('[JX-31][JX-21][JX-32] a wrong project ends the order: void, not to be paid, not to be deleted, the way on is shown', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'review', { project: 'housing-in-province' });
  const desk = await visit(`/console/orders/${order.id}`, await hall.staff('reviewer'));
  await desk.getByRole('button', { name: '领取审核' }).click();
  await desk.getByText('您正在审核').waitFor();
  await desk.getByRole('button', { name: /^项目、名称或代码错误/ }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByText('这不是退回材料：订单会作废').waitFor();
  await dialog.getByLabel(/^项目错误/).check();
  await dialog.getByText(/^订单作废。申请人选择正确的项目/).waitFor();
  await look(desk, 'console-review-wrong');
  await dialog.getByRole('button', { name: '按错误作废这张订单' }).click();
  await desk.getByRole('button', { name: '马上发出' }).click();
  await desk.getByText(`已发出：按错误作废 ${order.number}`).waitFor();

  const page = await visit(`/orders/${order.id}`, applicant.person);
  const way = page.getByRole('region', { name: '这个订单已作废' });
  await way.getByText('选错了项目').first().waitFor();
  await way.getByText('请不要为它付款。不用处理，也不能删除').waitFor();
  await look(page, 'order-void-project');
  for (const gone of [/支付/, /删除/, /^继续填写/])
    expect(await page.getByRole('main').getByRole('button', { name: gone }).count()).toBe(0);
  const params = { id: order.id };
  const pay = await applicant.person.refused(applications.pay, { params, body: { method: 'cashier' } });
  expect(pay.code).toBe('ORDER_VOID');
  await way.getByRole('link', { name: '改办“江西省住建厅（省外企业）”' }).click();
  await page.getByRole('heading', { level: 1, name: '江西省建设云（住建厅）' }).waitFor();
  // It stays in the list, marked.
  await page.goto(`${hall.url}/orders`);
  const row = page.getByRole('row').filter({ hasText: order.number });
  await row.locator('b', { hasText: '已作废' }).waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
});

test('[JX-31][JX-05] a wrong code leads out of the account to a new registration', async ({ visit, hall }) => {
  const { applicant, order } = await orderAt(hall, 'review');
  await review(hall, order.id, { type: 'reject-wrong', reason: 'wrong-code' });
  const page = await visit(`/orders/${order.id}`, applicant.person);
  const way = page.getByRole('region', { name: '这个订单已作废' });
  await way.getByText('统一社会信用代码有误').first().waitFor();
  await way.getByText('错误代码下的申请视为没有办理。').waitFor();
  await look(page, 'order-void-code');
  await way.getByRole('button', { name: '退出并重新注册' }).click();
  await page.getByRole('heading', { level: 1, name: '注册单位账号' }).waitFor();
  expect(await page.locator('header').getByText(applicant.name).count()).toBe(0);
});

test('[JX-08][JX-09][JX-15][JX-07] a wrong name is reported with proof, corrected by the back office only, checked, and applied for anew', async ({
  visit,
  hall,
}) => {
  const one = await invent(hall);
  const applicant = await register(hall, one, `${one.name.slice(0, -4)}有限司`);
  const { order } = await orderAt(hall, 'review', { applicant });
  await review(hall, order.id, { type: 'reject-wrong', reason: 'wrong-name' });
  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.getByRole('region', { name: '这个订单已作废' }).getByRole('link', { name: '申请更正名称' }).click();
  await page.getByLabel('正确名称').fill(one.name);
  await page.locator('input[type=file]').setInputFiles(await scan('licence'));
  await page.getByRole('button', { name: '提交更正申请' }).click();
  const number = /更正申请 (\S+) 已提交/.exec(await page.getByText(/更正申请 \S+ 已提交/).innerText())?.[1] ?? '';
  await look(page, 'name-correction-sent');
  // Asked for once: neither page offers it a second time while it is open.
  expect(await page.getByRole('button', { name: '提交更正申请' }).count()).toBe(0);
  await page.reload();
  await page.getByText(`更正申请 ${number} 已提交`).waitFor();
  expect(await page.getByRole('button', { name: '提交更正申请' }).count()).toBe(0);
  await turnTo(page, `/orders/${order.id}`);
  const ended = page.getByRole('region', { name: '这个订单已作废' });
  await ended.getByRole('link', { name: `更正申请 ${number} 正在审核，查看进度` }).waitFor();
  await expect.poll(() => ended.getByRole('link').count()).toBe(1);

  // Reviewers and customer service see it or not, but only the back office decides.
  const service = await visit('/console/name-corrections', await hall.staff('customer-service'));
  const seen = service.getByRole('region', { name: number });
  await seen.getByText('由后台岗位审核，您的岗位只能查看。').first().waitFor();
  const office = await visit('/console/name-corrections', await hall.staff('back-office'));
  const card = office.getByRole('region', { name: number });
  await card.locator('mark').first().waitFor();
  await look(office, 'console-name-corrections');
  await card.getByRole('button', { name: '同意', exact: true }).click();
  await card.getByText('已同意').waitFor();

  await page.goto(`${hall.url}/orders`);
  await page
    .locator('header')
    .getByText(new RegExp(`：${one.name}$`))
    .waitFor();
  await page.goto(`${hall.url}/name-correction`);
  await page.getByText(`单位名称已更正为：${one.name}`).waitFor();
  await page.getByText('请新建申请，重新下载表单并上传').waitFor();
  await look(page, 'name-corrected');
  await page.getByRole('button', { name: '已核对，名称正确' }).click();
  await page.getByText(`单位名称已更正为：${one.name}`).waitFor({ state: 'hidden' });
});

test('[JX-09][JX-06] the correction makes orders that are open void, and the new application prints the right name', async ({
  visit,
  hall,
}) => {
  const one = await invent(hall);
  const applicant = await register(hall, one, `${one.name.slice(0, -4)}有限司`);
  const { order } = await orderAt(hall, 'payment', { applicant });
  const service = await hall.staff('customer-service');
  const body = { creditCode: one.creditCode, rightName: one.name, note: '来电更正' };
  await service.call(endpoints.consoleRequests.enterNameCorrection, { body });
  const office = await visit('/console/name-corrections?status=open', await hall.staff('back-office'));
  const card = office.getByRole('region').filter({ hasText: one.creditCode });
  await card.getByText('同意后作废的订单：1 张').waitFor();
  await card.getByRole('button', { name: '同意', exact: true }).click();
  await card.waitFor({ state: 'hidden' });
  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.getByRole('region', { name: '这个订单已作废' }).waitFor();
  await page.getByText('名称已正确，新建申请').click();
  await page.getByRole('button', { name: '开始申请' }).click();
  await page.locator('#submit').getByText(one.name, { exact: true }).waitFor();
});

test('[JX-33] attempts to reach the handler are logged on the order', async ({ visit, hall }) => {
  const { order } = await orderAt(hall, 'review');
  const page = await visit(`/console/orders/${order.id}`, await hall.staff('reviewer'));
  const contacts = page.getByRole('region', { name: '联系记录' });
  await contacts.getByText('记一次联系').click();
  await contacts.getByLabel('联系上了').uncheck();
  await contacts.getByLabel('说了什么').fill('座机打不通');
  await contacts.getByRole('button', { name: '保存联系记录' }).click();
  await contacts.getByText('没有联系上').waitFor();
  await contacts.getByText('座机打不通').first().waitFor();
});

test('[JX-31] nobody is reviewed twice at once: a second reviewer sees who holds the order', async ({
  visit,
  hall,
}) => {
  const { order } = await orderAt(hall, 'review');
  const administrator = await hall.staff('administrator');
  const username = `second-${order.id.slice(-6)}`;
  const made = await administrator.call(endpoints.administration.addStaff, {
    body: { username, name: '第二审核员', roles: ['reviewer'] },
  });
  await review(hall, order.id, { type: 'log-contact', channel: 'phone', reached: true, note: '确认信息' });
  const second = hall.visitor();
  await second.call(endpoints.session.staffSignIn, { body: { username, password: made.oneTimePassword } });
  const page = await visit('/console', second);
  await page.getByText('您用的是一次性密码').waitFor();
  await look(page, 'console-one-time-password');
  await page.getByLabel('当前密码').fill(made.oneTimePassword);
  await page.getByLabel('新密码', { exact: true }).fill('some words nobody knows');
  await page.getByLabel('再输入一次新密码').fill('some words nobody knows');
  await page.getByRole('button', { name: '保存新密码' }).click();
  await page.getByRole('link', { name: '我的待办' }).first().waitFor();
  await page.goto(`${hall.url}/console/orders/${order.id}`);
  await page
    .getByText(/正在审核，保留到/)
    .first()
    .waitFor();
  await expect.poll(() => page.getByRole('button', { name: '领取审核' }).getAttribute('aria-disabled')).toBe('true');
});

test('[JX-30] faults that are found in fields reopen these fields only', async ({ visit, hall }) => {
  const applicant = await newApplicant(hall);
  const { order } = await orderAt(hall, 'review', { applicant });
  await review(hall, order.id, {
    type: 'return-materials',
    faults: [{ item: { kind: 'field', code: 'registered-address' }, reason: 'other', note: '与执照不符' }],
  });
  const page = await visit(`/orders/${order.id}/application`, applicant.person);
  const field = page.getByLabel('单位注册地址');
  await field.fill('江西省南昌市青山湖区示例路3号');
  await page
    .getByText(/^已保存/)
    .first()
    .waitFor();
  await expect.poll(() => page.locator('#data').getByRole('textbox').count()).toBe(1);
  expect((await read(applicant, order.id)).fields.find((one) => one.code === 'registered-address')?.value).toContain(
    '青山湖',
  );
});
