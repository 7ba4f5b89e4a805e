import { WorkingDay } from '@yinxin/contract';
import type { CalendarIssue } from '@yinxin/programme';
import { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';
import { Editor } from './drafts.ts';

type CalendarTables = {
  working_calendar: { version: number; days: string; reason: string; made_at: Date; made_by: string };
  /** One at most: the next calendar while it waits for a second administrator. */
  working_calendar_draft: {
    id: number;
    revision: number;
    /** The version it was made over. */
    version: number;
    days: string;
    reason: string;
    /** JSON array of who worked on it. */
    editors: string;
    updated_at: Date;
  };
};

/** The house's own days (工作日历) as published once: all of them, not only what changed. */
export interface Calendar {
  readonly version: number;
  readonly days: readonly WorkingDay[];
  readonly reason: string;
  readonly madeAt: Date;
  readonly madeBy: string;
}

/** What is to be published next (草稿), by somebody who did not work on it. */
export interface CalendarDraft {
  /** Another with every saving, never one given before. */
  readonly revision: number;
  readonly version: number;
  readonly days: readonly WorkingDay[];
  readonly reason: string;
  readonly editors: readonly Editor[];
  readonly updatedAt: Date;
}

const ONLY = 1;
const tables = (db: Database) => db.withTables<CalendarTables>();
const daysIn = (text: string) => z.array(WorkingDay).parse(JSON.parse(text));

/** Every calendar there ever was, oldest first. */
export async function calendars(db: Database): Promise<Calendar[]> {
  const rows = await tables(db).selectFrom('working_calendar').selectAll().orderBy('version').execute();
  return rows.map(({ days, made_at, made_by, ...row }) => ({
    ...row,
    days: daysIn(days),
    madeAt: made_at,
    madeBy: made_by,
  }));
}

export async function publishCalendar(tx: Tx, { version, days, reason, madeAt, madeBy }: Calendar): Promise<void> {
  const row = { version, days: JSON.stringify(days), reason, made_at: madeAt, made_by: madeBy };
  await tables(tx).insertInto('working_calendar').values(row).execute();
}

export async function calendarDraft(db: Database): Promise<CalendarDraft | undefined> {
  const row = await tables(db).selectFrom('working_calendar_draft').selectAll().executeTakeFirst();
  if (!row) return undefined;
  const { revision, version, reason } = row;
  const editors = z.array(Editor).parse(JSON.parse(row.editors));
  return { revision, version, reason, editors, days: daysIn(row.days), updatedAt: row.updated_at };
}

export async function keepCalendarDraft(tx: Tx, one: CalendarDraft): Promise<void> {
  const { revision, version, reason, updatedAt } = one;
  const changing = {
    revision,
    version,
    reason,
    days: JSON.stringify(one.days),
    editors: JSON.stringify(one.editors),
    updated_at: updatedAt,
  };
  await tables(tx)
    .insertInto('working_calendar_draft')
    .values({ id: ONLY, ...changing })
    .onConflict((c) => c.column('id').doUpdateSet(changing))
    .execute();
}

export async function dropCalendarDraft(tx: Tx): Promise<void> {
  await tables(tx).deleteFrom('working_calendar_draft').execute();
}

/** Calendars as clocks ask them: which days count from when. */
export const issuesOf = (all: readonly Calendar[]): CalendarIssue[] =>
  all.map(({ madeAt, days }) => ({ since: madeAt, days: new Map(days.map(({ day, works }) => [day, works])) }));
