import { endpoints, type ProgrammeDraft } from '@yinxin/contract';
import { EMPTY_PATCH, type ProgrammePatch } from '@yinxin/programme';
import { formsOf } from '@yinxin/programmes';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestBrowser } from '../../platform/testing/index.ts';
import type { Command } from '../engine/commands.ts';
import { decide } from '../engine/decide.ts';
import type { Actor } from '../engine/events.ts';
import { SYSTEM } from '../service.ts';
import { anyPatch } from '../testing/any-patch.ts';
import { filled, type Hall, startHall, submitted } from '../testing/hall.ts';
import { release, released } from '../testing/release.ts';
import { catalogueStore } from './catalogue.ts';

const { applications, catalogue, consoleApplications, programmeEditor: api } = endpoints;
const params = { programme: 'jiangxi' };
let hall: Hall;
let one: TestBrowser;
let two: TestBrowser;
beforeAll(async () => {
  hall = await startHall();
  await administrators();
});
afterAll(async () => {
  await hall.server.close();
});

async function administrators() {
  one = await hall.staff('administrator');
  two = await hall.staff('administrator');
}
const draft = () => one.call(api.draft, { params });
const save = async (change: Partial<ProgrammePatch>, by = one): Promise<ProgrammeDraft> => {
  const { revision, version, patch } = await draft();
  return await by.call(api.save, {
    params,
    body: { revision, version, patch: { ...patch, ...change }, reason: '年度调整' },
  });
};
const publish = async (by = two) => {
  const { revision } = await draft();
  return (await by.call(api.publish, { params, body: { revision } })).version;
};
const first = <T>(all: readonly T[]): T => {
  const [item] = all;
  if (item === undefined) throw new Error('nothing there');
  return item;
};
const offered = async () =>
  first((await hall.server.browser().call(catalogue.programmes, {})).programmes.filter((p) => p.code === 'jiangxi'));

