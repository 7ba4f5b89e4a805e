import { endpoints } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { turnTo } from './browser/settled.ts';
import { invent, newApplicant, register } from './hall/order.ts';

const codeField = (page: Page) => page.getByLabel('统一社会信用代码');
const otherCharacter = (code: string) => code.slice(0, -1) + (code.endsWith('1') ? '2' : '1');

test('[JX-02][JX-03][JX-04] a code typed in lower case or with look-alikes is explained, the right one offered and shown in groups', async ({
  visit,
  hall,
}) => {
  const one = await inventWithZero(hall);
  const page = await visit('/register');
  const field = codeField(page);
  // Lower case becomes capitals.
  await field.fill(one.creditCode.toLowerCase());
  await page.getByText('已把小写字母改为大写').waitFor();
  await field.blur();
  await expect.poll(() => field.inputValue()).toBe(one.creditCode);
  await expect.poll(() => page.locator('.code-groups').innerText()).toContain(creditCode.group(one.creditCode));
  // What looks like O is the digit 0: explained, and corrected on request.
  await field.fill(one.creditCode.replace('0', 'O'));
  await page.getByText(/看起来既像数字又像字母的，一律是数字：这里应为数字“0”/).waitFor();
  await look(page, 'register-look-alike');
  await page.getByRole('button', { name: `改为 ${creditCode.group(one.creditCode)}` }).click();
  await expect.poll(() => field.inputValue()).toBe(one.creditCode);
  // One wrong character, one too few: nothing is sent.
  await field.fill(otherCharacter(one.creditCode));
  await page.getByText(/校验不通过/).waitFor();
  await field.fill(one.creditCode.slice(0, 17));
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await page
    .getByText(/现在是 17 位，少了 1 位/)
    .first()
    .waitFor();
});

/** An invented code that holds a zero after the region. */
async function inventWithZero(hall: Parameters<typeof invent>[0]) {
  for (;;) {
    const one = await invent(hall);
    if (one.creditCode.includes('0')) return one;
  }
}

test('[JX-04] the code must be confirmed against the licence before it can be registered', async ({ visit, hall }) => {
  const one = await invent(hall);
  const page = await visit('/register');
  await codeField(page).fill(one.creditCode);
  await page.getByText('填错了只能重新注册，全部流程重来').waitFor();
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await page.getByText('请对照营业执照核对信用代码，并勾选确认').first().waitFor();
  await look(page, 'register-errors');
  // The register's own name is offered, never put over what was typed.
  await page.getByLabel('单位名称').fill('江西别的名称有限公司');
  await page.getByText(`您填的与登记名称“${one.name}”不同，请核对。`).waitFor();
  await page.getByRole('button', { name: '使用登记名称' }).click();
  await page.getByText('与登记名称一致。').waitFor();
  await expect.poll(() => page.getByLabel('单位名称').inputValue()).toBe(one.name);
});

test('[JX-07] half-width brackets of a name become full-width, spaces and other half-width characters are pointed out', async ({
  visit,
}) => {
  const page = await visit('/register');
  const name = page.getByLabel('单位名称');
  await name.fill('南昌青山(集团)有限公司');
  await page.getByText(/已把名称中的半角括号改为全角括号/).waitFor();
  await name.blur();
  await expect.poll(() => name.inputValue()).toBe('南昌青山（集团）有限公司');
  await name.fill('南昌 青山有限公司');
  await page.getByText('名称第 3 位有空格').waitFor();
  await name.fill('南昌A青山有限公司');
  await page.getByText('名称第 3 位的“A”是半角字符').waitFor();
});

test('[JX-10][JX-11][JX-12] a known code is answered with "user already exists", its meaning and the three ways on', async ({
  visit,
  hall,
}) => {
  const known = await newApplicant(hall);
  const page = await visit('/register');
  await codeField(page).fill(known.creditCode);
  await page.getByLabel(/我已对照营业执照核对/).check();
  await page.getByLabel('单位名称').fill(known.name);
  await page.getByLabel('手机号').fill('13812345678');
  await page.getByRole('button', { name: '发送验证码' }).click();
  const sms = await page.locator('.phone-bubble', { hasText: /验证码 \d{6}/ }).innerText();
  await page.getByLabel('短信验证码').fill(/\d{6}/.exec(sms)?.[0] ?? '');
  await page.getByLabel('设置密码').fill('three plain words here');
  await page.getByLabel('我代表本单位注册').check();
  await page.getByRole('button', { name: '注册', exact: true }).click();
  const help = page.getByRole('alert').filter({ hasText: '用户已存在' });
  await help.getByText('请先再核对一遍代码').waitFor();
  await help.getByText(/单位里已有人注册过，可能是为别的项目，也可能没有提交申请/).waitFor();
  await expect.poll(() => help.getByRole('link').allInnerTexts()).toEqual(['去登录', '重置密码', '变更手机号']);
  await help.getByText(/可以到服务大厅办理。.*先打电话问清楚/).waitFor();
  await look(page, 'register-exists');
  await page.goto(`${hall.url}/already-registered?code=${known.creditCode}`);
  await page.getByRole('heading', { level: 1, name: '用户已存在' }).waitFor();
  await look(page, 'already-registered');
});

