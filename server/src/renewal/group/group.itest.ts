import { consoleRenewal, renewalGroup } from '@yinxin/contract';
import { shanghaiDay } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type HoldingPorts, holdingsRoom } from '../../holdings/index.ts';
import { Problem, type transaction } from '../../platform/index.ts';
import { startTestServer, type TestBrowser, type TestServer } from '../../platform/testing/index.ts';
import { type RenewalPorts, renewalRoom, renewalTerms } from '../index.ts';
import { MOST_A_DAY, workBatch } from './batch.ts';

const DAY_MS = 86_400_000;
const never = async (): Promise<never> => {
  throw new Error('not asked here');
};
const personNames = async (_db: object, ids: readonly string[]) => new Map(ids.map((id) => [id, '李四']));
const ports: HoldingPorts = { offers: never, order: never, openOrders: never, media: never, personNames };
const pairs = holdingsRoom({ ports: () => ports });
const found = programmes
  .flatMap((one) => one.projects.map(({ code }) => ({ one, project: code, terms: renewalTerms(one, code) })))
  .find(({ terms }) => terms !== null && terms.opensDaysBefore !== null);
if (!found) throw new Error('no programme offers a renewal');
const { one: programme, project } = found;

let server: TestServer;
let own: string;
let browser: TestBrowser;
const opened: string[] = [];
const audited: string[] = [];
/** What happens before an order is opened. */
let onOpen: (subject: string) => void = () => {};
let beforeOpen: () => Promise<void> = async () => {};
const wiring = {
  programmes: async () => [programme],
  held: (db: Parameters<RenewalPorts['held']>[0], serial: string) => pairs.service(server.deps).bySerial(db, serial),
  notify: never,
  async audit(_tx: object, { action }: { action: string }) {
    audited.push(action);
  },
  async open(tx: Parameters<typeof transaction>[0], { subject }: { subject: string }) {
    await beforeOpen();
    onOpen(subject);
    opened.push(subject);
    const id = uuid();
    // What holdings write when the order is opened; a second one on the same pair is refused by the database.
    await sql`insert into holding_business (application_id, holding_id, application_number, business, stage, since)
      values (${id}, ${subject}, 'EX-1', 'renew', 'fill', now())`.execute(tx);
    return { id, number: 'EX-1' };
  },
};
const room = renewalRoom({ ports: () => wiring });

beforeAll(async () => {
  const quiet = { register: () => {}, start: () => {} };
  server = await startTestServer({ rooms: [{ ...pairs, ...quiet }, room], now: '2026-03-02T10:00:00+08:00' });
});
afterAll(() => server?.close());
beforeEach(async () => {
  own = uuid();
  browser = server.browser();
  await browser.signIn({ kind: 'organisation', subject: own, attributes: { name: '示例' } });
  opened.length = 0;
  onOpen = () => {};
  beforeOpen = async () => {};
});

/** Pairs of an account that end in so many days, which are in or before the window of renewal. */
async function held(many: number, organisation = own, daysLeft = 30): Promise<string[]> {
  const day = shanghaiDay(new Date(server.clock.now().getTime() + daysLeft * DAY_MS));
  const ends = new Date(`${day}T23:59:59+08:00`);
  const ids = Array.from({ length: many }, () => uuid());
  await sql`insert into holding (id, organisation_id, organisation_name, credit_code, programme, project, application_id,
      application_number, medium_serial, sign_serial, encrypt_serial, not_before, not_after, status, status_since, created_at)
    select id, ${organisation}, '示例有限公司', '91110000MA0012345X', ${programme.code}, ${project}, gen_random_uuid(),
      'EX260302-000001-A', 'YK1', upper(replace(id::text, '-', '')), 'EE' || upper(replace(id::text, '-', '')),
      ${new Date(ends.getTime() - 366 * DAY_MS)}::timestamptz, ${ends}::timestamptz, 'in-use', now(), now()
    from unnest(${ids}::uuid[]) as id`.execute(server.deps.db);
  return ids;
}
const begin = (holdings: readonly string[]) => browser.call(renewalGroup.open, { body: { holdings: [...holdings] } });
const read = (id: string) => browser.call(renewalGroup.batch, { params: { id } });

