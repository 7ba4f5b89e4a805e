import { randomBytes } from 'node:crypto';
import { openRequest, parseCertificate } from '@yinxin/pki';
import {
  certificateDigest,
  sealUnlockResponse,
  verifyActivation,
  verifyAuthentication,
  verifyRenewal,
} from '@yinxin/token';
import { SUBJECT, testAuthority, testEnvelope, testSeal, testSecrets } from '@yinxin/token/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssistantClient } from './client.ts';
import { Holder } from './testing/holder.ts';
import { atTheDesk, base64, bytesOf, installationFor, produceThrough } from './testing/production.ts';
import { PORTAL, pageClient, type TestAssistant, testAssistant } from './testing/running.ts';

const OTHER = 'https://other.example.cn';
const ORDER = 'DD261122-000001-X';
const ca = await testAuthority();
const nonce = () => base64(new Uint8Array(randomBytes(32)));
const refused = (code: string, params?: object) => expect.objectContaining({ code, ...(params && { params }) });
const keyOf = (certificate: string) => parseCertificate(bytesOf(certificate)).publicKey;

let assistant: TestAssistant;
let holder: Holder;
beforeEach(async () => {
  assistant = await testAssistant({ allowOrigins: [PORTAL, OTHER] });
  holder = new Holder(assistant);
});
afterEach(() => assistant.discard());

const made = async () => {
  const produced = await produceThrough(assistant);
  await produced.client.finish({ serial: produced.serial });
  return { ...produced, pin: produced.secrets.pin };
};

describe('opening the key for a page', () => {
  it('takes the PIN on the assistant’s own page, and only for what the holder agreed to', async () => {
    const { client, serial, pin } = await made();
    const pages: string[] = [];
    const opened = client.open({ serial, purpose: 'activate', order: ORDER }, { onAsk: (page) => pages.push(page) });
    await expect.poll(() => pages).toEqual([`${assistant.origin}/`]);
    expect(await holder.questions()).toMatchObject([{ origin: PORTAL, purpose: 'activate', serial, order: ORDER }]);
    expect((await holder.answer({ pin: '000111' })).json()).toEqual(refused('E_PIN_WRONG', { left: 5 }));
    expect((await holder.answer({ pin })).status).toBe(200);
    await opened;
    await expect(client.removeSeal({ serial, id: 'x' })).rejects.toEqual(refused('E_PIN_REQUIRED'));
    const other = pageClient(assistant.origin, OTHER);
    await other.pair();
    await expect(other.activate({ serial, order: ORDER, nonce: nonce() })).rejects.toEqual(refused('E_PIN_REQUIRED'));
    await expect(other.open({ serial, purpose: 'seal' })).rejects.toEqual(refused('E_BUSY'));
    await expect(client.activate({ serial, order: ORDER, nonce: nonce() })).resolves.toMatchObject({ order: ORDER });
  });

  it('hears that the holder refused, locked the key, or took it out', async () => {
    const { client, serial } = await made();
    const ask = async (then: () => Promise<unknown>) => {
      const opened = client.open({ serial, purpose: 'seal' });
      opened.catch(() => undefined);
      await expect.poll(async () => (await holder.questions()).length).toBe(1);
      await then();
      return opened;
    };
    await expect(ask(() => holder.decline())).rejects.toEqual(refused('E_CONSENT'));
    await expect(ask(() => assistant.own('remove'))).rejects.toEqual(refused('E_NO_KEY'));
    await assistant.own('insert', { serial });
    const tries = async () => {
      for (let wrong = 0; wrong < 6; wrong += 1) await holder.answer({ pin: '000111' });
    };
    await expect(ask(tries)).rejects.toEqual(refused('E_PIN_LOCKED'));
  });

  it('is asked anew after the assistant was restarted', async () => {
    const { serial, pin } = await made();
    const before = pageClient(assistant.origin, PORTAL);
    await before.pair();
    await expect(before.open({ serial, purpose: 'sign-in' }, { signal: AbortSignal.timeout(300) })).rejects.toThrow();
    assistant = await assistant.restart();
    holder = new Holder(assistant);
    const client = pageClient(assistant.origin, PORTAL);
    await client.pair();
    const value = nonce();
    const proof = await holder.answering({ pin }, (waiting) => client.signIn({ serial, nonce: value }, waiting));
    const claim = { origin: PORTAL, nonce: bytesOf(value), certificate: bytesOf(proof.certificate) };
    expect(verifyAuthentication(claim, keyOf(proof.certificate), bytesOf(proof.signature))).toBe(true);
    await expect(client.prove({ serial, nonce: value })).rejects.toEqual(refused('E_PIN_REQUIRED'));
  });

  it('[BJ-05] makes the holder change the initial PIN on the way where that is compulsory', async () => {
    const { client, serial } = await atTheDesk(assistant);
    const secrets = testSecrets();
    const { transportPublicKey } = await client.medium();
    const envelope = base64(testEnvelope(bytesOf(transportPublicKey), secrets, 'required'));
    await client.personalise({ serial, envelope });
    const { request } = await client.createRequest({ serial, subject: SUBJECT });
    await client.install(await installationFor(ca, serial, request));
    await client.finish({ serial });
    expect(await client.medium()).toMatchObject({ pinInitial: true, pinChange: 'required' });
    const proof = client.signIn({ serial, nonce: nonce() });
    await expect.poll(async () => (await holder.questions()).length).toBe(1);
    expect((await holder.answer({ pin: secrets.pin })).json()).toEqual(refused('E_PIN_INITIAL'));
    expect((await holder.answer({ pin: secrets.pin, next: '111111' })).json()).toEqual(refused('E_PIN_POLICY'));
    expect((await holder.answer({ pin: secrets.pin, next: '864213' })).status).toBe(200);
    await expect(proof).resolves.toMatchObject({ serial });
    expect(await client.medium()).toMatchObject({ pinInitial: false });
  });
});

