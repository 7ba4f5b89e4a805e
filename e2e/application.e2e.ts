import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { settled } from './browser/settled.ts';
import { MAX_UPLOAD } from './hall/hall.ts';
import { orderAt, paperFor, read, scan } from './hall/order.ts';

const BIG = MAX_UPLOAD + 1;

test('[JX-33] the form says beside the mobile that it must be reachable, also for Nanchang landlines', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'fill');
  const page = await visit(`/orders/${order.id}/application`, applicant.person);
  const field = page.getByLabel('经办人手机');
  const hint = page.locator(`[id="${((await field.getAttribute('aria-describedby')) ?? '').split(' ')[0]}"]`);
  await expect.poll(() => hint.innerText()).toContain('不要拒接南昌座机（0791）来电');
});

test('[JX-24] drafts are kept while typing: another browser goes on where the first one stopped', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'fill');
  const at = `/orders/${order.id}/application`;
  const first = await visit(at, applicant.person);
  await first.getByLabel('经办人姓名').fill('李明');
  await first
    .getByText(/^已保存/)
    .first()
    .waitFor();
  const second = await visit(at, applicant.person);
  await expect.poll(() => second.getByLabel('经办人姓名').inputValue()).toBe('李明');
  // Both windows write: the one that comes later is asked, nothing is lost.
  await second.getByLabel('经办人姓名').fill('王强');
  await second
    .getByText(/^已保存/)
    .first()
    .waitFor();
  await first.getByLabel('经办人姓名').fill('赵丽');
  await first.getByText('同一份申请在另一个窗口里也改过').waitFor();
  await look(first, 'application-conflict');
  await first.getByRole('button', { name: '保留本页的内容' }).click();
  await first
    .getByText(/^已保存/)
    .first()
    .waitFor();
  expect((await read(applicant, order.id)).fields.find((one) => one.code === 'handler-name')?.value).toBe('赵丽');
});

test('[JX-24] where both windows chose from a list, the conflict speaks in the words of the list', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'fill', { project: 'nanchang-provident-fund' });
  const page = await visit(`/orders/${order.id}/application`, applicant.person);
  await page.getByLabel('用户类别').waitFor();
  const command = { type: 'save-draft' as const, fields: { 'fund-category': '01' } };
  await applicant.person.call(endpoints.applications.command, { params: { id: order.id }, body: { command } });
  await page.getByLabel('用户类别').selectOption('02 受托银行');
  const conflict = page.getByRole('alert').filter({ hasText: '同一份申请在另一个窗口里也改过' });
  await expect.poll(() => conflict.getByRole('listitem').innerText()).toMatch(/用户类别.*02 受托银行.*01 缴存单位/);
});

test('[JX-24] what was uploaded stays on the page when an older reading of the order comes in late', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'fill');
  const page = await visit('/', applicant.person);
  await page.clock.install();
  await page.goto(`${hall.url}/orders/${order.id}/application`);
  const licence = page.locator('#material-business-licence');
  await licence.getByText('待上传').waitFor();
  const { promise: uploaded, resolve: release } = Promise.withResolvers<void>();
  const began = Promise.withResolvers<void>();
  await page.route(`**/api/applications/${order.id}`, async (route) => {
    const answer = await route.fetch();
    began.resolve();
    await uploaded;
    await route.fulfill({ response: answer });
  });
  // The page reads the order every half minute.
  await page.clock.fastForward(31_000);
  await began.promise;
  const late = page.waitForResponse((response) => response.url().endsWith(`/api/applications/${order.id}`));
  await licence.locator('input[type=file]').setInputFiles(await scan('licence'));
  await licence.getByText('已收到 licence.pdf').waitFor();
  release();
  await (await late).finished();
  await settled(page);
  await expect.poll(() => licence.getByText('已收到 licence.pdf').count()).toBe(1);
  expect(await licence.getByText('待上传').count()).toBe(0);
});

