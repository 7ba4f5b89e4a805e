import catalogue from './templates.json' with { type: 'json' };
import type { Notice, TemplateCode } from './types.ts';

/** A text in both languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface Template {
  readonly version: number;
  readonly sms: boolean;
  readonly inApp: boolean;
  readonly mail?: boolean;
  /** The text holds a code: wiped once sent, never in the hall, never in a log. */
  readonly secret?: boolean;
  readonly params: readonly string[];
  readonly subject: Text;
  readonly text: Text;
}

const templates: Readonly<Record<TemplateCode, Template>> = catalogue;

export function templateOf(code: TemplateCode): Template {
  return templates[code];
}

/** All templates by code, for tests and for the administrator's list. */
export function allTemplates(): ReadonlyMap<string, Template> {
  return new Map(Object.entries(templates));
}

function fill(text: Text, language: keyof Text, params: Notice['params']): string {
  return text[language].replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`a notice lacks the parameter ${name}`);
    return typeof value === 'object' ? value[language] : String(value);
  });
}

/** Subject and text of a notice in both languages. Throws when a parameter of the template is missing. */
export function render(notice: Pick<Notice, 'template' | 'params'>): { subject: Text; text: Text } {
  const { subject, text } = templateOf(notice.template);
  const both = (source: Text) => ({ zh: fill(source, 'zh', notice.params), en: fill(source, 'en', notice.params) });
  return { subject: both(subject), text: both(text) };
}
