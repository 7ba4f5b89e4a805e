import { endpoints, type Role } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import type { Hall } from './hall/hall.ts';
import { invent, messages, newApplicant, orderAt, read, register } from './hall/order.ts';

const { consoleRequests, certificates } = endpoints;

/** One more person in a role, past the one-time password. */
async function colleague(hall: Hall, role: Role, name: string) {
  const administrator = await hall.staff('administrator');
  const { items } = await administrator.call(endpoints.administration.staff, {});
  const username = `${role}-${items.length}`;
  const made = await administrator.call(endpoints.administration.addStaff, { body: { username, name, roles: [role] } });
  const first = hall.visitor();
  const { session } = endpoints;
  await first.call(session.staffSignIn, { body: { username, password: made.oneTimePassword } });
  const next = 'plain words for a colleague';
  await first.call(session.changeStaffPassword, { body: { current: made.oneTimePassword, next } });
  const member = hall.visitor();
  await member.call(session.staffSignIn, { body: { username, password: next } });
  return member;
}

test('[JX-08][JX-09] the back office enters a correction for a caller, a colleague decides it, and the order is void', async ({
  visit,
  hall,
}) => {
  const one = await invent(hall);
  const applicant = await register(hall, one, `${one.name.slice(0, -4)}有限司`);
  const { order } = await orderAt(hall, 'payment', { applicant });
  const office = await hall.staff('back-office');
  const page = await visit('/console/service', office);
  const form = page.getByRole('region', { name: '代录名称更正' });
  await form.getByLabel('统一社会信用代码').fill(one.creditCode.slice(0, -1));
  await form.getByLabel('正确的名称').fill(one.name);
  await form.getByLabel('说明').fill('来电，已核对执照');
  await form.getByRole('button', { name: '录入' }).click();
  await form.locator('.field-error').first().waitFor();
  await form.getByLabel('统一社会信用代码').fill(one.creditCode);
  await form.getByRole('button', { name: '录入' }).click();
  const entered = await form.getByText(/已录入，编号/).innerText();
  const number = /编号 (\S+)/.exec(entered)?.[1] ?? '';

  // Whoever entered it does not decide it: the page says why, and the server refuses too.
  await page.getByRole('navigation').getByRole('link', { name: '名称更正' }).click();
  const own = page.getByRole('region', { name: number });
  await own.getByText('这是您自己录入的，请另一位同事复核。').first().waitFor();
  await expect
    .poll(() => own.getByRole('button', { name: '同意', exact: true }).getAttribute('aria-disabled'))
    .toBe('true');
  const { items } = await office.call(consoleRequests.nameCorrections, { query: { status: 'open', size: 100 } });
  const id = items.find((item) => item.number === number)?.id ?? '';
  const body = { decision: 'approve', answer: '' } as const;
  const refusal = await office.refused(consoleRequests.decideNameCorrection, { params: { id }, body });
  expect(refusal.code).toBe('OWN_ENTRY');

  const other = await visit('/console/name-corrections', await colleague(hall, 'back-office', '周敏'));
  const card = other.getByRole('region', { name: number });
  await card.getByRole('link', { name: order.number }).waitFor();
  await card.getByText(`单位名称改为“${one.name}”，1 张订单作废`, { exact: false }).waitFor();
  await look(other, 'console-name-decision');
  await card.getByRole('button', { name: '同意', exact: true }).click();
  await card.getByText('已同意').waitFor();
  await other.goto(`${hall.url}/console/orders/${order.id}`);
  await other
    .getByText(/^已作废|订单已于|作废/)
    .first()
    .waitFor();
  expect((await read(applicant, order.id)).void).not.toBeNull();
});

test('[JX-14] a mobile change is refused only with a reason, which the applicant is told', async ({ visit, hall }) => {
  const applicant = await newApplicant(hall);
  const service = await hall.staff('customer-service');
  const newMobile = `177${applicant.mobile.slice(3)}`;
  const body = {
    creditCode: applicant.creditCode,
    newMobile,
    contactName: '陈静',
    reason: 'registrant-left',
    note: '',
  };
  const entered = await service.call(consoleRequests.enterMobileChange, {
    body: { ...body, reason: 'registrant-left' },
  });
  const page = await visit('/console/mobile-changes?status=open', await hall.staff('back-office'));
  const card = page.getByRole('region', { name: entered.number });
  await card.getByText(`${newMobile.slice(0, 3)}****${newMobile.slice(-4)}`, { exact: true }).waitFor();
  expect(await card.getByText(newMobile).count()).toBe(0);
  await expect.poll(() => card.getByRole('button', { name: '不同意' }).getAttribute('aria-disabled')).toBe('true');
  await card.getByLabel('给申请人的答复').fill('请补充单位证明');
  await look(page, 'console-mobile-changes');
  await card.getByRole('button', { name: '不同意' }).click();
  await card.waitFor({ state: 'hidden' });
  const { mobileChangeStatus } = endpoints.requests;
  const params = { number: entered.number };
  const query = { creditCode: applicant.creditCode };
  const status = await hall.visitor().call(mobileChangeStatus, { params, query });
  expect(status).toMatchObject({ status: 'refused', answer: '请补充单位证明' });
  expect((await messages(hall, newMobile)).join()).toContain(entered.number);
});

test('whoever asked for a revocation does not decide it', async ({ visit, hall }) => {
  const { order } = await orderAt(hall, 'delivery');
  const office = await hall.staff('back-office');
  const page = await visit(`/console/certificates?q=${order.number}`, office);
  await page.locator('details.certificate').first().locator('summary').click();
  await page.getByRole('button', { name: '申请吊销或停用……' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('单位停业或注销').check();
  await dialog.getByLabel('说明').fill('单位注销');
  await dialog.getByRole('button', { name: '提交吊销申请' }).click();
  await dialog.getByText('已提交，等待另一位同事复核。').waitFor();
  await dialog.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('navigation').getByRole('link', { name: '吊销复核' }).click();
  const serial = order.production.certificates[0]?.serial ?? '';
  const card = page.getByRole('region').filter({ hasText: serial });
  await card.getByText('这是您自己录入的，请另一位同事复核。').first().waitFor();
  await look(page, 'console-revocation-own');
  const { items } = await office.call(certificates.revocationRequests, { query: { status: 'open', size: 100 } });
  const id = items.find((item) => item.serials.includes(serial))?.id ?? '';
  const refusal = await office.refused(certificates.decideRevocation, {
    params: { id },
    body: { decision: 'approve' },
  });
  expect(refusal.code).toBe('REVOCATION_OWN_REQUEST');
  const other = await visit('/console/revocations?status=open', await hall.staff('administrator'));
  await other.getByRole('region').filter({ hasText: serial }).getByRole('button', { name: '不同意' }).click();
  await other.getByRole('region').filter({ hasText: serial }).waitFor({ state: 'hidden' });
  const found = await office.call(certificates.search, { query: { q: serial } });
  expect(found.items[0]?.status).toBe('good');
});
