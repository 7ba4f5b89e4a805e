import { expect, test } from 'vitest';
import { hashPassword, verifyNothing, verifyPassword } from './index.ts';

test('a password is checked against an argon2id hash with a salt of its own', async () => {
  const [one, two] = await Promise.all([hashPassword('安全 Password-1'), hashPassword('安全 Password-1')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword(one, '安全 Password-1')).toBe(true);
  expect(await verifyPassword(one, '安全 Password-2')).toBe(false);
  expect(await verifyPassword('not a hash', 'x')).toBe(false);
  expect(await verifyNothing('x')).toBe(false);
});
