import { shanghaiDay } from '@yinxin/programme';

const DAY_MS = 86_400_000;

/** What a refund is judged by (PA-46, PA-47). Instants are in UTC, days are counted in Asia/Shanghai. */
export interface RefundFacts {
  /** Calendar days after signed delivery, the last one included; null: a refund is possible only before acceptance. */
  readonly daysAfterDelivery: number | null;
  /** The business costs nothing by the price book (PA-51). */
  readonly free: boolean;
  /** What was paid, in fen; 0 when nothing was. */
  readonly paidFen: number;
  /** A refund was paid out already. */
  readonly refunded: boolean;
  readonly acceptedAt: Date | null;
  readonly activatedAt: Date | null;
  /** When the courier's delivery was signed for. */
  readonly deliveredAt: Date | null;
}

export type RefundRefusal =
  | 'REFUND_FREE_BUSINESS'
  | 'REFUND_NOTHING_PAID'
  | 'REFUND_DONE'
  | 'REFUND_ACTIVATED'
  | 'REFUND_ACCEPTED'
  | 'REFUND_TOO_LATE';

export type RefundEligibility =
  | { readonly possible: true; readonly amountFen: number; readonly lastDay: string | null }
  | {
      readonly possible: false;
      readonly code: RefundRefusal;
      readonly params: Readonly<Record<string, string | number>>;
    };

const no = (code: RefundRefusal, params: Record<string, string | number> = {}): RefundEligibility => ({
  possible: false,
  code,
  params,
});

/**
 * Whether a refund is possible at `at`, and if not, which condition failed (PA-46, PA-47, PA-51). The amount is what was
 * paid (PA-50). `lastDay`: the last calendar day it stays possible, null while no such day is known.
 */
export function refundEligibility(facts: RefundFacts, at: Date): RefundEligibility {
  const { daysAfterDelivery: days, acceptedAt, activatedAt, deliveredAt, paidFen: amountFen } = facts;
  if (facts.free) return no('REFUND_FREE_BUSINESS');
  if (facts.refunded) return no('REFUND_DONE');
  if (amountFen <= 0) return no('REFUND_NOTHING_PAID');
  if (activatedAt) return no('REFUND_ACTIVATED', { activatedOn: shanghaiDay(activatedAt) });
  if (!acceptedAt) return { possible: true, amountFen, lastDay: null };
  if (days === null) return no('REFUND_ACCEPTED', { acceptedOn: shanghaiDay(acceptedAt) });
  if (!deliveredAt) return { possible: true, amountFen, lastDay: null };
  const deliveredOn = shanghaiDay(deliveredAt);
  const lastDay = dayAfter(deliveredOn, days);
  if (shanghaiDay(at) > lastDay) return no('REFUND_TOO_LATE', { deliveredOn, days, lastDay });
  return { possible: true, amountFen, lastDay };
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
