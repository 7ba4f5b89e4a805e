import { defineProblems } from './problem.ts';
import catalogue from './problems.json' with { type: 'json' };

export {
  type Bilingual,
  type Catalogue,
  defineProblems,
  knownProblems,
  Problem,
  type ProblemContext,
  type ProblemDocument,
  type ProblemEntry,
  type ProblemParams,
  problemByCode,
} from './problem.ts';

/** Problems every room may need: NOT_FOUND, NOT_ALLOWED, INPUT_INVALID, RATE_LIMITED … */
export const problem = defineProblems(catalogue);
