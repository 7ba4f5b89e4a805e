import type { ApplicationEvent, Recorded } from './events.ts';
import { evolveCancel } from './stages/cancel.ts';
import { evolveDelivery } from './stages/delivery.ts';
import { evolveFill } from './stages/fill.ts';
import { evolveHolder } from './stages/holder.ts';
import { evolveInstall } from './stages/install.ts';
import { evolveInvoice } from './stages/invoice.ts';
import { opened } from './stages/open.ts';
import { evolvePapers } from './stages/papers.ts';
import { evolvePayment } from './stages/payment.ts';
import { evolveProduction } from './stages/production.ts';
import { evolveReceipt } from './stages/receipt.ts';
import { evolveRefund } from './stages/refund.ts';
import { evolveReview } from './stages/review.ts';
import { evolveSigned } from './stages/signing.ts';
import type { ApplicationState } from './state.ts';

/** The state after one more event. Total: every event that was ever recorded can be replayed. */
export function evolve(state: ApplicationState | undefined, recorded: Recorded): ApplicationState {
  const { event } = recorded;
  if (event.type === 'opened') return opened(event, recorded);
  if (state === undefined) throw new Error(`a history must begin with "opened", not "${event.type}"`);
  return { ...remember(apply(state, event, recorded), recorded), version: recorded.version };
}

/** The state a history leads to. Throws when it is empty or does not begin with `opened`. */
export function evolveAll(history: readonly Recorded[]): ApplicationState {
  const state = history.reduce<ApplicationState | undefined>(evolve, undefined);
  if (state === undefined) throw new Error('an empty history has no state');
  return state;
}

function apply(
  state: ApplicationState,
  event: Exclude<ApplicationEvent, { type: 'opened' }>,
  r: Recorded,
): ApplicationState {
  switch (event.type) {
    case 'draft-saved':
    case 'organisation-renamed':
    case 'templates-changed':
    case 'material-attached':
    case 'material-removed':
    case 'submitted':
      return evolveFill(state, event, r);
    case 'application-signed':
      return evolveSigned(state, event, r);
    case 'stage-entered':
      return { ...state, stage: event.stage, stageSince: r.at };
    case 'review-taken':
    case 'review-released':
    case 'approved':
    case 'materials-returned':
    case 'held':
    case 'hold-lifted':
      return evolveReview(state, event, r);
    case 'voided':
      return {
        ...state,
        void: { wrong: event.wrong, reason: event.reason, note: event.note, at: r.at },
        review: { ...state.review, heldBy: null },
      };
    case 'price-fixed':
    case 'charge-opened':
    case 'payment-pending':
    case 'payment-settled':
    case 'payment-repeated':
    case 'payment-failed':
    case 'payment-problem-reported':
      return evolvePayment(state, event, r);
    case 'papers-posted':
    case 'papers-faulty':
    case 'papers-confirmed':
    case 'papers-reminded':
      return evolvePapers(state, event, r);
    case 'production-started':
    case 'production-abandoned':
      return evolveProduction(state, event, r);
    case 'certificate-made':
      return event.mediumSerial === undefined ? evolveProduction(state, event, r) : evolveInstall(state, event, r);
    case 'media-provided':
    case 'install-started':
    case 'installed':
      return evolveInstall(state, event, r);
    case 'activated':
    case 'bound':
    case 'unlocked':
    case 'seal-made':
    case 'seal-installed':
      return evolveHolder(state, event, r);
    case 'received':
      return evolveReceipt(state, event, r);
    case 'cancelled':
      return evolveCancel(state, event, r);
    case 'subject-superseded':
      return state;
    case 'supplement-needed':
    case 'supplement-received':
    case 'delivery-set':
    case 'dispatched':
    case 'handed-over':
      return evolveDelivery(state, event, r);
    case 'invoice-data-set':
    case 'invoice-issued':
    case 'invoice-reversed':
    case 'invoice-posted':
      return evolveInvoice(state, event, r);
    case 'refund-letter-attached':
    case 'refund-letter-faulty':
    case 'refund-requested':
    case 'given-up':
    case 'refund-approved':
    case 'refund-refused':
    case 'refund-paid':
      return evolveRefund(state, event, r);
    case 'contact-logged': {
      const { channel, reached, note } = event;
      return { ...state, contacts: [...state.contacts, { at: r.at, by: r.actor.name, channel, reached, note }] };
    }
  }
}

/** Events by which staff put data into an order; whoever did decides nothing on it. */
const entering: ReadonlySet<ApplicationEvent['type']> = new Set([
  'draft-saved',
  'material-attached',
  'refund-requested',
]);

function remember(state: ApplicationState, { actor, event }: Recorded): ApplicationState {
  if (actor.kind !== 'staff' || !entering.has(event.type) || state.enteredBy.includes(actor.id)) return state;
  return { ...state, enteredBy: [...state.enteredBy, actor.id] };
}
