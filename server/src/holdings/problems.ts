import { defineProblems, Problem } from '../platform/index.ts';
import businesses from './businesses.json' with { type: 'json' };
import catalogue from './problems.json' with { type: 'json' };
import type { HoldingBusiness } from './tables.ts';

/** Refusals of this room. */
export const refuse = defineProblems(catalogue);

/** HOLDING_BUSY, naming the business that runs in each language (BJ-33). */
export function busy(business: HoldingBusiness, number: string): Problem {
  const entry = catalogue.HOLDING_BUSY;
  const names = businesses[business];
  const detail = {
    zh: entry.detail.zh.replace('{business}', names.zh),
    en: entry.detail.en.replace('{business}', names.en),
  };
  return new Problem('HOLDING_BUSY', { ...entry, detail }, { params: { number, business } });
}
