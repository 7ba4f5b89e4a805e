import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { turnTo } from './browser/settled.ts';
import { makeMedium } from './hall/medium.ts';
import { approve, decide, fill, newApplicant, orderAt, paperFor, pay, post, read, submit } from './hall/order.ts';

const project = 'housing-out-of-province';
/** Asked for only here, and printed on the seal form. */
const besides = ['印章备案地', '在赣负责人', '在赣联系电话', '在赣办公地址'];

test('[JX-19][JX-22][JX-23][JX-29][JX-39][JX-41][JX-45][JX-48] an enterprise registered in Beijing goes the whole way, with the papers of its own project', async ({
  visit,
  hall,
}) => {
  const who = await newApplicant(hall, '110000');
  const page = await visit(`/projects/jiangxi/${project}`, who.person);
  await page.getByText('本项目给省外登记的单位').waitFor();
  await page.getByRole('button', { name: '开始申请' }).click();
  // Nothing contradicts this choice: the application begins without a warning.
  await page.getByRole('heading', { level: 2, name: '填写资料' }).waitFor();
  for (const label of besides) await page.getByLabel(label).waitFor();
  await look(page, 'application-out-of-province');
  const id = /orders\/([^/]+)/.exec(page.url())?.[1] ?? '';

  // Its own seal form; that of the in-province project is neither offered nor taken.
  const opened = await read(who, id);
  expect(opened.materials.find((one) => one.code === 'seal-form')?.form).toBe('seal-form-out-of-province');
  const wrong = { params: { id, form: 'seal-form-in-province' } };
  expect((await who.person.refused(endpoints.applications.form, wrong)).code).toBe('FORM_UNKNOWN');
  await fill(hall, who, opened);
  const inside = await orderAt(hall, 'filled', { applicant: who, project: 'housing-in-province' });
  const refusal = await who.person.refused(endpoints.applications.attach, {
    params: { id, material: 'seal-form' },
    files: [
      {
        name: 'other.pdf',
        mediaType: 'application/pdf',
        bytes: await paperFor(who, inside.order, 'seal-form'),
      },
    ],
  });
  expect(refusal.code).toBe('OTHER_ORDERS_FORM');
  await submit(who, id);
  // Anew: it was submitted behind the page's back.
  await page.goto(`${hall.url}/orders/${id}`);
  await page.locator('[aria-current=step]', { hasText: '正在审核' }).waitFor();
  const content = page.getByRole('region', { name: '申请内容和材料' });
  for (const label of besides) await content.getByText(label, { exact: true }).waitFor();

  await approve(hall, who, id);
  await page.reload();
  await page.getByRole('heading', { level: 2, name: '请付款' }).waitFor();
  await pay(hall, who, id);
  await page.reload();
  await page.getByRole('heading', { level: 2, name: '请邮寄纸质原件' }).waitFor();
  await post(who, id);

  // The mail room compares with the version marks of these forms.
  const { materials, papers } = await read(who, id);
  const mailRoom = await visit('/console/mail-room', await hall.staff('mail-room'));
  await mailRoom.getByLabel('扫描或输入快递单号').fill(papers.trackingNumber ?? '');
  await mailRoom.keyboard.press('Enter');
  const marks = materials.flatMap((one) => (one.mark ? [one.mark] : []));
  expect(marks.length).toBe(2);
  for (const mark of marks) await mailRoom.getByText(`表单上的版本码应为 ${mark}`).waitFor();
  await decide(hall, 'mail-room', id, { type: 'confirm-papers' });

  await makeMedium(hall, id);
  const { production, delivery } = await read(who, id);
  await decide(hall, 'shipping', id, {
    type: 'dispatch',
    carrier: delivery.carrier ?? '顺丰速运',
    trackingNumber: 'SF1029384756102',
    mediumSerial: production.mediumSerial ?? '',
  });
  await page.reload();
  await page.getByRole('heading', { level: 2, name: '已办结' }).waitFor();
  await turnTo(page, '/certificates');
  // The certificate names the province of the register, not the one of the authority.
  await page
    .getByText(/ST=北京市.*O=|O=.*ST=北京市/)
    .first()
    .waitFor();
});
