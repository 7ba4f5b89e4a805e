import { afterEach, expect } from 'vitest';
import { readEdition } from '../assistant/src/edition/edition.ts';
import { produceThrough } from '../assistant/src/testing/production.ts';
import { type TestAssistant, testAssistant } from '../assistant/src/testing/running.ts';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';

const edition = (name: string) =>
  readEdition(new URL(`../programmes/bjca/clients/${name}.json`, import.meta.url).pathname);

let assistant: TestAssistant;
afterEach(() => assistant.discard());

const made = async () => {
  const produced = await produceThrough(assistant);
  await produced.client.finish({ serial: produced.serial });
  return { ...produced, pin: produced.secrets.pin };
};

test('[BJ-10] [BJ-12] [BJ-13] [BJ-14] [BJ-15] China Mobile: nothing shown, then owner, Certificate Management and Change Password', async ({
  page,
}) => {
  assistant = await testAssistant({ media: 1, edition: edition('mobile') });
  await page.goto(assistant.origin);
  const tries = page.locator('ol.tries li');
  await expect.poll(() => tries.allTextContents()).toHaveLength(3);
  const [turn, port, install] = await tries.allTextContents();
  expect([turn, port, install]).toEqual([
    expect.stringContaining('插反'),
    expect.stringContaining('USB 口'),
    expect.stringMatching(/下载并安装/),
  ]);
  await look(page, 'client-mobile-none');

  const { serial, pin } = await made();
  await page.getByText('示例建设有限公司').first().waitFor();
  const validity = page.getByText(/有效期 .* 至/);
  expect(await validity.isVisible()).toBe(false);
  await page.getByText('证书管理', { exact: true }).click();
  await validity.waitFor();
  await page.getByText('MK261122-000007-X').waitFor();
  await look(page, 'client-mobile-list');

  const tryChange = async (current: string, next: string, repeat: string) => {
    const [first, second, third] = await page.getByRole('dialog').locator('input[type=password]').all();
    await first?.fill(current);
    await second?.fill(next);
    await third?.fill(repeat);
    await page.getByRole('dialog').getByRole('button', { name: '修改密码' }).click();
  };
  await page.getByRole('button', { name: /^修改密码/ }).click();
  await tryChange(pin, '864213', '864214');
  await page.getByText('两次输入的新密码不一样').waitFor();
  await tryChange('000111', '864213', '864213');
  await page.getByText('密码不对，还有 5 次机会。').waitFor();
  const signs = async (typed: string) => (await assistant.own('test-signature', { serial, pin: typed })).json();
  expect(await signs(pin)).toMatchObject({ verified: true });
  await tryChange(pin, '864213', '864213');
  await page.getByText('密码已修改').waitFor();
  expect(await signs('864213')).toMatchObject({ verified: true });
});

test('[BJ-11] Shenzhen: its own name, Change PIN, and the validity by clicking the certificate in the middle', async ({
  page,
}) => {
  assistant = await testAssistant({ media: 1, edition: edition('shenzhen') });
  await made();
  await page.goto(assistant.origin);
  await page.getByRole('heading', { name: '深圳数字证书客户端' }).waitFor();
  await page.getByRole('button', { name: /^修改PIN码/ }).waitFor();
  const validity = page.getByText(/有效期 .* 至/);
  expect(await validity.isVisible()).toBe(false);
  await page.getByText('示例建设有限公司').click();
  await validity.waitFor();
  expect(await page.locator('body').textContent()).not.toMatch(/证书助手|修改密码/);
  await look(page, 'client-shenzhen');
});
