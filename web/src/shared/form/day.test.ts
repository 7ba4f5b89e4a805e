import { expect, test } from 'vitest';
import { readDay } from './day.ts';

test.each(['2026-03-01', '2026/3/1', '2026.3.1', '2026年3月1日', ' 20260301 ', '２０２６－０３－０１', '2026 3 1'])(
  '%s is the first of March',
  (typed) => {
    expect(readDay(typed)).toBe('2026-03-01');
  },
);

test.each(['', '2026', '2026-3', '2026-02-29', '2026-13-01', '2026-00-10', '01/03/2026', '3月1日', '2026-03-011'])(
  '%s is no day',
  (typed) => {
    expect(readDay(typed)).toBeNull();
  },
);

test('the 29th of February is a day in leap years', () => {
  expect(readDay('2028-2-29')).toBe('2028-02-29');
});
