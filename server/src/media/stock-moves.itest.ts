import { consoleMedia, production } from '@yinxin/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('stock and password cards', () => {
  let browser: TestBrowser;
  beforeAll(() => {
    browser = people().li;
  });

  test('media are taken into stock once, and only with a right check letter', async () => {
    const serials = [desk.medium().status().serial, desk.medium().status().serial];
    const delivery = { kind: 'usb-key' as const, model: 'GM3000', serials };
    expect(await browser.call(production.registerMedia, { body: delivery })).toEqual({ added: 2, known: 0 });
    expect(await browser.call(production.registerMedia, { body: delivery })).toEqual({ added: 0, known: 2 });
    const mistyped = { ...delivery, serials: [serials[0] ?? '', 'YK260201-000001-Y'] };
    const refused = await browser.refused(production.registerMedia, { body: mistyped });
    expect(refused).toMatchObject({ code: 'MEDIUM_SERIAL_WRONG', field: 'body.serials.1' });
    const { items } = await browser.call(production.media, { query: { state: 'stock', q: serials[1] ?? '' } });
    expect(items).toMatchObject([{ model: 'GM3000', state: 'stock', applicationNumber: null }]);
  });

  test('a batch is printed once, as PDF, and its PINs are nowhere else', async () => {
    const { batch, numbers } = await browser.call(production.makePasswordCards, { body: { count: 3 } });
    expect(new Set(numbers).size).toBe(3);
    const pdf = await browser.call(production.printPasswordCards, { params: { batch } });
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const second = await browser.refused(production.printPasswordCards, { params: { batch } });
    expect(second.code).toBe('ALREADY_PRINTED');
    const { items } = await browser.call(production.passwordCards, { query: { state: 'printed', size: 100 } });
    const ours = items.filter((card) => card.batch === batch);
    expect(ours.map(({ number }) => number)).toEqual(numbers);
    expect(Object.keys(ours[0] ?? {}).toSorted()).toEqual([
      'batch',
      'mediumSerial',
      'number',
      'replaces',
      'state',
      'voidReason',
    ]);
    expect(desk.facts.filter(({ subject }) => subject.id === batch).map(({ action }) => action)).toEqual([
      'password-cards.made',
      'password-cards.printed',
    ]);
  });

  test('a PIN is in clear nowhere in the database, and in no log of the house, before and after it was printed', async () => {
    const { batch, numbers } = await browser.call(production.makePasswordCards, { body: { count: 2 } });
    await browser.call(production.printPasswordCards, { params: { batch }, query: { paper: 'hidden-pin' } });
    const { db, sealing } = desk.server.deps;
    const pins = await Promise.all(
      numbers.map(async (number) => {
        const { rows } = await sql<{ sealed_pin: string }>`
          select sealed_pin from password_card where number = ${number}`.execute(db);
        return sealing.open(rows[0]?.sealed_pin ?? '', `password-card.pin.${number}`);
      }),
    );
    expect(pins.every((pin) => /^\d{8}$/.test(pin))).toBe(true);
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db);
    expect(tables.map(({ name }) => name)).toContain('idempotency');
    for (const { name } of tables) {
      for (const pin of pins) {
        const { rows } = await sql`select 1 from ${sql.table(name)} as t where t::text like ${`%${pin}%`}`.execute(db);
        expect(rows, name).toEqual([]);
      }
    }
    expect(pins.filter((pin) => JSON.stringify(desk.facts).includes(pin))).toEqual([]);
  });

  test('reprinting makes the old card void, with its reason in the log, and a new number with a new PIN', async () => {
    const { batch, numbers } = await browser.call(production.makePasswordCards, { body: { count: 3 } });
    await browser.call(production.printPasswordCards, { params: { batch } });
    const asked = { numbers: numbers.slice(0, 2), reason: '打印机卡纸' };
    const made = await browser.call(production.replacePasswordCards, { body: asked });
    expect(made.numbers.length).toBe(2);
    const { items } = await browser.call(production.passwordCards, { query: { size: 100 } });
    const of = (number: string) => items.find((card) => card.number === number);
    expect(of(numbers[0] ?? '')).toMatchObject({ state: 'destroyed', voidReason: '打印机卡纸' });
    expect(of(made.numbers[0] ?? '')).toMatchObject({ state: 'fresh', replaces: numbers[0], batch: made.batch });
    expect(of(numbers[2] ?? '')).toMatchObject({ state: 'printed', voidReason: null });
    await browser.call(production.printPasswordCards, { params: { batch: made.batch } });
    const fact = desk.facts.find(({ action }) => action === 'password-cards.replaced');
    expect(fact?.details).toMatchObject({ reason: '打印机卡纸', replaced: numbers.slice(0, 2).join(' ') });
    const again = await browser.refused(production.replacePasswordCards, { body: asked });
    expect(again).toMatchObject({ code: 'PASSWORD_CARD_VOID', params: { number: numbers[0] } });
    const { passwordCard, serial } = await produce(browser, desk, desk.application());
    const inside = { numbers: [passwordCard], reason: '丢失' };
    expect(await browser.refused(production.replacePasswordCards, { body: inside })).toMatchObject({
      code: 'PASSWORD_CARD_IN_MEDIUM',
      params: { serial },
    });
    const unknown = { numbers: ['MK260302-999999-A'], reason: '丢失' };
    expect((await browser.refused(production.replacePasswordCards, { body: unknown })).code).toBe(
      'PASSWORD_CARD_UNKNOWN',
    );
    const shipping = await desk.staff('shipping');
    expect((await shipping.refused(production.replacePasswordCards, { body: asked })).code).toBe('NOT_ALLOWED');
  });

  test('two people printing one batch at once: one gets the paper', async () => {
    const { batch } = await browser.call(production.makePasswordCards, { body: { count: 1 } });
    const prints = await Promise.allSettled(
      [1, 2].map(() => browser.call(production.printPasswordCards, { params: { batch } })),
    );
    expect(prints.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('an auditor sees the stock but makes nothing', async () => {
    const auditor = await desk.staff('auditor');
    expect((await auditor.call(production.passwordCards, { query: {} })).total).toBeGreaterThan(0);
    expect((await auditor.refused(production.makePasswordCards, { body: { count: 1 } })).code).toBe('NOT_ALLOWED');
    const params = { batch: 'MB260302-000001-A' };
    expect((await auditor.refused(production.printPasswordCards, { params })).code).toBe('NOT_ALLOWED');
  });
});
