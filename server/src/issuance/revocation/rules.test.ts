import { describe, expect, test } from 'vitest';
import { refusesDecision, refusesRequest } from './rules.ts';

const good = { revoked: false, expired: false, openRequest: false };

describe('who may ask for a revocation, who decides', () => {
  test.each([
    [good, null],
    [{ ...good, revoked: true }, 'CERTIFICATE_ALREADY_REVOKED'],
    [{ ...good, expired: true }, 'CERTIFICATE_EXPIRED'],
    [{ ...good, openRequest: true }, 'REVOCATION_ALREADY_ASKED'],
    [{ revoked: true, expired: true, openRequest: true }, 'CERTIFICATE_ALREADY_REVOKED'],
  ])('%j: %s', (pair, refusal) => {
    expect(refusesRequest(pair)).toBe(refusal);
  });

  test.each([
    ['open', 'wang', null],
    ['open', 'li', 'REVOCATION_OWN_REQUEST'],
    ['done', 'wang', 'REVOCATION_DECIDED'],
    ['refused', 'li', 'REVOCATION_DECIDED'],
  ] as const)('a request of li that is %s, decided by %s: %s', (status, decider, refusal) => {
    expect(refusesDecision({ status, requestedBy: 'li' }, decider)).toBe(refusal);
  });
});
