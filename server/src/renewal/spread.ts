import { createHash } from 'node:crypto';
import type { Reminders } from '@yinxin/programme';

/* A campaign 续期高峰: many certificates that end on one day, whose holders must not all be called on one day. */

export type Spread = Reminders['spread'];

/**
 * Over how many days the holders of `count` certificates that end on one day are called: as many as the rule needs to stay
 * within a day's number, and never so many that half the time until the next reminder (`gap`, days) is gone.
 */
export function spreadDays(rule: Spread, count: number, gap = Number.POSITIVE_INFINITY): number {
  return Math.max(1, Math.min(Math.ceil(count / rule.perDay), rule.withinDays, Math.floor(gap / 2)));
}

/** Which of those days, from 0, a holder is called on: evenly over all, the same for one id for ever. */
export function spreadDay(id: string, days: number): number {
  const digest = createHash('sha256').update(id).digest('hex');
  return Math.floor((Number.parseInt(digest.slice(7, 14), 16) * days) / 2 ** 28);
}
