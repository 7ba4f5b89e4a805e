import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { messages, newApplicant, scan, smsCode } from './hall/order.ts';

test('[JX-13] a lost password is reset from the login page by a code to the registered mobile, with limited tries', async ({
  visit,
  hall,
}) => {
  const one = await newApplicant(hall);
  const page = await visit('/sign-in');
  await page.getByRole('link', { name: '查看用户手册' }).click();
  await page.getByRole('heading', { level: 1, name: '用户手册' }).waitFor();
  await page.getByRole('link', { name: '重置密码' }).first().waitFor();
  await page.goBack();
  await page.getByRole('link', { name: '忘记密码，用注册手机重置' }).click();
  await page.getByLabel('统一社会信用代码').fill(one.creditCode);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('验证码已发送').waitFor();
  const code = await smsCode(hall, one.mobile);
  const wrong = code === '111111' ? '222222' : '111111';
  await page.getByLabel('设置密码').fill('another few plain words');
  await page.getByLabel('短信验证码').fill(wrong);
  await page.getByRole('button', { name: '设置新密码' }).click();
  await page
    .getByText(/短信验证码不正确/)
    .first()
    .waitFor();
  await look(page, 'password-reset');
  await page.getByLabel('短信验证码').fill(code);
  await page.getByRole('button', { name: '设置新密码' }).click();
  await page.getByText('密码已重置，请用新密码登录').waitFor();
  await page.getByRole('alert').getByRole('link', { name: '登录' }).click();
  await page.getByLabel('密码', { exact: true }).fill('another few plain words');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '我的订单' }).waitFor();
});

test('[JX-13] after too many wrong codes the code is worth nothing, and the page says so', async ({ visit, hall }) => {
  const one = await newApplicant(hall);
  const page = await visit('/password-reset');
  await page.getByLabel('统一社会信用代码').fill(one.creditCode);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('验证码已发送').waitFor();
  const code = await smsCode(hall, one.mobile);
  await page.getByLabel('设置密码').fill('another few plain words');
  const locked = page.getByText(/验证码输错次数过多/).first();
  for (let tries = 0; tries < 10 && !(await locked.isVisible()); tries++) {
    await page.getByLabel('短信验证码').fill(code === '111111' ? '222222' : '111111');
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/password-resets'));
    await page.getByRole('button', { name: '设置新密码' }).click();
    await answer;
  }
  await locked.waitFor();
  await page.getByLabel('短信验证码').fill(code);
  await page.getByRole('button', { name: '设置新密码' }).click();
  await page
    .getByText(/验证码输错次数过多|短信验证码不正确/)
    .first()
    .waitFor();
  expect(await page.getByText('密码已重置').count()).toBe(0);
});

test('[JX-14][JX-11] a mobile that is gone is changed without login: request with proofs, number, review, then a reset', async ({
  visit,
  hall,
}) => {
  const one = await newApplicant(hall);
  const mobile = `177${one.mobile.slice(3)}`;
  const page = await visit('/sign-in');
  await page.getByRole('link', { name: '注册手机已停用，申请变更手机号' }).click();
  await page.getByLabel('统一社会信用代码').fill(one.creditCode);
  await page.getByLabel('新手机号').fill(mobile);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('验证码已发送').waitFor();
  await page.getByLabel('短信验证码').fill(await smsCode(hall, mobile));
  await page.getByLabel('联系人姓名').fill('李明');
  await page.getByLabel('注册人已离职或找不到').check();
  const form = await page.request.get(
    new URL((await page.getByRole('link', { name: '下载申请表' }).getAttribute('href')) ?? '', hall.url).href,
  );
  expect((await form.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('请上传申请表和营业执照复印件').first().waitFor();
  await page.locator('input[type=file]').setInputFiles(await scan('form'));
  await page.locator('input[type=file]').setInputFiles(await scan('licence'));
  await look(page, 'mobile-change');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('请记下申请编号').waitFor();
  const number = await page.locator('.big-number').innerText();
  await look(page, 'mobile-change-done');

  // Open requests are visible by their number.
  await page.getByRole('link', { name: '已提交过？查询进度' }).click();
  await page.getByText('正在审核').waitFor();
  await look(page, 'mobile-change-status');

  const office = await visit('/console/mobile-changes', await hall.staff('back-office'));
  const card = office.getByRole('region', { name: number });
  await card.getByText(one.name).waitFor();
  await card.getByRole('link', { name: 'licence.pdf' }).waitFor();
  await look(office, 'console-mobile-changes');
  await card.getByRole('button', { name: '同意', exact: true }).click();
  await card.getByText('已同意').waitFor();

  await page.reload();
  await page.getByText('已通过').waitFor();
  expect((await messages(hall, mobile)).join()).toContain(number);
  await page.getByRole('link', { name: '新号码已生效，去重置密码' }).click();
  await page.getByLabel('统一社会信用代码').fill(one.creditCode);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('验证码已发送').waitFor();
  await page.getByLabel('短信验证码').fill(await smsCode(hall, mobile));
  await page.getByLabel('设置密码').fill('yet more plain words');
  await page.getByRole('button', { name: '设置新密码' }).click();
  await page.getByText('密码已重置，请用新密码登录').waitFor();
});

test('the settings centre: general data, the address book with one default, and what needs a key', async ({
  visit,
  hall,
}) => {
  const who = await newApplicant(hall);
  const page = await visit('/orders', who.person);
  await page.getByRole('link', { name: '设置中心' }).click();
  const registration = page.getByRole('region', { name: '登记信息' });
  await registration.getByText(who.name).waitFor();
  await registration.getByLabel('联系人').fill('王芳');
  await registration.getByRole('button', { name: '保存一般信息' }).click();
  const general = async () => (await who.person.call(endpoints.registration.read, {})).general.contactName;
  await expect.poll(general).toBe('王芳');

  const book = page.getByRole('region', { name: '地址维护' });
  for (const address of ['北京市海淀区示例路1号', '北京市朝阳区示例路2号']) {
    await book.getByRole('button', { name: '增加地址' }).click();
    await book.getByLabel('收件人', { exact: true }).fill('王芳');
    await book.getByLabel('收件人手机').fill(who.mobile);
    await book.getByLabel('收件地址').fill(address);
    await book.getByRole('button', { name: '保存地址' }).click();
    await book.getByRole('button', { name: `修改 ${address}` }).waitFor();
  }
  await book.getByRole('button', { name: '设为默认 北京市朝阳区示例路2号' }).click();
  await book.getByRole('button', { name: '设为默认 北京市海淀区示例路1号' }).waitFor();
  const { items } = await who.person.call(endpoints.addresses.list, {});
  expect(items.map(({ address, isDefault }) => [address, isDefault])).toEqual([
    ['北京市朝阳区示例路2号', true],
    ['北京市海淀区示例路1号', false],
  ]);
  await look(page, 'settings');
  await page.getByRole('link', { name: /^权限管理/ }).click();
  await page.getByRole('heading', { name: '用密钥登录' }).waitFor();
  await look(page, 'permissions-without-key');
});