test('a list is downloaded, marked, checked row by row and opened by one job; handed in again it opens nothing', async () => {
  const ids = await held(3);
  await held(1, own, 300);
  const list = await browser.call(renewalGroup.candidates, { query: {} });
  expect(list).toMatchObject({ total: 4, open: 3 });
  expect(list.items[0]?.suggested).not.toBeNull();

  const file = await browser.call(renewalGroup.sheet, { query: {} });
  const text = await file.text();
  const lines = text.trim().split('\r\n');
  expect(lines).toHaveLength(5);
  const sheet = [lines[0], ...lines.slice(1).map((line) => `是${line}`), '是,SN-FFFF'].join('\r\n');
  const checked = await browser.call(renewalGroup.check, { body: { sheet } });
  expect(checked).toMatchObject({ renew: 3, left: 0, wrong: 2 });
  expect(checked.rows.slice(3).map(({ row, code }) => [row, code])).toEqual([
    [5, 'too-early'],
    [6, 'certificate-unknown'],
  ]);

  const wanted = checked.rows.flatMap(({ result, holding }) => (result === 'renew' && holding ? [holding] : []));
  const batch = await begin([...wanted, ...wanted]);
  expect(batch.total).toBe(3);
  await server.deps.jobs.idle();
  expect(await read(batch.id)).toMatchObject({ done: 3, opened: 3, existing: 0, refused: 0 });
  expect(opened.toSorted()).toEqual(ids.toSorted());
  const again = await browser.call(renewalGroup.check, { body: { sheet } });
  expect(again).toMatchObject({ renew: 0, left: 3, wrong: 2 });
});

test('what is refused says why, what runs already is told apart, and a job that dies in the middle goes on', async () => {
  const [first = '', second = '', third = ''] = await held(3);
  const text = { zh: '正在办理', en: 'under way' };
  const refusal = (code: string) =>
    new Problem(code, { status: 409, detail: text, next: text }, { params: { number: 'EX-7' } });
  let dies = true;
  onOpen = (subject) => {
    if (subject === first) throw refusal('BUSINESS_RUNNING');
    if (subject === second) throw refusal('SUBJECT_STATE');
    if (dies) {
      dies = false;
      throw new Error('the process is gone');
    }
  };
  const batch = await begin([first, second, third]);
  const tools = { ...server.deps, ports: wiring };
  // The job and two more of the same at once: each row ends once.
  await Promise.allSettled([1, 2].map(() => workBatch(tools, { batch: batch.id })));
  await workBatch(tools, { batch: batch.id });
  const view = await read(batch.id);
  expect(view).toMatchObject({ done: 3, opened: 1, existing: 1, refused: 1 });
  const of = (id: string) => view.rows.find(({ holding }) => holding === id);
  expect(of(first)).toMatchObject({ status: 'existing', applicationNumber: 'EX-7', detail: text });
  expect(of(second)).toMatchObject({ status: 'refused', detail: text });
  expect(of(third)?.applicationId).not.toBeNull();
  expect(opened).toEqual([third]);
  await server.deps.jobs.idle();
});

test('a row that fails for no reason of the rules holds up no other, is refused after the last try, and blocks no batch', async () => {
  const [broken = '', sound = '', left = ''] = await held(3);
  await sql`update holding set organisation_name = '', credit_code = '' where organisation_id = ${own}`.execute(
    server.deps.db,
  );
  onOpen = (subject) => {
    if (subject === broken) throw new Error('nobody expected this');
  };
  const batch = await begin([broken, sound]);
  await server.deps.jobs.idle();
  expect(await read(batch.id)).toMatchObject({ done: 1, opened: 1 });
  const tools = { ...server.deps, ports: wiring };
  await expect(workBatch(tools, { batch: batch.id }, { isLastTry: true })).rejects.toThrow('nobody expected this');
  const { rows, ...view } = await read(batch.id);
  expect(view).toMatchObject({ done: 2, opened: 1, refused: 1 });
  expect(rows.map(({ holderName }) => holderName)).toEqual(['李四', '李四']);
  expect(rows.find(({ holding }) => holding === broken)?.next?.en).toContain('again');
  // One that a job left behind for good.
  const abandoned = uuid();
  await sql`insert into renewal_batch (id, organisation_id, created_at)
    values (${abandoned}, ${own}, ${new Date(server.clock.now().getTime() - DAY_MS / 4)})`.execute(server.deps.db);
  await sql`insert into renewal_batch_row (batch_id, holding_id) values (${abandoned}, ${left})`.execute(
    server.deps.db,
  );
  expect((await begin([left])).total).toBe(1);
  await server.deps.jobs.idle();
});

