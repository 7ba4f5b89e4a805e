import { shanghaiDay } from '@yinxin/programme';
import { type Context, type Decision, wayOf } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';

/**
 * Whether a paid business that is still going on can be given up (PA-46, PA-47): while it is not accepted yet, or until
 * the medium is activated and no longer than so many calendar days in Shanghai after the parcel was signed for, the
 * last one included. `asked`: when it was asked for; a decision may come later. `undefined` when it can.
 */
export function givingUpRefusal(
  state: ApplicationState,
  { programme }: Pick<Context, 'programme'>,
  asked: Date,
): Decision | undefined {
  const rule = programme.refund.givenUp;
  if (!rule) return refuse('REFUND_NOT_VOID');
  if (!isAccepted(state, { programme })) return undefined;
  if (state.activation.at !== null || state.install.installed.length > 0) return refuse('REFUND_ACTIVATED');
  const { receivedAt } = state.delivery;
  // The days begin when the parcel is signed for; until then none has passed.
  if (receivedAt === null) return undefined;
  const gone = daysBetween(shanghaiDay(new Date(receivedAt)), shanghaiDay(asked));
  return gone > rule.days ? refuse('REFUND_TOO_LATE', { days: rule.days, gone }) : undefined;
}

/** The authority has taken the business on: its review passed, or there is none before what follows. */
function isAccepted(state: ApplicationState, { programme }: Pick<Context, 'programme'>): boolean {
  const way = wayOf(programme, state);
  const review = way.indexOf('review');
  if (state.stage === 'finished') return true;
  return review === -1 ? state.stage !== 'fill' && state.stage !== 'payment' : way.indexOf(state.stage) > review;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
