import type { RENEWAL_EXPLANATIONS, RenewalInfo } from '@yinxin/contract';
import type { z } from 'zod';
import { renewableFrom, type SubjectFacts } from '../holdings/index.ts';
import explanations from './explanations.json' with { type: 'json' };
import { broughtForward, suggestedWindow } from './suggest.ts';
import type { RenewalTerms } from './terms.ts';

type Code = (typeof RENEWAL_EXPLANATIONS)[number];

const ASK_AGAIN_SECONDS = 6 * 3600;

/**
 * When a pair should be renewed (RFC 9773). `terms` null: its project offers no renewal online. `advised`: the earlier day an
 * administrator asks for, and which day of its campaign this certificate has.
 */
export function renewalInfo(
  pair: Pick<SubjectFacts, 'status' | 'notBefore' | 'notAfter' | 'serials'> & { readonly isReplaced: boolean },
  terms: RenewalTerms | null,
  now: Date,
  advised: { readonly from: Date; readonly day: number } | null = null,
): z.input<typeof RenewalInfo> {
  const [notBefore, notAfter] = [new Date(pair.notBefore), new Date(pair.notAfter)];
  const answer = (
    code: Code,
    window: { readonly start: Date; readonly end: Date } | null,
    opens: Date | null = null,
  ) => ({
    suggestedWindow: window && { start: window.start.toISOString(), end: window.end.toISOString() },
    opens: opens?.toISOString() ?? null,
    notAfter: pair.notAfter,
    explanation: { code, text: explanations[code] },
    askAgainAfterSeconds: ASK_AGAIN_SECONDS,
  });
  if (pair.isReplaced || pair.status === 'superseded') return answer('replaced', null);
  if (pair.status === 'revoked' || pair.status === 'withdrawn') return answer('ended', null);
  if (pair.status === 'suspended') return answer('suspended', null);
  if (!terms) return answer('not-offered', null);
  if ((pair.status === 'expired' || notAfter <= now) && !terms.states.includes('expired'))
    return answer('expired', null);
  const opens = renewableFrom(notAfter, terms.opensDaysBefore);
  const own = suggestedWindow(pair.serials.sign, { notBefore, notAfter, opens });
  const window = broughtForward(own, advised?.from ?? null, opens ?? notBefore, advised?.day);
  if (now < window.start) return answer('later', window, opens);
  return answer(now < window.end ? 'now' : 'late', window, opens);
}
