import { randomBytes } from 'node:crypto';
import { drawSeal, renderPng } from '@yinxin/seal';
import { certificateDigest, sealUnlockResponse } from '@yinxin/token';
import { SUBJECT, testSeal } from '@yinxin/token/testing';
import { afterEach, beforeEach, expect } from 'vitest';
import { base64, bytesOf, installationFor, produceThrough } from '../assistant/src/testing/production.ts';
import { type TestAssistant, testAssistant } from '../assistant/src/testing/running.ts';
import { testAuthority } from '../packages/token/src/testing/authority.ts';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';

const ORDER = 'DD261122-000001-X';
const nonce = () => base64(new Uint8Array(randomBytes(32)));

let assistant: TestAssistant;
beforeEach(async () => {
  assistant = await testAssistant({ media: 2 });
});
afterEach(() => assistant.discard());

const made = async () => {
  const produced = await produceThrough(assistant);
  await produced.client.finish({ serial: produced.serial });
  return { ...produced, pin: produced.secrets.pin };
};

test('the holder opens the key for a website, by keyboard, and sees seal and activation', async ({ page }) => {
  const { client, serial, pin, installation } = await made();
  await page.goto(assistant.origin);
  await page.getByText('您还在使用初始 PIN 码').waitFor();

  const opened = client.open({ serial, purpose: 'activate', order: ORDER });
  await page.getByText('网页请您确认').waitFor();
  await look(page, 'assistant-ask');
  const go = page.getByRole('button', { name: '继续' });
  await go.focus();
  await page.keyboard.press('Enter');
  const field = page.getByLabel('PIN 码', { exact: true });
  await field.waitFor();
  expect(await field.evaluate((node) => node === document.activeElement)).toBe(true);
  await page.keyboard.type('000111');
  await page.keyboard.press('Enter');
  await page.getByText('PIN 码不对，还有 5 次机会。').waitFor();
  await look(page, 'assistant-ask-wrong');
  await field.fill(pin);
  await page.keyboard.press('Enter');
  await opened;
  await page.getByText('已完成，请回到网页继续。').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('网页正在向介质写入').waitFor();
  await client.activate({ serial, order: ORDER, nonce: nonce() });
  await client.markActivated({ serial, order: ORDER, at: '2026-11-22T04:00:00.000Z' });
  await client.finish({ serial });
  await page.getByText('已激活（2026-11-22）').waitFor();

  const sealing = client.open({ serial, purpose: 'seal' });
  await go.click();
  await field.fill(pin);
  await page.keyboard.press('Enter');
  await sealing;
  const drawn = await drawSeal({ shape: 'round', name: '示例建设有限公司' });
  const seal = { ...testSeal(bytesOf(installation.sign)), picture: await renderPng(drawn, 300) };
  await client.installSeal({ ...seal, serial, picture: base64(seal.picture), object: base64(seal.object) });
  await client.finish({ serial });
  await page.keyboard.press('Escape');
  const picture = page.getByRole('img', { name: '示例建设有限公司的印章图样' });
  await expect.poll(() => picture.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBeGreaterThan(100);
  await look(page, 'assistant-sealed');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Activated (2026-11-22)').waitFor();
  await look(page, 'assistant-sealed-english');
});

test('a renewed certificate waits beside the old one, and a locked key gets its new PIN here', async ({ page }) => {
  const ca = await testAuthority();
  const { client, serial, pin, secrets, installation } = await made();
  await page.goto(assistant.origin);
  const renewing = client.open({ serial, purpose: 'renew', order: ORDER });
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByLabel('PIN 码', { exact: true }).fill(pin);
  await page.keyboard.press('Enter');
  await renewing;
  await page.keyboard.press('Escape');
  const certificate = certificateDigest(bytesOf(installation.sign));
  const { request } = await client.renewRequest({ serial, subject: SUBJECT, certificate, nonce: nonce() });
  await client.installRenewal(await installationFor(ca, serial, request));
  await page.getByText('新证书已写入，验证完成后自动启用').waitFor();
  await look(page, 'assistant-renewing');
  await client.prove({ serial, nonce: nonce(), slot: 'next' });
  await client.finish({ serial });

  for (let wrong = 0; wrong < 6; wrong += 1) await assistant.own('test-signature', { serial, pin: '000111' });
  const { transportPublicKey } = await client.medium();
  const challenge = await client.unlockChallenge({ serial });
  const answer = { serial, nonce: bytesOf(challenge.nonce), adminKey: secrets.adminKey };
  const response = base64(sealUnlockResponse(bytesOf(transportPublicKey), answer));
  const unlocked = client.unlock({ serial, response });
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByLabel('新 PIN 码', { exact: true }).fill('864213');
  await page.getByLabel('再输入一次新 PIN 码').fill('864214');
  await page.keyboard.press('Enter');
  await page.getByText('两次输入的新 PIN 码不一样').waitFor();
  await look(page, 'assistant-unlock');
  await page.getByLabel('再输入一次新 PIN 码').fill('864213');
  await page.keyboard.press('Enter');
  expect((await unlocked).pin).toEqual({ left: 6, limit: 6 });

  await page.keyboard.press('Escape');
  const refused = client.open({ serial, purpose: 'sign-in' });
  refused.catch(() => undefined);
  await page.getByRole('button', { name: '不同意' }).click();
  await expect(refused).rejects.toMatchObject({ code: 'E_CONSENT' });
});
