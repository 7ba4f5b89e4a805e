import { BATCH_ITEM_STATES } from '@yinxin/contract';
import { expect, test } from 'vitest';
import { AWAY_MS, ITEM_EVENTS, itemAfter, mayTake, nextItem, refusesWork } from './rules.ts';

const now = new Date('2026-03-02T09:00:00+08:00');
const open = { status: 'open', operatorId: 'li', touchedAt: now } as const;

test('what is done or left in a batch never moves again, and every other state has a way on', () => {
  const ways = BATCH_ITEM_STATES.map((state) => ITEM_EVENTS.filter((event) => itemAfter(state, event)).length);
  expect(Object.fromEntries(BATCH_ITEM_STATES.map((state, at) => [state, ways[at]]))).toEqual({
    waiting: 3,
    made: 1,
    done: 0,
    'set-aside': 2,
    left: 0,
  });
});

test('a medium in hand gets its label before the next order begins', () => {
  const items = [
    { state: 'done' },
    { state: 'waiting', id: 1 },
    { state: 'made', id: 2 },
    { state: 'set-aside' },
  ] as const;
  expect(nextItem(items)).toEqual({ state: 'made', id: 2 });
  expect(nextItem([{ state: 'set-aside' }, { state: 'done' }])).toBeUndefined();
});

test('another operator takes a batch only after a hand-over, or when its own was away', () => {
  expect(mayTake(open, 'wang', now)).toBe(false);
  expect(mayTake({ ...open, operatorId: null }, 'wang', now)).toBe(true);
  expect(mayTake(open, 'wang', new Date(now.getTime() + AWAY_MS - 1))).toBe(false);
  expect(mayTake(open, 'wang', new Date(now.getTime() + AWAY_MS))).toBe(true);
  expect(mayTake({ ...open, status: 'closed', operatorId: null }, 'wang', now)).toBe(false);
});

test('only its operator works on a batch, and nobody once it has ended', () => {
  expect([refusesWork(open, 'li'), refusesWork(open, 'wang')]).toEqual([null, 'BATCH_OF_ANOTHER']);
  expect(refusesWork({ ...open, operatorId: null }, 'li')).toBe('BATCH_OF_ANOTHER');
  expect(refusesWork({ ...open, status: 'closed' }, 'li')).toBe('BATCH_CLOSED');
});
