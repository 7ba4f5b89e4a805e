import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test, type Visit } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { fillApplication, uploadAll } from './hall/by-hand.ts';
import type { Hall } from './hall/hall.ts';
import { courierNumber, invent, messages, recipientMobile, smsCode } from './hall/order.ts';

test('[JX-01][JX-15][JX-24][JX-28][JX-29][JX-37][JX-40][JX-41][JX-44][JX-48] from "which system?" to a certificate on the key, by hand', async ({
  visit,
  hall,
}) => {
  const one = await invent(hall);
  // Which system do you want to use? Price and papers before any account.
  const page = await visit('/');
  await look(page, 'home');
  await page.getByRole('link', { name: '江西省建设云（住建厅）' }).first().click();
  await page.getByRole('heading', { level: 2, name: '要准备的材料' }).waitFor();
  await look(page, 'project');
  await page.getByRole('link', { name: '注册并开始' }).click();

  // An account with the credit code.
  await page.getByLabel('统一社会信用代码').fill(one.creditCode);
  await page.getByLabel(/我已对照营业执照核对/).check();
  await page.getByRole('button', { name: '使用登记名称' }).click();
  await page.getByLabel('手机号').fill(one.mobile);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('验证码已发送').waitFor();
  await page.getByLabel('短信验证码').fill(await smsCode(hall, one.mobile));
  await page.getByLabel('设置密码').fill('three plain words here');
  await page.getByLabel('我代表本单位注册').check();
  await look(page, 'register');
  await page.getByRole('button', { name: '注册', exact: true }).click();

  // The application: data, forms, papers, recipient.
  await page.getByRole('button', { name: '开始申请' }).click();
  await page.getByRole('heading', { level: 2, name: '填写资料' }).waitFor();
  await look(page, 'application-empty');
  await fillApplication(page, { ...one, recipientMobile: recipientMobile(one) });
  await uploadAll(page);
  await look(page, 'application');
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('已提交审核').waitFor();
  await look(page, 'order-review');
  const order = new URL(page.url()).pathname;
  const number = await page.locator('.order-line .code').innerText();

  await reviewByHand(await visit('/console', await hall.staff('reviewer')), number);

  // Approved: pay, with invoice data.
  await page.goto(hall.url + order);
  await page.getByRole('heading', { name: '请付款' }).waitFor();
  await look(page, 'order-pay');
  await page.getByRole('button', { name: '填写开票信息' }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('button', { name: '修改开票信息' }).waitFor();
  await page.getByRole('button', { name: /^去支付/ }).click();
  await page.getByRole('heading', { name: '模拟收银台' }).waitFor();
  await look(page, 'cashier');
  await page.getByRole('button', { name: '付款成功' }).click();
  await page.getByRole('heading', { name: '请邮寄纸质原件' }).waitFor();
  await look(page, 'order-post');

  // Paid: the papers go off, the number comes in.
  const inbound = courierNumber();
  await page.getByLabel('快递单号').fill(inbound);
  await page.getByLabel('快递公司').fill('顺丰速运');
  await page.getByRole('button', { name: '提交单号' }).click();
  await page.getByRole('heading', { name: '原件在路上，您不用做什么' }).waitFor();

  const mailRoom = await visit('/console/mail-room', await hall.staff('mail-room'));
  await mailRoom.getByLabel('扫描或输入快递单号').fill(inbound);
  await mailRoom.keyboard.press('Enter');
  await mailRoom.getByRole('button', { name: '确认收到快递' }).waitFor();
  await look(mailRoom, 'console-mail-room');
  await mailRoom.getByLabel('我已逐份核对，全部齐全无误').check();
  await mailRoom.getByRole('button', { name: '确认收到快递' }).click();
  await mailRoom.getByText('已确认收件').first().waitFor();

  const made = await makeByHand(visit, hall, number);

  // Out of the house.
  const outbound = courierNumber();
  const shipping = await visit('/console/shipping', await hall.staff('shipping'));
  await shipping.getByLabel('扫描介质或输入订单号').fill(made.serial);
  await shipping.keyboard.press('Enter');
  await shipping.getByLabel('扫描要发出的介质').fill(made.serial);
  await shipping.getByLabel('快递单号', { exact: true }).fill(outbound);
  await look(shipping, 'console-shipping');
  await shipping.getByRole('button', { name: '确认寄出' }).click();
  await shipping.getByText(outbound).first().waitFor();

  await page.goto(hall.url + order);
  await page.getByRole('heading', { name: '已办结' }).waitFor();
  await look(page, 'order-finished');
  for (const mobile of [one.mobile, recipientMobile(one)])
    expect((await messages(hall, mobile)).join()).toContain(outbound);

  // The parcel is opened, and the key signs.
  await page.goto(`${hall.url}/sandbox`);
  await page.getByLabel('寄出的快递单号').fill(outbound);
  await page.getByRole('button', { name: '拆开', exact: true }).click();
  const pin = await page.locator('dt', { hasText: '密码卡上的初始 PIN' }).locator('+ dd').innerText();
  await look(page, 'sandbox');
  await tryKey(made.assistant, pin, one.creditCode);

  await page.goto(`${hall.url}/certificates`);
  await page.getByText(made.serial).first().waitFor();
  await look(page, 'certificates');
}, 300_000);

/** The reviewer draws the next case, looks at every item, approves, and does not wait the ten seconds. */
async function reviewByHand(page: Page, number: string): Promise<void> {
  await page.getByLabel('查询订单、单位、介质、运单号、发票号').fill(number);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('button', { name: '领取审核' }).click();
  await page.getByText('您正在审核').waitFor();
  await page.locator('canvas').first().waitFor();
  await look(page, 'console-review');
  const items = page.locator('.items > li');
  for (let at = 0; at < (await items.count()); at++) await items.nth(at).getByRole('button', { name: /^通过/ }).click();
  await page.getByRole('button', { name: '审核通过' }).click();
  await page.getByRole('button', { name: '马上发出' }).click();
  await page.getByText(`已发出：审核通过 ${number}`).waitFor();
}

/** Production with the assistant of the same computer: cards printed, the page let in, keys made inside the medium. */
async function makeByHand(visit: Visit, hall: Hall, number: string): Promise<{ serial: string; assistant: Page }> {
  const maker = await hall.staff('production');
  const page = await visit('/console/password-cards', maker);
  await page.getByLabel('数量').fill('1');
  await page.getByRole('button', { name: '生成', exact: true }).click();
  const printed = page.waitForEvent('download');
  const print = page.getByRole('button', { name: /^打印批次/ }).first();
  const name = await print.innerText();
  await print.click();
  await page.getByRole('button', { name: '打印，只此一次' }).click();
  await printed;
  // The list is read anew and the only copy stays on the page.
  await page.getByRole('button', { name }).first().waitFor({ state: 'hidden' });
  await page.getByText('服务器不会再给第二次').waitFor();
  await look(page, 'console-password-cards');

  const assistant = await visit(hall.assistant.origin, maker);
  const blank = assistant.getByRole('listitem').filter({ hasText: '空白' }).first();
  const serial = await blank.locator('.code').innerText();
  await look(assistant, 'assistant-stock');
  await assistant.getByRole('button', { name: `插入 ${serial}` }).click();

  await page.getByRole('link', { name: '制证', exact: true }).click();
  await page.getByRole('link', { name: number }).click();
  const code = /\d{4}$/.exec(await page.getByText(/请在证书助手页面上核对并确认/).innerText())?.[0];
  await look(page, 'console-pairing');
  const asked = assistant.locator('.ask', { hasText: hall.url });
  await expect.poll(() => asked.locator('.digits').innerText()).toBe(code);
  await asked.getByRole('button', { name: '允许' }).click();

  await page.getByText(serial).first().waitFor();
  await page.getByLabel('或从已打印的密码卡中选择').selectOption({ index: 1 });
  await look(page, 'console-making');
  await page.getByRole('button', { name: '开始制作' }).click();
  await page.getByText(`介质 ${serial} 已制作完成`).waitFor();
  await look(page, 'console-made');
  return { serial, assistant };
}

/** Whose key it is, a new PIN, a test signature. */
async function tryKey(assistant: Page, pin: string, creditCode: string): Promise<void> {
  await assistant.getByText(creditCode).first().waitFor();
  await look(assistant, 'assistant-made');
  const own = 'nine-Pines-4u';
  await assistant.getByRole('button', { name: /^修改 PIN 码/ }).click();
  await assistant.getByLabel('当前 PIN 码').fill(pin);
  await assistant.getByLabel('新 PIN 码', { exact: true }).fill(own);
  await assistant.getByLabel('再输入一次新 PIN 码').fill(own);
  await assistant.getByRole('dialog').getByRole('button', { name: '修改 PIN 码' }).click();
  await assistant.getByText('PIN 码已修改，下次请使用新 PIN 码。').waitFor();
  await assistant.getByRole('button', { name: '关闭' }).click();
  await assistant.getByRole('button', { name: /^测试签名/ }).click();
  await assistant.getByLabel('PIN 码', { exact: true }).fill(own);
  await assistant.getByRole('button', { name: '签名并验证' }).click();
  await assistant.getByText('签名正确，验证通过。').waitFor();
  await look(assistant, 'assistant-signature');
}
