import { endpoints } from '@yinxin/contract';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { answersTo, scannedPaper } from '../cli/src/journey/papers.ts';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { answerAsk, makeInAssistant, own } from './hall/assistant-medium.ts';
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

const {
  applications,
  applicationSigning,
  catalogue,
  consoleApplications,
  consoleSelfService,
  holdings,
  production,
  remittances,
  sandbox,
} = endpoints;
const ADDRESS = '北京市海淀区示例路5号';

/** An order of a programme with everything that is asked, not handed in; forms stamped unless it will be signed. */
async function prepared(
  hall: Hall,
  who: Applicant,
  asked: { readonly programme: string; readonly service: string; readonly subject?: string },
  answers: Record<string, string>,
  stamped = true,
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
  for (const one of stamped ? ready.materials : []) {
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

/** The fee of an order, entered and designated by finance. */
async function remitted(hall: Hall, who: Applicant, id: string): Promise<void> {
  const order = await read(who, id);
  const { payee } = await who.person.call(remittances.payeeOf, { params: { id } });
  const finance = await hall.staff('finance');
  const { items } = await finance.call(remittances.payees, {});
  const company =
    items.find(({ code, name }) => code.startsWith('xinchengtong/') && name === payee?.company)?.code ?? '';
  const amountFen = order.price.totalFen;
  const receivedOn = new Date(hall.server.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const whose = { creditCode: who.creditCode };
  const entered = {
    company,
    amountFen,
    payerName: who.name,
    reference: `B${courierNumber()}`,
    receivedOn,
    remark: '费',
    whose,
  };
  const { remittance } = await finance.call(remittances.enter, { body: entered });
  const parts = [{ orderNumber: order.number, amountFen }];
  await finance.call(remittances.designate, { params: { id: remittance.id }, body: { parts } });
}

/** The invoice of an order, its kind confirmed once: it lies in the parcel with the key. */
async function invoiced(hall: Hall, who: Applicant, id: string): Promise<void> {
  const { organisation } = await read(who, id);
  const kind = 'e-invoice-general' as const;
  const invoice = { kind, title: who.name, taxNumber: who.creditCode };
  await who.person.call(applications.command, { params: { id }, body: { command: { type: 'set-invoice', invoice } } });
  const finance = await hall.staff('finance');
  const params = { id: organisation.id };
  const { balances } = await finance.call(remittances.account, { params });
  const company = balances[0]?.company.code ?? '';
  await finance.call(remittances.confirmInvoiceKind, { params, body: { company, kind, change: false, note: '传真' } });
  const file = { name: 'invoice.pdf', mediaType: 'application/pdf', bytes: await scannedPaper('发票') };
  const body = { number: `2600${Date.now()}` };
  await finance.call(consoleApplications.issueInvoice, { params: { id }, body, files: [file] });
}

test('a business signed with the certificate instead of stamped: shown in the assistant, held for the fee, nothing posted', async ({
  visit,
  hall,
}) => {
  const who = await newApplicant(hall, '110108');
  const numbers = { 'user-type': 'enterprise', 'inspection-number': '1100600123', 'origin-number': '1100CO0045' };
  const first = await prepared(hall, who, { programme: 'xinchengtong', service: 'new' }, numbers);
  await submit(who, first);
  await post(who, first);
  await decide(hall, 'mail-room', first, { type: 'confirm-papers' });
  await remitted(hall, who, first);
  await approve(hall, who, first);
  const serial = await makeInAssistant(hall, first);
  await invoiced(hall, who, first);
  const trackingNumber = courierNumber();
  const parcel = { carrier: '中国邮政速递', trackingNumber, mediumSerial: serial };
  await decide(hall, 'shipping', first, { type: 'dispatch', ...parcel });
  const { initialPin } = await hall.visitor().call(sandbox.parcel, { params: { trackingNumber } });
  const pin = 'k7Qm2xVd';
  await own(hall, 'change-pin', { serial, current: initialPin ?? '', next: pin });
  await hall.server.advance({ days: 300 });
  const { creditCode, password } = who;
  await who.person.call(endpoints.session.signIn, { body: { creditCode, password } });
  const [held] = (await who.person.call(holdings.list, { query: {} })).items;
  const asked = { programme: 'xinchengtong', service: 'extension', subject: held?.id ?? '' };
  const id = await prepared(hall, who, asked, { 'extension-way': 'remote' }, false);

  const page = await visit(`/orders/${id}/application`, who.person);
  await page.getByRole('heading', { level: 2, name: '用证书签署，代替盖章' }).waitFor();
  await page.getByRole('button', { name: '用证书签署' }).click();
  const assistant = await visit(hall.assistant.origin);
  await letIn(hall, page, assistant);
  await page
    .getByText(`业务单 ${(await read(who, id)).number}`)
    .first()
    .waitFor();
  await look(page, 'signing-begin');
  await page.getByRole('button', { name: '现在签署' }).click();
  await assistant.getByRole('button', { name: '核对并签署' }).click();
  await assistant.locator('dialog').getByText('将要签署的内容').waitFor();
  await assistant.locator('dialog').getByText(who.name).first().waitFor();
  await look(assistant, 'assistant-sign');
  await assistant.getByLabel('PIN 码').first().fill(pin);
  await assistant.locator('dialog').getByRole('button', { name: '核对并签署' }).click();
  await page.getByText(/已于 .* 用证书签署/).waitFor();
  await look(page, 'signing-done');
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.waitForURL(/\/orders\/[^/]+\?submitted/);
  const submitted = await read(who, id);
  expect(submitted).toMatchObject({ stage: 'review', signing: { signature: { submitted: true } } });
  const file = await who.person.call(applicationSigning.file, { params: { id } });
  expect(file.size).toBeGreaterThan(1000);
  await approve(hall, who, id).catch(() => undefined);
  await page.reload();
  await page.getByText('用证书签署了申请').first().waitFor();
  await look(page, 'signing-held');
  expect((await read(who, id)).hold).toMatchObject({ reasons: ['fee'] });
}, 300_000);
