import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { colleague } from './hall/colleague.ts';
import { orderAt } from './hall/order.ts';

const { authorities } = endpoints;

test('a new issuing CA: proposed with its consequences, approved by another administrator, made once', async ({
  visit,
  hall,
}) => {
  const first = await hall.staff('administrator');
  const second = await colleague(hall, 'administrator');
  const page = await visit('/console/authorities', first);
  await page.getByRole('heading', { level: 1, name: 'CA 与密钥' }).waitFor();
  await look(page, 'authorities');
  await page.getByRole('link', { name: 'issuing', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: '签发 CA' }).waitFor();
  await look(page, 'authority');
  await page.goto(`${hall.url}/console/ceremonies/new?kind=create-issuing&authority=root`);
  await page.getByLabel('CA 简称').fill('issuing-p256');
  await page.getByLabel('单位名称（O）').fill('印信沙箱（仅供试用，无法律效力）');
  await page.getByLabel('通用名称（CN）').fill('Yinxin Sandbox P-256 CA');
  await page.getByLabel('有效年数').fill('5');
  await page.getByLabel('算法').selectOption('ecdsa-p256');
  await page.getByRole('button', { name: '查看后果' }).click();
  await page.getByText('后果').first().waitFor();
  await page.getByLabel('理由').fill('国外业务系统需要 ECDSA 证书');
  await look(page, 'ceremony-new');
  await page.getByRole('button', { name: '提交，等待批准' }).click();
  const own = page.getByRole('region', { name: '新建签发 CA' }).first();
  await own.getByText('这是您自己发起的，须由另一名管理员决定。').first().waitFor();
  await look(page, 'ceremonies');
  const { items } = await first.call(authorities.ceremonies, { query: { status: 'proposed' } });
  const params = { id: items[0]?.id ?? '' };
  const refusal = await first.refused(authorities.decide, { params, body: { decision: 'approve' } });
  expect(refusal.code).toBe('CEREMONY_OWN');
  const deciding = await visit('/console/ceremonies?status=proposed', second);
  const card = deciding.getByRole('region', { name: '新建签发 CA' }).first();
  await card.getByRole('button', { name: '批准', exact: true }).click();
  await card.waitFor({ state: 'hidden' });
  await expect
    .poll(async () => (await second.call(authorities.list, {})).items.find((one) => one.name === 'issuing-p256')?.state)
    .toBe('active');
  await deciding.goto(`${hall.url}/console/authorities/issuing-p256`);
  await deciding.getByText('可签发').waitFor();
  await look(deciding, 'authority-p256');
});

test('an escrowed key goes to an entitled authority only with two approvals, once, in an envelope', async ({
  visit,
  hall,
}) => {
  const { order } = await orderAt(hall, 'delivery');
  const serial = order.production.certificates[0]?.serial ?? '';
  // Any SM2 certificate can stand for the authority's own: here the pair of another organisation.
  const other = await orderAt(hall, 'delivery');
  const office = await hall.staff('back-office');
  const { items } = await office.call(endpoints.certificates.search, {
    query: { serial: other.order.production.certificates[0]?.serial ?? '' },
  });
  const page = await visit('/console/escrow', await hall.staff('customer-service'));
  await page.getByRole('button', { name: '申请恢复密钥' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('证书序列号').fill(serial);
  await dialog.getByLabel('理由').fill('调查取证需要解密往来函件');
  await dialog.getByLabel('法律依据与文书').fill('刑事诉讼法第五十四条，调证字〔2026〕1号');
  await dialog.getByLabel('接收方名称').fill('示例市公安局');
  await dialog.getByLabel('接收方证书或公钥').fill(items[0]?.pem ?? '');
  await look(page, 'escrow-ask');
  await dialog.getByRole('button', { name: '提交申请' }).click();
  await dialog.getByText(/已提交，需要 2 名同事批准/).waitFor();
  await dialog.getByRole('button', { name: '关闭' }).click();
  for (const member of [office, await colleague(hall, 'back-office')]) {
    const deciding = await visit('/console/escrow?status=open', member);
    const card = deciding.getByRole('region').filter({ hasText: '示例市公安局' });
    await card.getByLabel('意见').fill('文书与指纹已核对');
    const answer = deciding.waitForResponse((one) => one.url().endsWith('/decisions'));
    await card.getByRole('button', { name: '批准', exact: true }).click();
    expect((await answer).status()).toBe(200);
  }
  await page.reload();
  const mine = page.getByRole('region').filter({ hasText: '示例市公安局' });
  await mine.getByText('批准 2 / 2').waitFor();
  await look(page, 'escrow-approved');
  await mine.getByRole('button', { name: '取出信封（仅一次）' }).click();
  await page.getByText('信封已取出并保存为文件。不能再次取出。').waitFor();
  expect(await mine.getByRole('button', { name: '取出信封（仅一次）' }).count()).toBe(0);
});
