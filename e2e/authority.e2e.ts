import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { orderAt } from './hall/order.ts';

test('a certificate in every respect: contents, chain, lint, history, files', async ({ visit, hall }) => {
  const { order } = await orderAt(hall, 'delivery');
  const serial = order.production.certificates[0]?.serial ?? '';
  const page = await visit(`/console/certificates?q=${serial}`, await hall.staff('auditor'));
  await page.getByRole('link', { name: '证书详情' }).first().click();
  await page.getByRole('heading', { level: 1, name: '证书详情' }).waitFor();
  await page.getByText('符合全部规则。').waitFor();
  for (const part of ['证书内容', '证书链', '经过']) await page.getByRole('heading', { name: part }).waitFor();
  await page.getByText('预留序列号').waitFor();
  const history = page.getByRole('region', { name: '经过' });
  await expect.poll(() => history.getByText('库外日志已记').count()).toBeGreaterThan(0);
  await look(page, 'certificate-detail');
  const href = (await page.getByRole('link', { name: 'DER' }).getAttribute('href')) ?? '';
  const file = await page.request.get(new URL(href, page.url()).href);
  expect([...(await file.body()).subarray(0, 2)]).toEqual([0x30, 0x82]);
});

test('a suspended certificate is resumed; each time the consequences are shown first', async ({ visit, hall }) => {
  const { order } = await orderAt(hall, 'delivery');
  const serial = order.production.certificates[0]?.serial ?? '';
  const asking = await visit(`/console/certificates/${serial}`, await hall.staff('customer-service'));
  const deciding = await visit('/console/revocations?status=open', await hall.staff('back-office'));
  for (const [act, go, yes, then] of [
    ['停用', '提交停用申请', '同意停用', 'suspended'],
    ['恢复', '提交恢复申请', '同意恢复', 'good'],
  ] as const) {
    await asking.getByRole('button', { name: '申请吊销或停用……' }).click();
    const dialog = asking.getByRole('dialog');
    await dialog.getByRole('radio', { name: act }).check();
    await dialog.getByText(/下列 2 张证书的状态一起改变/).waitFor();
    await dialog.getByLabel('说明').fill('电话核实');
    if (then === 'suspended') await look(asking, 'certificate-suspend');
    await dialog.getByRole('button', { name: go }).click();
    await dialog.getByText('已提交，等待另一位同事复核。').waitFor();
    await dialog.getByRole('button', { name: '关闭' }).click();
    await deciding.reload();
    const card = deciding.getByRole('region').filter({ hasText: serial });
    await card.getByRole('button', { name: yes }).click();
    await card.waitFor({ state: 'hidden' });
    const office = await hall.staff('back-office');
    const found = await office.call(endpoints.certificates.search, { query: { q: serial } });
    expect(found.items[0]?.status).toBe(then);
    await asking.reload();
  }
});

test('the state of lists and OCSP is seen, and a list is made at once', async ({ visit, hall }) => {
  await orderAt(hall, 'delivery');
  const page = await visit('/console/certificate-status', await hall.staff('administrator'));
  await page.getByRole('heading', { level: 1, name: '证书状态服务' }).waitFor();
  await page.getByRole('button', { name: '立即发布' }).first().click();
  await page.getByText('已安排发布，几秒后可见。').waitFor();
  await look(page, 'certificate-status');
});

test('the profiles are read by whoever makes certificates', async ({ visit, hall }) => {
  const page = await visit('/console/profiles', await hall.staff('production'));
  const row = page.getByRole('row').filter({ hasText: 'organisation-signing' });
  await row.getByText('digitalSignature, nonRepudiation').waitFor();
  await look(page, 'certificate-profiles');
});
