import type { STOCK_MOVES } from '@yinxin/contract';
import { allowed, MEDIUM_LIFE, type MediumMove, type MediumState, type Mover } from '@yinxin/life';
import type { CardState, ProductionStatus } from './types.ts';

/** The state after a move of `MEDIUM_LIFE`, undefined when it may not be made. `removed`: moves the operator took away. */
export function mediumAfter(
  state: MediumState,
  move: MediumMove,
  by: Mover,
  removed: readonly MediumMove[] = [],
): MediumState | undefined {
  const outcome = allowed(MEDIUM_LIFE, state, move, by, removed);
  return outcome.ok ? outcome.to : undefined;
}

/** What staff do with media in hand; the other moves follow from orders. */
export type StockMove = (typeof STOCK_MOVES)[number];

/** Moves that end a report of a spoiled medium, and need a second person. */
const SECOND_SIGNATURE: readonly StockMove[] = ['keep', 'destroy'];

/**
 * Whether somebody may put the second signature; null when they may. `reportedBy` is the first signature, null while the
 * hall alone reported it.
 */
export function refusesSignature(
  move: StockMove,
  reportedBy: string | null,
  signer: string,
): 'MEDIUM_OWN_REPORT' | 'MEDIUM_NEEDS_WITNESS' | 'MEDIUM_WITNESSED' | null {
  if (move === 'witness') return reportedBy === null ? null : 'MEDIUM_WITNESSED';
  if (!SECOND_SIGNATURE.includes(move)) return null;
  if (reportedBy === null) return 'MEDIUM_NEEDS_WITNESS';
  return reportedBy === signer ? 'MEDIUM_OWN_REPORT' : null;
}

export const CARD_EVENTS = ['print', 'assign', 'destroy'] as const;
export type CardEvent = (typeof CARD_EVENTS)[number];

/** The life of a password card. Printing an assigned card leaves it assigned; `printed_at` remembers it. */
export const CARD_LIFE: Readonly<Record<CardState, Readonly<Partial<Record<CardEvent, CardState>>>>> = {
  fresh: { print: 'printed', assign: 'assigned', destroy: 'destroyed' },
  printed: { assign: 'assigned', destroy: 'destroyed' },
  assigned: { print: 'assigned', destroy: 'destroyed' },
  destroyed: {},
};

export function cardAfter(state: CardState, event: CardEvent): CardState | undefined {
  return CARD_LIFE[state][event];
}

/** A pairing as asked for, and as it stands. */
export interface Pairing {
  readonly mediumSerial: string;
  readonly passwordCard: string;
}

/** What a pairing request meets: nothing yet, the same pair (safe to repeat), or something in its way. */
export function pairingOf(
  living: (Pairing & { readonly status: ProductionStatus }) | undefined,
  asked: Pairing,
): 'new' | 'same' | 'PRODUCTION_OTHER_PAIR' | 'PRODUCTION_FINISHED' {
  if (!living) return 'new';
  if (living.status === 'made') return 'PRODUCTION_FINISHED';
  const same = living.mediumSerial === asked.mediumSerial && living.passwordCard === asked.passwordCard;
  return same ? 'same' : 'PRODUCTION_OTHER_PAIR';
}

export type ProductionStep = 'request' | 'nonce' | 'confirm' | 'abandon';

/** Whether a step of production may be taken now; null when it may. `waiting` is an order without a medium. */
export function refusesStep(
  status: ProductionStatus | 'waiting',
  step: ProductionStep,
): 'PRODUCTION_NOT_PAIRED' | 'PRODUCTION_NOT_ISSUED' | 'PRODUCTION_FINISHED' | null {
  switch (status) {
    case 'waiting':
    case 'abandoned':
      return 'PRODUCTION_NOT_PAIRED';
    case 'personalised':
      return step === 'nonce' || step === 'confirm' ? 'PRODUCTION_NOT_ISSUED' : null;
    case 'issued':
      return null;
    case 'made':
      // Repeating what was done gives the same answer; a made medium is not abandoned but revoked.
      return step === 'abandon' || step === 'nonce' ? 'PRODUCTION_FINISHED' : null;
  }
}
