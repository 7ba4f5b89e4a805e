import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keep, REGISTRATION, Registration, readKept } from './kept.ts';

const one = { creditCode: '91360100MA0000000X', name: '江西青山有限公司', mobile: '19900005678' };
const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('window', {
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a registration half filled in is there again, and gone once forgotten', () => {
  expect(readKept(REGISTRATION, Registration)).toBeNull();
  keep(REGISTRATION, one);
  expect(readKept(REGISTRATION, Registration)).toEqual(one);
  keep(REGISTRATION, null);
  expect(readKept(REGISTRATION, Registration)).toBeNull();
});

test('a password is no part of what is kept', () => {
  keep(REGISTRATION, Registration.parse({ ...one, password: 'three plain words', smsCode: '123456' }));
  expect([...stored.values()].join()).not.toMatch(/plain words|123456"/);
});

test.each(['{', '{"name":1}', 'null'])('%s in the storage is nothing', (text) => {
  stored.set(REGISTRATION, text);
  expect(readKept(REGISTRATION, Registration)).toBeNull();
});

test('without a storage nothing is kept and nothing breaks', () => {
  vi.stubGlobal('window', {});
  keep(REGISTRATION, one);
  expect(readKept(REGISTRATION, Registration)).toBeNull();
});
