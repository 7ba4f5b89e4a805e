import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import type { RelyingTerms } from './rules.ts';

const Terms = z.object({
  code: z.string(),
  name: LocalText,
  one: z.enum(['account', 'organisation']),
  onReplacement: z.enum(['transfer', 'end']),
});
const Declaring = z.object({ relyingSystems: z.array(Terms).default([]) });

/** The relying systems that programmes name; of one named twice the first counts. */
export function declaredSystems(programmes: readonly object[]): readonly RelyingTerms[] {
  const all = programmes.flatMap((programme) => Declaring.parse(programme).relyingSystems);
  return [...new Map(all.toReversed().map((one) => [one.code, one])).values()].toReversed();
}
