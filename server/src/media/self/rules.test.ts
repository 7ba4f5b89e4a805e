import { describe, expect, test } from 'vitest';
import { CODES, type CodePurpose, type InstallStatus, isAlive, packageOf, refusesMedium, typedCode } from './rules.ts';

const now = new Date('2026-03-02T01:00:00Z');
const fresh = { expiresAt: new Date('2026-03-02T01:10:00Z'), usedAt: null, voidedAt: null };

test.each([
  ['fresh', fresh, true],
  ['at its very end', { ...fresh, expiresAt: now }, false],
  ['used', { ...fresh, usedAt: now }, false],
  ['void', { ...fresh, voidedAt: now }, false],
])('a code that is %s', (_name, code, alive) => {
  expect(isAlive(code, now)).toBe(alive);
});

test('a code is read as people type it', () => {
  expect(typedCode(' １２３ 4-56\n')).toBe('123456');
  for (const purpose of Object.keys(CODES) as CodePurpose[]) expect(CODES[purpose].digits).toBeGreaterThanOrEqual(6);
});

const STATES = ['blank', 'made', 'locked', 'spoiled'] as const;
const STATUSES: readonly InstallStatus[] = ['waiting', 'begun', 'issued', 'installed'];

/** Everything that may be written to, as the requirements tell it; every other combination must be refused. */
const PROVIDED_ALLOWED = [
  'waiting blank new',
  'begun blank new',
  'begun blank personalised',
  'issued blank personalised',
  'issued made new',
  'issued made personalised',
];

describe.each(STATUSES)('[BJ-22] an installation that is %s', (status) => {
  for (const state of STATES) {
    for (const personalised of [false, true]) {
      const name = `${status} ${state} ${personalised ? 'personalised' : 'new'}`;
      test(name, () => {
        const refusal = refusesMedium('provided', status, { state, personalised }, false);
        expect(refusal === null).toBe(PROVIDED_ALLOWED.includes(name));
        if (status === 'installed') expect(refusal).toBe('SELF_INSTALL_DONE');
        else if (state === 'spoiled') expect(refusal).toBe('SELF_MEDIUM_SPOILED');
      });
      test(`${name}, the holder’s own`, () => {
        const refusal = refusesMedium('same', status, { state, personalised }, true);
        expect(refusal === null).toBe(state === 'made' && status !== 'installed');
      });
    }
  }
});

test('a medium that this order personalised before may begin again', () => {
  expect(refusesMedium('provided', 'waiting', { state: 'blank', personalised: true }, true)).toBeNull();
  expect(refusesMedium('provided', 'waiting', { state: 'made', personalised: true }, true)).toBe(
    'SELF_MEDIUM_NOT_BLANK',
  );
});

test('[BJ-01] [BJ-02] [BJ-03] what a package holds follows from the medium and the programme', () => {
  expect(packageOf({ medium: 'made', passwordCard: true })).toEqual([
    'wrapper',
    'medium',
    'password-card',
    'instructions',
  ]);
  expect(packageOf({ medium: 'made', passwordCard: false })).not.toContain('password-card');
  expect(packageOf({ medium: 'blank', passwordCard: true })).toEqual(['medium', 'password-card']);
  expect(packageOf({ medium: 'blank', passwordCard: false })).toEqual(['medium']);
});
