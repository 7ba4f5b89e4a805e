import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import { givingUpRefusal } from './giving-up.ts';

type RefundCommand = CommandOf<
  | 'request-refund'
  | 'enter-refund'
  | 'attach-refund-letter'
  | 'return-refund-letter'
  | 'approve-refund'
  | 'refuse-refund'
  | 'pay-out-refund'
  | 'refund-paid'
>;
type RefundEvent = EventOf<
  | 'refund-letter-attached'
  | 'refund-letter-faulty'
  | 'refund-requested'
  | 'given-up'
  | 'refund-approved'
  | 'refund-refused'
  | 'refund-paid'
>;

/** A paid order that became void can be refunded (JX-35, JX-36); three people take part: request, approval, pay-out. */
export function decideRefund(state: ApplicationState, command: RefundCommand, context: Context): Decision {
  const { refund } = state;
  const { actor } = context;
  const going = state.void ? undefined : goingOn(state, command, context);
  if (going) return going;
  if (state.payment.paidAt === null) return refuse('REFUND_NOTHING_PAID');
  switch (command.type) {
    case 'request-refund':
    case 'enter-refund':
      if (refund.status === 'refunded') return refuse('REFUND_DONE');
      if (refund.status === 'requested' || refund.status === 'approved') return refuse('REFUND_REQUESTED');
      if (command.type === 'enter-refund' && mediumMissing(state, command.medium, context))
        return refuse('REFUND_MEDIUM');
      return done({ type: 'refund-requested', note: command.note, account: command.account ?? null });
    case 'attach-refund-letter':
      if (refund.status === 'refunded' || refund.status === 'approved') return refuse('REFUND_DECIDED');
      return done({ type: 'refund-letter-attached', file: command.file });
    case 'return-refund-letter':
      if (refund.status === 'refunded' || refund.status === 'approved') return refuse('REFUND_DECIDED');
      return done({ type: 'refund-letter-faulty', note: command.note });
    case 'approve-refund':
      if (refund.status !== 'requested') return refuse('REFUND_NOT_REQUESTED');
      if (refund.enteredBy === actor.id) return refuse('NOT_YOUR_OWN');
      // PA-50: an order given up ends with the decision.
      return state.void ? done({ type: 'refund-approved' }) : done({ type: 'given-up' }, { type: 'refund-approved' });
    case 'refuse-refund':
      if (refund.status !== 'requested') return refuse('REFUND_NOT_REQUESTED');
      if (refund.enteredBy === actor.id) return refuse('NOT_YOUR_OWN');
      return done({ type: 'refund-refused', note: command.note });
    case 'pay-out-refund':
      if (refund.status === 'refunded') return refuse('REFUND_DONE');
      if (refund.status !== 'approved') return refuse('REFUND_NOT_APPROVED');
      if (refund.approvedBy === actor.id || refund.enteredBy === actor.id) return refuse('SECOND_PERSON_NEEDED');
      // PA-50: money and invoice go back together.
      if (isToReverse(state)) return refuse('INVOICE_TO_REVERSE', { number: state.invoice.number ?? '' });
      return done({ type: 'refund-paid', reference: command.reference });
    case 'refund-paid':
      if (refund.status === 'refunded') return done();
      if (refund.status !== 'approved') return refuse('REFUND_NOT_APPROVED');
      return done({ type: 'refund-paid', reference: command.reference });
  }
}

/** An order that goes on is refunded only if its programme lets it be given up (PA-46). */
function goingOn(state: ApplicationState, command: RefundCommand, context: Context): Decision | undefined {
  if (!context.programme.refund.givenUp) return refuse('REFUND_NOT_VOID');
  const asks =
    command.type === 'request-refund' || command.type === 'enter-refund' || command.type === 'approve-refund';
  if (!asks) return undefined;
  // PA-51: where nothing is paid nothing is given back.
  if (state.payment.paidAt === null) return refuse('REFUND_NOTHING_PAID');
  const { requestedAt } = state.refund;
  const decides = command.type === 'approve-refund' && requestedAt !== null;
  return givingUpRefusal(state, context, decides ? new Date(requestedAt) : context.now);
}

/** An invoice was issued for what is refunded, and stands. */
export const isToReverse = ({ invoice }: ApplicationState) => invoice.issuedAt !== null && invoice.reversal === null;

/** PA-48: the medium comes back, unless it was never received. */
function mediumMissing(
  state: ApplicationState,
  medium: 'returned' | 'never-received' | undefined,
  { programme }: Context,
): boolean {
  if (state.void || !programme.refund.givenUp?.medium || state.delivery.dispatchedAt === null) return false;
  return medium === undefined || (medium === 'never-received' && state.delivery.receivedAt !== null);
}

export function evolveRefund(state: ApplicationState, event: RefundEvent, { at, actor }: Recorded): ApplicationState {
  const { refund } = state;
  switch (event.type) {
    case 'refund-letter-attached':
      return { ...state, refund: { ...refund, letter: event.file } };
    case 'refund-letter-faulty':
      return {
        ...state,
        refund: { ...refund, status: 'faulty', answer: event.note, requestedAt: null, enteredBy: null },
      };
    case 'refund-requested': {
      const enteredBy = actor.kind === 'staff' ? actor.id : null;
      const { note, account } = event;
      return {
        ...state,
        refund: { ...refund, status: 'requested', note, account, requestedAt: at, enteredBy, answer: null },
      };
    }
    case 'given-up':
      return { ...state, void: { wrong: 'given-up', reason: null, note: refund.note, at } };
    case 'refund-approved':
      return { ...state, refund: { ...refund, status: 'approved', approvedBy: actor.id, approvedAt: at } };
    case 'refund-refused':
      return { ...state, refund: { ...refund, status: 'refused', answer: event.note } };
    case 'refund-paid':
      return { ...state, refund: { ...refund, status: 'refunded', reference: event.reference } };
  }
}
