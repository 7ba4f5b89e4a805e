import { amountOf, applies, type FieldRole, type Project, type StageKind, shanghaiDay } from '@yinxin/programme';
import { answersOf, type Context, projectOf, serviceOf, stageAfter, stageOf, wayOf } from '../context.ts';
import type { ApplicationEvent } from '../events.ts';
import type { ApplicationState, PriceLineFixed } from '../state.ts';
import { needsNoPapers } from './signing.ts';

/** The lines of the price book in force on the day of `now` in Shanghai, and their sum in fen (JX-29). */
export function priceOn(
  project: Project,
  state: Pick<ApplicationState, 'fields'>,
  now: Date,
): { readonly lines: readonly PriceLineFixed[]; readonly totalFen: number } {
  const day = shanghaiDay(now);
  const answers = answersOf(state);
  const lines = project.prices
    .filter((line) => line.from <= day && (line.until === undefined || day < line.until))
    .map(({ code, label, fen, times }) => ({ code, label, fen: fen * amountOf(times ?? 1, answers) }));
  return { lines, totalFen: lines.reduce((sum, line) => sum + line.fen, 0) };
}

/** The price as it stands in the price book now, for an order that has none yet. */
export function fixPrice(state: ApplicationState, context: Context): ApplicationEvent {
  return { type: 'price-fixed', ...priceOn(projectOf(context.programme, state), state, context.now) };
}

/**
 * Events that lead from a finished stage into the next that asks somebody for something: a price of zero and one
 * already paid need no payment, papers already received or signed for are not sent, and a review may pass by rule.
 */
export function leave(state: ApplicationState, kind: StageKind, context: Context): ApplicationEvent[] {
  const next = stageAfter(context.programme, state, kind);
  switch (next) {
    case 'payment': {
      if (state.payment.paidAt !== null) return leave(state, next, context);
      const fixed = fixPrice(state, context);
      const free = fixed.type === 'price-fixed' && fixed.totalFen === 0;
      return free ? [fixed, ...leave(state, next, context)] : [fixed, { type: 'stage-entered', stage: next }];
    }
    case 'papers':
      return state.papers.status === 'confirmed' || needsNoPapers(state, context)
        ? leave(state, next, context)
        : [{ type: 'stage-entered', stage: next }];
    case 'review':
      return passesByRule(state, context)
        ? passed(state, context, null, true)
        : [{ type: 'stage-entered', stage: next }];
    default:
      return [{ type: 'stage-entered', stage: next }];
  }
}

/** Events of a review that passed: by whom is the actor's, `automatic` is by rule. */
export function passed(
  state: ApplicationState,
  context: Context,
  note: string | null,
  automatic: boolean,
): ApplicationEvent[] {
  const approved: ApplicationEvent = automatic ? { type: 'approved', note, automatic } : { type: 'approved', note };
  return [
    ...(state.hold ? [{ type: 'hold-lifted' } as const] : []),
    ...frozenAddress(state, context),
    approved,
    ...superseded(state, context, 'superseded-at-approval'),
    ...leave(state, 'review', context),
  ];
}

/** Whether the parcel of an order goes to the account's default address, whatever that is, until the review (IT-18). */
export function followsDefault(state: ApplicationState, { programme }: Pick<Context, 'programme'>): boolean {
  const follows = stageOf(programme, state, 'delivery')?.addressFrozenAtReview ?? false;
  return follows && state.delivery.mode === null && wayOf(programme, state).includes('delivery');
}

/** At the review the order takes the address it followed for its own. */
function frozenAddress(state: ApplicationState, context: Context): ApplicationEvent[] {
  const recipient = context.facts.defaultRecipient;
  return recipient && followsDefault(state, context) ? [{ type: 'delivery-set', mode: 'post', recipient }] : [];
}

/** The certificate the business is about gives way now, if this is the moment its service names (PA-36). */
export function superseded(
  state: ApplicationState,
  { programme }: Context,
  moment: 'superseded-at-approval' | 'superseded-when-made' | 'superseded-when-installed',
): ApplicationEvent[] {
  if (!state.subject || serviceOf(programme, state).old !== moment) return [];
  return [{ type: 'subject-superseded', holding: state.subject.holding }];
}

const HANDLER: readonly FieldRole[] = ['handler-name', 'handler-id', 'handler-mobile'];

/** Whether the order asks for the review by rule (PA-38). */
export function asksForRule(state: ApplicationState, { programme }: Context): boolean {
  const rule = stageOf(programme, state, 'review')?.automatic;
  return rule !== undefined && applies(rule, answersOf(state));
}

/** Whether every fact about the handler agrees with the latest business of the certificate; never in part (PA-41). */
export function handlerAgrees(state: ApplicationState, { programme, facts }: Context): boolean {
  const known = facts.subject?.lastHandler;
  const asked = projectOf(programme, state).fields.filter((f) => f.role !== undefined && HANDLER.includes(f.role));
  if (!known || asked.length === 0) return false;
  return asked.every((spec) => {
    const before = spec.role === undefined ? undefined : known[spec.role];
    return before !== undefined && before !== '' && before === state.fields[spec.code]?.value;
  });
}

function passesByRule(state: ApplicationState, context: Context): boolean {
  return asksForRule(state, context) && handlerAgrees(state, context);
}
