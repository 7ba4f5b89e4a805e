import { endpoints } from '@yinxin/contract';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { answersTo } from '../cli/src/journey/papers.ts';
import { signQuestion } from '../server/src/access/relying/signature.ts';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { answerAsk, makeInAssistant, own } from './hall/assistant-medium.ts';
import type { Hall } from './hall/hall.ts';
import { makeMedium } from './hall/medium.ts';
import {
  type Applicant,
  approve,
  attach,
  courierNumber,
  decide,
  newApplicant,
  pay,
  post,
  read,
  recipientMobile,
  submit,
} from './hall/order.ts';

const { applications, consoleBindings, holdings, relying, sandbox, seals, session } = endpoints;

/** Everything a new Ping An order needs before it is submitted. */
async function prepare(who: Applicant, id: string, answers: Record<string, string>): Promise<void> {
  const params = { id };
  const give = (command: Parameters<typeof who.person.call<typeof applications.command>>[1]['body']['command']) =>
    who.person.call(applications.command, { params, body: { command } });
  await give({ type: 'save-draft', fields: answers });
  const { fields } = await read(who, id);
  const known = { mobile: who.mobile, name: who.name, address: '广东省深圳市福田区示例路1号' };
  await give({
    type: 'save-draft',
    fields: answersTo(
      fields.map(({ spec }) => spec),
      known,
      answers,
    ),
  });
  const recipient = { name: '王芳', mobile: recipientMobile(who), address: known.address };
  const { stages } = await read(who, id);
  if (stages.some(({ kind }) => kind === 'delivery')) await give({ type: 'set-delivery', mode: 'post', recipient });
  const order = await read(who, id);
  for (const one of order.materials.filter(({ required, object }) => required && object === 'document'))
    await attach(who, order, one.code);
}

/** A paid, reviewed and made order whose key is on its way. */
async function dispatched(
  hall: Hall,
  who: Applicant,
  id: string,
  make: (hall: Hall, id: string) => Promise<unknown> = makeMedium,
): Promise<string> {
  await submit(who, id);
  await pay(hall, who, id);
  await approve(hall, who, id);
  await post(who, id);
  await decide(hall, 'mail-room', id, { type: 'confirm-papers' });
  await make(hall, id);
  const mediumSerial = (await read(who, id)).production.mediumSerial ?? '';
  const trackingNumber = courierNumber();
  await decide(hall, 'shipping', id, { type: 'dispatch', carrier: '顺丰速运', trackingNumber, mediumSerial });
  return trackingNumber;
}

test('[PA-10][PA-13][PA-34][PA-36] a certificate of another authority: form, certificates page, and a reissue begun at it', async ({
  visit,
  hall,
}) => {
  const who = await newApplicant(hall, '440300');
  const page = await visit('/certificates', who.person);
  await page.getByText('还没有证书').waitFor();
  await look(page, 'holder-none');

  // The project page offers the first application only; everything else begins at a certificate.
  await page.goto(`${hall.url}/projects/pingan/supplier`);
  await page.getByRole('heading', { name: '已有证书，要办其他业务' }).waitFor();
  await page.getByText('退费只能邮寄办理').waitFor();
  await look(page, 'holder-project');
  await page.getByRole('button', { name: '开始申请' }).click();
  await page.waitForURL(/\/orders\/[^/]+\/application$/);
  const id = page.url().split('/').at(-2) ?? '';

  // What is asked follows the answer at once, and so does the price.
  const choose = (label: RegExp, option: string) => page.getByLabel(label).selectOption({ label: option });
  await choose(/同时办理电子印章/, '是');
  await page.getByLabel('印章名称').fill(who.name);
  await choose(/同时办理电子印章/, '否');
  await page.getByLabel('印章名称').waitFor({ state: 'detached' });
  const years = page.getByLabel(/年限|有效期|年数/).first();
  await years.selectOption({ index: 2 });
  await page.getByText('¥400.00').first().waitFor();
  await look(page, 'holder-application');

  await prepare(who, id, { seal: 'no', years: '1' });
  await dispatched(hall, who, id);
  await page.goto(`${hall.url}/orders/${id}`);
  await page.getByRole('heading', { level: 2, name: '激活证书' }).waitFor();
  const states = (await page.locator('.bar-label').allInnerTexts()).map((text) => text.split('\n')[0]);
  expect(states.length).toBeGreaterThan(6);
  await look(page, 'holder-activation');
  await page.getByRole('button', { name: '我已收到' }).click();
  await expect.poll(async () => (await read(who, id)).delivery.receivedAt).not.toBeNull();

  await page.goto(`${hall.url}/certificates`);
  await page.getByText('请激活证书，激活后才能使用').waitFor();
  await look(page, 'holder-certificates');
  const { items } = await who.person.call(holdings.list, { query: {} });
  const [held] = items;
  expect(held).toMatchObject({ status: 'made', programme: 'pingan' });
  await page.getByRole('link', { name: /查看与办理/ }).click();
  await page.getByText('证书现在是“已制作”，还不能办这一项。').first().waitFor();
  await look(page, 'holder-certificate');

  // A reissue tells what becomes of the certificate before it is confirmed.
  await page.getByRole('link', { name: '办理：补办' }).click();
  await page.getByText('审核通过后，这张证书立即作废').waitFor();
  await look(page, 'holder-reissue');
  await page.getByRole('button', { name: '确认，开始：补办' }).click();
  await page.waitForURL(/\/orders\/[^/]+\/application$/);
  await page.getByLabel(/补办原因/).selectOption({ label: '遗失' });
  await page
    .getByText(/已保存/)
    .first()
    .waitFor();
  const reissue = await read(who, page.url().split('/').at(-2) ?? '');
  expect(reissue).toMatchObject({ business: 'reissue', subject: { holding: held?.id } });
  await look(page, 'holder-reissue-form');

  // One business at a time (BJ-33): the certificate says which one, and leads there.
  await page.goto(`${hall.url}/certificates/${held?.id}`);
  await page.getByText(`正在办理补办，订单 ${reissue.number}`).waitFor();
  expect(await page.getByRole('link', { name: '办理：补办' }).count()).toBe(0);
}, 300_000);

