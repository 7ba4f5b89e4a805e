import texts from './texts.json' with { type: 'json' };

export type TextKey = keyof typeof texts;
export type Params = Readonly<Record<string, string | number>>;

/** Language of the person at the terminal: YINXIN_LANG, else the locale. */
export const language: 'zh' | 'en' = /^zh/i.test(
  process.env.YINXIN_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? '',
)
  ? 'zh'
  : 'en';

/** A text in the person's language with its parameters filled in. */
export function text(key: TextKey, params: Params = {}): string {
  return texts[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
