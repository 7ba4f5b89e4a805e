import { STOCK_MOVES } from '@yinxin/contract';
import { describe, expect, test } from 'vitest';
import { CARD_EVENTS, CARD_LIFE, cardAfter, mediumAfter, pairingOf, refusesSignature, refusesStep } from './rules.ts';
import { CARD_STATES } from './types.ts';

/** The life as the trade tells it: every other pair of state and event must be refused. */
const CARD_ALLOWED = [
  'fresh print printed',
  'fresh assign assigned',
  'fresh destroy destroyed',
  'printed assign assigned',
  'printed destroy destroyed',
  'assigned print assigned',
  'assigned destroy destroyed',
];

test.each([
  ['stock', 'issue', 'blank'],
  ['blank', 'make', 'made'],
  ['made', 'ship', 'shipped'],
  ['shipped', 'issue', undefined],
  ['spoiled', 'make', undefined],
  ['destroyed', 'restock', undefined],
] as const)('a medium that is %s, %s: %s', (state, move, after) => {
  expect(mediumAfter(state, move, 'staff')).toBe(after);
});

test('a spoiled medium is destroyed, or kept after all, by somebody else than who reported it', () => {
  for (const move of STOCK_MOVES) {
    const second = move === 'destroy' || move === 'keep';
    const witnessed = move === 'witness' ? 'MEDIUM_WITNESSED' : null;
    expect(refusesSignature(move, 'li', 'li'), move).toBe(second ? 'MEDIUM_OWN_REPORT' : witnessed);
    expect(refusesSignature(move, 'li', 'wang'), move).toBe(witnessed);
    // What the hall reported by itself bears no signature yet.
    expect(refusesSignature(move, null, 'li'), move).toBe(second ? 'MEDIUM_NEEDS_WITNESS' : null);
  }
});

describe.each(CARD_STATES)('a password card that is %s', (state) => {
  test.each(CARD_EVENTS)('%s', (event) => {
    const line = CARD_ALLOWED.find((one) => one.startsWith(`${state} ${event} `));
    expect(cardAfter(state, event)).toBe(line?.split(' ')[2]);
  });
});

test('every state of a card is reached from the beginning, and destroyed is its end', () => {
  const seen = new Set<(typeof CARD_STATES)[number]>(['fresh']);
  for (const state of seen) for (const next of Object.values(CARD_LIFE[state])) seen.add(next);
  expect([...seen].toSorted()).toEqual([...CARD_STATES].toSorted());
  expect(CARD_STATES.filter((state) => Object.keys(CARD_LIFE[state]).length === 0)).toEqual(['destroyed']);
});

describe('pairing', () => {
  const pair = { mediumSerial: 'A', passwordCard: 'B' };
  test.each([
    [undefined, pair, 'new'],
    [{ ...pair, status: 'personalised' }, pair, 'same'],
    [{ ...pair, status: 'issued' }, pair, 'same'],
    [{ ...pair, status: 'made' }, pair, 'PRODUCTION_FINISHED'],
    [{ ...pair, status: 'personalised' }, { ...pair, mediumSerial: 'C' }, 'PRODUCTION_OTHER_PAIR'],
    [{ ...pair, status: 'personalised' }, { ...pair, passwordCard: 'C' }, 'PRODUCTION_OTHER_PAIR'],
  ] as const)('%j asked %j: %s', (living, asked, result) => {
    expect(pairingOf(living, asked)).toBe(result);
  });
});

test.each([
  ['waiting', 'request', 'PRODUCTION_NOT_PAIRED'],
  ['waiting', 'abandon', 'PRODUCTION_NOT_PAIRED'],
  ['personalised', 'request', null],
  ['personalised', 'nonce', 'PRODUCTION_NOT_ISSUED'],
  ['personalised', 'confirm', 'PRODUCTION_NOT_ISSUED'],
  ['personalised', 'abandon', null],
  ['issued', 'request', null],
  ['issued', 'confirm', null],
  ['issued', 'abandon', null],
  ['made', 'request', null],
  ['made', 'confirm', null],
  ['made', 'abandon', 'PRODUCTION_FINISHED'],
] as const)('in %s, %s: %s', (status, step, refusal) => {
  expect(refusesStep(status, step)).toBe(refusal);
});
