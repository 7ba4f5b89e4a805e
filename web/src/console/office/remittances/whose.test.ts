import { expect, test } from 'vitest';
import { whoseOf } from './whose.ts';

test.each([
  ['91110105ma00000001', { creditCode: '91110105MA00000001' }],
  [' 9111 0105 MA00 000001 ', { creditCode: '91110105MA00000001' }],
  ['xt20260302-1k', { orderNumber: 'XT20260302-1K' }],
  ['XT 20260302-1K', { orderNumber: 'XT20260302-1K' }],
])('%j', (typed, meant) => {
  expect(whoseOf(typed)).toEqual(meant);
});
