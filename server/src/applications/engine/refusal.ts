import type { Role } from '@yinxin/contract';
import catalogue from './texts/refusals.json' with { type: 'json' };
import names from './texts/roles.json' with { type: 'json' };

type Text = { readonly zh: string; readonly en: string };
export type RefusalCode = keyof typeof catalogue;
export type RefusalParams = Readonly<Record<string, string | number | Text>>;

/** Why a command is not done: a stable code and what the texts need. */
export interface Refused {
  readonly code: RefusalCode;
  readonly params: RefusalParams;
  /** Path of the input at fault, e.g. `fields.handler-mobile`. */
  readonly field?: string;
}

export function refuse(code: RefusalCode, params: RefusalParams = {}, field?: string): { readonly refusal: Refused } {
  return { refusal: field === undefined ? { code, params } : { code, params, field } };
}

/** Roles (岗位) as people call them. */
export function roleNames(roles: readonly Role[]): Text {
  return { zh: roles.map((role) => names[role].zh).join('、'), en: roles.map((role) => names[role].en).join(', ') };
}

function fill(template: string, params: RefusalParams, language: 'zh' | 'en'): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'object' ? value[language] : String(value);
  });
}

/** The refusal as people read it: HTTP status, what happened and why, what to do next. */
export function describeRefusal(refusal: Refused): {
  readonly status: number;
  readonly detail: Text;
  readonly next: Text;
} {
  const entry = catalogue[refusal.code];
  const both = (text: Text) => ({ zh: fill(text.zh, refusal.params, 'zh'), en: fill(text.en, refusal.params, 'en') });
  return { status: entry.status, detail: both(entry.detail), next: both(entry.next) };
}
