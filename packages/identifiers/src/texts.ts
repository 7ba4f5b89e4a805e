import type { Finding } from './finding.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh-CN.json' with { type: 'json' };

export type Locale = 'zh-CN' | 'en';

const catalogues: Readonly<Record<Locale, Readonly<Record<keyof typeof zh, string>>>> = { 'zh-CN': zh, en };

/** The sentence for people that belongs to a finding, parameters filled in. */
export function describe(finding: Pick<Finding, 'code' | 'params'>, locale: Locale): string {
  return catalogues[locale][finding.code].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(finding.params[name] ?? whole),
  );
}
