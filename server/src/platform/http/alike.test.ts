import { expect, test } from 'vitest';
import { hasAlready, takesGzip } from './alike.ts';

test.each([
  ['gzip', true],
  ['gzip, deflate, br', true],
  ['br;q=1.0, gzip;q=0.8, *;q=0.1', true],
  ['GZIP', true],
  ['gzip;q=1', true],
  ['gzip;q=0', false],
  ['gzip;q=0.000', false],
  ['br', false],
  ['identity', false],
  ['', false],
  [undefined, false],
])('Accept-Encoding %o takes gzip: %o', (accepted, expected) => {
  expect(takesGzip(accepted)).toBe(expected);
});

test.each([
  ['W/"a"', true],
  ['"a"', true],
  ['"b", W/"a"', true],
  ['*', true],
  ['"b"', false],
  ['a', false],
  ['', false],
  [undefined, false],
])('If-None-Match %o has W/"a": %o', (asked, expected) => {
  expect(hasAlready(asked, 'W/"a"')).toBe(expected);
});
