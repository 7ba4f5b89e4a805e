import { WorkingDay } from '@yinxin/contract';
import type { CalendarIssue } from '@yinxin/programme';
import { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';

type CalendarTables = {
  working_calendar: { version: number; days: string; reason: string; made_at: Date; made_by: string };
};

/** The house's own days (工作日历) as published once: all of them, not only what changed. */
export interface Calendar {
  readonly version: number;
  readonly days: readonly WorkingDay[];
  readonly reason: string;
  readonly madeAt: Date;
  readonly madeBy: string;
}

const tables = (db: Database) => db.withTables<CalendarTables>();

/** Every calendar there ever was, oldest first. */
export async function calendars(db: Database): Promise<Calendar[]> {
  const rows = await tables(db).selectFrom('working_calendar').selectAll().orderBy('version').execute();
  return rows.map(({ days, made_at, made_by, ...row }) => ({
    ...row,
    days: z.array(WorkingDay).parse(JSON.parse(days)),
    madeAt: made_at,
    madeBy: made_by,
  }));
}

export async function publishCalendar(tx: Tx, { version, days, reason, madeAt, madeBy }: Calendar): Promise<void> {
  const row = { version, days: JSON.stringify(days), reason, made_at: madeAt, made_by: madeBy };
  await tables(tx).insertInto('working_calendar').values(row).execute();
}

/** Calendars as clocks ask them: which days count from when. */
export const issuesOf = (all: readonly Calendar[]): CalendarIssue[] =>
  all.map(({ madeAt, days }) => ({ since: madeAt, days: new Map(days.map(({ day, works }) => [day, works])) }));
