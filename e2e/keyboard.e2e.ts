import type { Page } from 'playwright-core';
import { test } from './browser/fixture.ts';
import { newApplicant, scan } from './hall/order.ts';

/** Somebody without a mouse. */
function hands(page: Page) {
  const { keyboard } = page;
  // The browser hands files over only while somebody listens, and is told so beside the keys: a listener that comes with
  // the key may come too late. This one is there from the beginning.
  page.on('filechooser', () => undefined);
  const named = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      const labels = at && 'labels' in at && at.labels instanceof NodeList ? [...at.labels] : [];
      return [at?.getAttribute('aria-label'), ...labels.map((one) => one.textContent), at?.textContent]
        .filter(Boolean)
        .join(' ');
    });
  /** Presses Tab until what is focused has this name. */
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 150; presses++) {
      await keyboard.press('Tab');
      if (name.test(await named())) return;
    }
    throw new Error(`the keyboard does not reach ${name}`);
  };
  return {
    tabTo,
    async follow(name: RegExp) {
      await tabTo(name);
      await keyboard.press('Enter');
    },
    async type(name: RegExp, text: string) {
      await tabTo(name);
      await keyboard.type(text);
    },
    async choose(name: RegExp) {
      await tabTo(name);
      await keyboard.press('Space');
    },
    /** The first choice of a list that is still empty. */
    async first(name: RegExp) {
      await tabTo(name);
      await keyboard.press('ArrowDown');
    },
    async upload(name: RegExp, file: { name: string; mimeType: string; buffer: Buffer }) {
      await tabTo(name);
      const asked = page.waitForEvent('filechooser');
      await keyboard.press('Enter');
      await (await asked).setFiles(file);
      await page.getByText(`已收到 ${file.name}`).waitFor();
    },
  };
}

test('[JX-24][JX-28] apply and submit with the keyboard only', async ({ visit, hall }) => {
  const who = await newApplicant(hall);
  const page = await visit('/', who.person);
  const { follow, type, choose, first, upload } = hands(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await follow(/^跳到正文/);
  await follow(/科技管理信息系统/);
  await page.getByRole('button', { name: '开始申请' }).waitFor();
  await follow(/^开始申请/);
  await page.getByRole('heading', { level: 2, name: '填写资料' }).waitFor();
  await type(/^经办人姓名/, '李明');
  await type(/^经办人手机/, who.mobile);
  await type(/^单位注册地址/, '江西省南昌市红谷滩区示例路1号');
  await type(/^法定代表人/, '张伟');
  await type(/^电子签章名称/, who.name);
  await first(/^用户类型/);
  // Delivery stands on the form too: further down first, then back to the papers.
  await choose(/^邮寄/);
  await type(/^收件人(?!手机)/, '王芳');
  await type(/^收件人手机/, who.mobile);
  await type(/^收件地址/, '江西省南昌市红谷滩区示例路1号');
  await follow(/^保存收件信息/);
  await page.getByText('收件信息已保存').waitFor();
  // The forms as the page offers them, which it does once everything typed is saved.
  const print = async (form: string) => {
    const href = await page.getByRole('link', { name: `下载：${form}` }).getAttribute('href');
    const answer = await page.request.get(new URL(href ?? '', page.url()).href);
    return { name: `${form}.pdf`, mimeType: 'application/pdf', buffer: await answer.body() };
  };
  const forms = [await print('数字证书申请表'), await print('电子签章采集表')] as const;
  await page.keyboard.press('Home');
  await upload(/^选择文件：数字证书申请表/, forms[0]);
  await upload(/^选择文件：电子签章采集表/, forms[1]);
  await upload(/^选择文件：营业执照/, await scan('licence'));
  await follow(/^提交审核/);
  await page.getByText('已提交审核').waitFor();
});
