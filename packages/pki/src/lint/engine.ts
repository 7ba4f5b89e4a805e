import type { Rule, Severity, Source, Spot } from './rule.ts';
import { RULES } from './rules/index.ts';
import type { Kind, Subject } from './subject/index.ts';
import { fill, type RuleText, ruleText } from './texts.ts';

/** What one rule found at one place. */
export interface LintFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly source: Source;
  readonly clause: string;
  /** Byte in the input, where one is known. */
  readonly at: number | undefined;
  readonly field: string | undefined;
  readonly title: RuleText['title'];
  /** What is wrong, in both languages. */
  readonly text: RuleText['found'];
  /** What to do about it. */
  readonly advice: RuleText['todo'];
}

// Sorted out once: linting a pair of certificates is part of every issuance.
const BY_KIND: ReadonlyMap<Kind, readonly Rule[]> = new Map(
  (['certificate', 'crl', 'ocsp', 'request', 'pair'] as const).map((kind) => [
    kind,
    RULES.filter(({ kinds }) => kinds.includes(kind)),
  ]),
);
const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

/** The finding that a rule makes at a place. */
export function findingOf(rule: Rule, severity: Severity, { at, field, params = {} }: Spot): LintFinding {
  const { title, found, todo } = ruleText(rule.id);
  return {
    rule: rule.id,
    severity,
    source: rule.source,
    clause: rule.clause,
    at,
    field,
    title,
    text: fill(found, params),
    advice: fill(todo, params),
  };
}

/** Every breach of every rule that applies, errors first, then by place. */
export function run(subject: Subject, only: readonly Rule[] | undefined = BY_KIND.get(subject.kind)): LintFinding[] {
  const findings: LintFinding[] = [];
  const issuing = subject.context.issuing === true;
  for (const rule of only ?? []) {
    if (!rule.applies(subject)) continue;
    const spots = rule.check(subject);
    if (spots.length === 0) continue;
    const severity = issuing ? (rule.issuing ?? rule.severity) : rule.severity;
    for (const spot of spots) findings.push(findingOf(rule, severity, spot));
  }
  return findings.sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.at ?? 0) - (b.at ?? 0));
}
