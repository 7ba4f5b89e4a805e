import { expect, test } from 'vitest';
import { windowsOf } from './schedule.ts';
import { spreadDay, spreadDays } from './spread.ts';
import { broughtForward } from './suggest.ts';

const rule = { perDay: 2000, withinDays: 10 };
const ids = Array.from({ length: 20_000 }, (_, n) => `0190a0a0-0000-7000-8000-${String(n).padStart(12, '0')}`);

test('a campaign is called over as many days as its number needs, few certificates on their day', () => {
  expect([0, 1, 2000, 2001, 4001, 60_000].map((count) => spreadDays(rule, count))).toEqual([1, 1, 1, 2, 3, 10]);
});

test('near the end nobody waits: at most half the time to the next reminder', () => {
  const { before, after } = { before: [90, 60, 30, 15, 7, 3, 1], after: [1, 7, 30] };
  const windows = windowsOf({ before, after }, new Date('2026-03-02T02:00:00Z'));
  const days = Object.fromEntries(windows.map(({ step, gap }) => [step, spreadDays(rule, 60_000, gap)]));
  expect(days).toEqual({ '-90': 10, '-60': 10, '-30': 7, '-15': 4, '-7': 2, '-3': 1, '-1': 1, 1: 3, 7: 10, 30: 3 });
});

test('whoever is called before the end is called before it, also where no other reminder comes between', () => {
  const gaps = (before: number[], after: number[]) =>
    Object.fromEntries(
      windowsOf({ before, after }, new Date('2026-03-02T02:00:00Z')).map(({ step, gap }) => [
        step,
        spreadDays({ perDay: 1, withinDays: 30 }, 60_000, gap),
      ]),
    );
  expect(gaps([2], [30])).toEqual({ '-2': 1, 30: 3 });
  expect(gaps([5], [])).toEqual({ '-5': 2 });
});

test('everybody has a day of their own that never changes, and the days are about as full as each other', () => {
  const full = new Array<number>(10).fill(0);
  for (const id of ids) {
    const day = spreadDay(id, 10);
    expect(spreadDay(id, 10)).toBe(day);
    full[day] = (full[day] ?? 0) + 1;
  }
  expect(full.reduce((sum, one) => sum + one)).toBe(ids.length);
  expect(Math.min(...full)).toBeGreaterThan(1800);
  expect(Math.max(...full)).toBeLessThan(2200);
  expect(ids.every((id) => spreadDay(id, 1) === 0)).toBe(true);
});

test('an earlier day suggested to all of a campaign is where their days begin, none later than it would have been', () => {
  const day = (n: number) => new Date(Date.parse('2027-01-01T00:00:00+08:00') + n * 86_400_000);
  const own = { start: day(20), end: day(30) };
  const starts = ids
    .slice(0, 200)
    .map((id) => broughtForward(own, day(5), day(0), spreadDay(id, spreadDays(rule, 20_000))).start.getTime());
  expect(new Set(starts)).toEqual(new Set(Array.from({ length: 10 }, (_, n) => day(5 + n).getTime())));
  expect(broughtForward(own, day(15), day(0), 9)).toEqual(own);
});
