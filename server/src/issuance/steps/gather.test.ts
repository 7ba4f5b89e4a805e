import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { done, failed, gather } from './gather.ts';

test('whoever comes while one portion is worked on is in the next, at most so many, in order', async () => {
  const portions: number[][] = [];
  const double = gather<number, number>(3, async (items) => {
    portions.push([...items]);
    await turn();
    return items.map((one) => done(2 * one));
  });
  const first = double(1);
  await turn();
  const answers = await Promise.all([first, ...[2, 3, 4, 5, 6].map(double)]);
  expect(answers).toEqual([2, 4, 6, 8, 10, 12]);
  expect(portions).toEqual([[1], [2, 3, 4], [5, 6]]);
});

test('an outcome belongs to one; a portion that fails as a whole is tried one by one', async () => {
  const tried: number[][] = [];
  const work = gather<number, number>(10, async (items) => {
    tried.push([...items]);
    if (items.includes(3)) throw new Error('as a whole');
    return items.map((one) => (one === 2 ? failed(new Error('two')) : done(one)));
  });
  const settled = await Promise.allSettled([1, 2, 3, 4].map(work));
  expect(settled.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([
    1,
    'two',
    'as a whole',
    4,
  ]);
  expect(tried).toEqual([[1, 2, 3, 4], [1], [2], [3], [4]]);
  expect(await work(7)).toBe(7);
});
