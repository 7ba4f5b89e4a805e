import type { Page } from 'playwright-core';
import { scan } from './order.ts';

/** What a person types into the application of a project with the common fields, every field and the recipient. */
export async function fillApplication(
  page: Page,
  given: { readonly name: string; readonly mobile: string; readonly recipientMobile: string },
): Promise<void> {
  await page.getByLabel('经办人姓名').fill('李明');
  await page.getByLabel('经办人手机').fill(given.mobile);
  await page.getByLabel('单位注册地址').fill('江西省南昌市红谷滩区示例路1号');
  await page.getByLabel('法定代表人（负责人）').fill('张伟');
  await page.getByLabel('电子签章名称').fill(given.name);
  await page.getByLabel('邮寄', { exact: false }).first().check();
  await page.getByLabel('收件人', { exact: true }).fill('王芳');
  await page.getByLabel('收件人手机').fill(given.recipientMobile);
  await page.getByLabel('收件地址').fill('江西省南昌市红谷滩区示例路1号');
  await page.getByRole('button', { name: '保存收件信息' }).click();
  await page.getByText('收件信息已保存').waitFor();
  await page
    .getByText(/^已保存/)
    .first()
    .waitFor();
}

/** Downloads each form as the page offers it, and puts it back as if it had been stamped and scanned; the licence too. */
export async function uploadAll(page: Page): Promise<void> {
  for (const form of ['数字证书申请表', '电子签章采集表']) {
    const href = await page.getByRole('link', { name: `下载：${form}` }).getAttribute('href');
    const answer = await page.request.get(new URL(href ?? '', page.url()).href);
    const buffer = await answer.body();
    await page
      .getByLabel(`选择文件：${form}`, { exact: true })
      .and(page.locator('input'))
      .setInputFiles({
        name: `${form}.pdf`,
        mimeType: 'application/pdf',
        buffer,
      });
    await page.getByText(`已收到 ${form}.pdf`).waitFor();
  }
  const licence = await scan('licence');
  await page.locator('input[type=file][aria-label="选择文件：营业执照复印件（加盖公章）"]').setInputFiles(licence);
  await page.getByText('已收到 licence.pdf').waitFor();
}
