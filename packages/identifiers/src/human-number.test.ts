import fc from 'fast-check';
import { expect, test } from 'vitest';
import { humanNumber } from './index.ts';

const day = new Date('2026-11-22T03:00:00Z');
const made = fc
  .tuple(
    fc.constantFrom('JX', 'K', 'PIN', 'REQ', 'IO'),
    fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-30'), noInvalidDate: true }),
    fc.nat(999_999),
  )
  .map(([prefix, date, sequence]) => humanNumber.make(prefix, date, sequence));

test('the check letter follows ISO 7064 MOD 27,26 (its example: QWERTYDVORAK has Y)', () => {
  expect(humanNumber.checkLetter('QWERTYDVORAK')).toBe('Y');
});

test('is written with prefix, day in Beijing, sequence and check character', () => {
  expect(humanNumber.make('JX', day, 123)).toMatch(/^JX261122-000123-[A-Z]$/);
  expect(humanNumber.make('JX', new Date('2026-11-22T16:00:00Z'), 1)).toMatch(/^JX261123-/);
  expect(() => humanNumber.make('jx', day, 1)).toThrow(RangeError);
  expect(() => humanNumber.make('JX', day, -1)).toThrow(RangeError);
});

test('reads back what it wrote, in lower case, without hyphens, with O for 0 and l for 1', () => {
  fc.assert(
    fc.property(made, (number) => {
      expect(humanNumber.check(number)).toBe(true);
      const read = humanNumber.parse(number);
      const bare = number.toLowerCase().replaceAll('-', ' ');
      expect(humanNumber.parse(bare)).toEqual(read);
      const [head = '', middle = '', last = ''] = number.split('-');
      const sloppy = `${head.replace(/0/g, 'O')}${middle.replace(/0/g, 'o').replace(/1/g, 'l')}${last.replace('O', '0').replace('I', '1')}`;
      expect(humanNumber.parse(sloppy)).toEqual(read);
    }),
  );
});

test('takes a number apart', () => {
  const number = humanNumber.make('JX', day, 123);
  expect(humanNumber.parse(number)).toEqual({ ok: true, number, prefix: 'JX', date: '2026-11-22', sequence: 123 });
});

test('every single wrong character is detected, although look-alikes are forgiven', () => {
  fc.assert(
    fc.property(made, fc.nat(20), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), (number, at, other) => {
      if (number.charAt(at) === '-' || at >= number.length) return;
      const wrong = number.slice(0, at) + other + number.slice(at + 1);
      const read = humanNumber.parse(wrong);
      expect(read.ok ? read.number : number).toBe(number);
      expect(humanNumber.check(wrong)).toBe(wrong === number);
    }),
    { numRuns: 2000 },
  );
});

test.each(['', 'JX', 'JX261322-000123-K', '<script>', 'JX261122-123-K', '-'])('refuses %j', (text) => {
  expect(humanNumber.parse(text).ok).toBe(false);
});
