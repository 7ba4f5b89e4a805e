import { error, type Finding } from './finding.ts';

// Bidirectional controls can make a name read differently from what is stored.
const bidirectional = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const control = /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u;
const scriptLike = /[<>]|javascript\s*:|&#|&\w+;|\{\{|\$\{|\\u[0-9a-f]{4}/iu;

/** Finds what no name of a person or organisation contains and what could do harm where it is shown. */
export function unsafeFindings(text: string): Finding[] {
  const findings: Finding[] = [];
  const bad = control.exec(text) ?? bidirectional.exec(text);
  if (bad) findings.push(error('CONTROL_CHARACTER', { position: bad.index + 1 }, bad.index));
  const script = scriptLike.exec(text);
  if (script) findings.push(error('SCRIPT_LIKE', { found: script[0], position: script.index + 1 }, script.index));
  return findings;
}
