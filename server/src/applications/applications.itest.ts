import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { endpoints } from '@yinxin/contract';
import { shanghaiDay } from '@yinxin/programme';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../platform/index.ts';
import { filled, type Hall, lockedPdf, pdf, startHall, submitted, upload } from './testing/hall.ts';

let hall: Hall;
beforeAll(async () => {
  hall = await startHall();
});
afterAll(() => hall.server.close());

const { applications, consoleApplications, administration, catalogue } = endpoints;
const NOBODY = '00000000-0000-7000-8000-000000000000';

async function approved(browser: Awaited<ReturnType<Hall['applicant']>>, project?: string) {
  const order = await submitted(browser, project);
  const reviewer = await hall.staff('reviewer');
  const params = { id: order.id };
  await reviewer.call(consoleApplications.command, { params, body: { command: { type: 'take' } } });
  const command = { type: 'approve', dataVersion: order.dataVersion } as const;
  await reviewer.call(consoleApplications.command, { params, body: { command } });
  return params;
}

describe('the whole way over HTTP', () => {
  test('[JX-27][JX-29][JX-40][JX-41][JX-45][JX-48] from draft to issued, with the notices of each step', async () => {
    const browser = await hall.applicant();
    const params = await approved(browser);
    await hall.pay(params.id);
    const act = (command: object) =>
      browser.call(applications.command, {
        params,
        body: { command: command as { type: 'report-payment-problem'; note: string } },
      });
    const staff = async (role: string, command: object) => {
      const one = await hall.staff(role);
      return one.call(consoleApplications.command, { params, body: { command: command as { type: 'take' } } });
    };
    const posted = await act({ type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'sf1234567890123' });
    expect(posted.papers).toMatchObject({ status: 'posted', trackingNumber: 'SF1234567890123' });
    await staff('mail-room', { type: 'confirm-papers' });
    await hall.make(params.id);
    const recipient = { name: '赵收件', mobile: '13900139000', address: '江西省南昌市某区某路 2 号' };
    await act({ type: 'set-delivery', mode: 'post', recipient });
    const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890124' };
    const seen = await staff('shipping', { type: 'dispatch', ...parcel, mediumSerial: 'YK000001' });
    expect(seen.delivery.recipient?.mobile).toBe('139****9000');
    const done = await browser.call(applications.read, { params });
    expect(done.state.label.zh).toBe('已发放');
    expect(done.timeline.map((e) => e.type)).toEqual(
      expect.arrayContaining([
        'opened',
        'submitted',
        'approved',
        'payment-settled',
        'papers-confirmed',
        'certificate-made',
        'dispatched',
      ]),
    );
    expect(done.timeline.every((e) => e.actorName === null)).toBe(true);
    await hall.server.deps.jobs.idle();
    const sms = await hall.inbox(hall.server.deps, '13900139000');
    // JX-44: the recipient hears of it too.
    expect(sms[0]?.text).toContain('SF1234567890124');
  });

  test('[JX-49] the list has the columns, filters, and only the own orders', async () => {
    const browser = await hall.applicant();
    const order = await submitted(browser, 'fuzhou-real-estate');
    const stranger = await hall.applicant();
    const list = await browser.call(applications.list, {
      query: { project: 'fuzhou-real-estate', state: 'under-review' },
    });
    expect(list.items.map((row) => row.number)).toEqual([order.number]);
    expect((await browser.call(applications.list, { query: { project: 'science' } })).total).toBe(0);
    expect((await browser.call(applications.list, { query: { to: '2020-01-01' } })).total).toBe(0);
    expect((await stranger.call(applications.list, {})).total).toBe(0);
  });
});

