import { production as endpoint, parcels } from '@yinxin/contract';
import { humanNumber } from '@yinxin/identifiers';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TestBrowser } from '../../platform/testing/index.ts';
import { type Desk, openDesk, produce } from '../testing/desk.ts';

let desk: Desk;
let shipping: TestBrowser;
let production: TestBrowser;
beforeAll(async () => {
  desk = await openDesk();
  shipping = await desk.staff('shipping');
  production = await desk.staff('production');
});
afterAll(() => desk.close());

let scanned = 0;
const tracking = () => {
  scanned += 1;
  return `SF${String(1_000_000_000_000 + scanned)}`;
};
const made = () => desk.application({ state: 'made' });
const enter = (rows: readonly (readonly [string, string])[]) =>
  shipping.call(parcels.enter, {
    body: { carrier: '顺丰速运', rows: rows.map(([order, trackingNumber]) => ({ order, trackingNumber })) },
  });

test('scanned line by line, each order is posted; what is wrong stops no other line', async () => {
  const [first, second, notMade] = [made(), made(), desk.application()];
  const [one, two] = [tracking(), tracking()];
  const unknown = humanNumber.make('JX', new Date('2026-03-02T01:00:00Z'), 999_999);
  const answer = await enter([
    [first.applicationNumber.toLowerCase(), one],
    [unknown, tracking()],
    [second.applicationNumber, first.applicationNumber],
    [notMade.applicationNumber, tracking()],
    [second.applicationNumber, 'RA473124828CN'],
    [second.applicationNumber, one],
    [second.applicationNumber, two],
  ]);
  expect(answer.posted).toBe(2);
  expect(answer.rows.map(({ problem }) => problem?.code ?? 'posted')).toEqual([
    'posted',
    'PARCEL_ORDER_UNKNOWN',
    'PARCEL_SCANNED_ORDER',
    'COMMAND_NOT_NOW',
    'PARCEL_TRACKING_CHECK',
    'PARCEL_TRACKING_TWICE',
    'posted',
  ]);
  expect([first.trackingNumber, second.trackingNumber, notMade.trackingNumber]).toEqual([one, two, null]);
});

test('the same line again changes nothing; another number, or a number of another order, is refused in plain words', async () => {
  const [first, second] = [made(), made()];
  const number = tracking();
  await enter([[first.applicationNumber, number]]);
  expect((await enter([[first.applicationNumber, number]])).posted).toBe(1);
  const [other] = (await enter([[first.applicationNumber, tracking()]])).rows;
  expect(other?.problem).toMatchObject({ code: 'PARCEL_POSTED', detail: { zh: expect.stringContaining(number) } });
  const [used] = (await enter([[second.applicationNumber, number]])).rows;
  expect(used?.problem).toMatchObject({
    code: 'PARCEL_TRACKING_USED',
    detail: { zh: expect.stringContaining(first.applicationNumber) },
  });
  expect(second.trackingNumber).toBeNull();
});

test('one number entered for two orders at once goes to one of them', async () => {
  const other = await desk.staff('shipping');
  const orders = [made(), made()];
  const trackingNumber = tracking();
  const { applications } = desk.ports;
  const look = applications.byTrackingNumber;
  let looked = 0;
  const isWaiting = async () => {
    const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(desk.server.deps.db);
    return rows.length > 0;
  };
  // Whoever looked first goes on only when the other has looked too, or waits.
  const spy = vi.spyOn(applications, 'byTrackingNumber').mockImplementation(async (db, number) => {
    const found = await look(db, number);
    looked += 1;
    if (looked === 1) {
      await vi.waitFor(async () => expect(looked > 1 || (await isWaiting())).toBe(true), { timeout: 10_000 });
    }
    return found;
  });
  const answers = await Promise.all(
    [shipping, other].map((by, at) => {
      const rows = [{ order: orders[at]?.applicationNumber ?? '', trackingNumber }];
      return by.call(parcels.enter, { body: { carrier: '顺丰速运', rows } });
    }),
  );
  spy.mockRestore();
  const codes = answers.map(({ rows }) => rows[0]?.problem?.code ?? 'posted').toSorted();
  expect(codes).toEqual(['PARCEL_TRACKING_USED', 'posted']);
});