describe('the way of a change', () => {
  test('drafted, looked at, published by somebody else, announced, kept for ever, and brought back', async () => {
    const applicant = await hall.applicant();
    const before = await filled(applicant);
    const { version, places } = await draft();
    const price = first(places.prices.filter(({ path }) => path.startsWith('projects.housing-in-province.')));
    const steps = [...price.value, { from: '2027-01-01', fen: 45_600 }];
    const list = first(places.materials.filter(({ path }) => path.startsWith('projects.housing-in-province.')));
    const added = { ...first(list.value), code: 'lease', label: { zh: '租赁合同', en: 'Lease' }, form: undefined };
    const seen = await save({
      texts: { 'hall.hours': { zh: '工作日 8:30–17:30', en: 'Working days 8:30–17:30' } },
      prices: { [price.path]: steps },
      materials: { [list.path]: { retired: [], required: {}, added: [added] } },
    });
    expect(seen.mistakes).toEqual([]);
    expect(seen.differences.map(({ kind }) => kind).toSorted()).toEqual(['materials', 'prices', 'prices', 'texts']);
    expect(seen.running).toEqual([{ version, orders: 1 }]);
    const preview = await two.call(api.preview, { params, query: { on: '2027-01-02' } });
    const later = first(preview.projects.filter(({ code }) => code === 'housing-in-province'));
    expect(later.price.lines.map(({ fen }) => fen)).toContain(45_600);
    expect(later.materials.map(({ code }) => code)).toContain('lease');

    expect((await one.refused(api.publish, { params, body: { revision: seen.revision } })).code).toBe('DRAFT_OWN');
    expect(await publish()).toBe(version + 1);
    const shown = first((await offered()).projects.filter(({ code }) => code === 'housing-in-province'));
    expect((await offered()).hall.hours.en).toBe('Working days 8:30–17:30');
    expect(shown.price.announced.map(({ from, fen }) => [from, fen])).toEqual([['2027-01-01', 45_600]]);
    expect(shown.price.totalFen).toBe(before.price?.totalFen);

    const kept = await applicant.call(applications.read, { params: { id: before.id } });
    expect(kept.programmeVersion).toBe(version);
    const then = await applicant.call(catalogue.version, { params: { ...params, version } });
    expect(then.version).toBe(version);
    expect(JSON.stringify(then)).not.toContain('租赁合同');
    expect(kept.materials.map(({ code }) => code)).not.toContain('lease');
    const next = await filled(await hall.applicant());
    expect(next.programmeVersion).toBe(version + 1);
    expect(next.materials.map(({ code }) => code)).toContain('lease');

    const { items } = await two.call(api.versions, { params });
    expect(items.map(({ orders, ...row }) => [row.version, row.origin, orders])).toEqual([
      [version + 1, 'publication', 1],
      [version, 'release', 1],
    ]);
    expect(first(items)).toMatchObject({ reason: '年度调整', draftedBy: '员工administrator', setAside: false });
    const { differences } = await two.call(api.version, { params: { ...params, version: version + 1 } });
    expect(differences).toEqual(seen.differences);
    const log = await sql<{
      n: number;
    }>`select count(*)::int as n from audit_entry where action = 'programme.published'`.execute(hall.server.deps.db);
    expect(log.rows).toEqual([{ n: 1 }]);

    const body = { revision: (await draft()).revision, reason: '恢复' };
    const again = await two.call(api.restore, { params: { ...params, version }, body });
    expect(again.differences.every(({ path }) => differences.some((d) => d.path === path))).toBe(true);
    expect(await publish(one)).toBe(version + 2);
    expect((await offered()).hall.hours).not.toEqual({ zh: '工作日 8:30–17:30', en: 'Working days 8:30–17:30' });
  });

  test('a price announced is paid from its day on, by orders opened since', async () => {
    const { places } = await draft();
    const price = first(places.prices.filter(({ path }) => path.startsWith('projects.science.')));
    await save({ prices: { [price.path]: [...price.value, { from: '2026-03-10', fen: 70_000 }] } });
    await publish();
    const applicant = await hall.applicant();
    const body = { programme: 'jiangxi', project: 'science', service: 'new' };
    const order = await applicant.call(applications.open, { body });
    const today = order.price?.totalFen ?? 0;
    const old = price.value.at(-1)?.fen ?? 0;
    await hall.server.advance({ days: 10 });
    const then = await hall.service.present(hall.server.deps.db, order.id, applicant.organisation.id);
    expect(then.price?.totalFen).toBe(today - old + 70_000);
    // Sessions have ended by then.
    await administrators();
  });
});

