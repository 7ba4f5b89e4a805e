import { randomBytes } from 'node:crypto';
import { parseCertificate } from '@yinxin/pki';
import { verifyAuthentication } from '@yinxin/token';
import { SUBJECT, testAuthority, testSecrets } from '@yinxin/token/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atTheDesk, base64, bytesOf, envelopeFor, installationFor, produceThrough } from './testing/production.ts';
import { PORTAL, pageClient, type TestAssistant, testAssistant } from './testing/running.ts';

const OTHER = 'https://other.example.cn';
let assistant: TestAssistant;
beforeEach(async () => {
  assistant = await testAssistant({ allowOrigins: [PORTAL, OTHER] });
});
afterEach(() => assistant.discard());

const refused = (code: string, params?: object) => expect.objectContaining({ code, ...(params && { params }) });

describe('production at the console', () => {
  it('goes from a blank medium to a proof that the certificate’s key is on it', async () => {
    const { client, serial } = await produceThrough(assistant);
    const nonce = new Uint8Array(randomBytes(32));
    const proof = await client.prove({ serial, nonce: base64(nonce) });
    expect(proof).toMatchObject({ format: 'yinxin-auth:1', serial, origin: PORTAL, algorithm: 'SM2-SM3' });
    const certificate = bytesOf(proof.certificate);
    const key = parseCertificate(certificate).publicKey;
    const signature = bytesOf(proof.signature);
    expect(verifyAuthentication({ origin: PORTAL, nonce, certificate }, key, signature)).toBe(true);
    expect(verifyAuthentication({ origin: OTHER, nonce, certificate }, key, signature)).toBe(false);
    expect(await client.finish({ serial })).toMatchObject({ state: 'made', open: false });
    await expect(client.prove({ serial, nonce: base64(nonce) })).rejects.toEqual(refused('E_PIN_REQUIRED'));
  });

  it('signs no short nonce', async () => {
    const { client, serial } = await produceThrough(assistant);
    await expect(client.prove({ serial, nonce: base64(randomBytes(31)) })).rejects.toEqual(
      refused('E_REQUEST', { field: 'nonce' }),
    );
  });

  it('says when no medium, or another one, is plugged in', async () => {
    const client = pageClient(assistant.origin, PORTAL);
    await client.pair();
    await expect(client.medium()).rejects.toEqual(refused('E_NO_KEY'));
    const [first = '', second = ''] = assistant.serials;
    await assistant.own('insert', { serial: first });
    await expect(client.personalise({ serial: second, envelope: 'AAAA' })).rejects.toEqual(
      refused('E_OTHER_MEDIUM', { serial: first }),
    );
  });

  it('opens a session for the origin that personalised, and for no other', async () => {
    const { client, serial } = await atTheDesk(assistant);
    const { transportPublicKey } = await client.medium();
    await client.personalise({ serial, envelope: envelopeFor(transportPublicKey, testSecrets()) });
    const other = pageClient(assistant.origin, OTHER);
    await other.pair();
    await expect(other.createRequest({ serial, subject: SUBJECT })).rejects.toEqual(refused('E_PIN_REQUIRED'));
    await expect(client.createRequest({ serial, subject: SUBJECT })).resolves.toMatchObject({ container: 'main' });
  });

  it('does one operation at a time', { timeout: 20_000 }, async () => {
    await assistant.discard();
    // scrypt slow enough that the first operation still runs when the others come.
    assistant = await testAssistant({ cost: { n: 1 << 16, r: 8, p: 1 } });
    const { client, serial } = await atTheDesk(assistant);
    const { transportPublicKey } = await client.medium();
    const envelope = envelopeFor(transportPublicKey, testSecrets());
    const first = client.personalise({ serial, envelope });
    await expect.poll(async () => (await client.status()).busy).toBe(true);
    await expect(client.personalise({ serial, envelope })).rejects.toEqual(refused('E_BUSY'));
    expect((await assistant.own('remove')).json()).toEqual(refused('E_BUSY'));
    expect(await first).toEqual({ serial, resumed: false });
  });

  it('goes on after the assistant was restarted, with the same data', async () => {
    const ca = await testAuthority();
    const secrets = testSecrets();
    const desk = await atTheDesk(assistant);
    const { serial } = desk;
    const { transportPublicKey } = await desk.client.medium();
    const envelope = envelopeFor(transportPublicKey, secrets);
    await desk.client.personalise({ serial, envelope });
    const { request } = await desk.client.createRequest({ serial, subject: SUBJECT });
    const installation = await installationFor(ca, serial, request);

    assistant = await assistant.restart();
    const client = pageClient(assistant.origin, PORTAL);
    await client.pair();
    await expect(client.install(installation)).rejects.toEqual(refused('E_PIN_REQUIRED'));
    expect(await client.personalise({ serial, envelope })).toEqual({ serial, resumed: true });
    expect(await client.install(installation)).toMatchObject({ repeated: false });
    expect(await client.install(installation)).toMatchObject({ repeated: true });
  });

  it('ends the session when the medium is taken out', async () => {
    const { client, serial } = await produceThrough(assistant);
    await assistant.own('remove');
    await assistant.own('insert', { serial });
    expect(await client.medium()).toMatchObject({ state: 'made', open: false });
    await expect(client.spoil({ serial, reason: 'x' })).rejects.toEqual(refused('E_PIN_REQUIRED'));
  });

  it('spoils a medium once and for all', async () => {
    const { client, serial } = await produceThrough(assistant);
    expect(await client.spoil({ serial, reason: '外壳破损' })).toEqual({ serial, state: 'spoiled' });
    await expect(client.createRequest({ serial, subject: SUBJECT })).rejects.toEqual(refused('E_PIN_REQUIRED'));
    expect(await client.medium()).toMatchObject({ state: 'spoiled', containers: [] });
  });

  it('refuses an installation that does not fit, naming the part', async () => {
    const ca = await testAuthority();
    const { client, serial } = await atTheDesk(assistant);
    const { transportPublicKey } = await client.medium();
    await client.personalise({ serial, envelope: envelopeFor(transportPublicKey, testSecrets()) });
    const { request } = await client.createRequest({ serial, subject: SUBJECT });
    const mine = await installationFor(ca, serial, request);
    const other = await installationFor(ca, serial, request);
    await expect(client.install({ ...mine, encrypt: other.encrypt })).rejects.toEqual(
      refused('E_KEY_MISMATCH', { part: 'encrypt' }),
    );
    expect(await client.medium()).toMatchObject({ state: 'blank', containers: [{ name: 'main', installed: false }] });
  });

  it('tells pages what happens at the socket', async () => {
    const { client, serial } = await atTheDesk(assistant);
    const { revision } = await client.status();
    const next = client.events(revision);
    await assistant.own('remove');
    expect(await next).toEqual({
      revision: revision + 1,
      events: [{ revision: revision + 1, type: 'removed', serial }],
    });
  });

  it('proves nothing with a certificate that has ended', async () => {
    const past = { notBefore: new Date('2021-01-01T00:00:00Z'), notAfter: new Date('2022-01-01T00:00:00Z') };
    const { client, serial } = await produceThrough(assistant, past);
    await expect(client.prove({ serial, nonce: base64(randomBytes(32)) })).rejects.toEqual(
      refused('E_CERT_EXPIRED', { notAfter: '2022-01-01' }),
    );
    // In the sandbox the server's clock counts: there, that certificate may still be good.
    await client.status('2021-06-01T00:00:00Z');
    await expect(client.prove({ serial, nonce: base64(randomBytes(32)) })).resolves.toMatchObject({ serial });
  });
});
