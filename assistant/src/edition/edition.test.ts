import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Reader } from '../reader.ts';
import { Stock } from '../stock.ts';
import { base64, produceThrough } from '../testing/production.ts';
import { PORTAL, pageClient, send, type TestAssistant, testAssistant } from '../testing/running.ts';
import { texts } from '../texts.ts';
import { type Edition, readEdition } from './edition.ts';
import { wordsOf } from './words.ts';

const file = (name: string) => new URL(`../../../programmes/bjca/clients/${name}.json`, import.meta.url).pathname;
const shenzhen = readEdition(file('shenzhen'));
const mobile = readEdition(file('mobile'));

const running: TestAssistant[] = [];
const start = async (over: Parameters<typeof testAssistant>[0] = {}) => {
  const one = await testAssistant(over);
  running.push(one);
  return one;
};
afterEach(async () => {
  for (const one of running.splice(0)) await one.discard();
});
const state = async (assistant: TestAssistant) => (await assistant.own('state')).json();

describe('the words of a product', () => {
  it('[BJ-11] call the Shenzhen client and its Change PIN by their own names, and no text the other', () => {
    const words = wordsOf(texts['zh-CN'], 'zh', shenzhen);
    expect(words.actions.changePin).toBe('修改PIN码');
    expect(words.app.short).toBe('深圳数字证书客户端');
    expect(JSON.stringify(words)).not.toMatch(/证书助手|修改密码|修改 PIN 码/);
    expect(wordsOf(texts.en, 'en', shenzhen).actions.changePin).toBe('Change PIN');
    expect(shenzhen.shows).toBe('on-choosing');
  });

  it('[BJ-10] say Change Password where the product says so', () => {
    const words = wordsOf(texts['zh-CN'], 'zh', mobile);
    expect(words.actions.changePin).toBe('修改密码');
    expect(Object.values(words.pin).join()).not.toContain('PIN');
    expect(words.medium.pinInitialAdvised).toContain('初始密码');
    expect(wordsOf(texts.en, 'en', mobile).actions.changePin).toBe('Change Password');
  });

  it('stay as they are without an edition, and keep every place that is filled in', () => {
    expect(wordsOf(texts.en, 'en', null)).toBe(texts.en);
    const blanks = (node: unknown) => JSON.stringify(node).match(/\{\w+\}/g);
    expect(blanks(wordsOf(texts['zh-CN'], 'zh', mobile))).toEqual(blanks(texts['zh-CN']));
  });

  it('are those its page gets', async () => {
    const assistant = await start({ edition: shenzhen });
    expect((await send(assistant.port, { path: '/texts/zh-CN.json' })).json()).toMatchObject({
      actions: { changePin: '修改PIN码' },
    });
    expect((await send(assistant.port, { path: '/' })).text).toContain('深圳数字证书客户端');
    expect(await state(assistant)).toMatchObject({ edition: { shows: 'on-choosing' } });
  });
});

const made = async (assistant: TestAssistant) => {
  const produced = await produceThrough(assistant);
  await produced.client.finish({ serial: produced.serial });
  return produced;
};

