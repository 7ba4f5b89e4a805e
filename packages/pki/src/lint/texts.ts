import texts from './texts.json' with { type: 'json' };

/** One text in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What is said about a rule: its title, what was found, what to do. */
export interface RuleText {
  readonly title: Bilingual;
  readonly found: Bilingual;
  readonly todo: Bilingual;
}

const all: Readonly<Record<string, RuleText>> = texts;

/** The texts of a rule. Throws when there are none: a test keeps the file complete. */
export function ruleText(id: string): RuleText {
  const found = all[id];
  if (found === undefined) throw new Error(`no text for the rule ${id}`);
  return found;
}

/** Every rule that has texts. */
export const textIds: readonly string[] = Object.keys(all);

const fillOne = (text: string, params: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

/** Both languages with the parameters filled in. */
export const fill = ({ zh, en }: Bilingual, params: Readonly<Record<string, string | number>>): Bilingual => ({
  zh: fillOne(zh, params),
  en: fillOne(en, params),
});
