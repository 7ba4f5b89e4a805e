import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renewalInfo } from './info.ts';
import { broughtForward, suggestedWindow } from './suggest.ts';

const DAY_MS = 86_400_000;
const notBefore = new Date('2025-06-01T02:00:00Z');
const notAfter = new Date('2026-05-31T15:59:59Z');
const opens = new Date('2026-03-02T00:00:00+08:00');
const times = { notBefore, notAfter, opens };
const terms = { service: 'renewal', opensDaysBefore: 90, states: ['in-use'] };
const pair = {
  status: 'in-use',
  isReplaced: false,
  notBefore: notBefore.toISOString(),
  notAfter: notAfter.toISOString(),
  serials: { sign: '0A01', encrypt: '0A02' },
} as const;

describe('the suggested window', () => {
  test('[generated] lies within the time in which renewal is open and before the end; the same every time', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.option(fc.integer({ min: 1, max: 366 })),
        (serial, life, window) => {
          const end = new Date(notBefore.getTime() + life * DAY_MS);
          const from = window === null ? null : new Date(end.getTime() - window * DAY_MS);
          const given = { notBefore, notAfter: end, opens: from };
          const found = suggestedWindow(serial, given);
          expect(found.start.getTime()).toBeGreaterThanOrEqual(Math.max(from?.getTime() ?? 0, notBefore.getTime()));
          expect(found.start.getTime()).toBeLessThan(found.end.getTime());
          expect(found.end.getTime()).toBeLessThan(end.getTime());
          expect(suggestedWindow(serial, given)).toEqual(found);
        },
      ),
    );
  });

  test('10,000 certificates that end together do not come together', () => {
    const perDay = new Map<number, number>();
    for (let n = 0; n < 10_000; n++) {
      const { start } = suggestedWindow(n.toString(16), times);
      const day = Math.floor((start.getTime() - opens.getTime()) / DAY_MS);
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
    }
    // 76 days less the width of a window: about 63 days on which one can begin.
    expect(perDay.size).toBeGreaterThan(60);
    expect(Math.max(...perDay.values())).toBeLessThan(240);
  });
});

describe('renewal information', () => {
  const codeAt = (now: Date) => renewalInfo(pair, terms, now).explanation.code;

  test('later, now, late; the window stays where it is', () => {
    const { start, end } = suggestedWindow(pair.serials.sign, times);
    expect(codeAt(new Date(start.getTime() - 1))).toBe('later');
    expect(codeAt(start)).toBe('now');
    expect(codeAt(end)).toBe('late');
    expect(renewalInfo(pair, terms, end)).toMatchObject({
      opens: opens.toISOString(),
      suggestedWindow: { start: start.toISOString(), end: end.toISOString() },
    });
  });

  test.each([
    [{ isReplaced: true }, terms, 'replaced'],
    [{ status: 'superseded' }, terms, 'replaced'],
    [{ status: 'revoked' }, terms, 'ended'],
    [{ status: 'suspended' }, terms, 'suspended'],
    [{ status: 'expired' }, terms, 'expired'],
    [{}, null, 'not-offered'],
  ] as const)('%j, %j: nothing to renew, because %s', (change, offered, code) => {
    const answer = renewalInfo({ ...pair, ...change }, offered, opens);
    expect(answer).toMatchObject({ suggestedWindow: null, explanation: { code } });
    expect(answer.explanation.text.zh).not.toBe('');
  });

  test('where an expired one may be renewed, it is late and not too late', () => {
    const answer = renewalInfo(
      { ...pair, status: 'expired' },
      { ...terms, states: ['in-use', 'expired'] },
      new Date('2026-06-10'),
    );
    expect(answer.explanation.code).toBe('late');
    expect(answer.suggestedWindow).not.toBeNull();
  });
});

test('an administrator’s earlier day brings the window forward, never before renewal opens, never backwards', () => {
  const at = (text: string) => new Date(`2026-${text}T00:00:00Z`);
  const window = { start: at('05-10'), end: at('05-20') };
  expect(broughtForward(window, null, at('03-01'))).toEqual(window);
  expect(broughtForward(window, at('04-01'), at('03-01'))).toEqual({ start: at('04-01'), end: at('04-11') });
  expect(broughtForward(window, at('02-01'), at('03-01'))).toEqual({ start: at('03-01'), end: at('03-11') });
  expect(broughtForward(window, at('05-15'), at('03-01'))).toEqual(window);
});
