import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { explainMistake, inspectProgramme, type ProgrammeMistake, programmeFile, valueAt } from '@yinxin/programme';
import { language } from '../texts.ts';
import { offerIn } from './programme-offer.ts';
import { type Language, type Say, sayIn } from './programme-say.ts';

/**
 * Looks at the programme in a file (.json, or .ts and .js by its exports) and explains every mistake: where, what stands
 * there, what is expected, what to do. Without mistakes it prints the offer in words. Exit code 1 when there is a mistake,
 * 2 for a wrong call.
 */
export async function checkProgramme(
  file: string,
  options: { readonly lang?: string } = {},
  print: (line: string) => void = console.log,
): Promise<number> {
  const { lang = language } = options;
  if (lang !== 'zh' && lang !== 'en') {
    print(sayIn(language)('badLang'));
    return 2;
  }
  const say = sayIn(lang);
  let exported: unknown;
  try {
    exported = await exportsOf(file);
  } catch (error) {
    print(say('unopened', { file, reason: error instanceof Error ? error.message : String(error) }));
    return 2;
  }
  const given = programmeFile(exported);
  const { programme, mistakes, warnings } = inspectProgramme(given);
  for (const one of mistakes) for (const line of told(one, 'mistake', given.source, lang, say)) print(line);
  for (const one of warnings) for (const line of told(one, 'warning', given.source, lang, say)) print(line);
  if (!programme) {
    print(say('refused', { file, count: mistakes.length }));
    return 1;
  }
  print(say('accepted', { file, count: warnings.length }));
  for (const line of offerIn(programme, lang, say)) print(line);
  return 0;
}

async function exportsOf(file: string): Promise<unknown> {
  if (file.endsWith('.json')) return JSON.parse(await readFile(file, 'utf8'));
  return import(pathToFileURL(path.resolve(file)).href);
}

function* told(
  one: ProgrammeMistake,
  severity: 'mistake' | 'warning',
  source: unknown,
  lang: Language,
  say: Say,
): Generator<string> {
  const { what, fix } = explainMistake(one);
  const steps = one.path.split('.').filter((step) => step !== '');
  yield `${severity === 'mistake' ? '✗' : '!'} ${say(severity)} · ${placeOf(source, steps) || say('file')}`;
  if (steps.length > 0) yield `    ${say('given')}: ${shown(valueAt(source, steps), say)}`;
  yield `    ${what[lang]}`;
  yield `    → ${fix[lang]}`;
}

/** A path in which members of lists carry their code: `services[0 new].stages[2 payment].state`. */
function placeOf(source: unknown, steps: readonly string[]): string {
  return steps
    .map((step, i) => {
      if (!/^\d+$/.test(step)) return i === 0 ? step : `.${step}`;
      const names = ['code', 'kind', 'slug'].map((key) => valueAt(source, [...steps.slice(0, i + 1), key]));
      const name = names.find((one) => typeof one === 'string');
      return name === undefined ? `[${step}]` : `[${step} ${name}]`;
    })
    .join('');
}

function shown(value: unknown, say: Say): string {
  if (value === undefined) return say('absent');
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
