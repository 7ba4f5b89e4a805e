import type { z } from 'zod';
import { type MistakeParams, mistake, type ProgrammeMistake } from './mistake.ts';
import { expectedAt, partsAt } from './parts.ts';
import { STAGE_KINDS } from './stage.ts';
import { Code, Day } from './text.ts';
import { valueAt } from './value-at.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found, in the words of whoever writes programmes. */
export function shapeMistakes(schema: z.ZodType, source: unknown, issues: readonly Issue[]): ProgrammeMistake[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [shapeMistake(schema, source, issue)];
    const known = partsAt(schema, source, issue.path).join(', ') || '–';
    return issue.keys.map((key) => mistake([...issue.path, key].join('.'), 'shape-unknown-key', { key, known }));
  });
}

const LANGUAGES: Readonly<Record<string, string>> = { zh: '中文 zh', en: 'English en' };

function shapeMistake(schema: z.ZodType, source: unknown, issue: Issue): ProgrammeMistake {
  const value = valueAt(source, issue.path);
  const [code, params] = judged(issue, value, (type) => expectedAt(schema, source, issue.path, type));
  return mistake(issue.path.join('.'), code, params);
}

function judged(
  issue: Issue,
  value: unknown,
  written: (type: string) => string,
): [ProgrammeMistake['code'], MistakeParams] {
  const language = LANGUAGES[String(issue.path.at(-1))];
  const absent = value === undefined || value === '';
  if (language && absent && (issue.code === 'invalid_type' || issue.code === 'too_small')) {
    return ['shape-text-missing', { language }];
  }
  switch (issue.code) {
    case 'invalid_type':
      return [value === undefined ? 'shape-missing' : 'shape-type', { expected: written(issue.expected) }];
    case 'invalid_value':
      return ['shape-choice', { allowed: issue.values.map(String).join(', ') }];
    case 'invalid_union':
      return union(issue, value);
    case 'too_small': {
      // Numbers are whole: more than 0 is at least 1.
      const least = String(issue.inclusive === false ? Number(issue.minimum) + 1 : issue.minimum);
      return issue.origin === 'array' ? ['shape-few', { least }] : ['shape-small', { least }];
    }
    case 'too_big':
      return ['shape-big', { most: String(issue.maximum) }];
    case 'invalid_format':
      return format(issue.format, issue.pattern);
    default:
      return ['shape-other', { reason: issue.message }];
  }
}

function union(issue: Issue & { code: 'invalid_union' }, value: unknown): [ProgrammeMistake['code'], MistakeParams] {
  const [at] = issue.path.slice(-1);
  if (at === 'kind' && issue.path.at(-3) === 'stages') return ['shape-choice', { allowed: STAGE_KINDS.join(', ') }];
  if (at === 'channel') return ['shape-choice', { allowed: 'online, hall' }];
  if (at === 'kind') return ['shape-choice', { allowed: 'years, kept, extended' }];
  if (at === 'years') return ['shape-type', { expected: '1…5 / field' }];
  return value === undefined ? ['shape-missing', { expected: String(at) }] : ['shape-other', { reason: issue.message }];
}

/** Patterns of the package that have words of their own. */
const patternOf = (schema: typeof Code | typeof Day) =>
  [...(schema.def.checks ?? [])].map((c) => String(Reflect.get(c._zod.def, 'pattern')));

function format(kind: string, pattern: string | undefined): [ProgrammeMistake['code'], MistakeParams] {
  if (kind === 'url') return ['shape-url', {}];
  if (pattern !== undefined && patternOf(Code).includes(pattern)) return ['shape-code', {}];
  if (pattern !== undefined && patternOf(Day).includes(pattern)) return ['shape-day', {}];
  return ['shape-pattern', { pattern: pattern ?? kind }];
}
