import { z } from 'zod';
import { Code } from './text.ts';

/** Holds when the answer to a choice field of the order is one of `in`. */
export const When = z.strictObject({ field: Code, in: z.array(Code).min(1) });
export type When = z.infer<typeof When>;

/** The answers given in an order, by field code. */
export type Answers = Readonly<Record<string, string | undefined>>;

/** Whether what bears this condition belongs to an order with these answers; without a condition it always does. */
export function applies(bearer: { readonly when?: When | undefined }, answers: Answers): boolean {
  const { when } = bearer;
  if (when === undefined) return true;
  const given = answers[when.field];
  return given !== undefined && when.in.includes(given);
}