test('[JX-06] after the data changed, forms printed before are refused: download, stamp and upload anew', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'filled');
  const old = Buffer.from(await (await paperFor(applicant, order, 'application-form')).arrayBuffer());
  const page = await visit(`/orders/${order.id}/application`, applicant.person);
  await page.getByLabel('单位注册地址').fill('江西省南昌市西湖区别处路2号');
  await page.getByText('资料改过了，之前下载的表单不能再用').waitFor();
  const item = page.locator('#material-application-form');
  await item.getByText('表单已过期', { exact: true }).waitFor();
  await look(page, 'application-outdated');
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('“数字证书申请表”的表单已过期，请重新下载盖章上传').waitFor();
  await item.locator('input[type=file]').setInputFiles({ name: 'old.pdf', mimeType: 'application/pdf', buffer: old });
  await item.getByText(/是旧版本的表格（数据版本/).waitFor();
  const fresh = Buffer.from(
    await (await paperFor(applicant, await read(applicant, order.id), 'application-form')).arrayBuffer(),
  );
  await item.locator('input[type=file]').setInputFiles({ name: 'new.pdf', mimeType: 'application/pdf', buffer: fresh });
  await item.getByText('已收到 new.pdf').waitFor();
  await item.getByText('表单已过期', { exact: true }).waitFor({ state: 'hidden' });
});

test('[JX-24][JX-25] a file that is too big, empty of what it claims, broken or there already is refused with what to do', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'fill');
  const page = await visit(`/orders/${order.id}/application`, applicant.person);
  const licence = page.locator('#material-business-licence');
  const give = (name: string, mimeType: string, buffer: Buffer) =>
    licence.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
  await licence.getByText('不接受变形的扫描件和照片').waitFor();
  await give('big.pdf', 'application/pdf', Buffer.alloc(BIG, '%PDF-'));
  // The limit is what this server says, not what servers say by default.
  await licence.getByText('不超过 2.5 MB').waitFor();
  await licence.getByText('超过 2.5 MB 的上限，没有上传').waitFor();
  await give('licence.pdf', 'application/pdf', Buffer.from('<html>not a PDF</html>'));
  await licence.getByText(/文件内容与文件名不符|不能上传这种文件/).waitFor();
  await give('licence.pdf', 'application/pdf', Buffer.from('%PDF-1.7\nbroken'));
  await licence.getByText(/文件打不开，可能已损坏/).waitFor();
  const good = await scan('licence');
  await licence.locator('input[type=file]').setInputFiles(good);
  await licence.getByText('已收到 licence.pdf').waitFor();
  const seal = page.locator('#material-seal-form');
  await seal.locator('input[type=file]').setInputFiles(good);
  await seal.getByText(/这个文件已经作为“营业执照复印件（加盖公章）”上传过了|要求的表格/).waitFor();
});

test('[JX-28] after submission the order is under review and nothing can be edited', async ({ visit, hall }) => {
  const { applicant, order } = await orderAt(hall, 'review');
  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.locator('[aria-current=step]', { hasText: '正在审核' }).waitFor();
  await page.getByText('审核期间不能修改。').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  expect(await page.locator('input[type=file]').count()).toBe(0);
  await page.goto(`${hall.url}/orders/${order.id}/application`);
  await page.getByText('这份申请现在不能修改。').waitFor();
  await look(page, 'application-closed');
  const params = { id: order.id };
  const command = { type: 'save-draft' as const, fields: { 'handler-name': '别人' } };
  const refusal = await applicant.person.refused(endpoints.applications.command, { params, body: { command } });
  expect(refusal.code).toBe('NOT_EDITABLE');
});

test('[JX-26][JX-43] the order leads to the list of its project and to the articles that fit where it stands', async ({
  visit,
  hall,
}) => {
  const { applicant, order } = await orderAt(hall, 'review');
  const page = await visit(`/orders/${order.id}`, applicant.person);
  await page.getByRole('region', { name: '可能用得上的帮助' }).getByRole('link', { name: '要准备哪些材料' }).waitFor();
  await page.getByRole('link', { name: '查看本项目的材料要求' }).click();
  await page.getByRole('heading', { level: 2, name: '要准备的材料' }).waitFor();
  await page.getByRole('link', { name: '帮助', exact: true }).click();
  await page.getByLabel('搜索帮助').fill('证书怎么还没到');
  await look(page, 'help');
  await page.getByRole('link', { name: '证书怎么还没到' }).click();
  const steps = async () => (await page.getByRole('main').getByRole('listitem').allInnerTexts()).slice(0, 4);
  await expect
    .poll(async () => (await steps()).map((text) => text.slice(0, 8)))
    .toEqual([
      '纸质原件寄了吗？',
      '快递单号填了吗？',
      expect.stringContaining('仍是'),
      expect.stringContaining('已发放'),
    ]);
});
