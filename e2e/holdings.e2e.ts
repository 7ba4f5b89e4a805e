import { randomBytes } from 'node:crypto';
import { endpoints } from '@yinxin/contract';
import { organisationCode } from '@yinxin/identifiers';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import type { Hall } from './hall/hall.ts';
import { newApplicant, read, smsCode } from './hall/order.ts';

const { branches, renewalGroup } = endpoints;
const PROJECT = { programme: 'bjca-mobile', project: 'china-mobile-supplier' };

/** An organisation code with a letter in it. */
function newCode(): string {
  const body = `D${String(randomBytes(4).readUInt32BE(0)).padStart(7, '0').slice(-7)}`;
  return body + organisationCode.checkCharacter(body);
}

/** Certificates an account has had for most of a year, which is longer than a test lasts. */
async function hold(hall: Hall, organisation: string, name: string, many: number, daysLeft: number): Promise<void> {
  const now = hall.server.clock.now().getTime();
  const ends = new Date(now + daysLeft * 86_400_000);
  for (let n = 0; n < many; n++) {
    const serial = randomBytes(16).toString('hex').toUpperCase();
    await sql`insert into holding (id, organisation_id, organisation_name, credit_code, programme, project, application_id,
        application_number, medium_serial, sign_serial, encrypt_serial, not_before, not_after, status, status_since, created_at)
      values (${uuid()}, ${organisation}, ${`${name}${n + 1}`}, '91110000MA0012345X', ${PROJECT.programme}, ${PROJECT.project},
        ${uuid()}, 'BM251201-000001-A', ${`YK${n}`}, ${serial}, ${`EE${serial.slice(2)}`},
        ${new Date(ends.getTime() - 366 * 86_400_000)}, ${ends}, 'in-use', now(), now())`.execute(hall.server.deps.db);
  }
}

test('[BJ-26][BJ-29][BJ-30] branches are entered, one is chosen for an extra application, an account is added', async ({
  visit,
  hall,
}) => {
  const who = await newApplicant(hall, '110000');
  const page = await visit('/branches', who.person);
  await page.getByLabel('经办人手机号').fill(who.mobile);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('验证码已发送').waitFor();
  await look(page, 'branches-gate');
  await page.getByLabel('短信验证码').fill(await smsCode(hall, who.mobile));
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByText('还没有登记分支机构').waitFor();

  // A branch without a registration of its own is refused; small letters become capitals as they are typed.
  await page.getByRole('button', { name: '添加新机构' }).click();
  const code = newCode();
  const name = `${who.name}海淀分公司`;
  await page.getByLabel('分支机构名称').fill(name);
  await page.getByLabel('分支机构代码').fill(code.toLowerCase());
  await expect.poll(() => page.getByLabel('分支机构代码').inputValue()).toBe(code);
  await page.getByLabel('都没有').check();
  await page.getByLabel('分支机构地址').fill('北京市海淀区示例路 1 号');
  await page.getByLabel('证书经办人姓名').fill('李小红');
  await page.getByLabel('证书经办人手机').fill('13900001234');
  await page.getByRole('button', { name: '提交' }).click();
  await page
    .getByRole('alert')
    .getByText(/没有自己的注册/)
    .waitFor();
  await look(page, 'branches-form');
  await page.getByLabel('有营业执照（工商注册）').check();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { name, level: 3 }).waitFor();
  await page.getByText(organisationCode.format(code)).waitFor();
  await page.getByRole('button', { name: '编辑' }).click();
  await page.getByLabel('分支机构地址').fill('北京市海淀区示例路 2 号');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('北京市海淀区示例路 2 号').waitFor();
  await look(page, 'branches-list');

  // The points of attention come before the extra application; the order bears the branch's name.
  await page.goto(`${hall.url}/projects/${PROJECT.programme}/${PROJECT.project}`);
  await page.getByLabel('为谁办理').selectOption({ label: `${name} ${organisationCode.format(code)}` });
  await page.getByText('额外办理前请注意').waitFor();
  await look(page, 'branches-choice');
  await page.getByRole('button', { name: '开始申请' }).click();
  await page.waitForURL(/\/orders\/[^/]+\/application$/);
  const order = await read(who, page.url().split('/').at(-2) ?? '');
  expect(order).toMatchObject({ organisation: { name, creditCode: code }, branch: { parent: { name: who.name } } });
  expect(order.fields.find(({ spec }) => spec.code === 'handler-name')?.value).toBe('李小红');
  await page.getByText(`为分支机构额外办理：${name}`).waitFor();
  await look(page, 'branches-application');

  // Somebody else's branch is none for the asker.
  const stranger = await newApplicant(hall, '110000');
  const { items } = await who.person.call(branches.own, {});
  const without = await visit(`/projects/${PROJECT.programme}/${PROJECT.project}`, stranger.person);
  await without.getByText('先登记分支机构即可').waitFor();
  expect(await without.getByLabel('为谁办理').count()).toBe(0);
  const body = { ...PROJECT, service: 'new', branch: items[0]?.id ?? '' };
  expect(await stranger.person.refused(endpoints.applications.open, { body })).toMatchObject({
    status: 404,
    code: 'BRANCH_NOT_YOURS',
  });

  await page.goto(`${hall.url}/accounts`);
  const userName = `u${code.toLowerCase()}`;
  await page.getByLabel('用户名').fill(userName);
  const mobile = `137${who.mobile.slice(3)}`;
  await page.getByLabel('手机号').fill(mobile);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('验证码已发送').waitFor();
  await page.getByLabel('短信验证码').fill(await smsCode(hall, mobile));
  const password = randomBytes(12).toString('base64url');
  await page.getByLabel('设置密码').fill(password);
  await page.getByRole('button', { name: '增加账号' }).click();
  await page.getByText(`账号 ${userName} 已开通`).waitFor();
  await look(page, 'accounts');
  const second = await visit('/sign-in?way=name');
  await second.getByLabel('用户名').fill(userName);
  await second.getByLabel('密码').fill(password);
  await look(second, 'sign-in-name');
  await second.getByRole('button', { name: '登录', exact: true }).click();
  await second.getByRole('heading', { name: '我的订单' }).waitFor();
}, 180_000);

