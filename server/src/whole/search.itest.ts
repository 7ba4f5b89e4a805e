import { endpoints, type FoundEverything, type Role } from '@yinxin/contract';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetPersons } from '../applications/store/persons.ts';
import { sealPersons } from '../directory/accounts/persons.ts';
import { startTestServer, type TestBrowser, type TestServer } from '../platform/testing/index.ts';
import { roomsFor } from '../rooms.ts';
import { type Loaded, load } from './testing/load.ts';
import { inbound, outbound } from './testing/population.ts';
import { paper } from './testing/steps.ts';

const { applications, consoleApplications, consoleSearch } = endpoints;
const INVOICE = '26112200000001';

let server: TestServer;
let service: TestBrowser;
let loaded: readonly Loaded[];
let order: Loaded;

const staff = async (...roles: Role[]): Promise<TestBrowser> => {
  const browser = server.browser();
  await browser.signIn({ kind: 'staff', subject: uuid(), attributes: { name: roles.join(' ') }, roles });
  return browser;
};
const find = (q: string, who = service): Promise<FoundEverything> => who.call(consoleSearch.find, { query: { q } });
const numbers = (found: FoundEverything) => found.orders.items.map((one) => one.number);
const names = (found: FoundEverything) => found.organisations.items.map((one) => one.name);

beforeAll(async () => {
  server = await startTestServer({ rooms: roomsFor('sandbox'), now: '2026-11-20T10:00:00+08:00' });
  loaded = await load(server.deps, 60);
  const finished = loaded.find((one) => one.standing === 'finished');
  if (!finished) throw new Error('no finished order');
  order = finished;
  service = await staff('customer-service');
});
afterAll(() => server.close());

describe('the one box of the console finds', () => {
  test('an order by its number, as people type it, and by its beginning', async () => {
    for (const q of [order.number, order.number.toLowerCase().replaceAll('-', '')]) {
      expect(numbers(await find(q))).toEqual([order.number]);
    }
    const { orders } = await find(order.number.slice(0, 6));
    expect(orders.items.length).toBeGreaterThan(1);
    expect(orders.items.every((one) => one.number.startsWith(order.number.slice(0, 6)))).toBe(true);
  });

  test('an order with its state in the words of the version it was opened with', async () => {
    const [one, two] = [await staff('administrator'), await staff('administrator')];
    const { programmeEditor: editor, consoleApplications: orders } = endpoints;
    const before = (await find(order.number)).orders.items[0]?.state;
    const params = { programme: (await service.call(orders.read, { params: { id: order.id } })).programme };
    const { revision, version, patch, places } = await one.call(editor.draft, { params });
    const path = `states.${before?.code}.label`;
    expect(places.texts.map((place) => place.path)).toContain(path);
    const texts = { ...patch.texts, [path]: { zh: '换了说法', en: 'Said otherwise' } };
    const saved = await one.call(editor.save, {
      params,
      body: { revision, version, patch: { ...patch, texts }, reason: '换个说法' },
    });
    await two.call(editor.publish, { params, body: { revision: saved.revision } });
    expect((await find(order.number)).orders.items[0]?.state).toEqual(before);
  });

  test('an organisation by name, by a part of it, by pinyin initials and by credit code, with its newest orders', async () => {
    const { name, creditCode } = order.organisation;
    const short = name.replace('有限公司', '');
    for (const q of [name, short, short.slice(2)]) expect(names(await find(q)), q).toContain(name);
    // 江西…: every name of the population begins so.
    const byInitials = await find('jx');
    expect(byInitials.organisations).toMatchObject({ more: true, items: [{ by: 'initials' }, ...Array(9).fill({})] });
    const inner = await find(loaded.some((one) => one.organisation.name.includes('赣江建设')) ? 'gjjs' : 'hgzy');
    expect(inner.organisations.items.length).toBeGreaterThan(0);
    const byCode = await find(creditCode.toLowerCase());
    expect(byCode.organisations.items).toMatchObject([{ name, creditCode, by: 'credit-code' }]);
    expect(numbers(byCode)).toContain(order.number);
  });

  test('an order by key serial, papers, parcel and invoice', async () => {
    const serial = `YK${String(order.n).padStart(8, '0')}`;
    expect((await find(serial)).orders.items).toMatchObject([{ number: order.number, by: 'medium' }]);
    // As keys have it printed on them, and as a scanner reads it.
    const printed = 'YK261122-000007-K';
    await sql`update application set medium_serial = ${printed} where id = ${order.id}`.execute(server.deps.db);
    expect((await find(printed.toLowerCase())).orders.items).toMatchObject([{ number: order.number, by: 'medium' }]);
    const listed = await service.call(consoleApplications.search, { query: { q: printed } });
    expect(listed.items.map((one) => one.number)).toEqual([order.number]);
    expect((await find(inbound(order.n))).orders.items).toMatchObject([{ number: order.number, by: 'papers-in' }]);
    expect((await find(outbound(order.n))).orders.items).toMatchObject([{ number: order.number, by: 'parcel-out' }]);
    const owner = server.browser();
    await owner.signIn({ kind: 'organisation', subject: order.organisation.id, attributes: { name: 'x' } });
    const { creditCode: taxNumber, name: title } = order.organisation;
    const invoice = { kind: 'e-invoice-general', title, taxNumber, email: 'finance@example.com' } as const;
    const params = { id: order.id };
    await owner.call(applications.command, { params, body: { command: { type: 'set-invoice', invoice } } });
    const finance = await staff('finance');
    const file = { name: 'invoice.pdf', mediaType: 'application/pdf', bytes: await paper('invoice') };
    await finance.call(consoleApplications.issueInvoice, { params, body: { number: INVOICE }, files: [file] });
    expect((await find(INVOICE)).orders.items).toMatchObject([{ number: order.number, by: 'invoice' }]);
  });

  test('an order by the handler’s mobile, which is logged without the number', async () => {
    const mobile = `138${String(order.n).padStart(8, '0')}`;
    expect((await find(mobile)).orders.items).toMatchObject([{ number: order.number, by: 'mobile' }]);
    const listed = await service.call(consoleApplications.search, { query: { q: mobile } });
    expect(listed.items.map((one) => one.number)).toEqual([order.number]);
    // Whoever does not deal with people finds nobody by a number; one that nobody has leaves its trace too.
    const finance = await staff('finance');
    expect((await find(mobile, finance)).orders.items).toEqual([]);
    expect((await finance.call(consoleApplications.search, { query: { q: mobile } })).items).toEqual([]);
    expect((await find('13899999999')).orders.items).toEqual([]);
    const { rows } = await sql<{
      label: string;
      entry: string;
    }>`select subject_label as label, audit_entry::text as entry
      from audit_entry where action = 'search.by-mobile'`.execute(server.deps.db);
    expect(rows).toMatchObject([{ label: order.number }, { label: order.number }, { label: '' }]);
    expect(rows.map(({ entry }) => entry).join(' ')).not.toContain(mobile);
  });

  test('a name from the moment it is written, and no longer the one before', async () => {
    const { id } = order.organisation;
    await sql`update organisation set name = '上海更名后信息技术有限公司' where id = ${id}`.execute(server.deps.db);
    expect(names(await find('更名后信息'))).toEqual(['上海更名后信息技术有限公司']);
    expect(names(await find('gmhxx'))).toEqual(['上海更名后信息技术有限公司']);
    expect(names(await find(order.organisation.name))).toEqual([]);
  });
});

