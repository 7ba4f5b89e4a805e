import { isIPv6 } from 'node:net';
import { type Clock, Problem, type RateLimits, type Sealing } from '../platform/index.ts';
import { problem } from './problems.ts';

/** Limits against guessing; whoever is limited is told when to try again. */
export interface Limits {
  /** Counts one try of `what` by `who` (kept as a keyed hash; an address as its network); throws TOO_MANY_TRIES over `most` in `seconds`. */
  take(what: string, who: string, most: number, seconds: number): Promise<void>;
  clear(what: string, who: string): Promise<void>;
}

/** How much more an account is tried from everywhere together than from one network, before it is closed for all. */
export const FROM_EVERYWHERE = 20;

/**
 * The network an address belongs to, as limits count it: of IPv6 the first 64 bits, because whoever has one such address
 * has all that begin like it.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** An instant for people: `2026-03-02 09:15` in Beijing. */
function beijing(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

export function tooManyTries(seconds: number, now: Date): Problem {
  const until = new Date(now.getTime() + seconds * 1000);
  // A minute is all people see: round up, so that what they read is never too early.
  const shown = beijing(new Date(Math.ceil(until.getTime() / 60_000) * 60_000));
  return problem('TOO_MANY_TRIES', { params: { seconds, retryAt: shown, until: until.toISOString() } });
}

export function limits(deps: { rateLimits: RateLimits; sealing: Sealing; clock: Clock }): Limits {
  const hidden = (who: string) => deps.sealing.blindIndex(networkOf(who), 'rate_window.who');
  return {
    async take(what, who, most, seconds) {
      try {
        await deps.rateLimits.take(what, hidden(who), most, seconds);
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'RATE_LIMITED') throw error;
        throw tooManyTries(Number(error.document.params?.seconds ?? seconds), deps.clock.now());
      }
    },
    clear: (what, who) => deps.rateLimits.clear(what, hidden(who)),
  };
}
