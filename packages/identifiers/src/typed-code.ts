import { type Finding, note } from './finding.ts';

const LONGEST_INPUT = 200;
/** What there is nothing to clean in. */
const plain = /^[0-9A-Z]*$/;
const separators = /[\s\p{Cf}\p{Pd}\u00b7_.]/gu;

/**
 * Cleans a code typed or pasted by a person: full-width to half-width, spaces and hyphens removed, capitals.
 * Look-alike letters are left alone. Says what it changed. Input beyond 200 characters is cut.
 */
export function cleanTypedCode(input: string): { cleaned: string; findings: Finding[] } {
  const findings: Finding[] = [];
  const trimmed = input.slice(0, LONGEST_INPUT).trim();
  if (plain.test(trimmed)) return { cleaned: trimmed, findings };
  const half = trimmed.normalize('NFKC');
  if (half !== trimmed) findings.push(note('FULL_WIDTH_CONVERTED'));
  const joined = half.replace(separators, '');
  if (joined !== half) findings.push(note('SEPARATORS_REMOVED'));
  // JX-02: only ASCII letters, so that length and positions stay what the person typed.
  const cleaned = joined.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  if (cleaned !== joined) findings.push(note('LOWERCASE'));
  return { cleaned, findings };
}
