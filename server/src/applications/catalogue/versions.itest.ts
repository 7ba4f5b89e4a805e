import { endpoints } from '@yinxin/contract';
import { loadProgramme, type Programme } from '@yinxin/programme';
import { offerAlso, programmes } from '@yinxin/programmes';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hall, startHall } from '../testing/hall.ts';
import { catalogueStore } from './catalogue.ts';

const { applications, catalogue } = endpoints;
let hall: Hall;
beforeAll(async () => {
  hall = await startHall();
});
afterAll(async () => {
  await hall.server.close();
});

/** The first programme under another code, with all prices at so many fen. */
function released(fen: number): Programme {
  const [first] = programmes;
  if (!first) throw new Error('no programme to test with');
  const projects = first.projects.map((one) => ({ ...one, prices: one.prices.map((line) => ({ ...line, fen })) }));
  return loadProgramme({ ...first, code: 'another', orderPrefix: 'QZ', projects });
}

/** What happens when a server of this release starts on the same database. */
async function release<T>(fen: number, then: () => Promise<T>): Promise<T> {
  const withdraw = offerAlso(released(fen), []);
  try {
    await catalogueStore().seed(hall.server.deps.db, hall.server.clock.now());
    return await then();
  } finally {
    withdraw();
  }
}

const body = { programme: 'another', project: 'housing-in-province', service: 'new' };

test('an order is decided by the release it was opened in, also after it is offered no more', async () => {
  const [one, two] = [await hall.applicant(), await hall.applicant()];
  const before = await release(100, () => one.call(applications.open, { body }));
  const after = await release(700, () => two.call(applications.open, { body }));
  expect([before.programmeVersion, after.programmeVersion]).toEqual([1, 2]);
  const count = before.price?.lines.length ?? 0;
  expect(count).toBeGreaterThan(0);
  expect([before.price?.totalFen, after.price?.totalFen]).toEqual([count * 100, count * 700]);
  expect((await one.call(applications.read, { params: { id: before.id } })).price?.totalFen).toBe(count * 100);
  const saved = await one.call(applications.command, {
    params: { id: before.id },
    body: { command: { type: 'save-draft', fields: { 'handler-name': '王小明' } } },
  });
  expect(saved).toMatchObject({ programmeVersion: 1, price: { totalFen: count * 100 } });
  const rows = await one.call(applications.list, { query: {} });
  expect(rows.items.map((row) => row.id)).toEqual([before.id]);
});

test('the same release again is no new version; two that start at once store one', async () => {
  const versions = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from programme_version`.execute(hall.server.deps.db)).rows[0]
      ?.n;
  const count = await versions();
  await release(700, async () => {});
  expect(await versions()).toBe(count);
  await release(800, async () => {
    const stores = [catalogueStore(), catalogueStore()];
    await Promise.all(stores.map((store) => store.seed(hall.server.deps.db, hall.server.clock.now())));
    const { programmes: offered } = await hall.server.browser().call(catalogue.programmes, {});
    expect(offered.find((p) => p.code === 'another')?.version).toBe(3);
  });
  expect(await versions()).toBe((count ?? 0) + 1);
});

test('a stored version is never rewritten', async () => {
  await expect(sql`update programme_version set content = '{}'`.execute(hall.server.deps.db)).rejects.toThrow(
    'append-only',
  );
});
