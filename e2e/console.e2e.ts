import { endpoints, type Role } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { settled } from './browser/settled.ts';
import { newApplicant, orderAt, paperFor, read } from './hall/order.ts';

/** The desks each role is offered, besides what all staff have. */
const DESKS: Readonly<Record<Role, readonly string[]>> = {
  reviewer: ['表单模板'],
  'mail-room': ['收件'],
  production: ['制证', '介质库存', '密码卡', '证书模板', '证书状态服务'],
  shipping: ['介质库存', '发放', '面单与快递单号'],
  'customer-service': ['客服代办', '名称更正', '手机号变更', '证书状态服务', '密钥托管', '公告'],
  finance: ['收款、退款与发票', '汇款', '总账', '价目'],
  'back-office': ['客服代办', '名称更正', '手机号变更', '证书模板', '证书状态服务', '密钥托管', '续期安排', '公告'],
  administrator: [
    '介质库存',
    '密码卡',
    '名称更正',
    '手机号变更',
    '收款、退款与发票',
    '总账',
    '价目',
    'CA 与密钥',
    '密钥仪式',
    '证书模板',
    '证书状态服务',
    '密钥托管',
    '未办成事项',
    '工作人员与岗位',
    '方案',
    '表单模板',
    '续期安排',
    '公告',
  ],
  auditor: [
    '介质库存',
    '密码卡',
    '名称更正',
    '手机号变更',
    '收款、退款与发票',
    '汇款',
    '总账',
    '价目',
    'CA 与密钥',
    '密钥仪式',
    '证书模板',
    '证书状态服务',
    '密钥托管',
    '未办成事项',
    '工作人员与岗位',
    '方案',
    '表单模板',
    '公告',
    '审计日志',
  ],
};
const EVERYBODY = ['我的待办', '查询订单', '证书', '吊销复核'];

test('staff sign in with the account of their role and see their own desks only', async ({ visit, hall }) => {
  const { username, password } = await hall.account('reviewer');
  const page = await visit('/console');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill('not this one');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'console-sign-in');
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('navigation', { name: '工作台导航' }).waitFor();
  await page.close();
  for (const [role, desks] of Object.entries(DESKS) as [Role, readonly string[]][]) {
    const own = await visit('/console', await hall.staff(role));
    const nav = own.getByRole('navigation', { name: '工作台导航' });
    await nav.getByRole('link', { name: '我的待办' }).waitFor();
    const shown = async () => (await nav.getByRole('link').allInnerTexts()).sort();
    await expect.poll(shown, { message: role }).toEqual([...EVERYBODY, ...desks].sort());
    await own.close();
  }
});

test('[JX-28] a reviewer draws the next case from the queue and decides with keys', async ({ visit, hall }) => {
  const { applicant, order } = await orderAt(hall, 'review');
  const page = await visit('/console/queues/review', await hall.staff('reviewer'));
  await page.getByRole('link', { name: order.number }).waitFor();
  await look(page, 'console-queue');
  await page.goto(`${hall.url}/console/orders/${order.id}?queue=review`);
  await page.getByRole('button', { name: '领取审核' }).click();
  await page.getByText('您正在审核').waitFor();
  await page.locator('h1').click();
  for (let at = 0; at < 3; at++) await page.keyboard.press('a');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/秒后发出/).waitFor();
  await page.getByRole('button', { name: '马上发出' }).click();
  await page.getByText(`已发出：审核通过 ${order.number}`).waitFor();
  expect((await read(applicant, order.id)).stage).toBe('payment');
});

test('[JX-06] a new version of a form is published: forms printed before are refused from then on', async ({
  visit,
  hall,
}) => {
  const applicant = await newApplicant(hall);
  const { order } = await orderAt(hall, 'fill', { applicant, project: 'fuzhou-real-estate' });
  const old = await paperFor(applicant, order, 'seal-form');
  const page = await visit('/console/templates', await hall.staff('administrator'));
  await look(page, 'console-templates');
  await page
    .getByRole('button', { name: /发布新版/ })
    .first()
    .click();
  await page.getByRole('dialog').getByText('收件岗位会按版本码退回旧版纸质表单。').waitFor();
  await look(page, 'console-publish');
  const administrator = await hall.staff('administrator');
  await administrator.call(endpoints.administration.publishTemplate, {
    params: { programme: 'jiangxi', form: 'seal-form' },
    body: { note: '新版说明', notes: ['请在框内盖章'] },
  });
  const draft = await visit(`/orders/${order.id}/application`, applicant.person);
  const item = draft.locator('#material-seal-form');
  const buffer = Buffer.from(await old.arrayBuffer());
  await item.locator('input[type=file]').setInputFiles({ name: 'old.pdf', mimeType: 'application/pdf', buffer });
  await item.getByText(/旧版本的表格/).waitFor();
});

test('administration: staff, texts, prices, ledger, certificates, stock and the audit chain can be looked at', async ({
  visit,
  hall,
}) => {
  await orderAt(hall, 'delivery');
  const pages: readonly (readonly [Role, string, string])[] = [
    ['administrator', '/staff', '工作人员与岗位'],
    ['administrator', '/programmes', '方案'],
    ['administrator', '/prices', '价目'],
    ['finance', '/ledger', '总账'],
    ['auditor', '/audit', '审计日志'],
    ['production', '/media', '介质库存'],
    ['back-office', '/certificates', '证书'],
    ['back-office', '/revocations', '吊销复核'],
    ['auditor', '/orders', '查询订单'],
  ];
  for (const [role, at, title] of pages) {
    const page = await visit(`/console${at}`, await hall.staff(role));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    await look(page, `console${at.replace('/', '-')}`);
    await page.getByRole('navigation').getByRole('link', { name: title, exact: true }).waitFor();
    if (at === '/audit') {
      await page.getByRole('button', { name: '校验日志链' }).click();
      await page.getByText(/日志链完整，共 \d+ 条/).waitFor();
    }
    await page.close();
  }
});

test('[JX-32] a certificate is revoked only by a second person, and the applicant sees it', async ({ visit, hall }) => {
  const { applicant, order } = await orderAt(hall, 'finished');
  const serial = order.production.certificates[0]?.serial ?? '';
  const asking = await visit(`/console/certificates?q=${serial}`, await hall.staff('customer-service'));
  await asking.getByRole('button', { name: '申请吊销或停用……' }).first().click();
  const dialog = asking.getByRole('dialog');
  await dialog.getByLabel('私钥泄露或介质丢失').check();
  await dialog.getByLabel(/说明/).fill('介质丢失');
  await look(asking, 'console-revoke');
  await dialog.getByRole('button', { name: '提交吊销申请' }).click();
  await asking.getByText('已提交，等待另一位同事复核。').waitFor();
  const deciding = await visit('/console/revocations', await hall.staff('back-office'));
  const card = deciding.getByRole('region').filter({ hasText: serial });
  await card.getByRole('button', { name: '同意吊销' }).click();
  await card.getByText('已吊销').first().waitFor();
  const page = await visit('/certificates', applicant.person);
  await page
    .getByText(/已于 .* 吊销，不能再使用/)
    .first()
    .waitFor();
  await look(page, 'certificates-revoked');
});