test('[JX-01][JX-15][JX-27] a new account stands in the list as not submitted, and every page shows its name and code', async ({
  visit,
  hall,
}) => {
  const one = await newApplicant(hall);
  const page = await visit('/sign-in');
  await codeField(page).fill(one.creditCode.toLowerCase());
  await page.getByLabel('密码', { exact: true }).fill(one.password);
  await look(page, 'sign-in');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: one.name });
  await row.getByText('未提交').waitFor();
  await look(page, 'orders-new');
  for (const at of ['/', '/help', '/contact', '/messages', '/certificates', '/name-correction', '/orders']) {
    await turnTo(page, at);
    const corner = page.locator('header').getByText(one.name);
    await corner.waitFor();
    await page.locator('header').getByText(creditCode.group(one.creditCode)).waitFor();
    const box = await corner.boundingBox();
    expect(box && box.x + box.width / 2, `${at}: the name is at the upper right`).toBeGreaterThan(640);
    expect(box?.y).toBeLessThan(200);
  }
});

test('[JX-01] one account is shared by everybody of the organisation, in several browsers at once', async ({
  visit,
  hall,
}) => {
  const first = await newApplicant(hall);
  const colleague = hall.visitor();
  const { creditCode: code, password } = first;
  await colleague.call(endpoints.session.signIn, { body: { creditCode: code, password } });
  for (const person of [first.person, colleague]) {
    const page = await visit('/orders', person);
    await page.locator('header').getByText(first.name).waitFor();
  }
});

test('[JX-05] a wrong code cannot be edited: the account leads through registering again', async ({ visit, hall }) => {
  const wrong = await register(hall, await invent(hall));
  const page = await visit('/orders', wrong.person);
  await page.getByRole('link', { name: '名称或代码有误？' }).click();
  const way = page.getByRole('region', { name: '信用代码填错了' });
  await way.getByText('账号的信用代码不能修改。').waitFor();
  await way.getByText('退出，用正确的代码重新注册。').waitFor();
  await way.getByText(/错误代码下的申请视为没有办理/).waitFor();
  expect(await page.getByRole('textbox', { name: /信用代码/ }).count()).toBe(0);
  await look(page, 'name-correction');
  await way.getByRole('link', { name: '查看说明' }).click();
  await page.getByRole('heading', { level: 1, name: '注册后发现信用代码错了' }).waitFor();
  // An article does not lead to itself.
  const related = page.getByRole('region', { name: '相关问题' });
  await related.getByRole('link').first().waitFor();
  expect(await related.getByRole('link', { name: '注册后发现信用代码错了' }).count()).toBe(0);
  await look(page, 'article');
});

test('an organisation invented in the sandbox stays listed and fills the registration in, which survives another page', async ({
  visit,
  hall,
}) => {
  const page = await visit('/sandbox');
  await page.getByRole('button', { name: '虚构一家' }).click();
  const card = page.getByRole('status').filter({ hasText: '去注册' });
  await card.waitFor();
  const name = await card.locator('.notice-title').evaluate((title) => title.lastChild?.textContent ?? '');
  await page.reload();
  await page.getByText(name).waitFor();
  await page.getByRole('link', { name: '去注册' }).click();
  await page.getByLabel('设置密码').fill('three plain words here');
  await expect.poll(() => page.getByLabel('单位名称').inputValue()).toBe(name);
  await expect.poll(() => page.getByLabel('手机号').inputValue()).toMatch(/^199\d{8}$/);
  const code = await codeField(page).inputValue();
  expect(creditCode.explain(code).valid).toBe(true);
  await page.getByLabel('手机号').fill('13812345678');
  await page.goto(`${hall.url}/help`);
  await page.goto(`${hall.url}/register`);
  await expect.poll(() => codeField(page).inputValue()).toBe(code);
  await expect.poll(() => page.getByLabel('手机号').inputValue()).toBe('13812345678');
  await expect.poll(() => page.getByLabel('设置密码').inputValue()).toBe('');
});
