import {
  LINT_RULES,
  type LintFinding,
  type LintReport,
  lintSet,
  ruleText,
  SEVERITIES,
  type Severity,
} from '@yinxin/pki';
import { language } from '../texts.ts';
import { type LintItem, readItems } from './lint-read.ts';
import texts from './lint-texts.json' with { type: 'json' };

export interface LintOptions {
  readonly json?: boolean;
  readonly lang?: string;
  /** The mildest severity that is shown. */
  readonly severity?: string;
  readonly rules?: boolean;
}

type Language = 'zh' | 'en';
type Say = (key: keyof typeof texts, params?: Readonly<Record<string, string | number>>) => string;

const sayIn =
  (lang: Language): Say =>
  (key, params = {}) =>
    texts[key][lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

const isSeverity = (text: string): text is Severity => SEVERITIES.some((one) => one === text);

/** What is said about one thing, or about a pair. */
interface Section {
  readonly name: string;
  readonly kind: LintReport['kind'] | 'pair';
  readonly findings: readonly LintFinding[];
}

/** Looks at files with the lint and prints what it finds. Exit code 1 when there is an error, 2 for a wrong call. */
export function lintFiles(
  files: readonly string[],
  options: LintOptions,
  print: (line: string) => void = console.log,
): number {
  const { lang = language, severity = 'notice' } = options;
  if (lang !== 'zh' && lang !== 'en') return refused(print, sayIn(language)('badLang'));
  const say = sayIn(lang);
  if (!isSeverity(severity)) return refused(print, say('badSeverity'));
  if (options.rules) return catalogue(lang, say, print, options.json === true);
  if (files.length === 0) return refused(print, say('nothing'));
  const items: LintItem[] = [];
  for (const file of files) {
    try {
      const found = readItems(file);
      if (found.length === 0) return refused(print, say('empty', { file }));
      items.push(...found);
    } catch (error) {
      return refused(print, say('unopened', { file, reason: error instanceof Error ? error.message : String(error) }));
    }
  }
  const sections = sectionsOf(items);
  const shown = (finding: LintFinding) => SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(severity);
  if (options.json)
    print(
      JSON.stringify(
        sections.map((one) => ({ ...one, findings: one.findings.filter(shown) })),
        null,
        2,
      ),
    );
  else for (const line of report(sections, shown, lang, say)) print(line);
  return sections.some(({ findings }) => findings.some((one) => one.severity === 'error')) ? 1 : 0;
}

function refused(print: (line: string) => void, line: string): number {
  print(line);
  return 2;
}

function sectionsOf(items: readonly LintItem[]): Section[] {
  const set = lintSet(
    items.map(({ bytes }) => bytes),
    new Date(),
  );
  const name = (index: number): string => items[index]?.name ?? '';
  return [
    ...set.reports.map(({ kind, findings }, index) => ({ name: name(index), kind, findings })),
    ...set.pairs.map(({ signing, encryption, findings }) => ({
      name: `${name(signing)} + ${name(encryption)}`,
      kind: 'pair' as const,
      findings,
    })),
  ];
}

function* report(
  sections: readonly Section[],
  shown: (finding: LintFinding) => boolean,
  lang: Language,
  say: Say,
): Generator<string> {
  for (const { name, kind, findings } of sections) {
    yield `${name} · ${say(`kind.${kind ?? 'unknown'}`)}`;
    if (findings.length === 0) yield `  ✓ ${say('clean')}`;
    for (const finding of findings.filter(shown)) {
      const { rule, severity, source, clause, at, field } = finding;
      const place = at === undefined ? (field ?? '') : say('place', { at, hex: at.toString(16) });
      const where = [`${source} ${clause}`.trim(), place].filter((part) => part !== '').join(' · ');
      yield `  ${say(`severity.${severity}`)} ${rule} · ${where}`;
      yield `      ${finding.text[lang]}`;
      yield `      → ${finding.advice[lang]}`;
    }
  }
  const all = sections.flatMap(({ findings }) => findings);
  const count = (severity: Severity) => all.filter((one) => one.severity === severity).length;
  const counted = { errors: count('error'), warnings: count('warning'), notices: count('notice') };
  yield '';
  yield say('result', { items: sections.length, ...counted });
}

/** Every rule with its clause. */
function catalogue(lang: Language, say: Say, print: (line: string) => void, json: boolean): number {
  if (json) {
    const all = LINT_RULES.map(({ id, kinds, source, clause, severity, issuing = severity }) => {
      return { id, kinds, source, clause, severity, issuing, ...ruleText(id) };
    });
    print(JSON.stringify(all, null, 2));
    return 0;
  }
  for (const { id, source, clause, severity, issuing } of LINT_RULES) {
    const sterner = issuing ? `, ${say('issuing', { severity: say(`severity.${issuing}`) })}` : '';
    print(`${id} · ${`${source} ${clause}`.trim()} · ${say(`severity.${severity}`)}${sterner}`);
    print(`    ${ruleText(id).title[lang]}`);
  }
  print(`\n${say('catalogue', { count: LINT_RULES.length })}`);
  return 0;
}