test('one batch of an account after the other, and so many a day', async () => {
  const [first = '', second = ''] = await held(2);
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  beforeOpen = () => gate;
  const asked = await Promise.allSettled([begin([first]), begin([second])]);
  release();
  expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(asked.map((one) => (one.status === 'rejected' ? one.reason : null))).toContainEqual(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'BATCH_RUNNING' }) }),
  );
  await server.deps.jobs.idle();
  await sql`insert into renewal_batch (id, organisation_id, created_at)
    select gen_random_uuid(), ${own}, ${server.clock.now()} from generate_series(1, ${MOST_A_DAY - 1})`.execute(
    server.deps.db,
  );
  const refused = await browser.refused(renewalGroup.open, { body: { holdings: [first] } });
  expect([refused.status, refused.code]).toEqual([429, 'BATCHES_TOO_MANY']);
});

test('somebody else’s certificate, list and job do not exist for the asker; nothing is begun', async () => {
  const [mine = ''] = await held(1);
  const [theirs = ''] = await held(1, uuid());
  const refused = await browser.refused(renewalGroup.open, { body: { holdings: [mine, theirs] } });
  expect(refused).toMatchObject({ status: 404, code: 'RENEWAL_NOT_YOURS' });
  expect(opened).toEqual([]);
  const sheet = `续期（填“是”）,证书编号\r\n是,SN-${theirs.replaceAll('-', '').toUpperCase()}`;
  const checked = await browser.call(renewalGroup.check, { body: { sheet } });
  expect(checked.rows).toMatchObject([{ code: 'certificate-unknown', holding: null, holderName: null }]);
  const { id } = await begin([mine]);
  const stranger = server.browser();
  await stranger.signIn({ kind: 'organisation', subject: uuid(), attributes: { name: '别人' } });
  expect((await stranger.refused(renewalGroup.batch, { params: { id } })).code).toBe('BATCH_NOT_FOUND');
});

test('a file of another kind or size is refused before anything is read from it', async () => {
  const check = (sheet: string) => browser.refused(renewalGroup.check, { body: { sheet } });
  expect((await check('PK\u0003\u0004xl/workbook.xml')).code).toBe('SHEET_IS_WORKBOOK');
  expect((await check(`续期（填“是”）,证书编号\n${'是,SN-1\n'.repeat(100_000)}`)).code).toBe('SHEET_TOO_LONG');
  expect((await check('x'.repeat(950_000))).code).toBe('INPUT_INVALID');
  expect((await check('x'.repeat(3 * 1024 * 1024))).status).toBe(413);
  expect((await browser.refused(renewalGroup.open, { body: { holdings: [] } })).code).toBe('INPUT_INVALID');
});

test('an administrator sees how many end each day and asks for an earlier one; only then, and only administrators', async () => {
  const opens = found?.terms?.opensDaysBefore ?? 0;
  await held(2, own, opens + 10);
  const staff = server.browser();
  await staff.signIn({ kind: 'staff', subject: uuid(), roles: ['administrator'], attributes: { name: '管理员' } });
  const { items } = await staff.call(consoleRenewal.days, { query: {} });
  const day = shanghaiDay(new Date(server.clock.now().getTime() + (opens + 10) * DAY_MS));
  expect(items.find((one) => one.day === day)?.count).toBe(2);
  const suggest = (suggested: string | null) => ({ params: { day }, body: { suggested } });
  expect((await staff.refused(consoleRenewal.suggest, suggest(day))).code).toBe('SUGGESTED_TOO_LATE');
  expect((await staff.refused(consoleRenewal.suggest, suggest('2026-03-01'))).code).toBe('SUGGESTED_TOO_LATE');
  await staff.call(consoleRenewal.suggest, suggest('2026-03-02'));
  expect(audited).toEqual(['renewal.day-suggested']);
  const list = await browser.call(renewalGroup.candidates, { query: {} });
  for (const { suggested } of list.items) expect(shanghaiDay(new Date(suggested?.start ?? ''))).toBe('2026-03-12');
  await staff.call(consoleRenewal.suggest, suggest(null));
  expect(
    (await staff.call(consoleRenewal.days, { query: {} })).items.find((one) => one.day === day)?.suggested,
  ).toBeNull();
  expect((await browser.refused(consoleRenewal.days, { query: {} })).status).toBeGreaterThanOrEqual(401);
});
