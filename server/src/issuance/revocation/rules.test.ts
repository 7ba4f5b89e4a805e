import { describe, expect, test } from 'vitest';
import {
  ACTS,
  refusesDecision,
  refusesInvalidity,
  refusesRequest,
  STANDINGS,
  type Standing,
  type StatusAct,
  standingOf,
  TRANSITIONS,
} from './rules.ts';

const calm = { expired: false, openRequest: false };

describe('the state table', () => {
  test('revoked is the end: no act leads out of it, and every other standing leads there', () => {
    expect(Object.values(TRANSITIONS.revoked)).toEqual([null, null, null]);
    expect([TRANSITIONS.good.revoke, TRANSITIONS.suspended.revoke]).toEqual(['revoked', 'revoked']);
  });

  test('suspend and resume undo each other', () => {
    expect(TRANSITIONS.good.suspend).toBe('suspended');
    expect(TRANSITIONS.suspended.resume).toBe('good');
  });

  // Every row of the table, alone: allowed exactly where the table names a standing.
  const rows = STANDINGS.flatMap((from) => ACTS.map((act) => [from, act, TRANSITIONS[from][act]] as const));
  test.each(rows)('%s, %s: %s', (from, act, to) => {
    expect(refusesRequest(act, { ...calm, standings: [from] }) === null).toBe(to !== null);
  });

  // Every pair of standings: allowed when it changes at least one; otherwise the reason is told.
  const pairs = STANDINGS.flatMap((a) => STANDINGS.flatMap((b) => ACTS.map((act) => [a, b, act] as const)));
  test.each(pairs)('a pair %s and %s, %s', (a, b, act) => {
    const changes = TRANSITIONS[a][act] !== null || TRANSITIONS[b][act] !== null;
    expect(refusesRequest(act, { ...calm, standings: [a, b] }) === null).toBe(changes);
  });

  test('whatever is done in whatever order, nothing revoked ever comes back', () => {
    // All sequences of six acts: 729.
    const after = (from: Standing, acts: readonly StatusAct[]): readonly Standing[] => {
      const seen: Standing[] = [];
      let at = from;
      for (const act of acts) {
        at = TRANSITIONS[at][act] ?? at;
        seen.push(at);
      }
      return seen;
    };
    let sequences: StatusAct[][] = [[]];
    for (let i = 0; i < 6; i++) sequences = sequences.flatMap((one) => ACTS.map((act) => [...one, act]));
    expect(sequences).toHaveLength(729);
    for (const acts of sequences) {
      const seen = after('good', acts);
      const end = seen.indexOf('revoked');
      expect(end).toBe(acts.indexOf('revoke'));
      if (end >= 0) expect(new Set(seen.slice(end))).toEqual(new Set(['revoked']));
    }
  });

  test.each([
    [null, 'good'],
    ['removeFromCRL', 'good'],
    ['certificateHold', 'suspended'],
    ['keyCompromise', 'revoked'],
    ['superseded', 'revoked'],
  ] as const)('a row with the reason %s stands %s', (reason, standing) => {
    expect(standingOf(reason)).toBe(standing);
  });
});

describe('who may ask, who decides', () => {
  test.each([
    ['revoke', ['good', 'good'], {}, null],
    ['revoke', ['revoked', 'revoked'], {}, 'CERTIFICATE_ALREADY_REVOKED'],
    ['resume', ['revoked', 'revoked'], {}, 'CERTIFICATE_ALREADY_REVOKED'],
    ['suspend', ['suspended', 'suspended'], {}, 'CERTIFICATE_ALREADY_SUSPENDED'],
    ['resume', ['good', 'good'], {}, 'CERTIFICATE_NOT_SUSPENDED'],
    ['revoke', ['good', 'good'], { expired: true }, 'CERTIFICATE_EXPIRED'],
    ['suspend', ['good', 'good'], { openRequest: true }, 'REVOCATION_ALREADY_ASKED'],
    ['revoke', ['revoked', 'revoked'], { expired: true, openRequest: true }, 'CERTIFICATE_ALREADY_REVOKED'],
  ] as const)('%s of %j with %j: %s', (act, standings, more, refusal) => {
    expect(refusesRequest(act, { ...calm, ...more, standings })).toBe(refusal);
  });

  test.each([
    ['open', 'wang', null],
    ['open', 'li', 'REVOCATION_OWN_REQUEST'],
    ['done', 'wang', 'REVOCATION_DECIDED'],
    ['refused', 'li', 'REVOCATION_DECIDED'],
  ] as const)('a request of li that is %s, decided by %s: %s', (status, decider, refusal) => {
    expect(refusesDecision({ status, requestedBy: 'li' }, decider)).toBe(refusal);
  });

  test.each([
    ['2026-03-01', null],
    ['2026-01-01', null],
    ['2025-12-31', 'INVALIDITY_DATE_WRONG'],
    ['2026-03-03', 'INVALIDITY_DATE_WRONG'],
  ])('an invalidity date of %s: %s', (date, refusal) => {
    expect(refusesInvalidity(new Date(date), new Date('2026-01-01'), new Date('2026-03-02'))).toBe(refusal);
  });
});
