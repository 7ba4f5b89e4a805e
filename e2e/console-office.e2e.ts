import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { newMedium } from '../cli/src/journey/medium.ts';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { colleague } from './hall/colleague.ts';
import { orderAt, read } from './hall/order.ts';

const { production, session } = endpoints;

test('[JX-34] a bank transfer is recorded once, what does not fit waits in suspense, and the ledger stays even', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'payment');
  const page = await visit('/console/payments', await hall.staff('finance'));
  const form = page.getByRole('region', { name: '登记银行转账' });
  const record = async (amount: string, reference: string) => {
    await form.getByLabel('订单号（付款备注）').fill(order.number.toLowerCase());
    await form.getByLabel('金额（元）').fill(amount);
    await form.getByLabel('银行流水号').fill(reference);
    await form.getByLabel('到账日期').fill('2026-03-01');
    await form.getByRole('button', { name: '登记到账' }).click();
  };
  await form.getByLabel('金额（元）').fill('3.305');
  await form.getByText('请填写大于零的金额').waitFor();
  const reference = `ICBC${randomInt(1_000_000_000)}`;
  await record('0.29', `${reference}A`);
  await form.getByText('已记入待查 ¥0.29').waitFor();
  expect((await read(applicant, order.id)).stage).toBe('payment');
  await record(String(order.price.totalFen / 100), reference);
  await form.getByText(/已入账/).waitFor();
  await look(page, 'console-transfer');
  expect((await read(applicant, order.id)).stage).toBe('papers');
  await record(String(order.price.totalFen / 100), reference);
  await form.getByText('这笔流水以前登记过', { exact: false }).waitFor();
  await page.getByRole('button', { name: '开始对账' }).click();
  await page.getByText(/查询 \d+ 笔/).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: '总账' }).click();
  await page.getByText(/账平：\d+ 笔分录，合计为零/).waitFor();
  // Other companies' books, where there are any, follow below with the same account.
  const ledger = page.getByRole('table', { name: '总账', exact: true });
  await ledger.getByRole('row').filter({ hasText: '待查款项' }).getByText(/^-¥/).waitFor();
});

test('[JX-38] the invoice queue says what is to be done and until when', async ({ visit, hall }) => {
  const { applicant, order } = await orderAt(hall, 'delivery');
  const invoice = { kind: 'e-invoice-general', title: applicant.name, taxNumber: applicant.creditCode } as const;
  await applicant.person.call(endpoints.applications.command, {
    params: { id: order.id },
    body: { command: { type: 'set-invoice', invoice } },
  });
  const page = await visit('/console/queues/invoices', await hall.staff('finance'));
  const row = page.getByRole('row').filter({ hasText: order.number });
  await row.getByText('开票资料已收到，等待开具发票。').waitFor();
  await row.getByText('充裕').waitFor();
});

