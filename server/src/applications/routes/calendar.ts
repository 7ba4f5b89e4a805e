import { endpoints, type WorkingCalendar } from '@yinxin/contract';
import { isRealDay, isWorkingDay, nationalDay, shanghaiDay } from '@yinxin/programme';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, transaction } from '../../platform/index.ts';
import { calendars, publishCalendar } from '../catalogue/calendar.ts';
import { isUnsafe } from '../engine/stages/field-check.ts';
import { refusal } from '../problems.ts';
import { staffOf } from './actor.ts';
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

/** The house's own working days: read, and published as a whole with a reason. */
export function calendarRoutes(app: FastifyInstance, deps: RoomDeps): void {
  const { catalogue, clock, audit } = deps;
  const { workingCalendar: api } = endpoints;

  async function view(db: RoomDeps['db']): Promise<WorkingCalendar> {
    const all = await calendars(db);
    const year = Number(shanghaiDay(clock.now()).slice(0, 4));
    const known = [year + 1, year, year - 1].find((one) => national(one).length > 0);
    return {
      version: all.at(-1)?.version ?? 0,
      days: [...(all.at(-1)?.days ?? [])],
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

  registerEndpoint(app, api.read, ({ db }) => view(db));
  registerEndpoint(app, api.publish, async ({ body, session, db }) => {
    const { id, name } = staffOf(session);
    await transaction(db, async (tx) => {
      await catalogue.touch(tx);
      const last = (await calendars(tx)).at(-1);
      if ((last?.version ?? 0) !== body.version) throw refusal('CALENDAR_STALE');
      for (const [i, { day, works, note }] of body.days.entries()) {
        const at = `days.${i}.day`;
        if (!isRealDay(day)) throw refusal('CALENDAR_DAY_UNREAL', { day }, at);
        if (body.days.findIndex((one) => one.day === day) !== i) throw refusal('CALENDAR_DAY_TWICE', { day }, at);
        if (isWorkingDay(day) === works) throw refusal('CALENDAR_DAY_SAME', { day }, at);
        if (isUnsafe(note)) throw refusal('FIELD_UNSAFE', { label: { zh: '说明', en: 'Note' } }, `days.${i}.note`);
      }
      if (isUnsafe(body.reason)) throw refusal('FIELD_UNSAFE', { label: { zh: '原因', en: 'Reason' } }, 'reason');
      const days = body.days.toSorted((a, b) => (a.day < b.day ? -1 : 1));
      const version = body.version + 1;
      await publishCalendar(tx, { version, days, reason: body.reason, madeAt: clock.now(), madeBy: name });
      await audit.record(tx, {
        actor: { kind: 'staff', id, name },
        action: 'working-calendar.published',
        subject: { kind: 'working-calendar', id: String(version), label: String(version) },
        details: { version, reason: body.reason, days: days.map(({ day, works }) => `${day} ${works ? '+' : '-'}`) },
      });
    });
    return await view(db);
  });
}
