import type { HOLDING_NEEDS } from '@yinxin/contract';
import { type CertificateState, isLive, type MediumState, type SealState } from '@yinxin/life';
import { shanghaiDay } from '@yinxin/programme';

export type Need = (typeof HOLDING_NEEDS)[number];

/** What a pair needs next. Instants are null without a bound, `service` where none is offered online. */
export interface NextStep {
  readonly what: Need;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly applicationId: string | null;
  readonly service: string | null;
}

/** What the rule looks at. */
export interface NextFacts {
  readonly status: CertificateState;
  readonly notAfter: Date;
  /** The order that made it, while it is open. */
  readonly making: { readonly applicationId: string; readonly stage: string } | null;
  /** The business running on it. */
  readonly running: { readonly applicationId: string; readonly stage: string } | null;
  readonly medium: MediumState | null;
  readonly seals: readonly SealState[];
  /** The renewal as it is offered; `opensDaysBefore` null for any time. */
  readonly renewal: { readonly service: string; readonly opensDaysBefore: number | null } | null;
  readonly unlock: { readonly service: string } | null;
  readonly apply: { readonly service: string } | null;
}

const DAY_MS = 86_400_000;

/** The first instant a renewal is open: midnight in Asia/Shanghai, so many days before the last day (PA-24, BJ-31). */
export function renewableFrom(notAfter: Date, opensDaysBefore: number | null): Date | null {
  if (opensDaysBefore === null) return null;
  return new Date(`${shanghaiDay(new Date(notAfter.getTime() - opensDaysBefore * DAY_MS))}T00:00:00+08:00`);
}

/** What is done in a stage by the holder; null for stages in which others work. */
function needOf(stage: string): Need | null {
  switch (stage) {
    case 'install':
      return 'install';
    case 'activation':
      return 'activate';
    case 'binding':
      return 'bind';
    case 'seal':
      return 'install-seal';
    case 'unlock':
      return 'unlock';
    default:
      return null;
  }
}

/** What a pair needs next, most urgent first; nothing once it is over. */
export function nextOf(facts: NextFacts): readonly NextStep[] {
  const { status, notAfter, making, running, medium, renewal } = facts;
  const step = (what: Need, rest: Partial<NextStep> = {}): NextStep => ({
    what,
    from: null,
    until: null,
    applicationId: null,
    service: null,
    ...rest,
  });
  if (status === 'expired') return [step('apply-anew', { service: facts.apply?.service ?? null })];
  if (!isLive(status)) return [];
  const steps: NextStep[] = [];
  if (status === 'suspended') steps.push(step('ask-to-resume'));
  const begun = making ? needOf(making.stage) : null;
  if (making && begun) steps.push(step(begun, { applicationId: making.applicationId }));
  if (running) {
    const { applicationId, stage } = running;
    steps.push(step(needOf(stage) ?? 'continue', { applicationId }));
    return steps;
  }
  if (medium === 'locked') steps.push(step('unlock', { service: facts.unlock?.service ?? null }));
  if (facts.seals.includes('made') && begun !== 'install-seal') steps.push(step('install-seal'));
  if (renewal) {
    const from = renewableFrom(notAfter, renewal.opensDaysBefore);
    steps.push(step('renew', { from, until: notAfter, service: renewal.service }));
  }
  return steps;
}
