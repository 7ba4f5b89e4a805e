import { z } from 'zod';
import { Code, Day, LocalText } from './text.ts';

/** One line of the price book (价目). Money is an integer number of fen. */
export const PriceLine = z.strictObject({
  code: Code,
  label: LocalText,
  fen: z.number().int().nonnegative(),
  /** Days of validity, inclusive start, exclusive end. */
  from: Day,
  until: Day.optional(),
});
export type PriceLine = z.infer<typeof PriceLine>;
