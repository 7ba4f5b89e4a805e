import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { courierNumber, messages, orderAt, recipientMobile } from './hall/order.ts';

const { applications } = endpoints;

/** A button that does something; the other one only shows more. */
const isToDo = (text: string) => !text.startsWith('显示全部');

test('[JX-44][JX-45][JX-46][JX-48] made, then posted: the recipient is somebody else, both get word, and the evening scan is said', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'delivery');
  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.locator('[aria-current=step]', { hasText: '制证完成' }).waitFor();
  await page.getByText('证书已做好，即将寄出').waitFor();
  await page
    .getByText(/顺丰一般在每天 19:00 左右扫描.*微信公众号/)
    .first()
    .waitFor();
  const delivery = page.getByRole('region', { name: '收件人与证书寄送' });
  await delivery.getByText('王芳').waitFor();
  await look(page, 'order-send');

  const number = courierNumber();
  const shipping = await visit(`/console/orders/${order.id}`, await hall.staff('shipping'));
  const desk = shipping.getByRole('region', { name: '发放', exact: true });
  await desk.getByLabel('扫描要发出的介质').fill('YK-OTHER');
  await desk.getByText(/这不是本订单的介质/).waitFor();
  await desk.getByLabel('扫描要发出的介质').fill(order.production.mediumSerial ?? '');
  await desk.getByLabel('快递单号', { exact: true }).fill(number);
  await desk.getByRole('button', { name: '确认寄出' }).click();
  await shipping.locator('.order-states', { hasText: '已发放' }).waitFor();

  for (const mobile of [applicant.mobile, recipientMobile(applicant)])
    expect((await messages(hall, mobile))[0]).toContain(number);
  await page.reload();
  await page.getByRole('heading', { level: 2, name: '已办结' }).waitFor();
  await page.getByText(`单号 ${number}，收件人 王芳。没收到时请先问收件人。`).waitFor();
  await page.getByText('遗失补办、变更信息请到服务大厅办理。').waitFor();
  // Finished: only the invoice is left to do.
  const buttons = async () => (await page.getByRole('main').getByRole('button').allInnerTexts()).filter(isToDo);
  await expect.poll(buttons).toEqual(['填写开票信息']);
  const command = { type: 'set-delivery' as const, mode: 'collect' as const };
  const refusal = await applicant.person.refused(applications.command, { params: { id: order.id }, body: { command } });
  expect(refusal.code).toBe('ORDER_FINISHED');
  // The message stands on the account too.
  await page.getByRole('link', { name: /^站内信/ }).click();
  await page.getByText(number).first().waitFor();
  await look(page, 'messages');
});

test('[JX-45][JX-48] made and to be collected: the applicant may come now, and it is handed over at the counter', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'delivery', { mode: 'collect' });
  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.getByText('证书已做好，可以来领取').waitFor();
  await page.getByText('您选择了自取，现在就可以来。请带上经办人身份证。').waitFor();
  await look(page, 'order-collect');
  const shipping = await visit(`/console/orders/${order.id}`, await hall.staff('shipping'));
  const desk = shipping.getByRole('region', { name: '发放', exact: true });
  await desk.getByLabel('扫描要发出的介质').fill(order.production.mediumSerial ?? '');
  await desk.getByLabel('领取人姓名').fill('李明');
  await look(shipping, 'console-hand-over');
  await desk.getByRole('button', { name: '确认已当面交付' }).click();
  await shipping.locator('.order-states', { hasText: '已发放' }).waitFor();
  await page.reload();
  await page.getByText('已由 李明 领取。', { exact: true }).waitFor();
});

test('[JX-44] the recipient can be changed until the parcel is on its way', async ({ visit, hall }) => {
  const { applicant, order } = await orderAt(hall, 'production');
  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.getByRole('button', { name: '修改收件信息' }).click();
  await page.getByText('可以不是经办人。请告诉收件人').waitFor();
  await page.getByLabel('收件人', { exact: true }).fill('赵丽');
  await look(page, 'order-recipient');
  await page.getByRole('button', { name: '保存收件信息' }).click();
  await page.getByRole('region', { name: '收件人与证书寄送' }).getByText('赵丽').waitFor();
});

test('[JX-47] seal papers found faulty after the certificate was made: supplement within 24 hours, nothing goes out before', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'delivery');
  const desk = await visit(`/console/orders/${order.id}`, await hall.staff('production'));
  const panel = desk.getByRole('region', { name: '发放', exact: true });
  await panel.locator('summary', { hasText: '补充签章材料' }).click();
  await panel.getByLabel('需要补充什么').fill('印模重叠，请重新盖章');
  await look(desk, 'console-supplement');
  await panel.getByRole('button', { name: '通知补充材料' }).click();
  await panel.getByText('等待补充').waitFor();

  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.locator('[aria-current=step]', { hasText: '制证完成' }).waitFor();
  const now = page.getByRole('region', { name: '请补寄签章材料' });
  await now.getByText('签章材料需要补充，补齐后才能制作签章').waitFor();
  await now.getByText('说明：印模重叠，请重新盖章').waitFor();
  await now.getByText(/我们会在 .* 前与您联系/).waitFor();
  await look(page, 'order-supplement');

  const shipping = await visit(`/console/orders/${order.id}`, await hall.staff('shipping'));
  const parcel = shipping.getByRole('region', { name: '发放', exact: true });
  await parcel
    .getByText(/签章材料还在等申请人补寄，现在不能发放/)
    .first()
    .waitFor();
  await expect.poll(() => parcel.getByRole('button', { name: '确认寄出' }).getAttribute('aria-disabled')).toBe('true');
  await desk.reload();
  await panel.getByRole('button', { name: '补充材料已收到且无误' }).click();
  await panel.getByText('已收到').first().waitFor();
  await page.reload();
  await page.getByText('证书已做好，即将寄出').waitFor();
});
