import { describe, expect, test } from 'vitest';
import { refusalToDecide, requestClock } from './rules.ts';

const approve = { decision: 'approve', answer: '' } as const;
const open = { status: 'open', enteredByStaff: null } as const;

describe('[JX-08][JX-14] who may decide a request', () => {
  test('anybody of the back office decides what an applicant entered', () => {
    expect(refusalToDecide(open, 'a', approve)).toBeUndefined();
  });
  test('nobody decides what they entered themselves', () => {
    expect(refusalToDecide({ ...open, enteredByStaff: 'a' }, 'a', approve)).toBe('OWN_ENTRY');
    expect(refusalToDecide({ ...open, enteredByStaff: 'a' }, 'b', approve)).toBeUndefined();
  });
  test('nothing is decided twice', () => {
    expect(refusalToDecide({ ...open, status: 'approved' }, 'a', approve)).toBe('ALREADY_DECIDED');
    expect(refusalToDecide({ ...open, status: 'refused' }, 'a', approve)).toBe('ALREADY_DECIDED');
  });
  test('a refusal says why', () => {
    expect(refusalToDecide(open, 'a', { decision: 'refuse', answer: ' ' })).toBe('ANSWER_NEEDED');
    expect(refusalToDecide(open, 'a', { decision: 'refuse', answer: '证明上没有公章' })).toBeUndefined();
  });
});

describe('the clock of a request', () => {
  const step = { target: { amount: 8, unit: 'hours' }, promise: { amount: 24, unit: 'hours' } } as const;
  const since = new Date('2026-03-02T01:00:00Z');
  const at = (hours: number) => new Date(since.getTime() + hours * 3_600_000);
  test.each([
    [3, 'calm'],
    [5, 'soon'],
    [7, 'urgent'],
    [9, 'late'],
  ])('after %i of 8 hours it is %s', (hours, urgency) => {
    expect(requestClock(since, 'open', step, at(hours))).toMatchObject({ actor: 'authority', urgency });
  });
  test('stops with the decision', () => {
    expect(requestClock(since, 'approved', step, at(1))).toBeNull();
  });
});
