import type { Command, CommandOf } from './commands.ts';
import { type Context, type Decision, done } from './context.ts';
import { isBefore, permissions } from './permissions.ts';
import { type Refused, refuse, roleNames } from './refusal.ts';
import { decideDelivery } from './stages/delivery.ts';
import { catchUp, decideFill } from './stages/fill.ts';
import { decideInvoice } from './stages/invoice.ts';
import { decidePapers } from './stages/papers.ts';
import { decidePayment } from './stages/payment.ts';
import { decideProduction } from './stages/production.ts';
import { decideRefund } from './stages/refund.ts';
import { decideReview } from './stages/review.ts';
import type { ApplicationState } from './state.ts';

/**
 * What a command leads to: events, none when it was already done, or a refusal with a stable code. Pure: the same
 * state, command and context give the same answer, and a refusal changes nothing.
 */
export function decide(state: ApplicationState, command: Command, context: Context): Decision {
  const barred = bar(state, command, context);
  if (barred) return { refusal: barred };
  return decideAllowed(state, command, context);
}

/** The refusal that follows from who asks and where the order stands alone, before any detail is looked at. */
export function bar(
  state: ApplicationState,
  command: { readonly type: Command['type'] },
  { actor }: Context,
): Refused | undefined {
  const permission = permissions[command.type];
  // Uploads come through their own endpoint with the applicant's name on them; other rooms speak as the system.
  if (actor.kind !== permission.by && actor.kind !== 'system') return refuse('NOT_FOR_YOU').refusal;
  if (actor.kind === 'applicant' && actor.organisationId !== state.organisation.id)
    return refuse('ORDER_NOT_FOUND').refusal;
  if (actor.kind === 'staff' && permission.roles && !permission.roles.some((r) => actor.roles.includes(r))) {
    return refuse('ROLE_NEEDED', { roles: roleNames(permission.roles) }).refusal;
  }
  if (permission.void === 'only' && !state.void) return refuse('REFUND_NOT_VOID').refusal;
  if (permission.void === 'no' && state.void) return refuse('ORDER_VOID').refusal;
  if (permission.stages.includes(state.stage)) return undefined;
  if (isBefore(state.stage, permission.stages)) return refuse(permission.tooEarly ?? 'NOT_NOW').refusal;
  if (state.stage === 'finished') return refuse('ORDER_FINISHED').refusal;
  return refuse(permission.tooLate ?? 'NOT_NOW').refusal;
}

function decideAllowed(state: ApplicationState, command: Command, context: Context): Decision {
  switch (command.type) {
    case 'save-draft':
    case 'attach-material':
    case 'remove-material':
    case 'submit':
      return decideFill(state, command, context);
    case 'refresh':
      return done(...catchUp(state, context));
    case 'take':
    case 'release':
    case 'approve':
    case 'return-materials':
    case 'reject-wrong':
    case 'expire-lock':
      return decideReview(state, command, context);
    case 'charge-opened':
    case 'payment-pending':
    case 'payment-settled':
    case 'payment-failed':
    case 'report-payment-problem':
      return decidePayment(state, command, context);
    case 'post-papers':
    case 'confirm-papers':
    case 'report-paper-faults':
    case 'remind-papers':
      return decidePapers(state, command, context);
    case 'production-started':
    case 'production-abandoned':
    case 'certificate-made':
      return decideProduction(state, command, context);
    case 'set-delivery':
    case 'need-supplement':
    case 'confirm-supplement':
    case 'dispatch':
    case 'hand-over':
      return decideDelivery(state, command, context);
    case 'set-invoice':
    case 'enter-invoice':
    case 'invoice-issued':
      return decideInvoice(state, command, context);
    case 'request-refund':
    case 'enter-refund':
    case 'attach-refund-letter':
    case 'approve-refund':
    case 'refuse-refund':
    case 'pay-out-refund':
    case 'refund-paid':
      return decideRefund(state, command, context);
    case 'log-contact': {
      const { channel, reached, note } = command;
      return done({ type: 'contact-logged', channel, reached, note });
    }
    case 'void':
      return decideVoid(state, command);
  }
}

/** A correction of name or code ends the order wherever it stands (JX-05, JX-09); a second one changes nothing. */
function decideVoid(state: ApplicationState, command: CommandOf<'void'>): Decision {
  if (state.void) return done();
  return done({ type: 'voided', wrong: command.wrong, reason: null, note: command.note });
}
