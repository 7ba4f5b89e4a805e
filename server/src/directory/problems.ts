import { defineProblems } from '../platform/index.ts';
import catalogue from './problems.json' with { type: 'json' };

/** Refusals of the directory. */
export const problem = defineProblems(catalogue);