describe('downloading onto a blank key', () => {
  it('takes the password of the card, and goes on with the same key after the key was pulled', async () => {
    const { client, serial } = await atTheDesk(assistant);
    const secrets = testSecrets();
    const { transportPublicKey } = await client.medium();
    const envelope = base64(testEnvelope(bytesOf(transportPublicKey), secrets));
    const open = () =>
      holder.opens(client, { serial, purpose: 'download', order: ORDER, envelope }, { pin: secrets.pin });
    await open();
    const { request } = await client.createRequest({ serial, subject: SUBJECT });
    const installation = await installationFor(ca, serial, request);
    await assistant.own('remove');
    await assistant.own('insert', { serial });
    await expect(client.install(installation)).rejects.toEqual(refused('E_PIN_REQUIRED'));
    await open();
    const again = await client.createRequest({ serial, subject: SUBJECT });
    expect(keyOfRequest(again.request)).toEqual(keyOfRequest(request));
    expect(await client.install(installation)).toMatchObject({ repeated: false });
    expect(await client.install(installation)).toMatchObject({ repeated: true });
    await expect(client.prove({ serial, nonce: nonce() })).resolves.toMatchObject({ serial });
    expect(await client.finish({ serial })).toMatchObject({ state: 'made', open: false, pinInitial: true });
  });

  it('counts a wrong password and leaves the key blank', async () => {
    const { client, serial } = await atTheDesk(assistant);
    const { transportPublicKey } = await client.medium();
    const envelope = base64(testEnvelope(bytesOf(transportPublicKey), testSecrets()));
    const opened = client.open({ serial, purpose: 'download', envelope });
    opened.catch(() => undefined);
    await expect.poll(async () => (await holder.questions()).length).toBe(1);
    expect((await holder.answer({ pin: '000111' })).json()).toEqual(refused('E_PIN_WRONG', { left: 5 }));
    expect(await client.medium()).toMatchObject({ state: 'blank', open: false, containers: [], pin: { left: 5 } });
    await holder.decline();
    await expect(opened).rejects.toEqual(refused('E_CONSENT'));
  });

  it('refuses the data of another key', async () => {
    const { client, serial } = await atTheDesk(assistant);
    const [, second = ''] = assistant.serials;
    await expect(client.open({ serial: second, purpose: 'download' })).rejects.toEqual(
      refused('E_OTHER_MEDIUM', { serial }),
    );
    await assistant.own('insert', { serial: second });
    const { transportPublicKey } = await client.medium();
    const envelope = base64(testEnvelope(bytesOf(transportPublicKey), testSecrets()));
    await assistant.own('insert', { serial });
    const opened = client.open({ serial, purpose: 'download', envelope });
    opened.catch(() => undefined);
    await expect.poll(async () => (await holder.questions()).length).toBe(1);
    await holder.answer({ pin: '730251' });
    await expect(opened).rejects.toEqual(refused('E_ENVELOPE'));
  });
});

const keyOfRequest = (request: string) => openRequest(bytesOf(request)).publicKey;