test('many certificates: found, filtered, renewed by a marked list whose faults are told by row; nothing twice', async ({
  visit,
  hall,
}) => {
  const who = await newApplicant(hall, '110000');
  const session = await who.person.call(endpoints.session.current, {});
  const own = session.organisation?.id ?? '';
  await hold(hall, own, '示例分公司', 24, 40);
  await hold(hall, own, '以后的分公司', 3, 300);
  const page = await visit('/certificates', who.person);
  await page.getByRole('link', { name: /24.*90 天内到期/ }).waitFor();
  await look(page, 'certificates-many');
  await page.getByLabel(/查找/).fill('以后的');
  await page.getByRole('button', { name: '查找' }).click();
  await expect.poll(() => page.getByRole('link', { name: '查看与办理' }).count()).toBe(3);
  await page.reload();
  await expect.poll(() => page.getByLabel(/查找/).inputValue()).toBe('以后的');

  await page.goto(`${hall.url}/renewals`);
  await page.getByText('现在可以续期 24 张').waitFor();
  await page
    .getByText(/还没到续期时间/)
    .first()
    .waitFor();
  await look(page, 'renewals');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载续期清单' }).click();
  expect((await download).suggestedFilename()).toMatch(/续期清单.*\.csv/);
  const sheet = await (await who.person.call(renewalGroup.sheet, { query: {} })).text();
  const [heading = '', ...lines] = sheet.trim().split('\r\n');
  const marked = [heading, ...lines.map((line, n) => `${n === 1 ? '好的' : '是'}${line}`), '是,SN-FFFF'].join('\r\n');
  const upload = (name: string, text: string) =>
    page.getByLabel('上传标记好的清单').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await upload('清单.xlsx', 'PK\u0003\u0004');
  await page.getByText(/另存为“CSV UTF-8”/).waitFor();
  await upload('清单.csv', marked);
  await page.getByText('清单.csv：可以开始 23 张，不办理 0 张，有问题 5 行').waitFor();
  await page.getByText('“好的”看不懂').waitFor();
  await look(page, 'renewals-checked');
  await page.getByRole('button', { name: '为选中的 23 张开始续期' }).click();
  await page.getByText('已开始 23 张，已在办理 0 张，没有开始 0 张').waitFor({ timeout: 60_000 });
  await look(page, 'renewals-done');
  const { renew, left } = await who.person.call(renewalGroup.check, { body: { sheet: marked } });
  expect([renew, left]).toEqual([0, 23]);
  await page
    .getByRole('link', { name: /核对并提交/ })
    .first()
    .click();
  await page.waitForURL(/\/orders\/[^/]+\/application$/);

  // The one that was marked unclearly: what is known is confirmed, nothing is typed again.
  const { items } = await who.person.call(renewalGroup.candidates, { query: { open: 'yes' } });
  expect(items).toHaveLength(1);
  await page.goto(`${hall.url}/certificates/${items[0]?.holding}`);
  await page
    .getByRole('link', { name: /办理：证书更新/ })
    .first()
    .click();
  await page.getByRole('heading', { name: '核对已有资料' }).waitFor();
  const confirm = page.getByRole('button', { name: /确认，开始/ });
  await expect.poll(() => confirm.isDisabled()).toBe(true);
  await look(page, 'renewal-known');
  await page.getByLabel('仍然正确').first().check();
  await confirm.click();
  await page.waitForURL(/\/orders\/[^/]+\/application$/);
  await page.getByRole('button', { name: 'English' }).click();
  for (const [at, name] of [
    ['/renewals', 'renewals-en'],
    ['/certificates', 'certificates-many-en'],
  ] as const) {
    await page.goto(hall.url + at);
    await look(page, name);
  }
}, 180_000);
