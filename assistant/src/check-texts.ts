import type { Check } from './checkup.ts';
import type { CheckAnswer } from './client.ts';
import { fill, texts } from './texts.ts';

const codes = { zh: texts['zh-CN'].checkCodes, en: texts.en.checkCodes };
type Code = keyof typeof codes.zh;

const isCode = (code: string): code is Code => Object.hasOwn(codes.zh, code);

/** The steps of a check-up with their words, for a page that has not got the assistant's texts. */
export function localisedChecks(checks: readonly Check[]): CheckAnswer['checks'] {
  return checks.map(({ id, outcome, code, params }) => {
    if (!isCode(code)) throw new RangeError(`a check without words: ${code}`);
    const both = (part: 'what' | 'fix') => ({
      zh: fill(codes.zh[code][part], params),
      en: fill(codes.en[code][part], params),
    });
    return { id, outcome, code, what: both('what'), fix: both('fix') };
  });
}
