import { renewal } from '@yinxin/contract';
import { type Programme, shanghaiDay } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HoldingPorts, type Holdings, holdingsRoom } from '../holdings/index.ts';
import { type Notice, noticesRoom } from '../notices/index.ts';
import { transaction } from '../platform/index.ts';
import { startTestServer, type TestServer } from '../platform/testing/index.ts';
import { renewalRoom, renewalTerms } from './index.ts';
import { slotOf } from './schedule.ts';
import { type Spread, spreadDay } from './spread.ts';
import { claim } from './store.ts';

const DAY_MS = 86_400_000;
const never = async (): Promise<never> => {
  throw new Error('not asked here');
};
const ports: HoldingPorts = { offers: never, order: never, openOrders: never, media: never };
const pairs = holdingsRoom({ ports: () => ports });
const notices = noticesRoom({ mobileOf: () => async () => '13800000001' });

const found = programmes
  .flatMap((one) => one.projects.map(({ code }) => ({ one, project: code, terms: renewalTerms(one, code) })))
  .find(({ terms }) => terms !== null && terms.opensDaysBefore !== null);
if (!found) throw new Error('no programme offers a renewal');
const ALL_AT_ONCE: Spread = { perDay: 1_000_000, withinDays: 1 };
const days = { before: [90, 60, 30, 15, 7, 3, 1], after: [1, 7, 30] };
const programme: Programme = { ...found.one, reminders: { ...days, spread: ALL_AT_ONCE } };
const { project } = found;

let server: TestServer;
let holdings: Holdings;
/** What becomes of a notice before it is written. */
let spread = ALL_AT_ONCE;
let onNotice: (notice: Notice) => void = () => {};
const told: Notice[] = [];
const room = renewalRoom({
  ports: (deps) => ({
    programmes: async () => [{ ...programme, reminders: { ...days, spread } }],
    held: (db, serial) => holdings.bySerial(db, serial),
    open: never,
    audit: never,
    async notify(tx, notice) {
      onNotice(notice);
      await notices.service(deps).notify(tx, notice);
      told.push(notice);
    },
  }),
});

beforeAll(async () => {
  // Without what works in the background: only what these tests call.
  const quiet = { register: () => {}, start: () => {} };
  server = await startTestServer({
    rooms: [{ ...notices, ...quiet }, { ...pairs, ...quiet }, room],
    // The last second in which reminders go out: everybody’s has come.
    now: '2026-03-02T16:59:59+08:00',
  });
  holdings = pairs.service(server.deps);
});
afterAll(() => server?.close());
beforeEach(async () => {
  await sql`truncate holding, holding_event, holding_business, renewal_reminder, renewal_spread, message, outbox cascade`.execute(
    db(),
  );
  told.length = 0;
  onNotice = () => {};
  spread = ALL_AT_ONCE;
});

const db = () => server.deps.db;
/** Moves the sandbox's clock; what is due by then happens. */
const advance = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) =>
  server.clock.advance((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
const run = (limit?: number) => room.service(server.deps).remind(db(), limit);
const count = async (table: 'message' | 'renewal_reminder') =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db())).rows[0]?.n;
const steps = async (id: string) =>
  (
    await sql<{ step: number }>`select step from renewal_reminder where holding_id = ${id} order by at`.execute(db())
  ).rows.map(({ step }) => step);

/** Pairs that end so many days from now, at the end of the day in Shanghai. */
async function held(daysLeft: number, change: { status?: string; predecessor?: string; many?: number } = {}) {
  const day = shanghaiDay(new Date(server.clock.now().getTime() + daysLeft * DAY_MS));
  const ends = new Date(`${day}T23:59:59+08:00`);
  const ids = Array.from({ length: change.many ?? 1 }, () => uuid());
  await sql`insert into holding (id, organisation_id, organisation_name, credit_code, programme, project, application_id,
      application_number, medium_serial, sign_serial, encrypt_serial, not_before, not_after, status, status_since, predecessor,
      created_at)
    select id, gen_random_uuid(), '示例有限公司', '', ${programme.code}, ${project}, gen_random_uuid(), 'EX260302-000001-A',
      'YK1', upper(replace(id::text, '-', '')), 'EE' || upper(replace(id::text, '-', '')),
      ${new Date(ends.getTime() - 366 * DAY_MS)}::timestamptz, ${ends}::timestamptz, ${change.status ?? 'in-use'}, now(),
      ${change.predecessor ?? null}::uuid, now()
    from unnest(${ids}::uuid[]) as id`.execute(db());
  const [id = ''] = ids;
  return { id, ids, day };
}