describe('what is refused', () => {
  const patch = EMPTY_PATCH;
  const reason = '';
  test.each(['reviewer', 'finance', 'auditor'])('%s may not change a programme', async (role) => {
    const other = await hall.staff(role);
    const { revision, version } = await draft();
    expect((await other.refused(api.save, { params, body: { revision, version, patch, reason } })).status).toBe(403);
    expect((await other.refused(api.publish, { params, body: { revision } })).status).toBe(403);
    expect((await other.refused(api.discard, { params, body: { revision } })).status).toBe(403);
  });

  test('a draft somebody else has saved since, none at all, one that changes nothing, one without a reason', async () => {
    const { revision, version } = await draft();
    expect((await one.refused(api.publish, { params, body: { revision } })).code).toBe('DRAFT_NONE');
    expect((await one.refused(api.discard, { params, body: { revision } })).code).toBe('DRAFT_NONE');
    const saved = await save({});
    const stale = await two.refused(api.save, { params, body: { revision, version, patch, reason } });
    expect([stale.status, stale.code]).toEqual([409, 'DRAFT_STALE']);
    const empty = await two.refused(api.publish, { params, body: { revision: saved.revision } });
    expect(empty.code).toBe('DRAFT_EMPTY');
    const windowless = { ...saved.patch, texts: { name: { zh: '新', en: 'New' } } };
    const body = { revision: saved.revision, version, patch: windowless, reason };
    const next = await one.call(api.save, { params, body });
    expect((await two.refused(api.publish, { params, body: { revision: next.revision } })).code).toBe('DRAFT_REASON');
    await one.call(api.discard, { params, body: { revision: next.revision } });
    expect((await draft()).revision).toBe(0);
  });

  test('a draft put in the place of the one that was looked at is not published unseen', async () => {
    const looked = await save({ texts: { 'hall.hours': { zh: '每日九时', en: 'Daily at nine' } } });
    await one.call(api.discard, { params, body: { revision: looked.revision } });
    const other = await save({ texts: { 'hall.hours': { zh: '从不', en: 'Never' } } });
    const told = await two.refused(api.publish, { params, body: { revision: looked.revision } });
    expect([told.status, told.code]).toEqual([409, 'DRAFT_STALE']);
    await one.call(api.discard, { params, body: { revision: other.revision } });
  });

  test('a draft begun before somebody else published takes nothing back that it has not seen', async () => {
    const params = { programme: 'pingan' };
    const { revision, version, patch } = await two.call(api.draft, { params });
    const begun = { params, body: { revision, version, patch, reason: '并行修改' } };
    const texts = { 'hall.hours': { zh: '每日八时', en: 'Daily at eight' } };
    const saved = await one.call(api.save, { params, body: { ...begun.body, patch: { ...patch, texts } } });
    await two.call(api.publish, { params, body: { revision: saved.revision } });
    const told = await two.refused(api.save, begun);
    expect([told.status, told.code]).toEqual([409, 'DRAFT_STALE']);
    expect((await two.call(api.draft, { params })).revision).toBe(0);
  });

  const at = 'projects.science.prices.certificate';
  const change = (given: Partial<ProgrammePatch>) => ({ ...EMPTY_PATCH, ...given });
  test.each<[string, ProgrammePatch, number, string]>([
    [
      'an unknown material',
      change({ materials: { 'projects.science.materials': { retired: ['ghost'], required: {}, added: [] } } }),
      422,
      'CHANGE_UNKNOWN',
    ],
    [
      'a list of materials nobody has',
      change({ materials: { 'projects.ghost.materials': { retired: [], required: {}, added: [] } } }),
      422,
      'CHANGE_UNKNOWN',
    ],
    ['a negative price', change({ prices: { [at]: [{ from: '2027-01-01', fen: -1 }] } }), 422, 'INPUT_INVALID'],
    ['a fraction of a fen', change({ prices: { [at]: [{ from: '2027-01-01', fen: 0.5 }] } }), 422, 'INPUT_INVALID'],
    [
      'a text that turns its direction',
      change({ texts: { 'hall.hours': { zh: '工作日\u202e', en: 'x' } } }),
      422,
      'FIELD_UNSAFE',
    ],
    ['a text in one language', change({ texts: { 'hall.hours': { zh: '甲', en: '' } } }), 422, 'INPUT_INVALID'],
  ])('%s', async (_what, given, status, code) => {
    const { revision, version } = await draft();
    const told = await one.refused(api.save, { params, body: { revision, version, patch: given, reason } });
    expect([told.status, told.code]).toEqual([status, code]);
    expect((await draft()).revision).toBe(revision);
  });

  test('a draft with a mistake is kept, explained beside its place, and never published', async () => {
    const price = first((await draft()).places.prices);
    const wrong = [
      { from: '2027-01-01', fen: 1 },
      { from: '2026-13-40', fen: 2 },
    ];
    const { mistakes, revision } = await save({ prices: { [price.path]: wrong } });
    expect(mistakes.map(({ path }) => path)).toEqual([`${price.path}.1`]);
    expect(first(mistakes).what.zh).toContain('2026-13-40');
    const told = await two.refused(api.publish, { params, body: { revision } });
    expect([told.status, told.code, told.field]).toEqual([422, 'PROGRAMME_INVALID', `patch.${price.path}.1`]);
    expect((await two.refused(api.preview, { params, query: {} })).code).toBe('PROGRAMME_INVALID');
    await one.call(api.discard, { params, body: { revision } });
  });

  test('a price that would pause without anybody saying so is warned about', async () => {
    const price = first((await draft()).places.prices);
    const later = await save({ prices: { [price.path]: [{ from: '2099-01-01', fen: 1 }] } });
    expect(later.warnings.map(({ path }) => path)).toContain(price.path);
    const announced = await save({ prices: { [price.path]: [...price.value, { from: '2099-01-01', fen: 1 }] } });
    expect(announced.warnings.map(({ path }) => path)).not.toContain(price.path);
    await one.call(api.discard, { params, body: { revision: announced.revision } });
  });

  test('a version there never was', async () => {
    const body = { revision: (await draft()).revision, reason };
    const never = { ...params, version: 999 };
    expect((await one.refused(api.restore, { params: never, body })).code).toBe('VERSION_UNKNOWN');
    expect((await one.refused(api.version, { params: never })).code).toBe('VERSION_UNKNOWN');
    expect((await one.refused(api.draft, { params: { programme: 'ghost' } })).code).toBe('PROGRAMME_UNKNOWN');
  });
});

