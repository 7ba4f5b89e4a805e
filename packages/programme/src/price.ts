import { z } from 'zod';
import { When } from './condition.ts';
import { Code, Day, LocalText } from './text.ts';

/** One line of the price book (价目). Money is an integer number of fen. */
export const PriceLine = z.strictObject({
  code: Code,
  label: LocalText,
  fen: z.number().int().nonnegative(),
  /** The choice field whose answer, a whole number, multiplies the line: years, media. */
  times: Code.optional(),
  when: When.optional(),
  /** Days of validity, inclusive start, exclusive end. */
  from: Day,
  until: Day.optional(),
});
export type PriceLine = z.infer<typeof PriceLine>;