describe('installing a renewed certificate', () => {
  const renewOn = async (client: AssistantClient, serial: string, certificate: string) => {
    const value = nonce();
    const asked = await client.renewRequest({ serial, subject: SUBJECT, certificate, nonce: value });
    return { asked, value };
  };

  it('keeps the old one until the new one is proven, then switches, seal and activation with it', async () => {
    const { client, serial, pin, installation } = await made();
    const old = certificateDigest(bytesOf(installation.sign));
    await holder.opens(client, { serial, purpose: 'renew', order: ORDER }, { pin });
    const { asked, value } = await renewOn(client, serial, old);
    const claim = {
      origin: PORTAL,
      nonce: bytesOf(value),
      certificate: bytesOf(installation.sign),
      request: bytesOf(asked.request),
    };
    expect(verifyRenewal(claim, keyOf(installation.sign), bytesOf(asked.signature))).toBe(true);
    const renewed = await installationFor(ca, serial, asked.request);
    expect(await client.installRenewal(renewed)).toMatchObject({ repeated: false });
    const digest = certificateDigest(bytesOf(renewed.sign));
    expect((await client.read()).containers).toMatchObject([{ sign: { digest: old }, next: { sign: { digest } } }]);
    await expect(client.switchRenewal({ serial, certificate: digest })).rejects.toEqual(refused('E_NOT_PROVEN'));

    // Pulled out before the proof: everything is asked and answered again, nothing is made twice.
    await assistant.own('remove');
    await assistant.own('insert', { serial });
    await holder.opens(client, { serial, purpose: 'renew' }, { pin });
    expect(await client.installRenewal(renewed)).toMatchObject({ repeated: true });
    const proof = await client.prove({ serial, nonce: nonce(), slot: 'next' });
    expect(proof.certificate).toBe(renewed.sign);
    const seal = testSeal(bytesOf(renewed.sign));
    await client.installSeal({ ...seal, serial, picture: base64(seal.picture), object: base64(seal.object) });
    expect(await client.switchRenewal({ serial, certificate: digest })).toMatchObject({ repeated: false });
    expect(await client.switchRenewal({ serial, certificate: digest })).toMatchObject({ repeated: true });
    expect((await client.read()).containers).toMatchObject([
      { sign: { digest }, next: null, seal: { id: 'seal-1', fits: 'current' } },
    ]);
    await client.finish({ serial });
  });

  it('is refused on a key that does not hold the certificate', async () => {
    const { client, serial, pin } = await made();
    await holder.opens(client, { serial, purpose: 'renew' }, { pin });
    await expect(renewOn(client, serial, 'a'.repeat(64))).rejects.toEqual(refused('E_OTHER_CERTIFICATE'));
  });
});

describe('activating', () => {
  it('proves the key for one order, and shows it afterwards', async () => {
    const { client, serial, pin, installation } = await made();
    await holder.opens(client, { serial, purpose: 'activate', order: ORDER }, { pin });
    const value = nonce();
    const answer = await client.activate({ serial, order: ORDER, nonce: value });
    const claim = { origin: PORTAL, nonce: bytesOf(value), order: ORDER, certificate: bytesOf(installation.sign) };
    expect(verifyActivation(claim, keyOf(installation.sign), bytesOf(answer.signature))).toBe(true);
    expect(verifyActivation({ ...claim, order: 'another' }, keyOf(installation.sign), bytesOf(answer.signature))).toBe(
      false,
    );
    expect((await client.read()).containers).toMatchObject([{ activation: null }]);
    const at = '2026-11-22T04:00:00.000Z';
    await client.markActivated({ serial, order: ORDER, at });
    await client.markActivated({ serial, order: ORDER, at });
    expect((await client.read()).containers).toMatchObject([{ activation: { order: ORDER, at } }]);
  });

  it('proves it for no other order than the one the holder was shown', async () => {
    const { client, serial, pin } = await made();
    await holder.opens(client, { serial, purpose: 'activate', order: ORDER }, { pin });
    const other = { serial, order: `${ORDER}9` };
    await expect(client.activate({ ...other, nonce: nonce() })).rejects.toEqual(refused('E_PIN_REQUIRED'));
    await expect(client.markActivated({ ...other, at: '2026-11-22T04:00:00.000Z' })).rejects.toEqual(
      refused('E_PIN_REQUIRED'),
    );
    // Opened again for the other one, the holder is asked again, and consents to that one.
    await holder.opens(client, { serial, purpose: 'activate', order: other.order }, { pin });
    await expect(client.activate({ ...other, nonce: nonce() })).resolves.toMatchObject({ order: other.order });
  });
});

