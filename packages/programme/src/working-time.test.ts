import { expect, test } from 'vitest';
import { addDuration, shanghaiDay } from './working-time.ts';

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