async function business(holdingId: string, kind: string, endedAt: Date | null = null) {
  await sql`insert into holding_business (application_id, holding_id, application_number, business, stage, since, ended_at)
    values (gen_random_uuid(), ${holdingId}, 'EX1', ${kind}, 'fill', now(), ${endedAt}::timestamptz)`.execute(db());
}

describe('who is reminded, and of what', () => {
  test('what ends, when, from which day it can be renewed; before and after the end', async () => {
    const soon = await held(30);
    const gone = await held(-7, { status: 'expired' });
    expect(await run()).toBe(2);
    expect(await steps(soon.id)).toEqual([-30]);
    expect(await steps(gone.id)).toEqual([7]);
    expect(told.map(({ template }) => template)).toEqual([
      'renewal-due',
      renewalTerms(programme, project)?.states.includes('expired') ? 'renewal-late' : 'certificate-expired',
    ]);
    expect(told[0]?.params).toMatchObject({ day: soon.day, days: 30, medium: 'YK1', name: '示例有限公司' });
    expect(await count('message')).toBe(2);
  });

  test('not pairs that are suspended, revoked, superseded, replaced, being replaced, or suspended when they expired', async () => {
    for (const status of ['suspended', 'revoked', 'superseded', 'withdrawn', 'requested']) await held(30, { status });
    const former = await held(30);
    const successor = await held(300, { predecessor: former.id });
    for (const kind of ['renew', 'change', 'reissue']) await business((await held(30)).id, kind);
    const expired = await held(-1, { status: 'expired' });
    await sql`insert into holding_event (holding_id, at, kind, move, from_state, to_state, by_kind)
      values (${expired.id}, now(), 'moved', 'expire', 'suspended', 'expired', 'system')`.execute(db());
    expect(await run()).toBe(0);
    // A new pair that came to nothing replaces none; a business that is over, or is about something else, holds nobody back.
    await sql`update holding set status = 'revoked' where id = ${successor.id}`.execute(db());
    await business((await held(30)).id, 'renew', server.clock.now());
    await business((await held(30)).id, 'unlock');
    expect(await run()).toBe(3);
  });

  test('a renewal that begins between looking and telling: nobody is told', async () => {
    const { id } = await held(30);
    const claimed = () => transaction(db(), (tx) => claim(tx, id, -30, server.clock.now()));
    await business(id, 'renew');
    expect(await claimed()).toBe(false);
    await sql`update holding_business set ended_at = now() where holding_id = ${id}`.execute(db());
    expect([await claimed(), await claimed()]).toEqual([true, false]);
  });
});

describe('once, and not all at once', () => {
  test('three runs at the same moment: one reminder for each pair and step', async () => {
    await held(15, { many: 60 });
    const sent = await Promise.all([run(), run(), run()]);
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(60);
    expect([await count('message'), await count('renewal_reminder')]).toEqual([60, 60]);
    expect(await run()).toBe(0);
  });

  test('a notice that fails leaves no row and holds nobody else up; the next run sends it', async () => {
    const { ids } = await held(15, { many: 3 });
    let failures = 0;
    onNotice = () => {
      failures += 1;
      if (failures === 2) throw new Error('no paper');
    };
    expect(await run()).toBe(2);
    expect([await count('message'), await count('renewal_reminder')]).toEqual([2, 2]);
    expect(await run()).toBe(1);
    expect(await count('message')).toBe(ids.length);
  });

  test('1,000 pairs: 200 a run, the most urgent first, each run in bounded time', async () => {
    const urgent = await held(1, { many: 100 });
    await held(90, { many: 900 });
    const took: number[] = [];
    for (let sent = 0; sent < 1000; ) {
      const begun = performance.now();
      const now = await run();
      took.push(performance.now() - begun);
      expect(now).toBe(200);
      sent += now;
      if (sent === 200) expect((await Promise.all(urgent.ids.map(steps))).flat()).toHaveLength(100);
    }
    expect(await run()).toBe(0);
    console.info(`1,000 reminders in runs of ${took.map((ms) => Math.round(ms)).join(', ')} ms`);
    // A minute is what a run has; the machine may be shared.
    expect(Math.max(...took)).toBeLessThan(20_000);
  }, 120_000);
});