describe('the working-day calendar', () => {
  const calendar = endpoints.workingCalendar;
  const closed = (day: string, works = false) => ({ day, works, note: '院庆' });
  /** A draft over what stands now. */
  const issue = (version: number, ...days: ReturnType<typeof closed>[]) => ({
    body: { revision: 0, version, days, reason: '院内安排' },
  });

  test('a day the house closes counts for clocks that begin later; those that run keep what they were told', async () => {
    const { id } = await submitted(await hall.applicant());
    const due = async (order: string) => {
      const row = await sql<{
        target: Date;
      }>`select target from application_task where application_id = ${order}`.execute(hall.server.deps.db);
      return row.rows[0]?.target.toISOString();
    };
    const told = await due(id);
    const day = told?.slice(0, 10) ?? '';
    const before = await one.call(calendar.read, {});
    expect(before).toMatchObject({ version: 0, days: [], history: [] });
    expect(before.national.length).toBeGreaterThan(10);
    const { draft: drafted } = await one.call(calendar.save, issue(0, closed(day)));
    const body0 = { revision: drafted?.revision ?? 0 };
    expect((await one.refused(calendar.publish, { body: body0 })).code).toBe('DRAFT_OWN');
    const after = await two.call(calendar.publish, { body: body0 });
    expect(after).toMatchObject({ version: 1, draft: null, days: [{ day, works: false, note: '院庆' }] });
    await hall.server.advance({ seconds: 1 });
    const next = await submitted(await hall.applicant());
    expect((await due(next.id))?.slice(0, 10)).not.toBe(day);
    const reviewer = await hall.staff('reviewer');
    const body = { command: { type: 'take' } } as const;
    await reviewer.call(consoleApplications.command, { params: { id }, body });
    expect(await due(id)).toBe(told);
    expect(await hall.service.rebuild(hall.server.deps.db, () => {})).toBeGreaterThan(0);
    expect(await due(id)).toBe(told);
    expect((await due(next.id))?.slice(0, 10)).not.toBe(day);
  });

  test('what is no day, stands twice, says nothing new, or was changed meanwhile is refused', async () => {
    const { version } = await one.call(calendar.read, {});
    const refused = async (...days: ReturnType<typeof closed>[]) =>
      (await one.refused(calendar.save, issue(version, ...days))).code;
    expect(await refused(closed('2026-02-30'))).toBe('CALENDAR_DAY_UNREAL');
    expect(await refused(closed('2026-11-19'), closed('2026-11-19'))).toBe('CALENDAR_DAY_TWICE');
    expect(await refused(closed('2026-10-01'))).toBe('CALENDAR_DAY_SAME');
    expect(await refused(closed('2026-11-19', true))).toBe('CALENDAR_DAY_SAME');
    expect((await two.refused(calendar.save, issue(version + 1))).code).toBe('CALENDAR_STALE');
    const reviewer = await hall.staff('reviewer');
    expect((await reviewer.refused(calendar.save, issue(version))).status).toBe(403);
    expect((await reviewer.refused(calendar.publish, { body: { revision: 0 } })).status).toBe(403);
    expect((await two.refused(calendar.publish, { body: { revision: 0 } })).code).toBe('DRAFT_NONE');
    const first = await one.call(calendar.save, issue(version, closed('2026-11-19')));
    expect((await two.refused(calendar.save, issue(version))).code).toBe('CALENDAR_STALE');
    const revision = first.draft?.revision ?? 0;
    // Whoever changed a word of it has worked on it too.
    const second = await two.call(calendar.save, { body: { ...issue(version).body, revision } });
    expect(second.draft?.mine).toBe(true);
    expect((await two.refused(calendar.publish, { body: { revision } })).code).toBe('CALENDAR_STALE');
    const now = { body: { revision: second.draft?.revision ?? 0 } };
    expect((await two.refused(calendar.publish, now)).code).toBe('DRAFT_OWN');
    await two.call(calendar.discard, now);
    expect(await one.call(calendar.read, {})).toMatchObject({ version, draft: null });
  });
});