test('[PA-01][PA-20][PA-21][PA-38][PA-40] the holder activates, binds and unlocks the key on the order page', async ({
  visit,
  hall,
}) => {
  const who = await newApplicant(hall, '440300');
  const body = { programme: 'pingan', project: 'supplier', service: 'new' };
  const { id } = await who.person.call(applications.open, { body });
  await prepare(who, id, { seal: 'no', years: '1' });
  const trackingNumber = await dispatched(hall, who, id, makeInAssistant);
  const { mediumSerial: serial, initialPin } = await hall
    .visitor()
    .call(sandbox.parcel, { params: { trackingNumber } });
  const pin = 'k7Qm2xVd';
  await own(hall, 'change-pin', { serial, current: initialPin ?? '', next: pin });

  // The page is let in once; then the code and the PIN, each on its own side.
  const page = await visit(`/orders/${id}`, who.person);
  await page.getByText(/核对配对码 \d{4}/).waitFor();
  const assistant = await visit(hall.assistant.origin);
  await assistant.locator('.ask', { hasText: hall.url }).getByRole('button', { name: '允许' }).click();
  await page.getByText('插着的介质').waitFor();
  await page.getByLabel('短信码').fill(await bubbleCode(page));
  await page.getByRole('button', { name: '激活', exact: true }).click();
  await page.getByText('请在证书助手的页面上输入密码').waitFor();
  await look(page, 'holder-pin-asked');
  await answerAsk(hall, { pin });
  await page.getByRole('heading', { level: 2, name: '绑定证书' }).waitFor();
  await look(page, 'holder-binding');
  await page.getByRole('button', { name: '绑定', exact: true }).click();
  await answerAsk(hall, { pin });
  await page.getByRole('heading', { level: 2, name: '已办结' }).waitFor();

  // Locked by wrong PINs, unlocked without a person because the handler is the same.
  for (let tries = 0; tries < 10; tries++)
    await own(hall, 'change-pin', { serial, current: 'wr0ngPin', next: pin }).catch(() => undefined);
  const { items } = await who.person.call(holdings.list, { query: {} });
  await page.goto(`${hall.url}/certificates/${items[0]?.id}/unlock`);
  await page.getByRole('button', { name: '确认，开始：解锁' }).click();
  await page.waitForURL(/\/orders\/[^/]+\/application$/);
  const unlocking = page.url().split('/').at(-2) ?? '';
  await prepare(who, unlocking, { 'last-handler': 'yes' });
  await page.reload();
  await look(page, 'holder-unlock-form');
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByRole('heading', { level: 2, name: '解锁介质' }).waitFor();
  await page.getByRole('button', { name: '发送短信码' }).click();
  await page.getByText('短信码已发送').waitFor();
  await page.getByLabel('短信码').fill(await bubbleCode(page));
  await look(page, 'holder-unlock');
  await page.getByRole('button', { name: '解锁', exact: true }).click();
  await answerAsk(hall, { next: 'p4Rt9wLs' });
  await page.getByRole('heading', { level: 2, name: '已办结' }).waitFor();
  expect(await read(who, unlocking)).toMatchObject({ stage: 'finished', business: 'unlock' });

  // A seal for it: made once the papers are in order, installed on the order page, shown with its picture and history.
  // Opened by who signed in with the certificate: the page says so and takes the sign-in there and then.
  const about = { ...body, service: 'seal-apply', subject: items[0]?.id ?? '' };
  expect((await who.person.refused(applications.open, { body: about })).code).toBe('CERTIFICATE_SESSION_NEEDED');
  await page.goto(`${hall.url}/certificates/${about.subject}/seal-apply`);
  await page.getByText('“申请电子印章”要用这张证书登录后办理').waitFor();
  await page.getByText('插着的介质').waitFor();
  await look(page, 'holder-sign-in-first');
  await page.getByRole('button', { name: '用证书登录' }).click();
  await answerAsk(hall, { pin: 'p4Rt9wLs' });
  await page.getByRole('button', { name: '确认，开始：申请电子印章' }).click();
  await page.waitForURL(/\/orders\/[^/]+\/application$/);
  const sealing = { id: page.url().split('/').at(-2) ?? '' };
  // The page gave up the session it shared with who arranges things through the API.
  const { creditCode, password } = who;
  await who.person.call(session.signIn, { body: { creditCode, password } });
  await prepare(who, sealing.id, { 'seal-name': who.name });
  await submit(who, sealing.id);
  await approve(hall, who, sealing.id);
  await hall.server.deps.jobs.idle();
  await page.goto(`${hall.url}/orders/${sealing.id}`);
  await page.getByRole('button', { name: '装入印章' }).click();
  await answerAsk(hall, { pin: 'p4Rt9wLs' });
  await page.getByRole('heading', { level: 2, name: '已办结' }).waitFor();
  await page.goto(`${hall.url}/seals`);
  await look(page, 'seals');
  await page.getByRole('link', { name: who.name }).click();
  await page.getByText('制作完成').waitFor();
  expect(
    await page.getByRole('img', { name: /的印模/ }).evaluate((one: HTMLImageElement) => one.naturalWidth),
  ).toBeGreaterThan(100);
  await page.getByRole('link', { name: '办理：变更电子印章' }).waitFor();
  await look(page, 'seal');
  const stranger = await newApplicant(hall, '440300');
  const [seal] = (await who.person.call(seals.list, { query: {} })).items;
  const params = { id: seal?.id ?? '' };
  expect((await stranger.person.refused(seals.read, { params })).code).toBe('SEAL_NOT_FOUND');
  expect((await stranger.person.refused(seals.picture, { params })).status).toBe(404);

  // The same key signs in to a relying system, and to the hall itself.
  const administrator = await hall.staff('administrator');
  const back = `${hall.url}/help`;
  const name = { zh: '平安采购管理系统', en: 'Ping An procurement system' };
  const system = { code: 'procurement', name, redirectUris: [back] };
  const { secret } = await administrator.call(consoleBindings.addSystem, { body: system });
  const digits = '12345678901234567890';
  const asked = (redirect: string) =>
    `${hall.url}/sign-in/system?${new URLSearchParams({ system: system.code, redirect, state: digits, nonce: digits })}`;
  await page.goto(asked('https://elsewhere.example/'));
  await page.getByText('请回到应用系统，重新点击登录').waitFor();
  await page.goto(asked(back));
  await page.getByRole('heading', { level: 1, name: '登录“平安采购管理系统”' }).waitFor();
  await page.getByText('插着的介质').waitFor();
  await look(page, 'sign-in-system');
  await page.getByRole('button', { name: '用这张证书登录平安采购管理系统' }).click();
  await answerAsk(hall, { pin: 'p4Rt9wLs' });
  await page.waitForURL(/\/help\?code=/);
  const given = new URL(page.url()).searchParams;
  expect(given.get('state')).toBe(digits);
  // What the system opens, supplier data, bids and orders, follows the binding it is told.
  const code = given.get('code') ?? '';
  const signature = signQuestion(secret, 'redeem', system.code, [code, back]);
  const told = { system: system.code, code, redirectUri: back, signature };
  expect((await hall.visitor().call(relying.redeem, { body: told })).binding).toMatchObject({
    account: expect.any(String),
  });
  await page.getByRole('button', { name: '退出' }).click();
  await page.waitForURL(`${hall.url}/`);
  await page.goto(`${hall.url}/sign-in?way=certificate`);
  await page.getByText('插着的介质').waitFor();
  await page.getByRole('button', { name: '用证书登录' }).click();
  await answerAsk(hall, { pin: 'p4Rt9wLs' });
  await page.getByRole('heading', { level: 1, name: '我的订单' }).waitFor();
  // With the key in the session, permission management is open.
  await page.goto(`${hall.url}/permissions`);
  await page.getByText('还没有个人密钥选择本企业').waitFor();
  await look(page, 'permissions');
}, 300_000);

/** The code in the message that the sandbox shows on the page; other messages hold numbers too. */
async function bubbleCode(page: Page): Promise<string> {
  const bubble = page.locator('.phone-bubble');
  let found: string | undefined;
  await expect
    .poll(
      async () => {
        found = /(?:激活码|验证码) (\d{6,8})/.exec(await bubble.innerText())?.[1];
        return found;
      },
      { timeout: 15_000 },
    )
    .toBeDefined();
  return found ?? '';
}
