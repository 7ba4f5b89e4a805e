import texts from './mistakes.json' with { type: 'json' };
import type { LocalText } from './text.ts';

/** What can be wrong with a programme, or odd about it; `mistakes.json` has the words. */
export type MistakeCode = keyof typeof texts;
export type MistakeParams = Readonly<Record<string, string | number>>;

/** One mistake in a programme: where it is (steps joined by dots), which one, and what the words need to know. */
export interface ProgrammeMistake {
  readonly path: string;
  readonly code: MistakeCode;
  readonly params: MistakeParams;
  /** What is wrong, in English, for logs; {@link explainMistake} has both languages and the way on. */
  readonly message: string;
}

const fill = (text: string, params: MistakeParams) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

export function mistake(path: string, code: MistakeCode, params: MistakeParams = {}): ProgrammeMistake {
  return { path, code, params, message: fill(texts[code].what.en, params) };
}

/** What is wrong, and how it is put right, for whoever wrote the file. */
export function explainMistake({ code, params }: ProgrammeMistake): {
  readonly what: LocalText;
  readonly fix: LocalText;
} {
  const both = ({ zh, en }: LocalText) => ({ zh: fill(zh, params), en: fill(en, params) });
  return { what: both(texts[code].what), fix: both(texts[code].fix) };
}
