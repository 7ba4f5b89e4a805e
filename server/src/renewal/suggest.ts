import { createHash } from 'node:crypto';

const DAY_MS = 86_400_000;

/**
 * The window in which a pair should be renewed (RFC 9773 section 4.2), spread over the time in which it may be: always the
 * same for one serial, evenly over many. Its end leaves up to 15 days for papers and the post.
 */
export function suggestedWindow(
  serial: string,
  { notBefore, notAfter, opens }: { readonly notBefore: Date; readonly notAfter: Date; readonly opens: Date | null },
): { readonly start: Date; readonly end: Date } {
  const life = notAfter.getTime() - notBefore.getTime();
  // Open at any time: the last third of its life, as is usual for automatic renewal.
  const wanted = opens?.getTime() ?? notAfter.getTime() - life / 3;
  const first = Math.max(wanted, notBefore.getTime());
  const whole = notAfter.getTime() - first;
  const last = notAfter.getTime() - Math.min(15 * DAY_MS, whole / 3);
  const width = (last - first) / 6;
  const start = first + share(serial) * (last - first - width);
  return { start: new Date(Math.floor(start)), end: new Date(Math.floor(start + width)) };
}

/**
 * The window after an administrator asked for an earlier day: as long as before, never before renewal is open, and never
 * later than it would have been. `day`: which day of a campaign it is, from 0 (`spread.ts`).
 */
export function broughtForward(
  window: { readonly start: Date; readonly end: Date },
  advised: Date | null,
  first: Date,
  day = 0,
): { readonly start: Date; readonly end: Date } {
  if (!advised) return window;
  const start = Math.max(advised.getTime(), first.getTime()) + day * DAY_MS;
  if (start >= window.start.getTime()) return window;
  return { start: new Date(start), end: new Date(start + window.end.getTime() - window.start.getTime()) };
}

/** A number from 0 to 1 that belongs to the serial. */
function share(serial: string): number {
  return createHash('sha256').update(serial).digest().readUInt32BE(0) / 2 ** 32;
}
