import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done, serviceOf } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';

/** The applicant takes an order back while its service allows it (BJ-24); what was paid becomes refundable. */
export function decideCancel(state: ApplicationState, command: CommandOf<'cancel'>, context: Context): Decision {
  const stages = serviceOf(context.programme, state).cancel?.while;
  if (!stages) return refuse('CANCEL_NEVER');
  if (state.stage === 'finished' || !stages.includes(state.stage)) return refuse('CANCEL_NOT_NOW');
  return done({ type: 'cancelled', note: command.note ?? null });
}

/** Whether its applicant may take the order back now. */
export function cancellable(state: ApplicationState, { programme }: Pick<Context, 'programme'>): boolean {
  const stages = serviceOf(programme, state).cancel?.while ?? [];
  return state.void === null && state.stage !== 'finished' && stages.includes(state.stage);
}

/** A cancelled order keeps its history and never comes back (BJ-25). */
export function evolveCancel(state: ApplicationState, event: EventOf<'cancelled'>, { at }: Recorded): ApplicationState {
  const review = { ...state.review, heldBy: null };
  return { ...state, review, hold: null, void: { wrong: 'cancelled', reason: null, note: event.note, at } };
}