test('a spoiled medium is given up in the middle of the making, and the order begins anew', async ({ visit, hall }) => {
  const { order } = await orderAt(hall, 'production');
  const member = await hall.staff('production');
  const medium = await newMedium();
  const { numbers } = await member.call(production.makePasswordCards, { body: { count: 1 } });
  const serials = [medium.serial];
  await member.call(production.registerMedia, { body: { kind: 'usb-key', model: 'Soft Key', serials } });
  const body = { mediumSerial: medium.serial, transportKey: medium.transportKey, passwordCard: numbers[0] ?? '' };
  await member.call(production.personalise, { params: { id: order.id }, body });
  await medium.dispose();
  const page = await visit(`/console/production/${order.id}`, member);
  await page.getByText('介质已配对密码卡，从生成密钥继续。').waitFor();
  await page.getByRole('button', { name: '介质作废……' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`介质 ${medium.serial} 将作废`, { exact: false }).waitFor();
  await dialog.getByLabel('作废原因').fill('接口损坏');
  await look(page, 'console-abandon');
  await dialog.getByRole('button', { name: '作废这只介质' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByLabel('密码卡号').waitFor();
  await page.getByText('介质已配对密码卡，从生成密钥继续。').waitFor({ state: 'hidden' });
  await expect.poll(() => page.getByLabel('密码卡号').inputValue()).toBe('');
  await page.goto(`${hall.url}/console/media?q=${medium.serial}`);
  await page.getByRole('row').filter({ hasText: medium.serial }).getByText('已作废').waitFor();
});

test('[JX-19] a purpose text and a price are drafted by one administrator, published by another, and brought back', async ({
  visit,
  hall,
}) => {
  const writer = await colleague(hall, 'administrator');
  const section = (name: string) => `/console/programmes/jiangxi?section=${name}`;
  const page = await visit(`${section('texts')}&q=${encodeURIComponent('科技管理')}`, writer);
  // Nothing is open before it is asked for.
  const place = page.getByRole('region').filter({ hasText: '科技' }).first();
  await place.getByRole('button', { expanded: false }).click();
  const shown = place.getByLabel('现在（中文）');
  const original = await shown.inputValue();
  await shown.fill(`${original}（试行）`);
  await look(page, 'programme-texts');
  await page.getByRole('button', { name: '价格', exact: true }).click();
  const price = page.getByRole('region').first();
  await price.getByRole('button', { name: '增加一个日期' }).click();
  await price.getByLabel('从哪天起').last().fill('2099-01-01');
  await price.getByLabel('金额（元）').last().fill('-3');
  await price.getByText('请填写金额，最多两位小数').waitFor();
  await page.getByText('有 1 处填写不对').first().waitFor();
  await price.getByLabel('金额（元）').last().fill('456.5');
  // A line taken out again leaves the others as they were typed.
  await price.getByRole('button', { name: '增加一个日期' }).click();
  await price.getByRole('button', { name: '删去 … 起的价格' }).click();
  await expect.poll(() => price.getByLabel('金额（元）').last().inputValue()).toBe('456.5');
  await look(page, 'programme-prices');
  for (const name of ['材料', '预览']) {
    await page.getByRole('button', { name, exact: true }).click();
    await look(page, `programme-${name}`);
  }
  await page.getByRole('button', { name: '差异与发布' }).click();
  await page.getByLabel('为什么修改').fill('年度调价');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByText('草稿已保存。').waitFor();
  await page.getByRole('cell', { name: '456.50 元，自 2099-01-01 起' }).waitFor();
  await page.getByText('您参与了编辑，请另一位管理员发布。').waitFor();
  await look(page, 'programme-review');

  const second = await visit(section('review'), await hall.staff('administrator'));
  await second.getByRole('button', { name: '发布为第 2 版' }).click();
  await second.getByRole('dialog').getByRole('button', { name: '确认发布' }).click();
  await second.getByText('现行第 2 版，没有草稿。').waitFor();
  const { programmes } = await hall.visitor().call(endpoints.catalogue.programmes, {});
  expect(JSON.stringify(programmes)).toContain(`${original}（试行）`);
  expect(programmes[0]?.projects[0]?.price.announced.map((line) => line.fen)).toEqual([45_650]);

  await second.getByRole('link', { name: '版本历史' }).click();
  const newest = second.getByRole('region').filter({ hasText: '年度调价' });
  await newest.getByRole('button', { name: '第 2 版' }).click();
  await newest.getByRole('cell', { name: '456.50 元，自 2099-01-01 起' }).waitFor();
  await look(second, 'programme-history');
  await second.getByRole('button', { name: '以第 1 版起草' }).click();
  await second.getByText('与现行版本的差异').waitFor();
  const third = await visit(section('review'), writer);
  await third.getByRole('button', { name: '发布为第 3 版' }).click();
  await third.getByRole('dialog').getByRole('button', { name: '确认发布' }).click();
  await third.getByText('现行第 3 版，没有草稿。').waitFor();
  const after = await hall.visitor().call(endpoints.catalogue.programmes, {});
  expect(JSON.stringify(after)).not.toContain('（试行）');

  await third.goto(`${hall.url}/console/working-calendar`);
  const own = third.getByRole('region', { name: '本单位的特别安排' });
  await own.getByLabel('日期').fill('2099-10-15');
  await own.getByLabel('说明').fill('院庆');
  await own.getByRole('button', { name: '加入' }).click();
  await own.getByLabel('为什么修改').fill('院庆放假');
  await own.getByRole('button', { name: '保存草稿' }).click();
  await own.getByText('您参与了编辑，请另一位管理员发布。').waitFor();
  await third.getByText('国家节假日与调休').first().click();
  await look(third, 'working-calendar');
  await second.goto(`${hall.url}/console/working-calendar`);
  await second.getByRole('button', { name: '发布日历' }).click();
  await second.getByText('原因：院庆放假').waitFor();
});

test('staff are added with a password for once, and whoever is deactivated is out at once', async ({ visit, hall }) => {
  const page = await visit('/console/staff', await hall.staff('administrator'));
  const add = page.getByRole('region', { name: '新增工作人员' });
  const username = `clerk-${randomInt(1_000_000)}`;
  await add.getByLabel('用户名').fill(username);
  await add.getByLabel('姓名').fill('何平');
  await add.getByLabel(/^收件/).check();
  await add.getByRole('button', { name: '新增并生成一次性密码' }).click();
  const password = await page.getByRole('dialog').locator('.once').innerText();
  await look(page, 'console-once');
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
  expect(await page.getByText(password).count()).toBe(0);

  const clerk = hall.visitor();
  await clerk.call(session.staffSignIn, { body: { username, password } });
  const asked = await clerk.refused(endpoints.consoleApplications.queues, {});
  expect(asked.code).toBe('PASSWORD_CHANGE_REQUIRED');
  const row = page.getByRole('row').filter({ hasText: username });
  await row.getByRole('button', { name: '修改：何平' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
  await row.getByText('已停用').waitFor();
  expect((await clerk.refused(endpoints.consoleApplications.queues, {})).status).toBe(401);
  const again = await hall.visitor().refused(session.staffSignIn, { body: { username, password } });
  expect(again.status).toBe(401);
  // Nobody changes their own account.
  await page.getByRole('row').filter({ hasText: '沙箱管理员' }).getByRole('button').click();
  await page.getByRole('dialog').getByText('不能修改自己的账号').first().waitFor();
});

test('the audit log is filtered, proven unbroken and exported line by line', async ({ visit, hall }) => {
  const page = await visit('/console/audit', await hall.staff('auditor'));
  await page.getByLabel('操作', { exact: true }).fill('staff.signed-in');
  await page.keyboard.press('Enter');
  await page.waitForURL(/action=staff/);
  const rows = page.getByRole('row').filter({ hasText: 'staff.signed-in' });
  await rows.first().waitFor();
  await rows.first().getByText('展开').click();
  await look(page, 'console-audit-open');
  await page.getByRole('button', { name: '校验日志链' }).click();
  await page.getByText(/日志链完整，共 \d+ 条/).waitFor();
  const asked = page.waitForEvent('download');
  await page.getByRole('link', { name: /导出（JSON 行）/ }).click();
  const lines = readFileSync(await (await asked).path(), 'utf8')
    .trim()
    .split('\n');
  for (const line of lines.slice(-5)) expect(JSON.parse(line)).toHaveProperty('hash');
});
