import { humanNumber } from '@yinxin/identifiers';
import { expect, test } from 'vitest';
import { type Booked, compareCount, serialRange } from './rules.ts';

const serial = (n: number) => humanNumber.make('YK', new Date('2026-02-01T00:00:00Z'), n);
const at = (n: number, change: Partial<Booked> = {}): Booked => ({
  serial: serial(n),
  state: 'stock',
  place: '总库',
  handedTo: null,
  ...change,
});

test('a count is compared with what the books say lies at that place, and every difference has its kind', () => {
  const booked = [
    at(1),
    at(2),
    at(3, { place: '窗口' }),
    at(4, { handedTo: 'li' }),
    at(5, { state: 'shipped' }),
    at(6, { state: 'lost' }),
  ];
  const counted = [serial(1), serial(1), serial(3), serial(4), serial(5), serial(9)];
  expect(compareCount('总库', counted, booked)).toEqual({
    expected: 2,
    differences: [
      { serial: serial(2), kind: 'missing' },
      { serial: serial(3), kind: 'elsewhere' },
      { serial: serial(4), kind: 'elsewhere' },
      { serial: serial(5), kind: 'not-in-stock' },
      { serial: serial(9), kind: 'unknown' },
    ],
  });
  expect(compareCount('总库', [serial(1), serial(2)], booked).differences).toEqual([]);
});

test('a range of serials has each with its own check letter', () => {
  expect(serialRange(serial(8), serial(11), 100)).toEqual([serial(8), serial(9), serial(10), serial(11)]);
  expect(serialRange(serial(8), serial(8), 100)).toEqual([serial(8)]);
});

test.each([
  ['backwards', serial(3), serial(2)],
  ['too long', serial(1), serial(200)],
  ['of two days', serial(1), humanNumber.make('YK', new Date('2026-02-02T00:00:00Z'), 2)],
  ['of two prefixes', serial(1), humanNumber.make('XK', new Date('2026-02-01T00:00:00Z'), 2)],
  ['no serial', serial(1), 'YK1'],
])('a range that is %s is none', (_, from, to) => {
  expect(serialRange(from, to, 100)).toBeUndefined();
});
