import { describe, expect, test } from 'vitest';
import {
  CARD_EVENTS,
  CARD_LIFE,
  cardAfter,
  MEDIUM_EVENTS,
  MEDIUM_LIFE,
  mediumAfter,
  pairingOf,
  refusesStep,
} from './rules.ts';
import { CARD_STATES, MEDIUM_STATES } from './types.ts';

/** The lives as the trade tells them: every other pair of state and event must be refused. */
const MEDIUM_ALLOWED = [
  'blank personalise personalised',
  'blank spoil spoiled',
  'personalised make made',
  'personalised spoil spoiled',
  'made ship shipped',
  'made spoil spoiled',
];
const CARD_ALLOWED = [
  'fresh print printed',
  'fresh assign assigned',
  'fresh destroy destroyed',
  'printed assign assigned',
  'printed destroy destroyed',
  'assigned print assigned',
  'assigned destroy destroyed',
];

describe.each(MEDIUM_STATES)('a medium that is %s', (state) => {
  test.each(MEDIUM_EVENTS)('%s', (event) => {
    const line = MEDIUM_ALLOWED.find((one) => one.startsWith(`${state} ${event} `));
    expect(mediumAfter(state, event)).toBe(line?.split(' ')[2]);
  });
});

describe.each(CARD_STATES)('a password card that is %s', (state) => {
  test.each(CARD_EVENTS)('%s', (event) => {
    const line = CARD_ALLOWED.find((one) => one.startsWith(`${state} ${event} `));
    expect(cardAfter(state, event)).toBe(line?.split(' ')[2]);
  });
});

test('every state is reached from the beginning, and spoiled, shipped and destroyed are the ends', () => {
  const reach = (
    life: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>,
    from: string,
  ): string[] => {
    const seen = new Set([from]);
    for (const state of seen) for (const next of Object.values(life[state] ?? {})) if (next) seen.add(next);
    return [...seen].toSorted();
  };
  expect(reach(MEDIUM_LIFE, 'blank')).toEqual([...MEDIUM_STATES].toSorted());
  expect(reach(CARD_LIFE, 'fresh')).toEqual([...CARD_STATES].toSorted());
  const ends = MEDIUM_STATES.filter((state) => Object.keys(MEDIUM_LIFE[state]).length === 0);
  expect(ends).toEqual(['shipped', 'spoiled']);
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
