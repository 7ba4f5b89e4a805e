import { type Secrets, SUBJECT, testAuthority, testEnvelope, testSecrets } from '@yinxin/token/testing';
import type { AssistantClient, InstallParams } from '../client.ts';
import { PORTAL, pageClient, type TestAssistant } from './running.ts';

type TestAuthority = Awaited<ReturnType<typeof testAuthority>>;
type Validity = Parameters<TestAuthority['answer']>[1];

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** What the hall's server sends for one medium. */
export const envelopeFor = (transportPublicKey: string, secrets: Secrets): string =>
  base64(testEnvelope(bytesOf(transportPublicKey), secrets));

/** The server's answer to a request, as the console passes it on. */
export async function installationFor(
  ca: TestAuthority,
  serial: string,
  request: string,
  validity?: Validity,
): Promise<InstallParams> {
  const { sign, encrypt, chain, envelopedKey } = await ca.answer(bytesOf(request), validity);
  return {
    serial,
    sign: base64(sign),
    encrypt: base64(encrypt),
    chain: chain.map(base64),
    envelopedKey: base64(envelopedKey),
  };
}

/** Plugs the first blank medium in and lets the console's page in. */
export async function atTheDesk(assistant: TestAssistant): Promise<{ client: AssistantClient; serial: string }> {
  const serial = assistant.serials[0] ?? '';
  await assistant.own('insert', { serial });
  const client = pageClient(assistant.origin, PORTAL);
  await client.pair();
  return { client, serial };
}

/** The whole production of one medium through the client, as the console's page does it. */
export async function produceThrough(assistant: TestAssistant, validity?: Validity) {
  const { client, serial } = await atTheDesk(assistant);
  return produceWith(client, serial, validity);
}

/** The same, for a page that is let in and a blank medium that is plugged in. */
export async function produceWith(client: AssistantClient, serial: string, validity?: Validity) {
  const ca = await testAuthority();
  const secrets = testSecrets();
  const { transportPublicKey } = await client.medium();
  await client.personalise({ serial, envelope: envelopeFor(transportPublicKey, secrets) });
  const { request } = await client.createRequest({ serial, subject: SUBJECT });
  const installation = await installationFor(ca, serial, request, validity);
  await client.install(installation);
  return { client, serial, secrets, installation };
}
