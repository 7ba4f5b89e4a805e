import type { Programme, StageKind } from '@yinxin/programme';
import type { Command, CommandOf } from './commands.ts';
import { type Context, type Decision, done, stageOf, wayOf } from './context.ts';
import { type Permission, permissions } from './permissions.ts';
import { type Refused, refuse, roleNames } from './refusal.ts';
import { decideCancel } from './stages/cancel.ts';
import { decideDelivery } from './stages/delivery.ts';
import { catchUp, decideFill } from './stages/fill.ts';
import { decideHolder } from './stages/holder.ts';
import { decideInstall, decideProvision } from './stages/install.ts';
import { decideInvoice } from './stages/invoice.ts';
import { decidePapers } from './stages/papers.ts';
import { decidePayment } from './stages/payment.ts';
import { decideProduction } from './stages/production.ts';
import { decideReceipt } from './stages/receipt.ts';
import { decideRefund } from './stages/refund.ts';
import { decideRecheck, decideReview } from './stages/review.ts';
import { decideSigned } from './stages/signing.ts';
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
  { actor, programme }: Context,
): Refused | undefined {
  const permission = permissions[command.type];
  // Uploads come through their own endpoint with the applicant's name on them; other rooms speak as the system.
  if (actor.kind !== permission.by && actor.kind !== 'system') return refuse('NOT_FOR_YOU').refusal;
  if (actor.kind === 'applicant' && actor.organisationId !== state.organisation.id)
    return refuse('ORDER_NOT_FOUND').refusal;
  if (actor.kind === 'staff' && permission.roles && !permission.roles.some((r) => actor.roles.includes(r))) {
    return refuse('ROLE_NEEDED', { roles: roleNames(permission.roles) }).refusal;
  }
  if (permission.void === 'no' && state.void) return refuse('ORDER_VOID').refusal;
  return outOfStage(state, stagesFor(permission, state, programme), permission, programme);
}

/** A review that waits for the fee lets it be paid while papers travel and the review runs (IT-19). */
function stagesFor(permission: Permission, state: ApplicationState, programme: Programme): Permission['stages'] {
  if (!permission.stages.includes('payment') || permission.stages.length > 1) return permission.stages;
  const waits = stageOf(programme, state, 'review')?.gate.includes('fee') ?? false;
  return waits && state.price !== null ? ['payment', 'papers', 'review'] : permission.stages;
}

/** Too early or too late is told by the order's own way: what comes before what is the programme's. */
function outOfStage(
  state: ApplicationState,
  stages: Permission['stages'],
  { tooEarly, tooLate }: Permission,
  programme: Programme,
): Refused | undefined {
  if (stages.includes(state.stage)) return undefined;
  const way: readonly (StageKind | 'finished')[] = [...wayOf(programme, state), 'finished'];
  const first = way.findIndex((kind) => stages.includes(kind));
  if (first === -1) return refuse('NOT_IN_SERVICE').refusal;
  if (way.indexOf(state.stage) < first) return refuse(tooEarly ?? 'NOT_NOW').refusal;
  return refuse(state.stage === 'finished' ? 'ORDER_FINISHED' : (tooLate ?? 'NOT_NOW')).refusal;
}

function decideAllowed(state: ApplicationState, command: Command, context: Context): Decision {
  switch (command.type) {
    case 'save-draft':
    case 'attach-material':
    case 'remove-material':
    case 'submit':
      return decideFill(state, command, context);
    case 'application-signed':
      return decideSigned(state, command, context);
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
      return decideProduction(state, command, context);
    case 'certificate-made':
      return state.stage === 'install'
        ? decideInstall(state, command, context)
        : decideProduction(state, command, context);
    case 'provide-media':
      return decideProvision(state, command, context);
    case 'install-started':
    case 'installed':
      return decideInstall(state, command, context);
    case 'activated':
    case 'bound':
    case 'unlocked':
    case 'seal-made':
    case 'seal-installed':
      return decideHolder(state, command, context);
    case 'received':
    case 'confirm-received':
    case 'record-received':
      return decideReceipt(state, command, context);
    case 'cancel':
      return decideCancel(state, command, context);
    case 'recheck':
      return decideRecheck(state, context);
    case 'set-delivery':
    case 'change-recipient':
    case 'need-supplement':
    case 'confirm-supplement':
    case 'dispatch':
    case 'hand-over':
      return decideDelivery(state, command, context);
    case 'set-invoice':
    case 'enter-invoice':
    case 'invoice-issued':
    case 'reverse-invoice':
    case 'post-invoice':
      return decideInvoice(state, command, context);
    case 'request-refund':
    case 'enter-refund':
    case 'attach-refund-letter':
    case 'return-refund-letter':
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
