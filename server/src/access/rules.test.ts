import { describe, expect, test } from 'vitest';
import { stateOf } from './certificates.ts';
import { HELD_STATES, refusesPath, refusesSignIn, refusesState } from './rules.ts';

const now = new Date('2026-03-02T01:00:00Z');
const later = new Date('2027-03-02T01:00:00Z');

describe('what a certificate may do in its state', () => {
  test('[PA-22] only an activated certificate signs in, and each refusal has its own code', () => {
    const refused = HELD_STATES.map((state) => [state, refusesState(state)]);
    expect(Object.fromEntries(refused)).toEqual({
      requested: 'CERTIFICATE_NOT_ACTIVATED',
      made: 'CERTIFICATE_NOT_ACTIVATED',
      activated: null,
      'in-use': null,
      suspended: 'CERTIFICATE_ON_HOLD',
      superseded: 'CERTIFICATE_REPLACED',
      expired: 'CERTIFICATE_RUN_OUT',
      revoked: 'CERTIFICATE_IS_REVOKED',
      withdrawn: 'CERTIFICATE_IS_REVOKED',
    });
  });

  test.each([
    [null, later, 'in-use'],
    ['removeFromCRL', later, 'in-use'],
    ['certificateHold', later, 'suspended'],
    ['keyCompromise', later, 'revoked'],
    ['superseded', later, 'superseded'],
    [null, new Date(now.getTime() - 1), 'expired'],
  ])('reason %s, ends %s: %s', (reason, notAfter, state) => {
    expect(stateOf(reason, notAfter, now)).toBe(state);
  });
});

describe('who is signed in', () => {
  const good = { state: 'in-use', account: 'a', asked: undefined, lacksBinding: false } as const;

  test('[PA-03] the certificate’s own account, named or not, and no other', () => {
    expect(refusesSignIn(good)).toBeNull();
    expect(refusesSignIn({ ...good, asked: 'a' })).toBeNull();
    expect(refusesSignIn({ ...good, asked: 'b' })).toBe('CERTIFICATE_OF_OTHER_ACCOUNT');
    expect(refusesSignIn({ ...good, ofBranch: true })).toBe('CERTIFICATE_OF_BRANCH');
    expect(refusesSignIn({ ...good, asked: null })).toBe('CERTIFICATE_OF_OTHER_ACCOUNT');
    expect(refusesSignIn({ ...good, asked: 'b', state: 'made', lacksBinding: true })).toBe(
      'CERTIFICATE_OF_OTHER_ACCOUNT',
    );
  });

  test('[PA-21][PA-22] the earliest missing step is the one that is named', () => {
    expect(refusesSignIn({ ...good, lacksBinding: true })).toBe('CERTIFICATE_NOT_BOUND');
    expect(refusesSignIn({ ...good, state: 'made', lacksBinding: true })).toBe('CERTIFICATE_NOT_ACTIVATED');
  });
});

test('a chain that is refused says what its holder can act on', () => {
  expect(refusesPath('EXPIRED')).toBe('CERTIFICATE_RUN_OUT');
  expect(refusesPath('NOT_YET_VALID')).toBe('CERTIFICATE_TOO_EARLY');
  expect(refusesPath('KEY_USAGE')).toBe('CERTIFICATE_WRONG_USE');
  expect(refusesPath('ISSUER_UNKNOWN')).toBe('CERTIFICATE_UNTRUSTED');
});
