import chineseDays from 'chinese-days';
import type { Duration } from './duration.ts';

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Office hours in Asia/Shanghai, used by `working-hours`. */
const OPEN_MS = 9 * 3_600_000;
const CLOSE_MS = 17 * 3_600_000;

/** The calendar day `YYYY-MM-DD` of an instant in Asia/Shanghai (UTC+8 without summer time since 1991). */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_MS).toISOString().slice(0, 10);
}

function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - SHANGHAI_MS;
}

function nextWorkingDay(day: string): string {
  let start = dayStart(day) + DAY_MS;
  while (!chineseDays.isWorkday(shanghaiDay(new Date(start)))) start += DAY_MS;
  return shanghaiDay(new Date(start));
}

/**
 * The instant a duration ends when it begins at `from`. Working days end at the close of the office
 * on the nth working day after the day of `from`; holidays and make-up Saturdays follow the national table.
 */
export function addDuration(from: Date, duration: Duration): Date {
  switch (duration.unit) {
    case 'hours':
      return new Date(from.getTime() + duration.amount * 3_600_000);
    case 'days':
      return new Date(from.getTime() + duration.amount * DAY_MS);
    case 'working-days': {
      let day = shanghaiDay(from);
      for (let i = 0; i < duration.amount; i++) day = nextWorkingDay(day);
      return new Date(dayStart(day) + CLOSE_MS);
    }
    case 'working-hours': {
      let left = duration.amount * 3_600_000;
      let day = shanghaiDay(from);
      if (!chineseDays.isWorkday(day)) day = nextWorkingDay(day);
      let at = Math.max(from.getTime(), dayStart(day) + OPEN_MS);
      for (;;) {
        const room = Math.max(0, dayStart(day) + CLOSE_MS - at);
        if (left <= room) return new Date(at + left);
        left -= room;
        day = nextWorkingDay(day);
        at = dayStart(day) + OPEN_MS;
      }
    }
  }
}
