import { production, productionBatches } from '@yinxin/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../platform/index.ts';
import type { TestBrowser } from '../../platform/testing/index.ts';
import { readCsv } from '../csv.ts';
import { type Desk, openDesk, pairAndAsk, produce } from '../testing/desk.ts';

let desk: Desk;
let li: TestBrowser;
let wang: TestBrowser;
beforeAll(async () => {
  desk = await openDesk();
  [li, wang] = [await desk.staff('production'), await desk.staff('production')];
});
afterAll(() => desk.close());

/** A batch of new orders, which are the only ones that wait. */
async function begin(browser: TestBrowser, count: number) {
  const orders = Array.from({ length: count }, () => desk.application());
  const batch = await browser.call(productionBatches.start, { body: { count: 200 } });
  const ours = new Set(orders.map(({ applicationId }) => applicationId));
  expect(new Set(batch.items.map(({ applicationId }) => applicationId))).toEqual(ours);
  return { batch, params: { id: batch.id }, orders };
}
const item = (id: string, order: { readonly applicationId: string } | undefined) => ({
  params: { id, application: order?.applicationId ?? '' },
});

describe('a batch', () => {
  test('goes on when one fails, tells the label before the next, and ends with a sheet', async () => {
    const { batch, params, orders } = await begin(li, 4);
    const [first, second, third, fourth] = orders;
    expect(batch).toMatchObject({ status: 'open', mine: true, next: first?.applicationId });
    const made = await produce(li, desk, { applicationId: first?.applicationId ?? '' });
    const after = await li.call(productionBatches.read, { params });
    expect(after.items[0]).toMatchObject({ state: 'made', mediumSerial: made.serial, production: 'made' });
    expect(after.next).toBe(first?.applicationId);
    expect((await li.refused(productionBatches.close, { params })).code).toBe('BATCH_LABELS_MISSING');
    expect((await li.call(productionBatches.label, item(batch.id, first))).next).toBe(second?.applicationId);
    const reason = '读卡器报错';
    const aside = await li.call(productionBatches.setAside, { ...item(batch.id, second), body: { reason } });
    expect(aside.next).toBe(third?.applicationId);
    await produce(li, desk, { applicationId: third?.applicationId ?? '' });
    await li.call(productionBatches.label, item(batch.id, third));
    const again = await li.call(productionBatches.label, item(batch.id, third));
    expect(again.counts).toEqual({ waiting: 1, made: 0, done: 2, 'set-aside': 1, left: 0 });
    const closed = await li.call(productionBatches.close, { params });
    expect(closed).toMatchObject({ status: 'closed', next: null, counts: { done: 2, 'set-aside': 1, left: 1 } });

    const csv = await li.call(productionBatches.sheet, { params, query: { format: 'csv' } });
    const [, ...lines] = readCsv(new Uint8Array(await csv.arrayBuffer()), 100) ?? [];
    expect(lines.map((line) => [line[1], line[3], line[5], line[6]])).toEqual([
      [first?.applicationNumber, made.serial, '已完成', ''],
      [second?.applicationNumber, '', '已搁置', reason],
      [third?.applicationNumber, expect.stringMatching(/^YK/), '已完成', ''],
      [fourth?.applicationNumber, '', '未做，退回队列', ''],
    ]);
    const pdf = await li.call(productionBatches.sheet, { params, query: {} });
    expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 5))).toBe('%PDF-');
    const facts = desk.facts.filter(({ subject }) => subject.id === batch.id).map(({ action }) => action);
    expect(facts).toEqual(['started', 'label', 'set-aside', 'label', 'closed'].map((one) => `production-batch.${one}`));
    // What was set aside or left may be taken again.
    const next = await wang.call(productionBatches.start, { body: { count: 200 } });
    expect(next.items.map(({ number }) => number)).toEqual([second?.applicationNumber, fourth?.applicationNumber]);
    const back = await li.refused(productionBatches.bringBack, item(batch.id, second));
    expect(back.code).toBe('BATCH_CLOSED');
    await wang.call(productionBatches.close, { params: { id: next.id } });
    for (const order of [second, fourth]) if (order) order.state = 'elsewhere';
  });

  test('two operators at once get different orders, and neither begins the other’s', async () => {
    const orders = [1, 2, 3, 4].map(() => desk.application());
    const taken = await Promise.all(
      [li, wang].map((browser) => browser.call(productionBatches.start, { body: { count: 2 } })),
    );
    const ids = taken.flatMap(({ items }) => items.map(({ applicationId }) => applicationId));
    expect(new Set(ids)).toEqual(new Set(orders.map(({ applicationId }) => applicationId)));
    expect((await li.refused(productionBatches.start, { body: { count: 1 } })).code).toBe('BATCH_NOTHING_WAITS');
    const [, wangs] = taken;
    const theirs = wangs?.items[0];
    await expect(
      pairAndAsk(li, desk, { applicationId: theirs?.applicationId ?? '' }, desk.medium()),
    ).rejects.toMatchObject({ problem: { code: 'BATCH_ORDER_TAKEN', params: { batch: wangs?.number } } });
    expect(await li.call(production.read, { params: { id: theirs?.applicationId ?? '' } })).toMatchObject({
      status: 'waiting',
    });
    for (const [at, batch] of taken.entries()) {
      await (at === 0 ? li : wang).call(productionBatches.close, { params: { id: batch.id } });
    }
    for (const order of orders) order.state = 'elsewhere';
  });

  test('another operator’s batch is worked on only after a hand-over, or when its operator was away', async () => {
    const { batch, params, orders } = await begin(li, 2);
    const body = { reason: '介质损坏' };
    const other = { ...item(batch.id, orders[0]), body };
    expect((await wang.refused(productionBatches.setAside, other)).code).toBe('BATCH_OF_ANOTHER');
    expect((await wang.refused(productionBatches.close, { params })).code).toBe('BATCH_OF_ANOTHER');
    expect((await wang.refused(productionBatches.handOver, { params, body: {} })).code).toBe('BATCH_OF_ANOTHER');
    expect((await wang.refused(productionBatches.take, { params })).code).toBe('BATCH_AT_WORK');
    const left = await li.call(productionBatches.handOver, { params, body: { note: '第二件介质有划痕' } });
    expect(left).toMatchObject({ operator: null, mine: false, takeable: true });
    expect((await li.refused(productionBatches.close, { params })).code).toBe('BATCH_OF_ANOTHER');
    const got = await wang.call(productionBatches.take, { params });
    expect(got).toMatchObject({ mine: true, note: '第二件介质有划痕' });
    expect((await wang.call(productionBatches.setAside, other)).counts['set-aside']).toBe(1);
    expect((await wang.call(productionBatches.bringBack, item(batch.id, orders[0]))).counts.waiting).toBe(2);
    await desk.server.advance({ minutes: 31 });
    expect((await li.call(productionBatches.list, { query: {} })).items[0]).toMatchObject({ takeable: true });
    expect((await li.call(productionBatches.take, { params })).mine).toBe(true);
    expect((await wang.refused(productionBatches.close, { params })).code).toBe('BATCH_OF_ANOTHER');
    await li.call(productionBatches.close, { params });
    for (const order of orders) order.state = 'elsewhere';
  });

  test('an order that became void is set aside by itself', async () => {
    const { params, orders } = await begin(li, 2);
    const { deps } = desk.server;
    await transaction(deps.db, (tx) => desk.media.service(deps).voided(tx, orders[0]?.applicationId ?? ''));
    const batch = await li.call(productionBatches.read, { params });
    expect(batch.items.map(({ state }) => state)).toEqual(['set-aside', 'waiting']);
    await li.call(productionBatches.close, { params });
    for (const order of orders) order.state = 'elsewhere';
  });

  test('who may not: other roles, unknown batches and orders', async () => {
    const { batch, params, orders } = await begin(li, 1);
    const shipping = await desk.staff('shipping');
    const auditor = await desk.staff('auditor');
    expect((await shipping.refused(productionBatches.start, { body: { count: 1 } })).code).toBe('NOT_ALLOWED');
    expect((await shipping.refused(productionBatches.read, { params })).code).toBe('NOT_ALLOWED');
    expect((await auditor.refused(productionBatches.close, { params })).code).toBe('NOT_ALLOWED');
    expect((await auditor.call(productionBatches.read, { params })).mine).toBe(false);
    const nobody = '01900000-0000-7000-8000-000000000000';
    expect((await li.refused(productionBatches.read, { params: { id: nobody } })).code).toBe('NOT_FOUND');
    const stranger = { params: { id: batch.id, application: nobody } };
    expect((await li.refused(productionBatches.label, stranger)).code).toBe('NOT_FOUND');
    expect((await li.refused(productionBatches.label, item(batch.id, orders[0]))).code).toBe('BATCH_ITEM_NOT_NOW');
    const empty = { ...item(batch.id, orders[0]), body: { reason: ' ' } };
    expect((await li.refused(productionBatches.setAside, empty)).status).toBe(422);
    await li.call(productionBatches.close, { params });
    for (const order of orders) order.state = 'elsewhere';
  });
});
