import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { newest } from './version.ts';

test('an older answer never takes the place of a newer one', () => {
  const shown = { version: 3, file: 'licence.pdf' };
  expect(newest(shown, { version: 2, file: null })).toBe(shown);
});

test('of the same version the later answer counts: time passes without a version', () => {
  expect(newest({ version: 3, late: false }, { version: 3, late: true })).toEqual({ version: 3, late: true });
});

test('what is not shown yet, or has no version, is taken as it comes', () => {
  expect(newest(undefined, { version: 1 })).toEqual({ version: 1 });
  expect(newest({ items: [1] }, { items: [] })).toEqual({ items: [] });
});

test('a read that began before a command and is answered after it changes nothing', async () => {
  const queries = new QueryClient();
  const queryKey = ['order'];
  queries.setQueryData(queryKey, { version: 1, file: null });
  let answer = (_: unknown): void => undefined;
  const slow = new Promise((resolve) => {
    answer = resolve;
  });
  const reading = queries.fetchQuery({ queryKey, queryFn: () => slow, structuralSharing: newest });
  queries.setQueryData(queryKey, { version: 2, file: 'licence.pdf' });
  answer({ version: 1, file: null });
  await reading;
  expect(queries.getQueryData(queryKey)).toEqual({ version: 2, file: 'licence.pdf' });
});
