import fc from 'fast-check';
import { expect, test } from 'vitest';
import { yuanTyped } from '../yuan.ts';
import { shares } from './shares.ts';

test('no purpose gets more than it misses, and together no more than there is', () => {
  const amounts = fc.array(fc.nat(1_000_000).map((missingFen) => ({ missingFen })));
  fc.assert(
    fc.property(amounts, fc.nat(3_000_000), (waiting, left) => {
      const given = shares(waiting, left);
      const missing = waiting.reduce((sum, one) => sum + one.missingFen, 0);
      expect(given.every((fen, at) => fen >= 0 && fen <= (waiting[at]?.missingFen ?? 0))).toBe(true);
      expect(given.reduce((sum, fen) => sum + fen, 0)).toBe(Math.min(left, missing));
    }),
  );
});

test('an amount is proposed as it is typed', () => {
  expect([0, 5, 33_050, 120_000].map(yuanTyped)).toEqual(['0.00', '0.05', '330.50', '1200.00']);
});
