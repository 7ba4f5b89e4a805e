import { expect, test } from 'vitest';
import { fenOf, yuanOf } from './fen.ts';

test.each([
  ['350', 35_000],
  ['350.5', 35_050],
  ['1,200.00', 120_000],
  ['0.07', 7],
  ['0', 0],
  ['', null],
  ['-1', null],
  ['1.005', null],
  ['1e3', null],
  ['3.', null],
  ['一百', null],
])('%j yuan is %j fen', (typed, fen) => {
  expect(fenOf(typed)).toBe(fen);
});

test('what is shown reads back as itself', () => {
  for (const fen of [0, 1, 10, 99, 100, 123_456]) expect(fenOf(yuanOf(fen))).toBe(fen);
});
