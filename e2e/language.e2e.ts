import { endpoints, type Role } from '@yinxin/contract';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import names from '../server/src/directory/staff/sandbox-names.json' with { type: 'json' };
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { settled, turnTo } from './browser/settled.ts';
import { type Arranged, orderAt, review, scan } from './hall/order.ts';

/** What people entered stays as they wrote it. */
function dataOf({ applicant, order }: Arranged): string[] {
  const entered = order.fields.map((one) => one.value);
  const { recipient, carrier } = order.delivery;
  return [applicant.name, ...entered, recipient?.name ?? '', recipient?.address ?? '', carrier ?? '', '顺丰速运'];
}

/** Texts and labels of a page that hold Chinese besides data and what is marked as Chinese. */
function chineseLeft(page: Page, data: readonly string[]): Promise<string[]> {
  return page.evaluate(
    (known) => {
      const found: string[] = [];
      const note = (text: string | null, at: Element | null) => {
        if (!text || !at || at.closest('[lang^=zh]:not(html), script, style, pre, .compare dd')) return;
        // Parts of distinguished names, and what is masked, are data too.
        const open = text.replace(/\b(C|ST|L|O|OU|CN)=[^,]*/g, '').replace(/\S*\*+/g, '');
        const rest = known.reduce((left, one) => left.replaceAll(one, ''), open);
        if (/\p{Script=Han}/u.test(rest)) found.push(text.trim());
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) note(walker.currentNode.textContent, walker.currentNode.parentElement);
      for (const at of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) note(at.getAttribute(name), at);
      note(document.title, document.documentElement);
      return found;
    },
    data.filter(Boolean).sort((a, b) => b.length - a.length),
  );
}

/** Goes to a page and waits until nothing is being read any more. */
async function open(page: Page, at: string): Promise<void> {
  await turnTo(page, at);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.getByText('Loading', { exact: false }).first().waitFor({ state: 'hidden' });
  await settled(page);
}

test('the portal reads in English after the switch: no Chinese is left but names and data', async ({ visit, hall }) => {
  const made = await orderAt(hall, 'delivery');
  const { applicant } = made;
  const draft = await orderAt(hall, 'filled', { applicant, project: 'science' });
  const pay = await orderAt(hall, 'payment', { applicant, project: 'housing-in-province' });
  const papers = await orderAt(hall, 'papers', { applicant });
  const ended = await orderAt(hall, 'review', { applicant });
  await review(hall, ended.order.id, { type: 'reject-wrong', reason: 'wrong-name' });
  const data = [made, draft].flatMap(dataOf);
  const page = await visit('/', applicant.person);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: /Which system/ }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await look(page, 'home-en');
  for (const at of [
    '/',
    '/projects/jiangxi/housing-in-province',
    '/projects/jiangxi/nanchang-provident-fund',
    '/register',
    '/already-registered',
    '/sign-in',
    '/password-reset',
    '/mobile-change',
    '/mobile-change/status',
    '/help',
    '/help/refund',
    '/contact',
    '/orders',
    `/orders/${draft.order.id}/application`,
    `/orders/${pay.order.id}`,
    `/orders/${papers.order.id}`,
    `/orders/${made.order.id}`,
    `/orders/${ended.order.id}`,
    '/certificates',
    '/renewals',
    '/seals',
    '/branches',
    '/accounts',
    '/sign-in/system',
    '/name-correction',
    '/nowhere',
  ]) {
    await open(page, at);
    expect(await chineseLeft(page, data), at).toEqual([]);
  }
  await open(page, `/orders/${made.order.id}`);
  await look(page, 'order-en');
});

test('the console reads in English after the switch, desk by desk', async ({ visit, hall }) => {
  const made = await orderAt(hall, 'posted');
  const { applicant } = made;
  const waiting = await orderAt(hall, 'review', { applicant });
  const producing = await orderAt(hall, 'production', { applicant });
  const made2 = await orderAt(hall, 'delivery', { applicant });
  const proof = await scan('licence');
  await applicant.person.call(endpoints.requests.openNameCorrection, {
    body: { rightName: '江西正确名称有限公司', note: '少了一个字' },
    files: [{ name: proof.name, mediaType: proof.mimeType, bytes: new Blob([new Uint8Array(proof.buffer)]) }],
  });
  const desks: readonly (readonly [Role, readonly string[]])[] = [
    ['reviewer', ['/', '/orders', '/queues/review', `/orders/${waiting.order.id}`, '/templates']],
    ['mail-room', ['/mail-room', `/orders/${made.order.id}`]],
    ['production', ['/production', `/production/${producing.order.id}`, '/media', '/password-cards']],
    ['shipping', ['/shipping', `/orders/${made2.order.id}`]],
    ['customer-service', ['/service', '/mobile-changes']],
    ['finance', ['/payments', '/ledger', '/prices']],
    ['back-office', ['/name-corrections', '/revocations', '/certificates']],
    [
      'administrator',
      [
        '/staff',
        '/password',
        '/authorities',
        '/ceremonies',
        '/ceremonies/new',
        '/profiles',
        '/certificate-status',
        '/escrow',
        '/renewals',
        '/failed-work',
      ],
    ],
    ['auditor', ['/audit']],
  ];
  const others = ['江西正确名称有限公司', '少了一个字', '来电更正', '第二审核员', '第二财务', '江西CA', '江西省'];
  // Forms are printed in Chinese and go by their Chinese titles.
  const reviewer = await hall.staff('reviewer');
  const forms = await reviewer.call(endpoints.administration.templates, { params: { programme: 'jiangxi' } });
  const titles = forms.items.map((one) => one.title);
  // What callers wrote in other tests of this hall is data, in whatever language they wrote it.
  const office = await hall.staff('back-office');
  const [changes, corrections, revocations] = await Promise.all([
    office.call(endpoints.consoleRequests.mobileChanges, { query: { size: 100 } }),
    office.call(endpoints.consoleRequests.nameCorrections, { query: { size: 100 } }),
    office.call(endpoints.certificates.revocationRequests, { query: { size: 100 } }),
  ]);
  const administrator = await hall.staff('administrator');
  const staff = await administrator.call(endpoints.administration.staff, {});
  const written = [
    ...staff.items.map((one) => one.name),
    ...changes.items.flatMap((one) => [one.contactName, one.note, one.answer]),
    ...corrections.items.flatMap((one) => [one.rightName, one.note, one.answer]),
    ...revocations.items.map((one) => one.note),
  ].filter((one): one is string => one !== null && one !== '');
  const data = [...[made, producing].flatMap(dataOf), ...Object.values(names), ...others, ...titles, ...written];
  for (const [role, places] of desks) {
    const page = await visit('/console', await hall.staff(role));
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('html[lang=en]').waitFor({ state: 'attached' });
    for (const at of places) {
      await open(page, `/console${at}`);
      // Other tests leave organisations with names of their own.
      const left = (await chineseLeft(page, data)).filter((text) => !/[公司院厂]$/.test(text));
      expect(left, `${role} ${at}`).toEqual([]);
    }
    await page.close();
  }
});
