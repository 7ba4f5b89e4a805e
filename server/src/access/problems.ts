import { defineProblems } from '../platform/index.ts';
import catalogue from './problems.json' with { type: 'json' };

/** Refusals of certificate sign-in and bindings. */
export const problem = defineProblems(catalogue);
export type AccessRefusal = keyof typeof catalogue;
