const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface TimeLeft {
  readonly amount: number;
  readonly unit: 'minutes' | 'hours' | 'days';
  /** The moment has passed; `amount` counts from it. */
  readonly over: boolean;
}

/** How far a moment is away, in the largest unit of which there are at least two (minutes below two hours). */
export function timeLeft(until: Date, now: Date): TimeLeft {
  const away = until.getTime() - now.getTime();
  const size = Math.abs(away);
  const over = away < 0;
  if (size >= 2 * DAY) return { amount: Math.floor(size / DAY), unit: 'days', over };
  if (size >= 2 * HOUR) return { amount: Math.floor(size / HOUR), unit: 'hours', over };
  return { amount: Math.floor(size / MINUTE), unit: 'minutes', over };
}
