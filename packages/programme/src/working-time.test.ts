import { expect, test } from 'vitest';
import { addDuration, isWorkingDay, nationalDay, ownDaysAt, shanghaiDay } from './working-time.ts';

test('the day of an instant is the day in Shanghai', () => {
  expect(shanghaiDay(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
  expect(shanghaiDay(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
});

test('working days skip weekends, holidays and count make-up Saturdays', () => {
  // Friday before the National Day holiday of 2026 (1–7 October; 20 September and 10 October are worked).
  const end = addDuration(new Date('2026-09-30T03:00:00Z'), { amount: 1, unit: 'working-days' });
  expect(end.toISOString()).toBe('2026-10-08T09:00:00.000Z');
  const makeUp = addDuration(new Date('2026-10-09T03:00:00Z'), { amount: 1, unit: 'working-days' });
  expect(shanghaiDay(makeUp)).toBe('2026-10-10');
});

test('working hours stop when the office closes', () => {
  // Friday 16:00 in Shanghai + 4 working hours = Monday 12:00.
  const end = addDuration(new Date('2026-11-20T08:00:00Z'), { amount: 4, unit: 'working-hours' });
  expect(end.toISOString()).toBe('2026-11-23T04:00:00.000Z');
});

test('a day the house closes or works itself goes before the national table', () => {
  const day = { amount: 1, unit: 'working-days' } as const;
  const wednesday = new Date('2026-11-18T03:00:00Z');
  expect(shanghaiDay(addDuration(wednesday, day))).toBe('2026-11-19');
  expect(shanghaiDay(addDuration(wednesday, day, new Map([['2026-11-19', false]])))).toBe('2026-11-20');
  const friday = new Date('2026-11-20T03:00:00Z');
  expect(shanghaiDay(addDuration(friday, day, new Map([['2026-11-21', true]])))).toBe('2026-11-21');
  expect(isWorkingDay('2026-10-01')).toBe(false);
  expect(isWorkingDay('2026-10-10')).toBe(true);
  expect(nationalDay('2026-10-10')).toEqual({ zh: '国庆节', en: 'National Day', works: true });
  expect(nationalDay('2026-10-12')).toBeNull();
});

test('a clock keeps the days that counted when it began', () => {
  const issues = [
    { since: new Date('2026-01-01T00:00:00Z'), days: new Map([['2026-11-19', false]]) },
    { since: new Date('2026-11-18T04:00:00Z'), days: new Map([['2026-11-20', false]]) },
  ];
  expect([...ownDaysAt(issues, new Date('2025-12-31T00:00:00Z'))]).toEqual([]);
  expect([...ownDaysAt(issues, new Date('2026-11-18T04:00:00Z'))]).toEqual([['2026-11-19', false]]);
  expect([...ownDaysAt(issues, new Date('2026-11-18T04:00:01Z'))]).toEqual([['2026-11-20', false]]);
  expect([...ownDaysAt(undefined, new Date())]).toEqual([]);
});
