import type { CardState, MediumState, ProductionStatus } from './types.ts';

/** What can happen to a medium. */
export const MEDIUM_EVENTS = ['personalise', 'make', 'ship', 'spoil'] as const;
export type MediumEvent = (typeof MEDIUM_EVENTS)[number];

/** The life of a medium: state → what may happen → state after it. What is not here is refused. */
export const MEDIUM_LIFE: Readonly<Record<MediumState, Readonly<Partial<Record<MediumEvent, MediumState>>>>> = {
  blank: { personalise: 'personalised', spoil: 'spoiled' },
  personalised: { make: 'made', spoil: 'spoiled' },
  made: { ship: 'shipped', spoil: 'spoiled' },
  shipped: {},
  spoiled: {},
};

/** The state after an event, undefined when it may not happen. */
export function mediumAfter(state: MediumState, event: MediumEvent): MediumState | undefined {
  return MEDIUM_LIFE[state][event];
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
