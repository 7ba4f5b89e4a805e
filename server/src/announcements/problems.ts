import { defineProblems } from '../platform/index.ts';
import catalogue from './problems.json' with { type: 'json' };

export const refuse = defineProblems(catalogue);
