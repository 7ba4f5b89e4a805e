import { endpoints, type WorkingCalendar, type WorkingDay } from '@yinxin/contract';
import { isRealDay, isWorkingDay, nationalDay, shanghaiDay } from '@yinxin/programme';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, type Tx, transaction } from '../../platform/index.ts';
import {
  calendarDraft,
  calendars,
  dropCalendarDraft,
  keepCalendarDraft,
  publishCalendar,
} from '../catalogue/calendar.ts';
import { isUnsafe } from '../engine/stages/field-check.ts';
import { refusal } from '../problems.ts';
import { editorOf } from './actor.ts';
import type { RoomDeps } from './room.ts';

const DAY_MS = 86_400_000;

/** Every day of a year, as `YYYY-MM-DD`. */
function daysOf(year: number): string[] {
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / DAY_MS;
  return Array.from({ length: count }, (_, n) => new Date(first + n * DAY_MS).toISOString().slice(0, 10));
}

const national = (year: number) =>
  daysOf(year).flatMap((day) => {
    const found = nationalDay(day);
    return found ? [{ day, name: { zh: found.zh, en: found.en }, works: found.works }] : [];
  });

/** The house's own working days: read, drafted as a whole with a reason, published by a second administrator. */
export function calendarRoutes(app: FastifyInstance, deps: RoomDeps): void {
  const { catalogue, clock, audit } = deps;
  const { workingCalendar: api } = endpoints;

  async function view(db: RoomDeps['db'], reader: string): Promise<WorkingCalendar> {
    const all = await calendars(db);
    const draft = await calendarDraft(db);
    const year = Number(shanghaiDay(clock.now()).slice(0, 4));
    const known = [year + 1, year, year - 1].find((one) => national(one).length > 0);
    return {
      version: all.at(-1)?.version ?? 0,
      days: [...(all.at(-1)?.days ?? [])],
      draft: draft
        ? {
            revision: draft.revision,
            days: [...draft.days],
            reason: draft.reason,
            editors: draft.editors.map(({ name }) => name),
            mine: draft.editors.some(({ id }) => id === reader),
            updatedAt: draft.updatedAt.toISOString(),
          }
        : null,
      national: [...national(year), ...national(year + 1)],
      nationalUntil: known ?? year - 2,
      history: all
        .map(({ madeAt, madeBy, days, ...one }) => ({
          ...one,
          days: [...days],
          publishedAt: madeAt.toISOString(),
          publishedBy: madeBy,
        }))
        .toReversed(),
    };
  }

  /** The draft and the version in force, held against other changes; refuses when they are not what the caller saw. */
  async function seen(tx: Tx, asked: { readonly revision: number; readonly version?: number }) {
    const next = await catalogue.touch(tx);
    const version = (await calendars(tx)).at(-1)?.version ?? 0;
    const draft = await calendarDraft(tx);
    if ((draft?.revision ?? 0) !== asked.revision) throw refusal('CALENDAR_STALE');
    if ((asked.version ?? draft?.version ?? version) !== version) throw refusal('CALENDAR_STALE');
    return { next, version, draft };
  }

  registerEndpoint(app, api.read, ({ session, db }) => view(db, session.subject));
  registerEndpoint(app, api.save, async ({ body, session, db }) => {
    const by = editorOf(session);
    await transaction(db, async (tx) => {
      const { next, draft } = await seen(tx, body);
      refuseDays(body.days);
      if (isUnsafe(body.reason)) throw refusal('FIELD_UNSAFE', { label: { zh: '原因', en: 'Reason' } }, 'reason');
      const days = body.days.toSorted((a, b) => (a.day < b.day ? -1 : 1));
      const before = draft?.editors ?? [];
      const editors = before.some(({ id }) => id === by.id) ? before : [...before, by];
      const { version, reason } = body;
      await keepCalendarDraft(tx, { revision: next, version, days, reason, editors, updatedAt: clock.now() });
    });
    return await view(db, session.subject);
  });
  registerEndpoint(app, api.discard, async ({ body, session, db }) => {
    const by = editorOf(session);
    await transaction(db, async (tx) => {
      const { draft } = await seen(tx, body);
      if (!draft) throw refusal('DRAFT_NONE');
      await dropCalendarDraft(tx);
      await audit.record(tx, {
        actor: { kind: 'staff', ...by },
        action: 'working-calendar.draft-discarded',
        subject: subject(draft.version + 1),
        details: { reason: draft.reason, draftedBy: draft.editors.map(({ id }) => id) },
      });
    });
    return await view(db, session.subject);
  });
  registerEndpoint(app, api.publish, async ({ body, session, db }) => {
    const by = editorOf(session);
    await transaction(db, async (tx) => {
      const { draft, version: before } = await seen(tx, body);
      if (!draft) throw refusal('DRAFT_NONE');
      if (draft.editors.some(({ id }) => id === by.id)) throw refusal('DRAFT_OWN');
      const { days, reason } = draft;
      const version = before + 1;
      await publishCalendar(tx, { version, days, reason, madeAt: clock.now(), madeBy: by.name });
      await dropCalendarDraft(tx);
      await audit.record(tx, {
        actor: { kind: 'staff', ...by },
        action: 'working-calendar.published',
        subject: subject(version),
        details: {
          version,
          reason,
          draftedBy: draft.editors.map(({ id }) => id),
          days: days.map(({ day, works }) => `${day} ${works ? '+' : '-'}`),
        },
      });
    });
    return await view(db, session.subject);
  });
}

const subject = (version: number) => ({
  kind: 'working-calendar',
  id: String(version),
  label: String(version),
});

/** Throws CALENDAR_DAY_UNREAL, CALENDAR_DAY_TWICE, CALENDAR_DAY_SAME, FIELD_UNSAFE. */
function refuseDays(days: readonly WorkingDay[]): void {
  for (const [i, { day, works, note }] of days.entries()) {
    const at = `days.${i}.day`;
    if (!isRealDay(day)) throw refusal('CALENDAR_DAY_UNREAL', { day }, at);
    if (days.findIndex((one) => one.day === day) !== i) throw refusal('CALENDAR_DAY_TWICE', { day }, at);
    if (isWorkingDay(day) === works) throw refusal('CALENDAR_DAY_SAME', { day }, at);
    if (isUnsafe(note)) throw refusal('FIELD_UNSAFE', { label: { zh: '说明', en: 'Note' } }, `days.${i}.note`);
  }
}
