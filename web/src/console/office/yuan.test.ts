import { expect, test } from 'vitest';
import { fenOf } from './yuan.ts';

test.each([
  ['330', 33_000],
  ['330.5', 33_050],
  ['0.29', 29],
  ['\uffe51,200.00', 120_000],
  [' 8.10 ', 810],
  ['0', null],
  ['-5', null],
  ['1.234', null],
  ['12a', null],
  ['', null],
])('%j yuan', (typed, fen) => {
  expect(fenOf(typed)).toBe(fen);
});
