import { endpoints } from '@yinxin/contract';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { answersTo } from '../cli/src/journey/papers.ts';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { answerAsk, own } from './hall/assistant-medium.ts';
import type { Hall } from './hall/hall.ts';
import {
  type Applicant,
  approve,
  attach,
  courierNumber,
  decide,
  messages,
  newApplicant,
  post,
  read,
  recipientMobile,
  submit,
} from './hall/order.ts';

const { applications, catalogue, consoleSelfService, holdings, production, sandbox } = endpoints;
const ADDRESS = '北京市海淀区示例路5号';

/** An order of a programme with everything that is asked, not handed in. */
async function prepared(
  hall: Hall,
  who: Applicant,
  asked: { readonly programme: string; readonly service: string; readonly subject?: string },
  answers: Record<string, string>,
): Promise<string> {
  const { programmes } = await hall.visitor().call(catalogue.programmes, {});
  const project = programmes.find(({ code }) => code === asked.programme)?.projects[0]?.code ?? '';
  const { id } = await who.person.call(applications.open, { body: { ...asked, project, regionConfirmed: true } });
  const params = { id };
  const known = { mobile: who.mobile, name: who.name, address: ADDRESS };
  for (const only of ['choice', null]) {
    const { fields } = await read(who, id);
    const specs = fields.map(({ spec }) => spec).filter(({ kind }) => only === null || kind === only);
    const command = { type: 'save-draft', fields: answersTo(specs, known, answers) } as const;
    await who.person.call(applications.command, { params, body: { command } });
  }
  const order = await read(who, id);
  if (order.stages.some(({ kind }) => kind === 'delivery')) {
    const recipient = { name: '王芳', mobile: recipientMobile(who), address: ADDRESS };
    const command = { type: 'set-delivery', mode: 'post', recipient } as const;
    await who.person.call(applications.command, { params, body: { command } });
  }
  const ready = await read(who, id);
  for (const one of ready.materials) {
    if (one.required && one.object === 'document') await attach(who, ready, one.code);
  }
  return id;
}

/** The page is let in by the assistant, once. */
async function letIn(hall: Hall, page: Page, assistant: Page): Promise<void> {
  await page.getByText(/核对配对码 \d{4}/).waitFor();
  await assistant.locator('.ask', { hasText: hall.url }).getByRole('button', { name: '允许' }).click();
  await page.getByText('插着的介质').waitFor();
}

/** Staff put a blank key of the assistant's stock and a password card into a parcel; answers both as they arrive. */
async function provided(hall: Hall, id: string) {
  const member = await hall.staff('production');
  const state = (await own(hall, 'state')) as { stock: { serial: string; state: string }[] };
  const serial = state.stock.find((one) => one.state === 'blank')?.serial ?? '';
  const { numbers } = await member.call(production.makePasswordCards, { body: { count: 1 } });
  await member.call(production.registerMedia, { body: { kind: 'usb-key', model: 'Soft Key', serials: [serial] } });
  const params = { id };
  const trackingNumber = courierNumber();
  await member.call(consoleSelfService.pair, {
    params,
    body: { mediumSerial: serial, passwordCard: numbers[0] ?? '' },
  });
  await member.call(consoleSelfService.send, { params, body: { carrier: '顺丰速运', trackingNumber } });
  const parcel = await hall.visitor().call(sandbox.parcel, { params: { trackingNumber } });
  return { serial, card: parcel.passwordCard ?? '', password: parcel.initialPin ?? '' };
}

test('[BJ-21] a posted blank key is written with card and code, pulled in the middle, and gone on with; no page hears the password', async ({
  visit,
  hall,
}) => {
  const who = await newApplicant(hall, '110108');
  const id = await prepared(hall, who, { programme: 'bjca-mobile', service: 'new' }, { handling: 'online', keys: '1' });
  await submit(who, id);
  await post(who, id);
  await decide(hall, 'mail-room', id, { type: 'confirm-papers' });
  await approve(hall, who, id);
  const { serial, card, password } = await provided(hall, id);
  await own(hall, 'insert', { serial });

  const page = await visit(`/orders/${id}`, who.person);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page.getByRole('button', { name: '确认收到包裹' }).click();
  const assistant = await visit(hall.assistant.origin);
  await letIn(hall, page, assistant);
  await page.getByText('密码卡上的密码在证书助手里输入').waitFor();
  expect(await page.locator('input[type=password]').count()).toBe(0);
  await page.getByRole('button', { name: '开始写入' }).click();
  await page.getByText('请填写密码卡编号').first().waitFor();
  await look(page, 'install-card');
  await page.getByLabel('密码卡编号').fill(card);
  await page.getByRole('button', { name: '发送短信码' }).click();
  await page.getByText('短信码已发送').waitFor();
  const code = (await messages(hall, who.mobile)).map((text) => /验证码 (\w+)/.exec(text)?.[1]).find(Boolean) ?? '';
  await page.getByLabel('短信码').fill(code);

  // The certificates are issued, but the answer is lost and the key pulled while the page forbids it.
  let lost = false;
  await page.route('**/self-service/install/request', async (route) => {
    if (lost) return route.continue();
    lost = true;
    await route.fetch();
    await page.getByRole('dialog', { name: '请不要拔出介质' }).waitFor();
    await own(hall, 'remove');
    await route.abort();
  });
  await page.getByRole('button', { name: '开始写入' }).click();
  await assistant.getByRole('button', { name: '继续' }).click();
  await assistant.getByLabel('证书密码').fill(password);
  await look(assistant, 'assistant-card-password');
  await assistant.locator('dialog').getByRole('button', { name: '继续' }).click();
  await expect.poll(() => lost, { timeout: 15_000 }).toBe(true);
  await page.getByText('没有看到介质').waitFor();
  await own(hall, 'insert', { serial });
  await page.getByText('证书已经签发，上次没有写完').waitFor();
  await look(page, 'install-go-on');
  await page.getByRole('button', { name: '接着写入' }).click();
  await answerAsk(hall, { pin: password });
  await page.getByRole('heading', { level: 2, name: '已办结' }).waitFor();
  expect(await read(who, id)).toMatchObject({ stage: 'finished', install: { installed: [serial] } });
  const { items } = await who.person.call(holdings.list, { query: {} });
  expect(items).toHaveLength(1);
  expect(sent.filter((body) => body.includes(password))).toEqual([]);

  // The first password gives way to the holder's own, in the assistant.
  await assistant.reload();
  await assistant.getByText(who.name).first().waitFor();
  await look(assistant, 'assistant-made');
  await own(hall, 'change-pin', { serial, current: password, next: 'k7Qm2xVd' });
}, 240_000);
