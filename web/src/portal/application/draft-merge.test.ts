import { expect, test } from 'vitest';
import { afterStale, differing } from './draft-merge.ts';

test('a missing value counts as empty', () => {
  expect(differing({ a: '' }, {})).toEqual([]);
  expect(differing({ a: '1' }, { b: '2' })).toEqual(['a', 'b']);
});

test('fields changed in different windows are brought together without asking', () => {
  const { merged, conflicts } = afterStale({ a: '1', b: '1' }, { a: '2', b: '1' }, { a: '1', b: '3' });
  expect(conflicts).toEqual([]);
  expect(merged).toEqual({ a: '2', b: '3' });
});

test('a field changed differently in two windows is a conflict, and nothing typed is lost', () => {
  const { merged, conflicts } = afterStale({ a: '1' }, { a: 'mine' }, { a: 'theirs' });
  expect(conflicts).toEqual(['a']);
  expect(merged).toEqual({ a: 'mine' });
});

test('the same change in two windows is no conflict', () => {
  expect(afterStale({ a: '1' }, { a: '2' }, { a: '2' }).conflicts).toEqual([]);
});