test('whatever is published, every command on a running order is answered as before', async () => {
  const { db } = hall.server.deps;
  const applicant = await hall.applicant();
  const holder: Actor = { kind: 'applicant', id: 'a1', organisationId: applicant.organisation.id, name: '' };
  const staff = (...roles: string[]): Actor => ({ kind: 'staff', id: 's1', name: '', roles });
  const reviewer = await hall.staff('reviewer');
  const reviewed = await submitted(applicant);
  const { dataVersion } = reviewed;
  for (const command of [{ type: 'take' } as const, { type: 'approve', dataVersion } as const]) {
    await reviewer.call(consoleApplications.command, { params: { id: reviewed.id }, body: { command } });
  }
  const orders = [await filled(applicant), await submitted(applicant), reviewed].map(({ id }) => id);
  const at = '2026-11-20T02:00:00.000Z';
  const commands: readonly (readonly [Actor, Command])[] = [
    [holder, { type: 'save-draft', fields: { 'handler-name': '李四', 'handler-mobile': '123' } }],
    [holder, { type: 'save-draft', fields: { 'legal-representative': '李四' } }],
    [holder, { type: 'submit', dataVersion: 1 }],
    [holder, { type: 'submit', dataVersion: 2 }],
    [holder, { type: 'submit', dataVersion: 3 }],
    [holder, { type: 'remove-material', material: 'business-licence' }],
    [holder, { type: 'cancel' }],
    [staff('reviewer'), { type: 'take' }],
    [staff('reviewer'), { type: 'approve', dataVersion }],
    [staff('reviewer'), { type: 'reject-wrong', reason: 'wrong-project' }],
    [SYSTEM, { type: 'charge-opened', chargeId: 'c', attemptId: 'a' }],
    [SYSTEM, { type: 'payment-settled', chargeId: 'c', amountFen: 35_000, paidAt: at }],
    [holder, { type: 'post-papers', carrier: '挂号信', trackingNumber: 'SF1234567890123' }],
    [staff('mail-room'), { type: 'confirm-papers' }],
    [SYSTEM, { type: 'certificate-made', certificates: [] }],
    [SYSTEM, { type: 'refresh' }],
    [SYSTEM, { type: 'recheck' }],
  ];
  const answers = () =>
    Promise.all(
      orders.map(async (id) => {
        const state = await hall.service.read(db, id);
        if (!state) throw new Error('the order is gone');
        const context = await hall.service.context(db, state, SYSTEM);
        const given = commands.map(([actor, command]) => decide(state, command, { ...context, actor }));
        return { given, seen: await applicant.call(applications.read, { params: { id } }) };
      }),
    );
  const before = await answers();
  const refused = before.flatMap(({ given }) => given).filter((answer) => 'refusal' in answer).length;
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(before.length * commands.length);

  const { places } = await draft();
  for (const patch of fc.sample(anyPatch(places), { numRuns: 4, seed: 42 })) {
    const { revision, version } = await draft();
    await one.call(api.save, { params, body: { revision, version, patch, reason: '任意修改' } });
    await publish();
    expect(await answers()).toEqual(before);
  }
});

