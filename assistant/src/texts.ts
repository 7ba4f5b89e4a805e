import en from './texts/en.json' with { type: 'json' };
import zhCN from './texts/zh-CN.json' with { type: 'json' };

/** Everything the assistant says, by language. Both files have the same keys (a test holds this). */
export const texts = { 'zh-CN': zhCN, en } as const;

/** A text with `{name}` replaced; a name without a value stays as it is. */
export const fill = (text: string, params: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
