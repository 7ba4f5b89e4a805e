import chineseDays from 'chinese-days';
import type { Duration } from './duration.ts';

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Office hours in Asia/Shanghai, used by `working-hours`. */
const OPEN_MS = 9 * 3_600_000;
const CLOSE_MS = 17 * 3_600_000;

/** Days as they were last written, by their number since 1970: rules ask for the same few all day. */
const written = new Map<number, string>();
const KEPT_AT_MOST = 10_000;

/** The calendar day `YYYY-MM-DD` of an instant in Asia/Shanghai (UTC+8 without summer time since 1991). */
export function shanghaiDay(at: Date): string {
  const number = Math.floor((at.getTime() + SHANGHAI_MS) / DAY_MS);
  const known = written.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
  if (written.size >= KEPT_AT_MOST) written.clear();
  written.set(number, day);
  return day;
}

function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - SHANGHAI_MS;
}

/** Days the house itself keeps closed (false) or works (true), by day `YYYY-MM-DD`; they go before the national table. */
export type OwnDays = ReadonlyMap<string, boolean>;

/** The house's own days (工作日历) as they stood from an instant on. */
export interface CalendarIssue {
  readonly since: Date;
  readonly days: OwnDays;
}

const NO_DAYS: OwnDays = new Map();

/** The own days that count for a clock that begins at `at`: what is published later changes no clock that runs. */
export function ownDaysAt(issues: readonly CalendarIssue[] | undefined, at: Date): OwnDays {
  return issues?.findLast(({ since }) => since < at)?.days ?? NO_DAYS;
}

/** What the national table said of days; asking it takes longer than everything else a clock needs. */
const asked = new Map<string, boolean>();

function isNationalWorkday(day: string): boolean {
  const known = asked.get(day);
  if (known !== undefined) return known;
  const works = chineseDays.isWorkday(day);
  if (asked.size >= KEPT_AT_MOST) asked.clear();
  asked.set(day, works);
  return works;
}

/** Whether the office works on a day. */
export const isWorkingDay = (day: string, own: OwnDays = NO_DAYS): boolean => own.get(day) ?? isNationalWorkday(day);

/** What the national table says of a day that is not like others: its name, and whether it is worked; null for any other. */
export function nationalDay(day: string): { readonly zh: string; readonly en: string; readonly works: boolean } | null {
  const { name, work } = chineseDays.getDayDetail(day);
  const [en = '', zh = ''] = name.split(',');
  return zh === '' ? null : { zh, en, works: work };
}

function nextWorkingDay(day: string, own: OwnDays): string {
  let start = dayStart(day) + DAY_MS;
  while (!isWorkingDay(shanghaiDay(new Date(start)), own)) start += DAY_MS;
  return shanghaiDay(new Date(start));
}

/**
 * The instant a duration ends when it begins at `from`. Working days end at the close of the office
 * on the nth working day after the day of `from`; holidays and make-up Saturdays follow the national table, where
 * the house's `own` days say nothing else.
 */
export function addDuration(from: Date, duration: Duration, own: OwnDays = NO_DAYS): Date {
  switch (duration.unit) {
    case 'hours':
      return new Date(from.getTime() + duration.amount * 3_600_000);
    case 'days':
      return new Date(from.getTime() + duration.amount * DAY_MS);
    case 'working-days': {
      let day = shanghaiDay(from);
      for (let i = 0; i < duration.amount; i++) day = nextWorkingDay(day, own);
      return new Date(dayStart(day) + CLOSE_MS);
    }
    case 'working-hours': {
      let left = duration.amount * 3_600_000;
      let day = shanghaiDay(from);
      if (!isWorkingDay(day, own)) day = nextWorkingDay(day, own);
      let at = Math.max(from.getTime(), dayStart(day) + OPEN_MS);
      for (;;) {
        const room = Math.max(0, dayStart(day) + CLOSE_MS - at);
        if (left <= room) return new Date(at + left);
        left -= room;
        day = nextWorkingDay(day, own);
        at = dayStart(day) + OPEN_MS;
      }
    }
  }
}