describe('unlocking after approval', () => {
  const locked = async () => {
    const produced = await made();
    for (let wrong = 0; wrong < 6; wrong += 1)
      await assistant.own('test-signature', { serial: produced.serial, pin: '000111' });
    return produced;
  };
  const answerTo = async (client: AssistantClient, serial: string, adminKey: string) => {
    const { transportPublicKey } = await client.medium();
    const { nonce: challenge } = await client.unlockChallenge({ serial });
    return base64(sealUnlockResponse(bytesOf(transportPublicKey), { serial, nonce: bytesOf(challenge), adminKey }));
  };

  it('sets the PIN that the holder chooses, and proves that the key works again', async () => {
    const { client, serial, secrets, installation } = await locked();
    expect(await client.medium()).toMatchObject({ state: 'locked' });
    const response = await answerTo(client, serial, secrets.adminKey);
    const value = nonce();
    const unlocked = client.unlock({ serial, response, nonce: value });
    await expect.poll(async () => (await holder.questions()).length).toBe(1);
    expect((await holder.answer({ next: '123456' })).json()).toEqual(refused('E_PIN_POLICY', { reason: 'sequence' }));
    expect((await holder.answer({ next: '864213' })).status).toBe(200);
    const { pin, proof } = await unlocked;
    expect(pin).toEqual({ left: 6, limit: 6 });
    const claim = { origin: PORTAL, nonce: bytesOf(value), certificate: bytesOf(installation.sign) };
    expect(verifyAuthentication(claim, keyOf(installation.sign), bytesOf(proof?.signature ?? ''))).toBe(true);
    expect(await client.medium()).toMatchObject({ state: 'made', open: false, pinInitial: false });

    const again = client.unlock({ serial, response });
    again.catch(() => undefined);
    await expect.poll(async () => (await holder.questions()).length).toBe(1);
    await holder.answer({ next: '975318' });
    await expect(again).rejects.toEqual(refused('E_UNLOCK_RESPONSE'));
  });
});

describe('a seal on the key', () => {
  it('is installed for its certificate only, shown to everybody, and taken out again', async () => {
    const { client, serial, pin, installation } = await made();
    const seal = testSeal(bytesOf(installation.sign), 'seal-1', 1 << 20);
    const params = { ...seal, serial, picture: base64(seal.picture), object: base64(seal.object) };
    await expect(client.installSeal(params)).rejects.toEqual(refused('E_PIN_REQUIRED'));
    await holder.opens(client, { serial, purpose: 'seal' }, { pin });
    expect(await client.installSeal(params)).toMatchObject({ repeated: false });
    expect(await client.installSeal(params)).toMatchObject({ repeated: true });
    await expect(client.installSeal({ ...params, certificate: 'b'.repeat(64) })).rejects.toEqual(
      refused('E_SEAL_CERTIFICATE'),
    );
    await expect(client.installSeal({ ...params, picture: base64(new Uint8Array(60)) })).rejects.toEqual(
      refused('E_SEAL', { fault: 'picture' }),
    );
    await client.finish({ serial });
    expect(await client.readSeal({ serial })).toMatchObject({
      id: 'seal-1',
      picture: params.picture,
      object: params.object,
    });
    expect((await assistant.own('seal', { serial })).json()).toMatchObject({
      name: seal.name,
      picture: params.picture,
    });
    await holder.opens(client, { serial, purpose: 'seal' }, { pin });
    await client.removeSeal({ serial, id: 'seal-1' });
    await expect(client.readSeal({ serial })).rejects.toEqual(refused('E_NO_SEAL'));
  });
});

describe('what a page reads without a PIN', () => {
  it('names the owner, both codes, and how long it lasts', async () => {
    const { client, serial } = await made();
    expect(await client.read()).toMatchObject({
      serial,
      state: 'made',
      pinInitial: true,
      pin: { left: 6, limit: 6 },
      containers: [
        {
          name: 'main',
          sign: { owner: '示例建设有限公司', creditCode: '91350100M000100Y43', organisationCode: 'M000100Y4' },
          activation: null,
          seal: null,
        },
      ],
    });
    const { checks } = await client.checkUp();
    expect(checks.find(({ id }) => id === 'medium')).toMatchObject({ outcome: 'ok', code: 'MEDIUM_OK' });
    expect(checks[0]?.what.zh).not.toBe('');
  });
});
