import { readFileSync } from 'node:fs';
import { z } from 'zod';

const both = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** The words of one product's client, and where it shows what is on the medium; the same data as its programme's. */
export const Edition = z.strictObject({
  name: both,
  pin: both,
  changePin: both,
  /** At once, by choosing the certificate in the middle, or in a list of its own that `details` names (BJ-11, BJ-12). */
  shows: z.enum(['at-once', 'on-choosing', 'in-list']),
  details: both,
});
export type Edition = z.infer<typeof Edition>;

/** Reads an edition from a JSON file. Throws on anything of another shape. */
export function readEdition(file: string): Edition {
  return Edition.parse(JSON.parse(readFileSync(file, 'utf8')));
}
