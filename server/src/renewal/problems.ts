import { defineProblems } from '../platform/index.ts';
import catalogue from './problems.json' with { type: 'json' };

/** Refusals of this room. */
export const refuse = defineProblems(catalogue);
