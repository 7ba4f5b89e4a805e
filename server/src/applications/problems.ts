import { defineProblems, Problem } from '../platform/index.ts';
import { describeRefusal, type RefusalParams, type Refused, refuse } from './engine/refusal.ts';
import refusals from './engine/texts/refusals.json' with { type: 'json' };

// Remembered by code, for documentation.
defineProblems(refusals);

/** A refusal of the rules on its way to the caller, its texts filled in both languages. */
export function refusalProblem(refused: Refused): Problem {
  const params = Object.fromEntries(
    Object.entries(refused.params).flatMap(([key, value]) => (typeof value === 'object' ? [] : [[key, value]])),
  );
  return new Problem(refused.code, describeRefusal(refused), {
    params,
    ...(refused.field === undefined ? {} : { field: refused.field }),
  });
}

/** `throw refusal('NO_FILE_HERE')`. */
export function refusal(code: Refused['code'], params: RefusalParams = {}, field?: string): Problem {
  return refusalProblem(refuse(code, params, field).refusal);
}
