import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import { leave } from './enter.ts';
import { missingAt } from './review.ts';

type PaymentCommand = CommandOf<
  'charge-opened' | 'payment-pending' | 'payment-settled' | 'payment-failed' | 'report-payment-problem'
>;
type PaymentEvent = EventOf<
  | 'price-fixed'
  | 'charge-opened'
  | 'payment-pending'
  | 'payment-settled'
  | 'payment-repeated'
  | 'payment-failed'
  | 'payment-problem-reported'
>;

export function decidePayment(state: ApplicationState, command: PaymentCommand, context: Context): Decision {
  switch (command.type) {
    case 'charge-opened':
      if (state.payment.attemptId === command.attemptId) return done();
      if (state.payment.paidAt !== null) return refuse('ALREADY_PAID');
      return done({ type: 'charge-opened', chargeId: command.chargeId, attemptId: command.attemptId });
    case 'payment-pending':
      // News that comes late is no news.
      if (state.stage !== 'payment' || state.void || state.payment.pending) return done();
      return done({ type: 'payment-pending', chargeId: command.chargeId });
    case 'payment-failed':
      if (state.payment.paidAt !== null || state.price === null) return done();
      return done({ type: 'payment-failed', text: command.text });
    case 'report-payment-problem':
      return done({ type: 'payment-problem-reported', note: command.note });
    case 'payment-settled':
      return settle(state, command, context);
  }
}

/**
 * Money that arrived is always recorded (JX-34): in time it moves the order on, on a void order it becomes refundable,
 * a second payment is kept apart, and the same news twice changes nothing.
 */
function settle(state: ApplicationState, command: CommandOf<'payment-settled'>, context: Context): Decision {
  const { chargeId, amountFen, paidAt } = command;
  if (state.price === null) return refuse('PAYMENT_NOT_YET');
  const known = state.payment.extra.some((p) => p.chargeId === chargeId);
  if (known || (state.payment.paidAt !== null && state.payment.chargeId === chargeId)) return done();
  if (state.payment.paidAt !== null) return done({ type: 'payment-repeated', chargeId, amountFen, paidAt });
  if (amountFen !== state.price.totalFen)
    return refuse('AMOUNT_DIFFERS', { due: state.price.totalFen, paid: amountFen });
  const settled = { type: 'payment-settled', chargeId, amountFen, paidAt } as const;
  if (state.void) return done(settled);
  if (state.stage === 'payment') return done(settled, ...leave(state, 'payment', context));
  // IT-19: an order on hold for its fee waits for nothing more, or for less.
  if (state.hold === null) return done(settled);
  const rest = missingAt({ ...state, payment: { ...state.payment, paidAt } }, context);
  return done(settled, rest.length === 0 ? { type: 'hold-lifted' } : { type: 'held', reasons: rest });
}

export function evolvePayment(state: ApplicationState, event: PaymentEvent, { at }: Recorded): ApplicationState {
  const { payment } = state;
  switch (event.type) {
    case 'price-fixed':
      return { ...state, price: { lines: event.lines, totalFen: event.totalFen } };
    case 'charge-opened': {
      const { chargeId, attemptId } = event;
      return { ...state, payment: { ...payment, chargeId, attemptId, attempts: payment.attempts + 1 } };
    }
    case 'payment-pending':
      return { ...state, payment: { ...payment, pending: true } };
    case 'payment-settled': {
      const { chargeId, amountFen: paidFen, paidAt } = event;
      return { ...state, payment: { ...payment, chargeId, paidFen, paidAt, pending: false, failure: null } };
    }
    case 'payment-repeated': {
      const { chargeId, amountFen, paidAt } = event;
      return { ...state, payment: { ...payment, extra: [...payment.extra, { chargeId, amountFen, paidAt }] } };
    }
    case 'payment-failed':
      return { ...state, payment: { ...payment, pending: false, failure: { at, text: event.text } } };
    case 'payment-problem-reported': {
      const text = { zh: event.note, en: event.note };
      return { ...state, payment: { ...payment, failure: payment.failure ?? { at, text } } };
    }
  }
}