test('the courier’s list is imported; a file that is none is refused', async () => {
  const [first, second] = [made(), made()];
  const [one, two] = [tracking(), tracking()];
  const upload = (text: string | Uint8Array<ArrayBuffer>) => ({
    body: { carrier: '顺丰速运' },
    files: [{ name: 'list.csv', mediaType: 'text/csv', bytes: new Blob([text]) }],
  });
  const list = `运单号,收件人,客户订单号\r\n${one},王,${first.applicationNumber}\r\n${two},李,${second.applicationNumber}\r\n`;
  expect(await shipping.call(parcels.import, upload(list))).toMatchObject({ posted: 2 });
  expect([first.trackingNumber, second.trackingNumber]).toEqual([one, two]);
  expect((await shipping.refused(parcels.import, upload('a,b\r\n1,2\r\n'))).code).toBe('PARCEL_FILE_COLUMNS');
  expect((await shipping.refused(parcels.import, upload(new Uint8Array([0, 1, 2])))).code).toBe(
    'PARCEL_FILE_UNREADABLE',
  );
  expect((await shipping.refused(parcels.import, upload('订单号,运单号\r\n'))).code).toBe('PARCEL_FILE_LENGTH');
});

test('labels of several orders come in one PDF and are in the log, each with who printed it', async () => {
  const orders = [made(), made()];
  const ids = orders.map(({ applicationId }) => applicationId);
  const collected = desk.application({ posted: false });
  const pdf = await shipping.call(parcels.labels, { body: { orders: [...ids, collected.applicationId] } });
  expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 5))).toBe('%PDF-');
  const logged = desk.facts.filter(({ action }) => action === 'courier-label.printed');
  expect(logged.map(({ subject }) => subject.id)).toEqual(ids);
  const refused = await shipping.refused(parcels.labels, { body: { orders: [collected.applicationId] } });
  expect(refused.code).toBe('PARCEL_NO_RECIPIENT');
});

test('who may not: recipients are shown to those who post, tracking numbers entered by them', async () => {
  const order = made();
  const reviewer = await desk.staff('reviewer');
  const body = { orders: [order.applicationId] };
  expect((await reviewer.refused(parcels.labels, { body })).code).toBe('NOT_ALLOWED');
  const rows = [{ order: order.applicationNumber, trackingNumber: tracking() }];
  expect((await production.refused(parcels.enter, { body: { carrier: '顺丰', rows } })).code).toBe('NOT_ALLOWED');
});

describe('the parcel in the sandbox', () => {
  test('holds the medium, the card and the PIN the medium opens with', async () => {
    const application = desk.application();
    const { serial, passwordCard, token } = await produce(production, desk, application);
    application.trackingNumber = 'SF1234567890123';
    const { deps } = desk.server;
    const parcel = await desk.media.service(deps).openParcel(deps.db, 'SF1234567890123');
    expect(parcel).toMatchObject({ mediumSerial: serial, passwordCard });
    token.logout();
    await expect(token.login(parcel?.initialPin ?? '')).resolves.toMatchObject({ limit: 6 });
  });

  test('an unknown tracking number is nobody’s parcel', async () => {
    const { deps } = desk.server;
    expect(await desk.media.service(deps).openParcel(deps.db, 'SF0000000000000')).toBeUndefined();
  });

  test('a medium that went out is shipped, once', async () => {
    const { serial, params } = await produce(production, desk, desk.application());
    const { deps } = desk.server;
    const ship = () => deps.db.transaction().execute((tx) => desk.media.service(deps).shipped(tx, params.id));
    await ship();
    await ship();
    const { items } = await production.call(endpoint.media, { query: { q: serial } });
    expect(items).toMatchObject([{ state: 'shipped' }]);
  });
});