describe('the one box of the console keeps to itself', () => {
  test('nobody but staff may ask', async () => {
    const owner = server.browser();
    expect((await owner.refused(consoleSearch.find, { query: { q: order.number } })).code).toBe('NOT_SIGNED_IN');
    await owner.signIn({ kind: 'organisation', subject: order.organisation.id, attributes: { name: 'x' } });
    const { status } = await owner.refused(consoleSearch.find, { query: { q: order.number } });
    expect([401, 403]).toContain(status);
  });

  test('a person is found by the whole name only, with a trace, and is shown masked to roles that do not read names', async () => {
    const other = loaded.find((one) => one.organisation.id !== order.organisation.id);
    if (!other) throw new Error('no other order');
    await sql`update organisation set user_class = 'individual', name = '欧阳小明', credit_code = null, account_name = 'oyxm'
      where id = ${other.organisation.id}`.execute(server.deps.db);
    await sql`update application set organisation_name = '欧阳小明', credit_code = '' where id = ${other.id}`.execute(
      server.deps.db,
    );
    // As it stood before names of persons were sealed; what the jobs do.
    while ((await sealPersons(server.deps.db, server.deps.sealing, 10)) > 0);
    while ((await forgetPersons(server.deps.db, 10)) > 0);
    const clear = await sql`select 1 from application where organisation_name like '%欧阳%' union all
      select 1 from organisation where name like '%欧阳%'`.execute(server.deps.db);
    expect(clear.rows).toEqual([]);
    expect(names(await find('欧阳小明'))).toEqual(['欧***']);
    expect(names(await find('欧阳小明', await staff('reviewer')))).toEqual(['欧阳小明']);
    expect(names(await find('欧阳小明', await staff('mail-room')))).toEqual([]);
    expect(names(await find('欧阳小'))).toEqual([]);
    const traces = await sql`select 1 from audit_entry where action = 'search.by-name'`.execute(server.deps.db);
    expect(traces.rows).toHaveLength(2);
    expect((await service.call(consoleApplications.search, { query: { q: '欧阳' } })).items).toEqual([]);
    const shown = async (role: Role) => (await find(other.number, await staff(role))).orders.items[0]?.organisationName;
    expect(await shown('mail-room')).toBe('欧***');
    expect(await shown('customer-service')).toBe('欧***');
    expect(await shown('reviewer')).toBe('欧阳小明');
  });

  test.each(['%', '_', "'", '江', '有限公司', ' '])('%j is too short to search for', async (q) => {
    expect(await find(q)).toMatchObject({ tooShort: true, orders: { items: [] }, organisations: { items: [] } });
  });

  test.each(["江西' or 1=1 --", '江西%_', '\\江西\\', 'jx%', '%%%%%%%%', '[江西](.*)+', '𠀀𠀀𠀀'])(
    '%j is only a text',
    async (q) => {
      const { organisations, orders } = await find(q);
      expect(organisations.items.every((one) => !one.name.includes("'"))).toBe(true);
      expect(orders.items.length).toBeLessThanOrEqual(10);
    },
  );

  test('ten thousand characters are refused', async () => {
    const long = await service.refused(consoleSearch.find, { query: { q: 'x'.repeat(10_000) } });
    expect(long.code).toBe('INPUT_INVALID');
    const longer = await service.fetch(`/api/console/search?q=${encodeURIComponent('江'.repeat(10_000))}`);
    expect(longer.status).toBe(431);
  });
});