test('two orders posted with one tracking number at once: the second is told whose it is', async () => {
  const shipping = await hall.staff('shipping');
  const mailRoom = await hall.staff('mail-room');
  const ready = async (mediumSerial: string) => {
    const browser = await hall.applicant();
    const params = await approved(browser);
    await hall.pay(params.id);
    const papers = { type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890201' } as const;
    await browser.call(applications.command, { params, body: { command: papers } });
    await mailRoom.call(consoleApplications.command, { params, body: { command: { type: 'confirm-papers' } } });
    await hall.make(params.id, mediumSerial);
    const recipient = { name: '赵收件', mobile: '13900139000', address: '江西省南昌市某区某路 2 号' };
    const delivery = { type: 'set-delivery', mode: 'post', recipient } as const;
    await browser.call(applications.command, { params, body: { command: delivery } });
    const parcel = { type: 'dispatch', carrier: '顺丰速运', trackingNumber: 'sf1234567890202', mediumSerial } as const;
    return { params, body: { command: parcel } };
  };
  const both = [await ready('YK000201'), await ready('YK000202')];
  const sent = await Promise.allSettled(both.map((one) => shipping.call(consoleApplications.command, one)));
  const refused = sent.findIndex(({ status }) => status === 'rejected');
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [again] = both.slice(refused);
  if (!again) throw new Error('both were sent');
  const problem = await shipping.refused(consoleApplications.command, again);
  expect(problem).toMatchObject({ status: 409, code: 'TRACKING_USED', params: { trackingNumber: 'SF1234567890202' } });
});

test('[PA-52] [IT-26] the list is narrowed by business, state and days, has the columns, and only the own orders', async () => {
  const browser = await hall.applicant('110108');
  const stranger = await hall.applicant('110108');
  const open = (programme: string, project: string) =>
    browser.call(applications.open, { body: { programme, project, service: 'new' } });
  const [supplier, declaration] = [await open('pingan', 'supplier'), await open('xinchengtong', 'declaration')];
  const numbers = async (query: object) =>
    (await browser.call(applications.list, { query })).items.map(({ number }) => number);
  const both = [declaration.number, supplier.number];
  expect(await numbers({ service: 'new' })).toEqual(both);
  expect(await numbers({ service: 'renew' })).toEqual([]);
  expect(await numbers({ service: 'new', state: 'draft', project: 'supplier' })).toEqual([supplier.number]);
  expect(await numbers({ state: 'submitted' })).toEqual([]);
  const today = shanghaiDay(hall.server.clock.now());
  expect(await numbers({ from: today, to: today })).toEqual(both);
  expect(await numbers({ to: '2020-01-01' })).toEqual([]);
  const { items } = await browser.call(applications.list, { query: { project: 'supplier' } });
  expect(items[0]).toMatchObject({
    number: supplier.number,
    serviceLabel: { zh: '新申请' },
    applicantName: browser.organisation.name,
    state: { label: { zh: '草稿' } },
    review: { result: 'none', at: null, reasons: [] },
    ...{ held: [], feeCredited: false, amountFen: null, years: 1, invoice: 'none', submittedAt: null },
    ...{ papersIn: null, papersReceivedAt: null, carrier: null, parcelOut: null, shippedAt: null },
    ...{ receivedAt: null, activatedAt: null, boundAt: null },
  });
  expect((await stranger.call(applications.list, {})).total).toBe(0);
});

describe('what is refused', () => {
  test('[JX-49] somebody else’s order does not exist', async () => {
    const order = await filled(await hall.applicant());
    const stranger = await hall.applicant();
    const params = { id: order.id };
    for (const id of [order.id, NOBODY]) {
      expect(await stranger.refused(applications.read, { params: { id } })).toMatchObject({
        code: 'ORDER_NOT_FOUND',
        status: 404,
      });
    }
    const body = { command: { type: 'submit', dataVersion: order.dataVersion } } as const;
    expect((await stranger.refused(applications.command, { params, body })).code).toBe('ORDER_NOT_FOUND');
    const at = { ...params, material: 'business-licence' };
    expect((await stranger.refused(applications.material, { params: at })).code).toBe('ORDER_NOT_FOUND');
    const files = [upload(await pdf('x'), 'x.pdf')];
    expect((await stranger.refused(applications.attach, { params: at, files })).code).toBe('ORDER_NOT_FOUND');
    const form = { ...params, form: 'application-form' };
    expect((await stranger.refused(applications.form, { params: form })).code).toBe('ORDER_NOT_FOUND');
  });

  test('[JX-28] a second submission, a change after submission, a stale version', async () => {
    const browser = await hall.applicant();
    const order = await submitted(browser);
    const params = { id: order.id };
    const submit = { command: { type: 'submit', dataVersion: order.dataVersion } } as const;
    expect(await browser.refused(applications.command, { params, body: submit })).toMatchObject({
      code: 'ALREADY_SUBMITTED',
      status: 409,
    });
    const save = { command: { type: 'save-draft', fields: { 'seal-name': '别的' } } } as const;
    expect((await browser.refused(applications.command, { params, body: save })).code).toBe('NOT_EDITABLE');
    const stale = { ...save, expectedVersion: order.version - 1 };
    expect((await browser.refused(applications.command, { params, body: stale })).code).toBe('STALE_VERSION');
    const reviewer = await hall.staff('reviewer');
    const old = { command: { type: 'take' }, expectedVersion: 1 } as const;
    expect((await reviewer.refused(consoleApplications.command, { params, body: old })).code).toBe('STALE_VERSION');
  });

  test('[JX-39] papers before payment, [JX-35] a refund of a valid order', async () => {
    const browser = await hall.applicant();
    const params = await approved(browser);
    const post = { command: { type: 'post-papers', carrier: '顺丰', trackingNumber: 'SF1234567890123' } } as const;
    const refused = await browser.refused(applications.command, { params, body: post });
    expect(refused).toMatchObject({ code: 'PAPERS_NOT_YET', status: 409 });
    expect(refused.next.zh).not.toBe('');
    const refund = { command: { type: 'request-refund', note: '' } } as const;
    expect((await browser.refused(applications.command, { params, body: refund })).code).toBe('REFUND_NOT_VOID');
  });

  test('a command without a key, and the same key twice', async () => {
    const browser = await hall.applicant();
    const order = await filled(browser);
    const params = { id: order.id };
    const body = { command: { type: 'submit', dataVersion: order.dataVersion } } as const;
    const idempotencyKey = 'the-same-key-1';
    const first = await browser.call(applications.command, { params, body, idempotencyKey });
    const again = await browser.call(applications.command, { params, body, idempotencyKey });
    expect(again).toEqual(first);
    const { subject } = { subject: browser.organisation.id };
    const { token, session } = await hall.server.deps.sessions.begin({ kind: 'organisation', subject });
    const bare = await fetch(`${hall.server.url}/api/applications/${order.id}/commands`, {
      method: 'POST',
      headers: { cookie: `yinxin_hall=${token}`, 'x-yinxin-csrf': session.csrf, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(bare.status).toBe(400);
    expect(await bare.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REQUIRED' });
  });

  test('a script in a name, a wrong region, a service of the hall', async () => {
    const browser = await hall.applicant();
    const order = await browser.call(applications.open, {
      body: { programme: 'jiangxi', project: 'science', service: 'new' },
    });
    const script = {
      command: { type: 'save-draft', fields: { 'handler-name': '<img src=x onerror=alert(1)>' } },
    } as const;
    const refused = await browser.refused(applications.command, { params: { id: order.id }, body: script });
    expect(refused).toMatchObject({ code: 'FIELD_UNSAFE', field: 'fields.handler-name', status: 422 });
    const lost = { programme: 'jiangxi', project: 'science', service: 'reissue' };
    // JX-17
    const atHall = await browser.refused(applications.open, { body: lost });
    expect(atHall).toMatchObject({ code: 'SERVICE_AT_HALL' });
    expect(atHall.detail.zh).toContain('服务大厅');
    // JX-22
    const outside = { programme: 'jiangxi', project: 'housing-out-of-province', service: 'new' };
    expect((await browser.refused(applications.open, { body: outside })).code).toBe('REGION_WARNING');
    await browser.call(applications.open, { body: { ...outside, regionConfirmed: true } });
  });
});

describe('several at once', () => {
  test('[PA-02] of first applications opened at once only one is, whatever certificate they name', async () => {
    const browser = await hall.applicant('440300');
    const first = { programme: 'pingan', project: 'supplier', service: 'new' };
    const attempts = Array.from({ length: 6 }, (_, n) =>
      browser.call(endpoints.applications.open, { body: n === 0 ? first : { ...first, subject: randomUUID() } }),
    );
    const settled = await Promise.allSettled(attempts);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('uploads', () => {
  async function draft() {
    const browser = await hall.applicant();
    const order = await browser.call(applications.open, {
      body: { programme: 'jiangxi', project: 'science', service: 'new' },
    });
    const attach = (material: string, bytes: Blob, name: string) => ({
      params: { id: order.id, material },
      files: [upload(bytes, name)],
    });
    return { browser, order, attach };
  }
  const picture = async (width: number) =>
    new Blob([
      new Uint8Array(
        await sharp({ create: { width, height: width, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      ),
    ]);

  test('files that lie, cannot be read, are too small, or of a kind not taken', async () => {
    const { browser, attach } = await draft();
    const code = async (bytes: Blob, name: string) =>
      (await browser.refused(applications.attach, attach('business-licence', bytes, name))).code;
    expect(await code(await picture(800), 'licence.pdf')).toBe('FILE_LIES');
    expect(await code(new Blob(['<script>alert(1)</script>']), 'licence.jpg')).toBe('FILE_LIES');
    expect(await code(new Blob(['plain words']), 'licence.txt')).toBe('FILE_KIND');
    expect(await code(new Blob(['%PDF-1.7\nnothing else']), 'licence.pdf')).toBe('FILE_UNREADABLE');
    expect(await code(await picture(200), 'licence.png')).toBe('FILE_TOO_SMALL');
    expect(await code(await lockedPdf(), 'licence.pdf')).toBe('FILE_ENCRYPTED');
    const whole = new Uint8Array(await (await picture(1200)).arrayBuffer());
    expect(await code(new Blob([whole.slice(0, whole.length / 2)]), 'licence.png')).toBe('FILE_UNREADABLE');
    await browser.call(applications.attach, attach('business-licence', await picture(1200), 'licence.png'));
  });

  test('the same file as two materials', async () => {
    const { browser, attach } = await draft();
    const one = await pdf('one');
    await browser.call(applications.attach, attach('business-licence', one, 'a.pdf'));
    expect((await browser.refused(applications.attach, attach('seal-form', one, 'b.pdf'))).code).toBe('DUPLICATE_FILE');
  });

  test('[JX-06] a form printed before a change, or before a new version of the template', async () => {
    const { browser, order, attach } = await draft();
    const params = { id: order.id };
    const printed = await browser.call(applications.form, { params: { ...params, form: 'application-form' } });
    const body = { command: { type: 'save-draft', fields: { 'seal-name': '新名称' } } } as const;
    await browser.call(applications.command, { params, body });
    const refused = await browser.refused(applications.attach, attach('application-form', printed, 'form.pdf'));
    expect(refused.code).toBe('OUTDATED_TEMPLATE');
    const fresh = await browser.call(applications.form, { params: { ...params, form: 'application-form' } });
    const administrator = await hall.staff('administrator');
    const at = { programme: 'jiangxi', form: 'application-form' };
    const published = await administrator.call(administration.publishTemplate, {
      params: at,
      body: { note: '补充说明', notes: ['请用黑色签字笔填写。'] },
    });
    expect(published.version).toBe(2);
    expect((await browser.refused(applications.attach, attach('application-form', fresh, 'form.pdf'))).code).toBe(
      'OUTDATED_TEMPLATE',
    );
    const newest = await browser.call(applications.form, { params: { ...params, form: 'application-form' } });
    const view = await browser.call(applications.attach, attach('application-form', newest, 'form.pdf'));
    expect(view.materials.find((m) => m.code === 'application-form')?.status).toBe('attached');
    // JX-23
    const seal = await browser.call(applications.form, { params: { ...params, form: 'seal-form' } });
    expect((await browser.refused(applications.attach, attach('application-form', seal, 'x.pdf'))).code).toBe(
      'WRONG_FORM',
    );
  });

  test('an upload of a gigabyte is refused while it comes in', async () => {
    const { browser, order } = await draft();
    const { token, session } = await hall.server.deps.sessions.begin({
      kind: 'organisation',
      subject: browser.organisation.id,
    });
    const { port } = new URL(hall.server.url);
    const sent = await new Promise<{ status: number; bytes: number }>((resolve) => {
      let bytes = 0;
      let status = 0;
      const request = http.request({
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: `/api/applications/${order.id}/materials/business-licence`,
        headers: {
          cookie: `yinxin_hall=${token}`,
          'x-yinxin-csrf': session.csrf,
          'idempotency-key': 'gigabyte-1',
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': String(1024 ** 3),
        },
      });
      request.on('response', (response) => {
        status = response.statusCode ?? 0;
        response.resume();
        request.destroy();
      });
      request.on('error', () => {});
      request.on('close', () => resolve({ status, bytes }));
      request.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n');
      const chunk = Buffer.alloc(256 * 1024);
      const pump = () => {
        while (!request.destroyed && bytes < 1024 ** 3 - 2 * chunk.length) {
          bytes += chunk.length;
          if (!request.write(chunk)) {
            request.once('drain', pump);
            return;
          }
        }
      };
      pump();
    });
    expect(sent.status).toBe(413);
    expect(sent.bytes).toBeLessThan(200 * 1024 ** 2);
  });
});

describe('the console', () => {
  test('[JX-33] personal values are masked; a look leaves a trace; contact attempts are logged', async () => {
    const browser = await hall.applicant();
    const order = await submitted(browser);
    const reviewer = await hall.staff('reviewer');
    const params = { id: order.id };
    const view = await reviewer.call(consoleApplications.read, { params });
    expect(JSON.stringify(view)).not.toContain('13800138000');
    const shown = await reviewer.call(consoleApplications.reveal, {
      params,
      body: { field: 'handler-mobile', reason: '核对电话' },
    });
    expect(shown.value).toBe('13800138000');
    const log = await sql<{
      action: string;
    }>`select action from audit_entry where action = 'personal-data.revealed'`.execute(hall.server.deps.db);
    expect(log.rows.length).toBeGreaterThan(0);
    const contact = { command: { type: 'log-contact', channel: 'phone', reached: false, note: '无人接听' } } as const;
    const logged = await reviewer.call(consoleApplications.command, { params, body: contact });
    expect(logged.contacts).toMatchObject([{ channel: 'phone', reached: false, note: '无人接听' }]);
  });

  test('two reviewers take two different orders; roles see their queues', async () => {
    const orders = [
      await submitted(await hall.applicant()),
      await submitted(await hall.applicant()),
      await submitted(await hall.applicant()),
    ];
    const [one, two] = [await hall.staff('reviewer'), await hall.staff('reviewer')];
    const taken = await Promise.all(
      [one, two].map((r) => r.call(consoleApplications.takeNext, { params: { queue: 'review' } })),
    );
    expect(new Set(taken.map((t) => t.id)).size).toBe(2);
    // Undecided, one's own comes again; when its decision is on its way, another one.
    const next = { params: { queue: 'review' }, query: {} };
    expect(await one.call(consoleApplications.takeNext, next)).toEqual(taken[0]);
    const except = taken[0]?.id ?? '';
    const other = await one.call(consoleApplications.takeNext, { ...next, query: { except } });
    expect([null, ...taken.map((t) => t.id)]).not.toContain(other.id);
    expect(taken.every((t) => t.id !== null)).toBe(true);
    const queues = await one.call(consoleApplications.queues, {});
    expect(queues.queues.map((q) => q.code)).toEqual(['review']);
    expect(queues.queues[0]?.open).toBeGreaterThanOrEqual(2);
    const page = await one.call(consoleApplications.queue, { params: { queue: 'review' }, query: { size: 100 } });
    expect(page.items.map((row) => row.number)).toEqual(expect.arrayContaining(orders.map((o) => o.number)));
    expect((await one.refused(consoleApplications.queue, { params: { queue: 'refunds' } })).code).toBe('QUEUE_UNKNOWN');
    const clerk = await hall.staff('mail-room');
    const params = { id: taken[0]?.id ?? '' };
    expect(
      (await clerk.refused(consoleApplications.command, { params, body: { command: { type: 'take' } } })).code,
    ).toBe('ROLE_NEEDED');
  });

  test('search finds by number, code, name and tracking number', async () => {
    const browser = await hall.applicant();
    const params = await approved(browser);
    await hall.pay(params.id);
    const command = { type: 'post-papers', carrier: '顺丰', trackingNumber: 'SF9999999999991' } as const;
    const order = await browser.call(applications.command, { params, body: { command } });
    const clerk = await hall.staff('mail-room');
    const { creditCode, name } = browser.organisation;
    for (const q of [order.number.toLowerCase(), creditCode, name.slice(0, -2), 'sf9999999999991', '']) {
      const found = await clerk.call(consoleApplications.search, { query: { q, size: 100 } });
      expect(
        found.items.map((row) => row.number),
        q,
      ).toContain(order.number);
    }
    const papers = await clerk.call(consoleApplications.queue, { params: { queue: 'papers' } });
    expect(papers.items.map((row) => row.number)).toContain(order.number);
  });

  test('[JX-37][JX-38] the invoice is issued by finance and downloaded by the applicant', async () => {
    const browser = await hall.applicant();
    const params = await approved(browser);
    await hall.pay(params.id);
    const invoice = {
      kind: 'e-invoice-general',
      title: browser.organisation.name,
      taxNumber: browser.organisation.creditCode,
    } as const;
    await browser.call(applications.command, { params, body: { command: { type: 'set-invoice', invoice } } });
    const finance = await hall.staff('finance');
    const files = [upload(await pdf('invoice'), 'invoice.pdf')];
    const body = { number: '26001234567890' };
    expect((await finance.call(consoleApplications.issueInvoice, { params, body, files })).invoice.status).toBe(
      'issued',
    );
    expect((await browser.call(applications.invoiceFile, { params })).size).toBeGreaterThan(100);
  });
});

describe('neighbours, timers, catalogue', () => {
  test('[JX-09][JX-35][JX-36] a name correction makes open orders void; what was paid is refunded', async () => {
    const browser = await hall.applicant();
    const params = await approved(browser);
    await hall.pay(params.id);
    const made = await transaction(hall.server.deps.db, (tx) =>
      hall.service.orders.voidAll(tx, browser.organisation.id, NOBODY),
    );
    expect(made).toMatchObject([{ id: params.id, paid: true }]);
    expect(await hall.service.orders.open(hall.server.deps.db, browser.organisation.id)).toEqual([]);
    const view = await browser.call(applications.read, { params });
    expect(view.void?.wrong).toBe('name');
    expect(
      (await browser.call(applications.form, { params: { ...params, form: 'refund-letter' } })).size,
    ).toBeGreaterThan(1000);
    await browser.call(applications.attachRefundLetter, { params, files: [upload(await pdf('letter'), 'letter.pdf')] });
    const refund = { command: { type: 'request-refund', note: '名称有误' } } as const;
    const asked = await browser.call(applications.command, { params, body: refund });
    expect(asked).toMatchObject({ paymentState: 'refunding', refund: { hasLetter: true } });
    const [one, two] = [await hall.staff('finance'), await hall.staff('finance')];
    await one.call(consoleApplications.command, { params, body: { command: { type: 'approve-refund' } } });
    const pay = { command: { type: 'pay-out-refund', reference: 'BANK-1' } } as const;
    expect((await one.refused(consoleApplications.command, { params, body: pay })).code).toBe('SECOND_PERSON_NEEDED');
    await two.call(consoleApplications.command, { params, body: pay });
    expect((await browser.call(applications.read, { params })).paymentState).toBe('refunded');
  });

  test('[JX-42] a week without papers brings the order to customer service and reminds the applicant', async () => {
    const browser = await hall.applicant();
    const params = await approved(browser);
    await hall.pay(params.id);
    await hall.server.advance({ days: 8 });
    const view = await hall.service.read(hall.server.deps.db, params.id);
    expect(view?.papers.remindedAt).not.toBeNull();
    const desk = await hall.staff('customer-service');
    const queue = await desk.call(consoleApplications.queue, { params: { queue: 'contact' }, query: { size: 100 } });
    expect(queue.items.map((row) => row.id)).toContain(params.id);
  });

  test('an application rebuilt from its events is the same', async () => {
    const browser = await hall.applicant();
    const order = await submitted(browser);
    const { db } = hall.server.deps;
    const before = await browser.call(applications.read, { params: { id: order.id } });
    await sql`update application set stage = 'fill', state_code = 'broken', state = 'lost' where id = ${order.id}`.execute(
      db,
    );
    expect(await hall.service.rebuild(db, () => {})).toBeGreaterThan(0);
    expect(await browser.call(applications.read, { params: { id: order.id } })).toEqual(before);
  });

  test('histories are append-only, and personal data are nowhere in clear', async () => {
    const browser = await hall.applicant();
    const order = await submitted(browser);
    const { db } = hall.server.deps;
    await expect(sql`delete from application_event where application_id = ${order.id}`.execute(db)).rejects.toThrow(
      'append-only',
    );
    const rows = await sql<{ text: string }>`select a::text || coalesce(string_agg(e::text, ''), '') as text
      from application a left join application_event e on e.application_id = a.id where a.id = ${order.id} group by a`.execute(
      db,
    );
    expect(rows.rows[0]?.text).not.toContain('13800138000');
    expect(rows.rows[0]?.text).not.toContain('王小明');
  });

  test('[JX-19][JX-26] visitors see everything on offer; administrators look at prices and forms', async () => {
    const visitor = hall.server.browser();
    const { programmes } = await visitor.call(catalogue.programmes, {});
    expect(programmes[0]?.projects).toHaveLength(7);
    const administrator = await hall.staff('administrator');
    const params = { programme: 'jiangxi' };
    expect((await administrator.call(administration.prices, { params })).items.length).toBe(21);
    const preview = await administrator.call(administration.previewTemplate, {
      params: { ...params, form: 'seal-form' },
    });
    expect(preview.size).toBeGreaterThan(1000);
  });
});