const body = { programme: 'another', project: 'housing-in-province', service: 'new' };

test('an order is decided by the release it was opened in, also after it is offered no more', async () => {
  const [former, later] = [await hall.applicant(), await hall.applicant()];
  // What administrators changed while programmes had no versions is in the first one.
  await sql`insert into programme_text (programme, path, zh, en, changed_at, changed_by)
    values ('another', 'name', '改过的名称', 'Changed name', now(), ''), ('another', 'gone', '甲', 'A', now(), '')`.execute(
    hall.server.deps.db,
  );
  const before = await release(hall.server.deps, 100, () => former.call(applications.open, { body }));
  const kept = await former.call(catalogue.version, { params: { programme: 'another', version: 1 } });
  expect(kept.name).toEqual({ zh: '改过的名称', en: 'Changed name' });
  const after = await release(hall.server.deps, 700, () => later.call(applications.open, { body }));
  expect([before.programmeVersion, after.programmeVersion]).toEqual([1, 2]);
  const count = before.price?.lines.length ?? 0;
  expect(count).toBeGreaterThan(0);
  expect([before.price?.totalFen, after.price?.totalFen]).toEqual([count * 100, count * 700]);
  expect((await former.call(applications.read, { params: { id: before.id } })).price?.totalFen).toBe(count * 100);
  const saved = await former.call(applications.command, {
    params: { id: before.id },
    body: { command: { type: 'save-draft', fields: { 'handler-name': '王小明' } } },
  });
  expect(saved).toMatchObject({ programmeVersion: 1, price: { totalFen: count * 100 } });
  const rows = await former.call(applications.list, { query: {} });
  expect(rows.items.map((row) => row.id)).toEqual([before.id]);
});

test('the same release again is no new version; two that start at once store one', async () => {
  const versions = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from programme_version`.execute(hall.server.deps.db)).rows[0]
      ?.n;
  const count = await versions();
  await release(hall.server.deps, 700, async () => {});
  expect(await versions()).toBe(count);
  await release(hall.server.deps, 800, async () => {
    const stores = [catalogueStore(), catalogueStore()];
    await Promise.all(stores.map((store) => store.seed(hall.server.deps.db, hall.server.clock.now())));
    const { programmes: offered } = await hall.server.browser().call(catalogue.programmes, {});
    expect(offered.find((p) => p.code === 'another')?.version).toBe(3);
  });
  expect(await versions()).toBe((count ?? 0) + 1);
});

test('the changes of the house go over the next release; where they no longer fit it, it stands alone and says so', async () => {
  const other = { programme: 'another' };
  const name = { zh: '另一家', en: 'Another' };
  const forms = formsOf('jiangxi');
  const change = async () => {
    const { revision, version, patch, places } = await one.call(api.draft, { params: other });
    const list = first(places.materials);
    const added = { ...first(list.value), code: 'lease', form: first(forms).code };
    const materials = { [list.path]: { retired: [], required: {}, added: [added] } };
    const body = { revision, version, patch: { ...patch, texts: { name }, materials }, reason: '本院名称' };
    const saved = await one.call(api.save, { params: other, body });
    await two.call(api.publish, { params: other, body: { revision: saved.revision } });
  };
  const now = async () => {
    const { items } = await one.call(api.versions, { params: other });
    const { programmes: all } = await hall.server.browser().call(catalogue.programmes, {});
    return [first(items).origin, first(items).setAside, first(all.filter((p) => p.code === 'another')).name];
  };
  const before = released(1).name;
  await release(hall.server.deps, 900, change, forms);
  expect(await release(hall.server.deps, 901, now, forms)).toEqual(['release', false, name]);
  expect(await release(hall.server.deps, 902, now)).toEqual(['release', true, before]);
});

test('a stored version is never rewritten', async () => {
  await expect(sql`update programme_version set content = '{}'`.execute(hall.server.deps.db)).rejects.toThrow(
    'append-only',
  );
});
