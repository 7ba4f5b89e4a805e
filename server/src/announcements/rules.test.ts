import { expect, test } from 'vitest';
import { refusesDays, stateOn } from './rules.ts';

const one = { from: '2026-03-02', until: '2026-03-05', withdrawnAt: null };

test('an announcement is shown from its first day to its last, both included', () => {
  const days = ['2026-03-01', '2026-03-02', '2026-03-05', '2026-03-06'];
  expect(days.map((day) => stateOn(one, day))).toEqual(['ahead', 'shown', 'shown', 'over']);
  expect(stateOn({ ...one, until: null }, '2036-03-06')).toBe('shown');
  expect(stateOn({ ...one, withdrawnAt: new Date(0) }, '2026-03-03')).toBe('withdrawn');
});

test('what would never be shown is refused', () => {
  expect(refusesDays(one, '2026-03-05')).toBeNull();
  expect(refusesDays({ ...one, until: null }, '2026-03-05')).toBeNull();
  expect(refusesDays(one, '2026-03-06')).toBe('ANNOUNCEMENT_OVER');
  expect(refusesDays({ from: '2026-03-02', until: '2026-03-01' }, '2026-02-01')).toBe('ANNOUNCEMENT_ENDS_EARLY');
});
