import { escrow } from '@yinxin/contract';
import { describe, expect, test } from 'vitest';
import {
  after,
  ESCROW_REQUEST_ACTS,
  ESCROW_REQUEST_STATES,
  type EscrowAct,
  MAY,
  mayNow,
  type RequestState,
  refuses,
  stateAt,
  TRANSITIONS,
} from './rules.ts';

const now = new Date('2026-11-22T08:00:00Z');
const later = new Date('2026-11-23T08:00:00Z');
const [asker, first, second, third] = ['asker', 'first', 'second', 'third'].map((id) => ({ id, roles: [] }));
if (!asker || !first || !second || !third) throw new Error('nobody');
const request = (change: Partial<RequestState> = {}): RequestState => ({
  status: 'open',
  requestedBy: asker.id,
  expiresAt: later,
  approvalsNeeded: 2,
  decisions: [],
  ...change,
});
const approvedBy = (...people: readonly { id: string }[]) =>
  people.map(({ id }) => ({ by: id, decision: 'approve' as const }));

describe('the state table of a request', () => {
  const rows = ESCROW_REQUEST_STATES.flatMap((from) =>
    ESCROW_REQUEST_ACTS.map((act) => [from, act, TRANSITIONS[from][act]] as const),
  );
  // Whoever the act is theirs: an approval and a refusal by another person, the rest by whoever asked.
  const whose = (act: EscrowAct) => (act === 'approve' || act === 'refuse' ? second : asker);

  test.each(rows)('%s, %s: %s', (from, act, to) => {
    const one = request({ status: from, decisions: approvedBy(first) });
    const refusal = refuses(one, act, whose(act), now);
    expect(refusal === null).toBe(to !== null);
    if (to !== null) expect(after(one, act, whose(act))).toBe(to);
  });

  test.each(rows)('%s, %s: out of time it is never done', (from, act) => {
    const one = request({ status: from, expiresAt: now });
    expect(refuses(one, act, whose(act), now)).not.toBeNull();
    expect(stateAt(one, now)).toBe(TRANSITIONS[from].expire ?? from);
  });

  test('closed states lead nowhere', () => {
    for (const state of ['refused', 'withdrawn', 'expired', 'fetched'] as const) {
      expect(new Set(Object.values(TRANSITIONS[state]))).toEqual(new Set([null]));
    }
  });
});

describe('m of n', () => {
  test.each([2, 3])('%i different people must approve, and whoever asked is none of them', (needed) => {
    const people = [first, second, third].slice(0, needed);
    let one = request({ approvalsNeeded: needed });
    for (const [i, person] of people.entries()) {
      expect(refuses(one, 'fetch', asker, now)).toBe('ESCROW_NOT_APPROVED');
      expect(refuses(one, 'approve', asker, now)).toBe('ESCROW_OWN_REQUEST');
      expect(refuses(one, 'approve', person, now)).toBeNull();
      const status = after(one, 'approve', person);
      expect(status).toBe(i + 1 === needed ? 'approved' : 'open');
      one = { ...one, status, decisions: [...one.decisions, { by: person.id, decision: 'approve' }] };
      if (status === 'open') expect(refuses(one, 'approve', person, now)).toBe('ESCROW_ALREADY_DECIDED');
    }
    expect(refuses(one, 'fetch', first, now)).toBe('ESCROW_NOT_YOURS');
    expect(refuses(one, 'fetch', asker, now)).toBeNull();
    expect(after(one, 'fetch', asker)).toBe('fetched');
  });

  test('the same person twice is one approval', () => {
    expect(after(request({ decisions: approvedBy(first) }), 'approve', first)).toBe('open');
  });

  test('one refusal ends it, also after approvals', () => {
    const approved = request({ status: 'approved', decisions: approvedBy(first, second) });
    expect(refuses(approved, 'refuse', third, now)).toBeNull();
    expect(after(approved, 'refuse', third)).toBe('refused');
    expect(refuses(approved, 'refuse', asker, now)).toBe('ESCROW_OWN_REQUEST');
  });
});

test('what a person may do now needs the role of the contract, too', () => {
  expect(mayNow(request(), { id: 'x', roles: ['administrator'] }, now)).toEqual(['approve', 'refuse']);
  expect(mayNow(request(), { id: 'x', roles: ['auditor'] }, now)).toEqual([]);
  expect(mayNow(request(), { id: asker.id, roles: ['back-office'] }, now)).toEqual(['withdraw']);
  expect([MAY.approve, MAY.refuse, MAY.withdraw, MAY.fetch]).toEqual([
    escrow.decide.who,
    escrow.decide.who,
    escrow.withdraw.who,
    escrow.fetch.who,
  ]);
});
