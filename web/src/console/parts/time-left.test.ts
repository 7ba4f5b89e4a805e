import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

const now = new Date('2026-11-22T00:00:00Z');
test.each([
  ['2026-11-22T00:59:30Z', { amount: 59, unit: 'minutes', over: false }],
  ['2026-11-22T05:10:00Z', { amount: 5, unit: 'hours', over: false }],
  ['2026-11-25T05:10:00Z', { amount: 3, unit: 'days', over: false }],
  ['2026-11-21T21:30:00Z', { amount: 2, unit: 'hours', over: true }],
])('time left until %s', (until, left) => {
  expect(timeLeft(new Date(until), now)).toEqual(left);
});