describe('a medium in use', () => {
  const pluggedAndPulled = async (edition: Edition | null) => {
    const assistant = await start({ edition });
    const { client, serial, secrets } = await made(assistant);
    for (let n = 0; n < 3; n += 1) {
      expect((await assistant.own('remove')).status).toBe(200);
      expect(await state(assistant)).toMatchObject({ medium: null, session: null });
      expect((await assistant.own('insert', { serial })).status).toBe(200);
      expect(await state(assistant)).toMatchObject({ medium: { serial, state: 'made' } });
    }
    const opened = client.open({ serial, purpose: 'sign-in' });
    const asks = z.object({ asks: z.array(z.object({ id: z.string() })) });
    await expect.poll(async () => asks.parse(await state(assistant)).asks.length).toBe(1);
    const [asked] = asks.parse(await state(assistant)).asks;
    await assistant.own('answer-ask', { id: asked?.id, pin: secrets.pin });
    await opened;
    expect(await state(assistant)).toMatchObject({ session: 'sign-in' });
    await assistant.own('remove');
    await assistant.own('insert', { serial });
    expect(await state(assistant)).toMatchObject({ session: null, medium: { open: false } });
    const nonce = base64(new Uint8Array(32));
    await expect(client.prove({ serial, nonce })).rejects.toMatchObject({ code: 'E_PIN_REQUIRED' });
  };

  it('[BJ-08] is plugged and pulled as one likes, the Shenzhen key too: no error, and what was open on it is over', async () => {
    await pluggedAndPulled(null);
    await pluggedAndPulled(shenzhen);
  });

  it('[BJ-09] works on one computer after the other, where it is plugged in, and nothing is registered for a computer', async () => {
    const first = await start({ media: 1 });
    const { serial, secrets } = await made(first);
    await first.own('remove');
    // The other computer: an assistant of its own, which finds the same medium plugged in.
    const second = await start({ data: first.data, media: 0 });
    const client = pageClient(second.origin, PORTAL);
    await client.pair();
    await expect(client.signIn({ serial, nonce: base64(new Uint8Array(32)) })).rejects.toMatchObject({
      code: 'E_NO_KEY',
    });
    expect((await second.own('insert', { serial })).status).toBe(200);
    expect((await second.own('test-signature', { serial, pin: secrets.pin })).json()).toMatchObject({ verified: true });
    await second.own('remove');
    await first.own('insert', { serial });
    expect((await first.own('test-signature', { serial, pin: secrets.pin })).json()).toMatchObject({ verified: true });
  });

  it('[BJ-10] a wrong old password, or a new one against the rules, is told and changes nothing', async () => {
    const assistant = await start({ edition: mobile });
    const { serial, secrets } = await made(assistant);
    const change = async (current: string, next: string) =>
      (await assistant.own('change-pin', { serial, current, next })).json();
    expect(await change('000111', '864213')).toMatchObject({ code: 'E_PIN_WRONG', params: { left: 5 } });
    for (const next of ['123456', '111111', 'a1', serial])
      expect(await change(secrets.pin, next)).toMatchObject({ code: 'E_PIN_POLICY' });
    const signs = async (pin: string) => (await assistant.own('test-signature', { serial, pin })).json();
    expect(await signs('864213')).toMatchObject({ code: 'E_PIN_WRONG' });
    expect(await signs(secrets.pin)).toMatchObject({ verified: true });
    expect(await change(secrets.pin, '864213')).toMatchObject({ pin: { left: 6 } });
    expect(await signs('864213')).toMatchObject({ verified: true });
  });

  it('[BJ-12][BJ-13][BJ-14] shows validity, password card and owner without a password', async () => {
    const assistant = await start();
    await made(assistant);
    const card = z.object({
      medium: z.object({
        passwordCard: z.string(),
        containers: z.tuple([
          z.object({ sign: z.object({ owner: z.string(), notBefore: z.iso.datetime(), notAfter: z.iso.datetime() }) }),
        ]),
      }),
    });
    const { medium } = card.parse(await state(assistant));
    expect(medium.passwordCard).toBe('MK261122-000007-X');
    expect(medium.containers[0].sign.owner).toBe('示例建设有限公司');
    expect(Date.parse(medium.containers[0].sign.notAfter)).toBeGreaterThan(
      Date.parse(medium.containers[0].sign.notBefore),
    );
  });

  it('[BJ-35] a website that wants the medium while the page works is seen waiting, and gets it afterwards', async () => {
    const assistant = await start({ media: 1 });
    const [serial = ''] = assistant.serials;
    await assistant.close();
    const reader = new Reader(new Stock(assistant.data));
    await reader.insert(serial);
    let letGo = () => {};
    const holding = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const page = reader.own(serial, () => holding);
    const website = reader.use(serial, async (token) => token.status().serial);
    await expect.poll(() => reader.waiting).toBe(1);
    letGo();
    await page;
    expect(await website).toBe(serial);
    expect(reader.waiting).toBe(0);
    // Two websites at once are no such case: the second is refused.
    const first = reader.use(serial, () => new Promise<void>((resolve) => setImmediate(resolve)));
    await expect(reader.use(serial, async () => null)).rejects.toMatchObject({ problem: { code: 'E_BUSY' } });
    await first;
    await reader.close();
  });

  it('[BJ-35] what a website is told names the open assistant as the cause, and what to do', () => {
    for (const [words, name] of [
      [texts['zh-CN'], '证书助手'],
      [texts.en, 'certificate assistant'],
    ] as const) {
      expect(words.errors.E_BUSY.what).toContain(name);
      expect(words.errors.E_BUSY.next).toContain(name);
    }
  });
});
