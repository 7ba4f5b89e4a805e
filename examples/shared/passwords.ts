import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** A password as it is kept: salt and scrypt hash. */
export function keepPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${scryptSync(password, salt, 32).toString('base64url')}`;
}

export function isPassword(kept: string, password: string): boolean {
  const [salt = '', hash = ''] = kept.split('.');
  const expected = Buffer.from(hash, 'base64url');
  const given = scryptSync(password, Buffer.from(salt, 'base64url'), 32);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** A password for the first login, easy to read out. */
export const freshPassword = (): string => randomBytes(9).toString('base64url');
