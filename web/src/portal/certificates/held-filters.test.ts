import { expect, test } from 'vitest';
import { given, HeldFilters, isFiltered, NO_FILTERS } from './held-filters.ts';

test('an address without filters has none, and what is nonsense in it is left out', () => {
  expect(HeldFilters.parse({})).toEqual(NO_FILTERS);
  expect(isFiltered(HeldFilters.parse({ page: 3 }))).toBe(false);
  expect(HeldFilters.parse({ q: 123, status: 'gone', due: 'act', page: -1 })).toEqual({
    ...NO_FILTERS,
    q: '123',
    due: 'act',
  });
});

test('what is chosen comes back from the address as it was', () => {
  const chosen = HeldFilters.parse({ q: '海淀', programme: 'p', status: 'in-use', due: 'soon', page: 2 });
  expect(HeldFilters.parse(given(chosen))).toEqual(chosen);
  expect(given(NO_FILTERS)).toEqual({});
});
