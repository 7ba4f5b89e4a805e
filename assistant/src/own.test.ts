import { sealUnlockResponse } from '@yinxin/token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { base64, bytesOf, produceThrough } from './testing/production.ts';
import { type TestAssistant, testAssistant } from './testing/running.ts';

let assistant: TestAssistant;
beforeEach(async () => {
  assistant = await testAssistant();
});
afterEach(() => assistant.discard());

const made = async (validity?: Parameters<typeof produceThrough>[1]) => {
  const produced = await produceThrough(assistant, validity);
  await produced.client.finish({ serial: produced.serial });
  return produced;
};
const own = async (operation: string, params?: object) => (await assistant.own(operation, params)).json();
const checks = z.object({ checks: z.array(z.object({ id: z.string(), outcome: z.string(), code: z.string() })) });
const codesOf = async (pin: string | null) =>
  checks.parse(await own('check-up', { pin })).checks.map(({ code }) => code);

describe('the owner at the assistant’s own page', () => {
  it('sees owner, numbers, validity and tries without a PIN', async () => {
    const { serial } = await made();
    expect(await own('state')).toMatchObject({
      medium: {
        serial,
        state: 'made',
        passwordCard: 'MK261122-000007-X',
        pin: { left: 6, limit: 6 },
        containers: [
          { name: 'main', sign: { owner: '示例建设有限公司', creditCode: '91350100M000100Y43', expired: false } },
        ],
      },
    });
  });

  it('makes a test signature that is verified, and closes the key again', async () => {
    const { serial, secrets, client } = await made();
    expect(await own('test-signature', { serial, pin: secrets.pin })).toMatchObject({
      verified: true,
      pin: { left: 6 },
    });
    await expect(client.prove({ serial, nonce: base64(new Uint8Array(32)) })).rejects.toMatchObject({
      code: 'E_PIN_REQUIRED',
    });
  });

  it('counts wrong PINs down to the lock and is unlocked with the authority’s answer', async () => {
    const { serial, secrets, client } = await made();
    for (const left of [5, 4, 3, 2, 1])
      expect(await own('test-signature', { serial, pin: '000111' })).toMatchObject({
        code: 'E_PIN_WRONG',
        params: { left },
      });
    expect(await own('change-pin', { serial, current: '000111', next: '864213' })).toMatchObject({
      code: 'E_PIN_LOCKED',
    });
    expect(await own('test-signature', { serial, pin: secrets.pin })).toMatchObject({ code: 'E_PIN_LOCKED' });
    expect(await codesOf(null)).toContain('MEDIUM_LOCKED');

    const { challenge } = z.object({ challenge: z.string() }).parse(await own('unlock-challenge', { serial }));
    const [named = '', nonce = ''] = challenge.split('.');
    expect(named).toBe(serial);
    const response = sealUnlockResponse(bytesOf((await client.medium()).transportPublicKey), {
      serial,
      nonce: new Uint8Array(Buffer.from(nonce, 'base64url')),
      adminKey: secrets.adminKey,
    });
    expect(await own('unlock', { serial, proof: base64(response), next: '864213' })).toMatchObject({
      pin: { left: 6 },
    });
    expect(await own('test-signature', { serial, pin: '864213' })).toMatchObject({ verified: true });
  });

  it('changes the PIN, and hears why a weak one is refused', async () => {
    const { serial, secrets } = await made();
    expect(await own('change-pin', { serial, current: secrets.pin, next: '123456' })).toMatchObject({
      code: 'E_PIN_POLICY',
      params: { reason: 'sequence' },
    });
    expect(await own('change-pin', { serial, current: secrets.pin, next: '864213' })).toMatchObject({
      pin: { left: 6 },
    });
    expect(await own('test-signature', { serial, pin: '864213' })).toMatchObject({ verified: true });
    expect(await codesOf(null)).toContain('PIN_OWN');
  });

  it('finds nothing wrong with a good key, step by step', async () => {
    const { secrets, client } = await made();
    await client.status(new Date().toISOString());
    expect(await codesOf(secrets.pin)).toEqual([
      'SYSTEM_OK',
      'ASSISTANT_OK',
      'MEDIUM_OK',
      'CERTIFICATE_OK',
      'CHAIN_OK',
      'DATES_OK',
      'PIN_INITIAL',
      'CLOCK_OK',
      'SIGNATURE_OK',
    ]);
  });

  it('names the first thing that is wrong, with a code for each', async () => {
    expect(await codesOf(null)).toEqual(expect.arrayContaining(['MEDIUM_MISSING', 'CHECK_SKIPPED']));
    await assistant.own('insert', { serial: assistant.serials[0] });
    expect(await codesOf(null)).toEqual(expect.arrayContaining(['MEDIUM_BLANK', 'CERTIFICATE_MISSING']));
    await assistant.own('remove');
    const { client, secrets } = await made({
      notBefore: new Date('2021-01-01T00:00:00Z'),
      notAfter: new Date('2022-01-01T00:00:00Z'),
    });
    expect(await codesOf('000111')).toEqual(expect.arrayContaining(['DATES_EXPIRED', 'SIGNATURE_FAILED']));
    await client.status('2021-12-20T00:00:00Z');
    expect(await codesOf('000111')).toEqual(expect.arrayContaining(['DATES_SOON', 'CLOCK_OFF', 'SIGNATURE_PIN']));
    await client.status('2020-01-01T00:00:00Z');
    expect(await codesOf(secrets.pin)).toEqual(expect.arrayContaining(['DATES_NOT_YET', 'SIGNATURE_FAILED']));
  });

  it('keeps what is plugged in over a restart', async () => {
    const { serial } = await made();
    assistant = await assistant.restart();
    expect(await own('state')).toMatchObject({ medium: { serial, open: false } });
  });

  it('shares a medium with no second assistant', async () => {
    const { serial } = await made();
    const second = await testAssistant({ data: assistant.data, media: 0, sandbox: true });
    try {
      expect((await second.own('state')).json()).toMatchObject({ medium: null });
      expect((await second.own('insert', { serial })).json()).toMatchObject({ code: 'E_MEDIUM_IN_USE' });
    } finally {
      await second.close();
    }
  });

  it('plugs no software medium in outside the sandbox', async () => {
    const strict = await testAssistant({ media: 0, sandbox: false });
    expect((await strict.own('insert', { serial: 'YK261122-000123-K' })).json()).toMatchObject({
      code: 'E_SANDBOX_ONLY',
    });
    await strict.discard();
  });

  it.each(['../../etc', 'YK261122-000123-K', ''])('has no medium "%s" in stock', async (serial) => {
    const answer = await assistant.own('insert', { serial });
    expect([400, 404]).toContain(answer.status);
  });
});
