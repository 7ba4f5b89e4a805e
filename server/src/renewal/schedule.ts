import { createHash } from 'node:crypto';
import type { Reminders } from '@yinxin/programme';

/* When a holder is reminded: calendar days in Asia/Shanghai (UTC+8 without summer time since 1991), counted from the last
 * day of the certificate. A step is such a day: -90 is ninety days before, 7 is seven days after. */

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const OPENS = 9 * 3600;
const CLOSES = 17 * 3600;
/** How long after its day the very last step is still caught up. */
export const LAST_STEP_DAYS = 7;

/** All steps of a programme in order of time. */
export function stepsOf({ before, after }: Pick<Reminders, 'before' | 'after'>): readonly number[] {
  return [...new Set([...before.map((days) => -days), ...after])].sort((a, b) => a - b);
}

/** Number of the calendar day in Shanghai. */
function dayOf(at: Date): number {
  return Math.floor((at.getTime() + SHANGHAI_MS) / DAY_MS);
}

function startOf(day: number): Date {
  return new Date(day * DAY_MS - SHANGHAI_MS);
}

/** Whole calendar days from now to the last day of validity; negative once it is past. */
export function daysLeft(notAfter: Date, now: Date): number {
  return dayOf(notAfter) - dayOf(now);
}

/**
 * The one step that is due: the latest whose day has come, so that what was missed is never sent on top of it. `null` when
 * none is: too early, too late, or the certificate did not exist on the day before that step.
 */
export function stepDue(
  reminders: Pick<Reminders, 'before' | 'after'>,
  { notBefore, notAfter }: { readonly notBefore: Date; readonly notAfter: Date },
  now: Date,
): number | null {
  const found = windowsOf(reminders, now).find(({ from, until }) => from <= notAfter && notAfter < until);
  return found && dayOf(notBefore) < dayOf(notAfter) + found.step ? found.step : null;
}

/** Certificates that end in this window are at this step. */
export interface StepWindow {
  readonly step: number;
  /** Days until the next step, before the end never beyond it: who were called after it would not be called at all. */
  readonly gap: number;
  /** First instant, inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly until: Date;
}

/** Which certificates are at which step, the most urgent before their end first. Windows do not overlap. */
export function windowsOf(reminders: Pick<Reminders, 'before' | 'after'>, now: Date): readonly StepWindow[] {
  const steps = stepsOf(reminders);
  const today = dayOf(now);
  return steps
    .map((step, index) => {
      const next = steps[index + 1] ?? step + LAST_STEP_DAYS;
      const from = startOf(today - next + 1);
      // A reminder before the end is of no use after it, not even on the last day.
      const first = step < 0 && from <= now ? new Date(now.getTime() + 1) : from;
      return { step, gap: (step < 0 ? Math.min(next, 0) : next) - step, from: first, until: startOf(today - step + 1) };
    })
    .filter(({ from, until }) => from < until)
    .sort((a, b) => Number(a.step > 0) - Number(b.step > 0) || b.step - a.step);
}

/** Second of the day in Shanghai. */
export function secondOfDay(at: Date): number {
  return Math.floor((at.getTime() + SHANGHAI_MS) / 1000) % 86_400;
}

/** Reminders go out in these hours only. */
export function isOpen(at: Date): boolean {
  const second = secondOfDay(at);
  return second >= OPENS && second < CLOSES;
}

/** The second of the day from which a pair is reminded: spread evenly over the open hours, the same for ever. */
export function slotOf(holdingId: string): number {
  const digest = createHash('sha256').update(holdingId).digest('hex');
  return OPENS + (Number.parseInt(digest.slice(0, 7), 16) % (CLOSES - OPENS));
}
