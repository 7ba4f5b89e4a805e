import { type Draft, type DraftPlace, draft } from '../steps/draft.ts';
import { attempt, done, type Outcome } from '../steps/gather.ts';
import type { OrderPlan } from '../types.ts';
import { onThread, portions } from './threads.ts';

const AT_ONCE = 8;

/** Steps 3 and 4 for orders of one CA, in the same order, on threads of this process. */
export async function draftAll(place: DraftPlace, plans: readonly OrderPlan[]): Promise<readonly Outcome<Draft>[]> {
  const told = await Promise.all(portions(plans, AT_ONCE).map((some) => draftSome(place, some)));
  return told.flat();
}

async function draftSome(place: DraftPlace, plans: readonly OrderPlan[]): Promise<readonly Outcome<Draft>[]> {
  const { name, algorithm, certificate, addresses } = place;
  const desk = { name, algorithm, certificate: certificate.raw, base: addresses.base };
  const answer = await onThread({ kind: 'draft', desk, items: plans });
  const made = answer?.kind === 'draft' ? answer.items : [];
  return plans.map((plan, i) => {
    const one = made[i];
    // What the thread could not do, and why, is seen here.
    return one ? done(one) : attempt(() => draft(plan, place));
  });
}
