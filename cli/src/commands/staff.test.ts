import { expect, test } from 'vitest';
import { checkUsername, readRoles } from './staff.ts';

test.each(['li.hua', 'admin1', 'mail-room_2', 'abc'])('%s can be a user name', (name) => {
  expect(checkUsername(name)).toBe(true);
});

test.each(['', 'ab', 'Li.Hua', '1st', '李华', 'a b c', 'a'.repeat(32)])(
  '"%s" cannot, and the answer is in words',
  (name) => {
    expect(checkUsername(name)).toMatch(/3 to 31 characters|3 至 31 个字符/);
  },
);

test('an unknown role is named beside those there are', () => {
  expect(readRoles('reviewer, finance')).toEqual(['reviewer', 'finance']);
  expect(() => readRoles('reviewer,boss')).toThrow(/boss.*administrator/s);
  expect(() => readRoles('')).toThrow(/administrator/);
});
