import { parseCertificate, parseSignedData, verifySignedData } from '@yinxin/pki';
import { type ApplicationDocument, certificateDigest, readApplication, writeApplication } from '@yinxin/token';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { Holder } from './testing/holder.ts';
import { base64, bytesOf, produceThrough } from './testing/production.ts';
import { PORTAL, type TestAssistant, testAssistant } from './testing/running.ts';

const both = (text: string) => ({ zh: text, en: text });
const refused = (code: string) => expect.objectContaining({ code });

let assistant: TestAssistant;
let holder: Holder;
beforeEach(async () => {
  assistant = await testAssistant();
  holder = new Holder(assistant);
});
afterEach(() => assistant.discard());

async function made() {
  const { client, serial, secrets, installation } = await produceThrough(assistant);
  await client.finish({ serial });
  const application: ApplicationDocument = {
    format: 'yinxin-application:1',
    origin: PORTAL,
    programme: both('programme'),
    project: both('project'),
    business: both('业务'),
    order: 'DD261122-000001-X',
    dataVersion: 4,
    organisation: { name: '示例有限公司', creditCode: '91110108MA01A2B3XX' },
    certificate: certificateDigest(bytesOf(installation.sign)),
    fields: [],
    materials: [],
  };
  return { client, serial, pin: secrets.pin, certificate: bytesOf(installation.sign), application };
}
const document = (application: ApplicationDocument) => base64(writeApplication(application));

it('shows what an application says, signs it once with the PIN typed there, and closes the key', async () => {
  const { client, serial, pin, certificate, application } = await made();
  const signing = client.signApplication({ serial, document: document(application) });
  await expect.poll(async () => (await holder.questions()).length).toBe(1);
  const shown = (await assistant.own('state')).json();
  expect(shown).toMatchObject({ asks: [{ purpose: 'sign', order: application.order, application }] });
  expect((await holder.answer({ pin: '000111' })).json()).toEqual(refused('E_PIN_WRONG'));
  await holder.answer({ pin });
  const message = parseSignedData(bytesOf((await signing).message));
  expect(message.family).toBe('gm');
  expect(readApplication(message.content ?? new Uint8Array())).toEqual(application);
  const verdict = verifySignedData(message);
  expect(verdict.good).toBe(true);
  expect(verdict.signers[0]).toMatchObject({ certificate: { raw: parseCertificate(certificate).raw } });
  expect((await client.medium()).open).toBe(false);
});

it('signs nothing that it cannot show, for another hall, with another certificate, or that the holder declines', async () => {
  const { client, serial, pin, application } = await made();
  const sign = (one: ApplicationDocument) =>
    holder.answering({ pin }, (waiting) => client.signApplication({ serial, document: document(one) }, waiting));
  await expect(client.signApplication({ serial, document: base64(new Uint8Array(40)) })).rejects.toEqual(
    refused('E_TBS_MISMATCH'),
  );
  await expect(sign({ ...application, origin: 'https://other.example.cn' })).rejects.toEqual(refused('E_ORIGIN'));
  await expect(sign({ ...application, certificate: 'ab'.repeat(32) })).rejects.toEqual(refused('E_OTHER_CERTIFICATE'));
  const declined = client.signApplication({ serial, document: document(application) });
  declined.catch(() => undefined);
  await expect.poll(async () => (await holder.questions()).length).toBe(1);
  await holder.decline();
  await expect(declined).rejects.toEqual(refused('E_CONSENT'));
});

const Page = z.object({
  answerText: z.custom<(one: ApplicationDocument['fields'][number], language: string) => string>(
    (found) => typeof found === 'function',
  ),
});

it('shows beside the words of an answer what is signed, where they differ', async () => {
  const { answerText } = Page.parse(await import(new URL('page/answer.js', import.meta.url).href));
  const field = { code: 'way', label: both('way'), value: 'remote', text: { zh: '远程', en: 'remote' } };
  expect([answerText(field, 'zh-CN'), answerText(field, 'en')]).toEqual(['远程 [remote]', 'remote']);
  expect(answerText({ ...field, value: 'ordinary' }, 'en')).toBe('remote [ordinary]');
  expect(answerText({ ...field, text: both('remote') }, 'zh-CN')).toBe('remote');
});
