import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { answersTo } from '../cli/src/journey/papers.ts';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
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

const { applications, holdings } = endpoints;

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
async function dispatched(hall: Hall, who: Applicant, id: string): Promise<void> {
  await submit(who, id);
  await pay(hall, who, id);
  await approve(hall, who, id);
  await post(who, id);
  await decide(hall, 'mail-room', id, { type: 'confirm-papers' });
  await makeMedium(hall, id);
  const mediumSerial = (await read(who, id)).production.mediumSerial ?? '';
  const parcel = { carrier: '顺丰速运', trackingNumber: courierNumber(), mediumSerial };
  await decide(hall, 'shipping', id, { type: 'dispatch', ...parcel });
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
