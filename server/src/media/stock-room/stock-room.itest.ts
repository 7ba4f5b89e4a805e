import { consoleMedia, mediaStock, production } from '@yinxin/contract';
import { humanNumber } from '@yinxin/identifiers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../../platform/index.ts';
import type { TestBrowser } from '../../platform/testing/index.ts';
import { type Desk, openDesk, pairAndAsk, produce } from '../testing/desk.ts';

let desk: Desk;
let li: TestBrowser;
let wang: TestBrowser;
beforeAll(async () => {
  desk = await openDesk();
  [li, wang] = [await desk.staff('production'), await desk.staff('production')];
});
afterAll(() => desk.close());

const serial = (n: number) => humanNumber.make('YT', new Date('2026-01-05T00:00:00Z'), n);
const delivery = (from: number, to: number, place = '总库') => ({
  body: {
    kind: 'usb-key' as const,
    model: 'GM3000',
    place,
    supplier: '示例科技',
    serials: { from: serial(from), to: serial(to) },
  },
});
const media = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => serial(from + at));
const actions = (action: string) => desk.facts.filter((fact) => fact.action === action);

test('a delivery by range is counted by kind and place, and warned about below its minimum', async () => {
  const receipt = await li.call(mediaStock.receive, delivery(1, 10));
  expect(receipt).toMatchObject({ added: 10, known: [], place: '总库', number: expect.stringMatching(/^RK/) });
  const second = await li.call(mediaStock.receive, delivery(9, 12));
  expect(second).toMatchObject({ added: 2, known: [serial(9), serial(10)] });
  const backwards = await li.refused(mediaStock.receive, delivery(5, 4));
  expect(backwards).toMatchObject({ code: 'STOCK_RANGE_WRONG', field: 'body.serials.to' });
  // A maker's list for other media takes nothing in.
  const keys = [{ serial: serial(99), transportKey: 'AAAA' }];
  const strays = await li.refused(mediaStock.receive, { body: { ...delivery(13, 14).body, keys } });
  expect(strays).toMatchObject({ code: 'MEDIUM_KEY_STRAY', field: 'body.keys', params: { serial: serial(99) } });
  const shelf = { kind: 'usb-key' as const, model: 'GM3000', place: '总库' };
  await li.call(mediaStock.setMinimum, { body: { ...shelf, minimum: 13 } });
  await li.call(mediaStock.setMinimum, { body: { ...shelf, place: '窗口', minimum: 2 } });
  const { rows } = await li.call(mediaStock.overview, {});
  expect(rows).toEqual([
    { ...shelf, stock: 12, handedOut: 0, minimum: 13, below: true },
    { ...shelf, place: '窗口', stock: 0, handedOut: 0, minimum: 2, below: true },
  ]);
  await li.call(mediaStock.transfer, { body: { serials: media(11, 12), place: '窗口' } });
  await li.call(mediaStock.setMinimum, { body: { ...shelf, minimum: 0 } });
  expect((await li.call(mediaStock.overview, {})).rows.map(({ stock, below }) => [stock, below])).toEqual([
    [10, false],
    [2, false],
  ]);
  expect((await li.call(mediaStock.receipts, { query: {} })).total).toBe(2);
  expect(actions('media.received').length).toBe(2);
});

test('whoever takes media out has them: nobody else uses or brings them back', async () => {
  const token = desk.medium();
  const own = token.status().serial;
  await li.call(production.registerMedia, { body: { kind: 'usb-key', model: 'Soft', serials: [own] } });
  expect(await li.call(mediaStock.handOut, { body: { serials: [own, serial(1), own] } })).toEqual({ count: 2 });
  const { hands } = await wang.call(mediaStock.overview, {});
  expect(hands).toMatchObject([{ count: 2, mine: false }]);
  expect((await wang.refused(mediaStock.handOut, { body: { serials: [serial(1)] } })).code).toBe('MEDIUM_HANDED_OUT');
  expect((await wang.refused(mediaStock.handBack, { body: { serials: [serial(1)] } })).code).toBe('MEDIUM_HANDED_OUT');
  const moved = { body: { serials: [serial(1)], place: '窗口' } };
  expect((await li.refused(mediaStock.transfer, moved)).code).toBe('MEDIUM_HANDED_OUT');
  await expect(pairAndAsk(wang, desk, desk.application(), token)).rejects.toMatchObject({
    problem: { code: 'MEDIUM_HANDED_OUT' },
  });
  await produce(li, desk, desk.application(), token);
  expect((await li.call(mediaStock.overview, {})).hands).toMatchObject([{ count: 1, mine: true }]);
  await li.call(mediaStock.handBack, { body: { serials: [serial(1)] } });
  expect((await li.refused(mediaStock.handBack, { body: { serials: [serial(1)] } })).code).toBe(
    'MEDIUM_NOT_HANDED_OUT',
  );
  const { history } = await li.call(consoleMedia.detail, { params: { serial: serial(1) } });
  expect(history.map(({ move, to }) => [move, to])).toEqual([
    ['hand-out', 'stock'],
    ['hand-back', 'stock'],
  ]);
  expect(actions('media.hand-out').length).toBe(1);
  const unknown = { body: { serials: [serial(999)] } };
  expect((await li.refused(mediaStock.handOut, unknown)).code).toBe('MEDIUM_UNKNOWN');
});

