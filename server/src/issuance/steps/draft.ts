import type { OrderPlan } from '../types.ts';
import { type BuildPlace, buildPlanned } from './build.ts';
import { brokenRules } from './check.ts';

/** Where certificates are drafted: everything public, so that it may travel to a thread. */
export type DraftPlace = BuildPlace;

/** Steps 3 and 4 of one order. */
export interface Draft {
  /** The bytes to be signed, one for each certificate of the plan. */
  readonly tbs: readonly Uint8Array[];
  /** Rules that are broken; none may be. */
  readonly broken: readonly string[];
}

/** Builds the bytes of an order from its plan and looks at them with every rule. Throws PkiError. */
export function draft(plan: OrderPlan, place: DraftPlace): Draft {
  const planned = plan.certificates.map((one) => ({ ...one, tbs: buildPlanned(plan, one, place) }));
  return { tbs: planned.map(({ tbs }) => tbs), broken: brokenRules(plan, planned, place.certificate) };
}
