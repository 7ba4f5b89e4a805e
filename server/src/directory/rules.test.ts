import { describe, expect, test } from 'vitest';
import { Problem } from '../platform/problems/index.ts';
import { CODE_SECONDS, MOST_TRIES, newCode, standing, typedCode } from './codes/rules.ts';
import { checkNewPassword } from './password-rule.ts';
import catalogue from './problems.json' with { type: 'json' };
import { losesAdministrator, randomPassword, roleChange } from './staff/rules.ts';

const codeOf = (work: () => void): string => {
  try {
    work();
    return 'accepted';
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
};

describe('a new password', () => {
  const check = (password: string) => codeOf(() => checkNewPassword(password, ['91360100MA35ABCD0X', '13800138000']));
  test.each([
    ['123456789', 'PASSWORD_TOO_SHORT'],
    ['1234567890', 'PASSWORD_TOO_SIMPLE'],
    ['9876543210', 'PASSWORD_TOO_SIMPLE'],
    ['1111122222', 'PASSWORD_TOO_SIMPLE'],
    ['abcdefghijk', 'PASSWORD_TOO_SIMPLE'],
    ['Passw0rd!2026', 'PASSWORD_TOO_SIMPLE'],
    ['a91360100ma35abcd0x', 'PASSWORD_IS_ACCOUNT'],
    ['tel13800138000', 'PASSWORD_IS_ACCOUNT'],
    ['春眠不觉晓处处闻啼鸟', 'accepted'],
    ['fünf Enten am Teich', 'accepted'],
  ])('%s: %s', (password, outcome) => {
    expect(check(password)).toBe(outcome);
  });
  test('every one-time password would be accepted', () => {
    for (const password of Array.from({ length: 200 }, randomPassword)) {
      expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
      expect(check(password)).toBe('accepted');
    }
  });
});

describe('[JX-13] SMS codes', () => {
  const now = new Date('2026-03-02T01:00:00Z');
  const fresh = { expiresAt: new Date(now.getTime() + CODE_SECONDS * 1000), tries: 1, usedAt: null };
  test('have six digits', () => {
    for (const code of Array.from({ length: 200 }, newCode)) expect(code).toMatch(/^\d{6}$/);
  });
  test('are read as typed, full width and spaces allowed', () => {
    expect(typedCode(' １２３ 456 ')).toBe('123456');
  });
  test('stand while fresh, unused and tried at most five times', () => {
    expect(standing(fresh, now)).toBe('usable');
    expect(standing({ ...fresh, tries: MOST_TRIES }, now)).toBe('usable');
    expect(standing({ ...fresh, tries: MOST_TRIES + 1 }, now)).toBe('locked');
    expect(standing({ ...fresh, usedAt: now }, now)).toBe('gone');
    expect(standing(fresh, fresh.expiresAt)).toBe('gone');
    expect(standing(undefined, now)).toBe('gone');
  });
});

describe('roles', () => {
  test('a change says what was gained, lost, and which of it decides', () => {
    expect(roleChange(['administrator'], ['finance', 'shipping'])).toEqual({
      gained: ['finance', 'shipping'],
      lost: ['administrator'],
      gainedDeciding: ['finance'],
    });
  });
  test('deactivation and loss of the role both lose an administrator', () => {
    const one = { roles: ['administrator'], active: true } as const;
    expect(losesAdministrator(one, { ...one, active: false })).toBe(true);
    expect(losesAdministrator(one, { ...one, roles: ['shipping'] })).toBe(true);
    expect(losesAdministrator(one, one)).toBe(false);
    expect(losesAdministrator({ ...one, active: false }, { roles: [], active: false })).toBe(false);
  });
});

test('every refusal has a text and a next step in both languages', () => {
  for (const [code, entry] of Object.entries(catalogue)) {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    for (const text of [entry.detail.zh, entry.detail.en, entry.next.zh, entry.next.en])
      expect(text.length).toBeGreaterThan(5);
    const names = (text: string) => [...text.matchAll(/\{(\w+?)(?:Zh|En)?\}/g)].map((m) => m[1]).sort();
    expect(names(entry.detail.en)).toEqual(names(entry.detail.zh));
  }
});
