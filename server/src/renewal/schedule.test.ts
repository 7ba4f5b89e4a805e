import type { Reminders } from '@yinxin/programme';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysLeft, isOpen, secondOfDay, slotOf, stepDue, stepsOf, windowsOf } from './schedule.ts';

const usual: Pick<Reminders, 'before' | 'after'> = { before: [90, 60, 30, 15, 7, 3, 1], after: [1, 7, 30] };
const DAY_MS = 86_400_000;
const pair = { notBefore: new Date('2025-06-01T02:00:00Z'), notAfter: new Date('2026-05-31T15:59:59Z') };
const on = (day: string, time = '10:00:00') => stepDue(usual, pair, new Date(`${day}T${time}+08:00`));

const days = fc.uniqueArray(fc.integer({ min: 1, max: 366 }), { maxLength: 12 });
const reminders = fc.record({ before: days, after: days });
const instant = fc
  .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2028-01-01T00:00:00Z') })
  .map((at) => new Date(at));

describe('which step is due', () => {
  test.each([
    ['2026-03-01', null],
    ['2026-03-02', -90],
    ['2026-04-01', -60],
    ['2026-05-01', -30],
    ['2026-05-16', -15],
    ['2026-05-24', -7],
    ['2026-05-28', -3],
    ['2026-05-30', -1],
    ['2026-05-31', -1],
    ['2026-06-01', 1],
    ['2026-06-07', 7],
    ['2026-06-30', 30],
    ['2026-07-06', 30],
    ['2026-07-07', null],
  ])('on %s: %s', (day, step) => expect(on(day)).toBe(step));

  test('days are days in Shanghai: it changes at their midnight', () => {
    expect([on('2026-04-30', '23:59:59'), on('2026-05-01', '00:00:00')]).toEqual([-60, -30]);
    const early = { ...pair, notAfter: new Date('2026-05-31T00:00:01+08:00') };
    expect(daysLeft(early.notAfter, new Date('2026-05-30T23:59:59+08:00'))).toBe(1);
    // Over since the morning of its last day: no word of an end that is to come, nor yet of the day after.
    expect(stepDue(usual, early, new Date('2026-05-31T10:00:00+08:00'))).toBeNull();
  });

  test('after a month of downtime the nearest step only', () => {
    expect(on('2026-05-29')).toBe(-3);
    expect(on('2026-06-20')).toBe(7);
  });

  test('no reminder from before a short certificate existed', () => {
    const short = { notBefore: new Date('2026-05-05T02:00:00Z'), notAfter: pair.notAfter };
    expect(stepDue(usual, short, new Date('2026-05-06T10:00:00+08:00'))).toBeNull();
    expect(stepDue(usual, short, new Date('2026-05-16T10:00:00+08:00'))).toBe(-15);
  });

  test('[generated] it is the latest step whose day has come, it never goes back, and its side of the end is right', () => {
    fc.assert(
      fc.property(reminders, instant, instant, (rule, notAfter, first) => {
        const long = { notBefore: new Date(notAfter.getTime() - 900 * DAY_MS), notAfter };
        let last = Number.NEGATIVE_INFINITY;
        for (let n = 0; n < 60; n++) {
          const now = new Date(first.getTime() + n * DAY_MS);
          const step = stepDue(rule, long, now);
          if (step === null) continue;
          const passed = -daysLeft(notAfter, now);
          expect(step).toBe(Math.max(...stepsOf(rule).filter((one) => one <= passed)));
          expect(step < 0).toBe(now < notAfter);
          expect(step).toBeGreaterThanOrEqual(last);
          last = step;
        }
      }),
    );
  });

  test('[generated] on the very day of a step that step is due, unless the certificate was over before', () => {
    fc.assert(
      fc.property(reminders, instant, (rule, notAfter) => {
        const long = { notBefore: new Date(notAfter.getTime() - 900 * DAY_MS), notAfter };
        for (const step of stepsOf(rule)) {
          expect(stepDue(rule, long, new Date(notAfter.getTime() + step * DAY_MS))).toBe(step);
        }
      }),
    );
  });

  test('[generated] windows do not overlap, so nobody is at two steps', () => {
    fc.assert(
      fc.property(reminders, instant, (rule, now) => {
        const sorted = windowsOf(rule, now).toSorted((a, b) => a.from.getTime() - b.from.getTime());
        sorted.forEach((one, index) => {
          const next = sorted[index + 1];
          if (next) expect(one.until.getTime()).toBeLessThanOrEqual(next.from.getTime());
        });
      }),
    );
  });
});

describe('spread over the day', () => {
  test('open from nine to five in Shanghai', () => {
    const at = (time: string) => isOpen(new Date(`2026-03-02T${time}+08:00`));
    expect(['08:59:59', '09:00:00', '16:59:59', '17:00:00'].map(at)).toEqual([false, true, true, false]);
  });

  test('60,000 pairs: no minute gets more than twice its share, no hour is left out', () => {
    const minutes = new Map<number, number>();
    for (let n = 0; n < 60_000; n++) {
      const second = slotOf(`pair-${n}`);
      expect(second >= 9 * 3600 && second < 17 * 3600).toBe(true);
      minutes.set(Math.floor(second / 60), (minutes.get(Math.floor(second / 60)) ?? 0) + 1);
    }
    expect(minutes.size).toBe(480);
    expect(Math.max(...minutes.values())).toBeLessThan(250);
    expect(Math.min(...minutes.values())).toBeGreaterThan(60);
  });

  test('the second of the day is that of Shanghai', () => {
    expect(secondOfDay(new Date('2026-03-02T09:00:30+08:00'))).toBe(9 * 3600 + 30);
    expect(secondOfDay(new Date('2026-03-01T16:00:00Z'))).toBe(0);
  });
});
