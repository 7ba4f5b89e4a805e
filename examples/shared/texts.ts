/** Texts of an application: code → both languages, `{name}` stands for a parameter. */
export type Texts = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** Looks texts up in one language. */
export function speaker<T extends Texts>(texts: T, language: 'zh' | 'en') {
  return (code: keyof T & string, params: Readonly<Record<string, string>> = {}): string =>
    (texts[code]?.[language] ?? code).replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
}
