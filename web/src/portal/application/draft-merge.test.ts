import { expect, test } from 'vitest';
import { afterStale, differing, unsaved } from './draft-merge.ts';

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

test('[PA-10] what is not asked any more is neither saved nor lost, and comes back with the question', () => {
  const typed = { seal: 'no', name: 'typed' };
  expect(unsaved({ seal: 'no' }, typed)).toEqual([]);
  const { merged, conflicts } = afterStale({ seal: 'no' }, { ...typed, seal: 'yes' }, { seal: 'yes', name: '' });
  expect(conflicts).toEqual([]);
  expect(merged).toEqual({ seal: 'yes', name: 'typed' });
  expect(unsaved({ seal: 'yes', name: '' }, merged)).toEqual(['name']);
});
