import { consoleMedia, production } from '@yinxin/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestBrowser } from '../platform/testing/index.ts';
import { type Desk, openDesk, produce } from './testing/desk.ts';

let desk: Desk;
let [li, wang]: TestBrowser[] = [];
beforeAll(async () => {
  desk = await openDesk();
  [li, wang] = [await desk.staff('production'), await desk.staff('shipping')];
});
afterAll(() => desk.close());

const people = () => {
  if (!li || !wang) throw new Error('nobody is at the desk');
  return { li, wang };
};
async function inStock(): Promise<string> {
  const { serial } = desk.medium().status();
  await people().li.call(production.registerMedia, { body: { kind: 'usb-key', model: 'GM3000', serials: [serial] } });
  return serial;
}
const move = (serial: string, what: 'spoil' | 'destroy' | 'keep' | 'restock' | 'lose' | 'find' | 'return') => ({
  params: { serial },
  body: { move: what, note: '外壳破损' },
});

test('a spoiled medium is destroyed by two people, never by one', async () => {
  const { li, wang } = people();
  const serial = await inStock();
  const reported = await li.call(consoleMedia.move, move(serial, 'spoil'));
  expect(reported).toMatchObject({ state: 'spoiled', spoiledReason: '外壳破损', moves: [] });
  expect((await li.refused(consoleMedia.move, move(serial, 'destroy'))).code).toBe('MEDIUM_OWN_REPORT');
  expect((await li.refused(consoleMedia.move, move(serial, 'keep'))).code).toBe('MEDIUM_OWN_REPORT');
  expect((await wang.call(consoleMedia.detail, { params: { serial } })).moves).toEqual(['keep', 'destroy']);
  const destroyed = await wang.call(consoleMedia.move, move(serial, 'destroy'));
  expect(destroyed.history.map(({ move: made, by, to }) => [made, by, to])).toEqual([
    ['spoil', 'staff', 'spoiled'],
    ['destroy', 'staff', 'destroyed'],
  ]);
  expect((await wang.refused(consoleMedia.move, move(serial, 'restock'))).code).toBe('MEDIUM_MOVE_NOT_NOW');
});

test('two who confirm at once: one does', async () => {
  const { li, wang } = people();
  const serial = await inStock();
  await li.call(consoleMedia.move, move(serial, 'spoil'));
  const other = await desk.staff('administrator');
  const outcomes = await Promise.allSettled([
    wang.call(consoleMedia.move, move(serial, 'destroy')),
    other.call(consoleMedia.move, move(serial, 'keep')),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('one that came back goes into stock and is made again for another order', async () => {
  const { li } = people();
  const token = desk.medium();
  const first = desk.application();
  const { serial } = await produce(li, desk, first, token);
  await li.call(consoleMedia.move, move(serial, 'return'));
  await li.call(consoleMedia.move, move(serial, 'restock'));
  const detail = await li.call(consoleMedia.detail, { params: { serial } });
  expect(detail).toMatchObject({ state: 'stock', applicationNumber: null });
  expect(detail.history.map(({ to }) => to)).toEqual(['blank', 'made', 'returned', 'stock']);
  const second = desk.application();
  const asked = {
    mediumSerial: serial,
    transportKey: Buffer.from(token.status().transportPublicKey).toString('base64'),
    passwordCard: await desk.card(),
  };
  const paired = await li.call(production.personalise, { params: { id: second.applicationId }, body: asked });
  expect(paired).toMatchObject({ status: 'personalised', mediumSerial: serial });
});

test('the stock is counted, and a lost one that is found is no longer lost', async () => {
  const { li } = people();
  const serial = await inStock();
  await li.call(consoleMedia.move, move(serial, 'lose'));
  expect((await li.call(consoleMedia.detail, { params: { serial } })).moves).toEqual(['find']);
  const { items } = await li.call(consoleMedia.stock, {});
  expect(items).toContainEqual({ kind: 'usb-key', model: 'GM3000', state: 'lost', count: 1 });
  expect((await li.call(consoleMedia.move, move(serial, 'find'))).state).toBe('returned');
});

test('a move that the operator does not use is refused, and not offered', async () => {
  const { li } = people();
  const token = desk.medium();
  const { serial } = await produce(li, desk, desk.application(), token);
  desk.without = ['return'];
  const { moves } = await li.call(consoleMedia.detail, { params: { serial } });
  const refused = await li.refused(consoleMedia.move, move(serial, 'return'));
  desk.without = [];
  expect([moves, refused.code]).toEqual([['lose', 'spoil'], 'MEDIUM_MOVE_NOT_OFFERED']);
});

test('who may not, unknown media and notes without words are refused', async () => {
  const { li } = people();
  const serial = await inStock();
  const auditor = await desk.staff('auditor');
  expect((await auditor.refused(consoleMedia.move, move(serial, 'lose'))).status).toBe(403);
  expect((await auditor.call(consoleMedia.detail, { params: { serial } })).state).toBe('stock');
  expect((await li.refused(consoleMedia.detail, { params: { serial: 'YK1' } })).code).toBe('MEDIUM_SERIAL_WRONG');
  const unknown = desk.medium().status().serial;
  expect((await li.refused(consoleMedia.move, move(unknown, 'lose'))).code).toBe('MEDIUM_UNKNOWN');
  const empty = { params: { serial }, body: { move: 'lose' as const, note: '  ' } };
  expect((await li.refused(consoleMedia.move, empty)).status).toBe(422);
});
