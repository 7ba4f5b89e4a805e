import texts from './programme-texts.json' with { type: 'json' };

export type Language = 'zh' | 'en';
export type Say = (key: keyof typeof texts, params?: Readonly<Record<string, string | number>>) => string;

/** The words of `yinxin programme` in one language. */
export const sayIn =
  (lang: Language): Say =>
  (key, params = {}) =>
    texts[key][lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