test('a count explains every difference; what is missing for good is written off', async () => {
  const stranger = serial(777);
  const counted = [...media(1, 8), serial(11), stranger];
  const take = await li.call(mediaStock.startTake, { body: { place: '总库', serials: counted } });
  expect(take).toMatchObject({ status: 'open', expected: 10, counted: 10 });
  expect(take.differences.map((one) => [one.serial, one.kind])).toEqual([
    [serial(11), 'elsewhere'],
    [serial(9), 'missing'],
    [serial(10), 'missing'],
    [stranger, 'unknown'],
  ]);
  const again = await wang.refused(mediaStock.startTake, { body: { place: '总库', serials: [] } });
  expect(again).toMatchObject({ code: 'STOCK_TAKE_OPEN', params: { number: take.number } });
  const explain = (serials: readonly string[]) => ({
    params: { id: take.id },
    body: { explanations: serials.map((one) => ({ serial: one, text: '已核对', lost: one === serial(9) })) },
  });
  const half = await li.refused(mediaStock.closeTake, explain([serial(9), serial(10)]));
  expect(half).toMatchObject({ code: 'STOCK_TAKE_UNEXPLAINED', params: { count: 2 } });
  const all = explain(take.differences.map((one) => one.serial));
  const closed = await li.call(mediaStock.closeTake, all);
  expect(closed.differences.filter(({ lost }) => lost).map((one) => one.serial)).toEqual([serial(9)]);
  expect((await li.call(consoleMedia.detail, { params: { serial: serial(9) } })).state).toBe('lost');
  expect((await li.call(consoleMedia.detail, { params: { serial: serial(10) } })).state).toBe('stock');
  expect((await li.refused(mediaStock.closeTake, all)).code).toBe('STOCK_TAKE_CLOSED');
  expect((await li.call(mediaStock.takes, { query: {} })).items[0]).toMatchObject({ number: take.number });
});

test('what was handed out or moved after the count is not lost', async () => {
  await li.call(mediaStock.receive, delivery(60, 62, '二库'));
  const take = await li.call(mediaStock.startTake, { body: { place: '二库', serials: [] } });
  expect(take.differences.map(({ kind }) => kind)).toEqual(['missing', 'missing', 'missing']);
  await wang.call(mediaStock.handOut, { body: { serials: [serial(60)] } });
  await wang.call(mediaStock.transfer, { body: { serials: [serial(61)], place: '窗口' } });
  const explanations = take.differences.map((one) => ({ serial: one.serial, text: '找不到', lost: true }));
  const closed = await li.call(mediaStock.closeTake, { params: { id: take.id }, body: { explanations } });
  expect(closed.differences.filter(({ lost }) => lost).map((one) => one.serial)).toEqual([serial(62)]);
  expect((await li.call(consoleMedia.detail, { params: { serial: serial(60) } })).state).toBe('stock');
});

test('the same delivery received by two at once is counted once', async () => {
  const receipts = await Promise.all([li, wang].map((by) => by.call(mediaStock.receive, delivery(70, 74, '二库'))));
  expect(receipts.map(({ added, known }) => [added, known.length]).toSorted(([a = 0], [b = 0]) => b - a)).toEqual([
    [5, 0],
    [0, 5],
  ]);
});

test('what the hall reported as spoiled is destroyed under two names too', async () => {
  const order = desk.application();
  const { serial: made } = await produce(li, desk, order);
  const { deps } = desk.server;
  await transaction(deps.db, (tx) => desk.media.service(deps).voided(tx, order.applicationId));
  const move = (what: 'witness' | 'destroy') => ({ params: { serial: made }, body: { move: what, note: '订单作废' } });
  expect((await li.refused(consoleMedia.move, move('destroy'))).code).toBe('MEDIUM_NEEDS_WITNESS');
  expect((await li.call(consoleMedia.move, move('witness'))).moves).toEqual([]);
  expect((await wang.refused(consoleMedia.move, move('witness'))).code).toBe('MEDIUM_WITNESSED');
  expect((await li.refused(consoleMedia.move, move('destroy'))).code).toBe('MEDIUM_OWN_REPORT');
  const destroyed = await wang.call(consoleMedia.move, move('destroy'));
  expect(destroyed.state).toBe('destroyed');
});

test('a move the operator’s programme does without is not made in production either', async () => {
  desk.without = ['ship'];
  const { serial: made, params } = await produce(li, desk, desk.application());
  const { deps } = desk.server;
  const ship = transaction(deps.db, (tx) => desk.media.service(deps).shipped(tx, params.id));
  await expect(ship).rejects.toMatchObject({ code: 'MEDIUM_MOVE_NOT_OFFERED' });
  desk.without = [];
  expect((await li.call(consoleMedia.detail, { params: { serial: made } })).state).toBe('made');
});

test('who may not', async () => {
  const [shipping, auditor] = [await desk.staff('shipping'), await desk.staff('auditor')];
  expect((await shipping.refused(mediaStock.receive, delivery(20, 21))).code).toBe('NOT_ALLOWED');
  expect((await shipping.refused(mediaStock.handOut, { body: { serials: [serial(2)] } })).code).toBe('NOT_ALLOWED');
  expect((await auditor.refused(mediaStock.startTake, { body: { place: '总库', serials: [] } })).code).toBe(
    'NOT_ALLOWED',
  );
  expect((await auditor.call(mediaStock.overview, {})).rows.length).toBeGreaterThan(0);
});