/** How long one run takes when so many are due: `RENEWAL_MANY=60000 npx vitest run --project integration server/src/renewal`. */
const campaign = Number(process.env.RENEWAL_MANY ?? 0);
test.runIf(campaign > 0)(`a campaign of ${campaign}: a run stays bounded`, { timeout: 240_000 }, async () => {
  await held(90, { many: campaign });
  await sql`analyze holding`.execute(db());
  const took: number[] = [];
  for (let n = 0; n < 5; n++) {
    const begun = performance.now();
    expect(await run()).toBe(200);
    took.push(performance.now() - begun);
  }
  console.info(`${campaign} due, runs of 200 in ${took.map((ms) => Math.round(ms)).join(', ')} ms`);
  expect(Math.max(...took)).toBeLessThan(20_000);
});

describe('time', () => {
  test('a moved clock: at night nothing, in the morning who is first, by the evening everybody [sandbox]', async () => {
    const { ids } = await held(31, { many: 100 });
    expect(await run()).toBe(100);
    await advance({ seconds: 1 });
    await advance({ hours: 15, minutes: 59 });
    expect(await count('message')).toBe(100);
    await advance({ hours: 3, minutes: 1 });
    const noon = new Set(ids.filter((id) => slotOf(id) <= 12 * 3600));
    expect(await count('message')).toBe(100 + noon.size);
    for (const id of ids) expect(await steps(id)).toEqual(noon.has(id) ? [-60, -30] : [-60]);
    expect(noon.size).toBeGreaterThan(10);
    expect(noon.size).toBeLessThan(70);
    await advance({ hours: 4, minutes: 59, seconds: 59 });
    expect(await count('message')).toBe(200);
  });

  test('a campaign: what ends on one day is told over several days, each pair on the day the rule gives it', async () => {
    spread = { perDay: 20, withinDays: 10 };
    const { ids } = await held(90, { many: 60 });
    const dayOf = (id: string) => spreadDay(id, 3);
    const reminded = async () =>
      (await sql<{ id: string }>`select holding_id as id from renewal_reminder`.execute(db())).rows.map(({ id }) => id);
    for (const today of [0, 1, 2]) {
      await run();
      expect((await reminded()).toSorted()).toEqual(ids.filter((id) => dayOf(id) <= today).toSorted());
      await advance({ days: 1 });
    }
    expect(new Set(ids.map(dayOf))).toEqual(new Set([0, 1, 2]));
  });

  test('after downtime the nearest step only, never those that were missed', async () => {
    const { id } = await held(95);
    expect(await run()).toBe(0);
    await advance({ days: 92 });
    expect(await steps(id)).toEqual([-3]);
    await advance({ days: 2 });
    await advance({ days: 1 });
    expect(await steps(id)).toEqual([-3, -1]);
    await advance({ days: 20 });
    expect(await steps(id)).toEqual([-3, -1, 7]);
  });
});

describe('GET /api/renewal-info/:serial', () => {
  test('anybody who has the certificate is told when to renew it, always the same', async () => {
    const { id } = await held(200);
    const serial = id.replaceAll('-', '');
    const browser = server.browser();
    const answer = await browser.call(renewal.info, { params: { serial } });
    expect(answer).toMatchObject({ explanation: { code: 'later' } });
    expect(answer.suggestedWindow?.start.localeCompare(answer.opens ?? '')).toBeGreaterThanOrEqual(0);
    const colons = `ee:${serial}`;
    expect(await browser.call(renewal.info, { params: { serial: colons } })).toEqual(answer);
    await held(500, { predecessor: id });
    const replaced = await browser.call(renewal.info, { params: { serial } });
    expect(replaced).toMatchObject({ suggestedWindow: null, explanation: { code: 'replaced' } });
  });

  test('an unknown serial, and what is none', async () => {
    const browser = server.browser();
    expect(await browser.refused(renewal.info, { params: { serial: '0BAD' } })).toMatchObject({ code: 'NOT_FOUND' });
    const refused = await browser.refused(renewal.info, { params: { serial: 'x' } });
    expect(refused).toMatchObject({ code: 'INPUT_INVALID' });
  });
});
