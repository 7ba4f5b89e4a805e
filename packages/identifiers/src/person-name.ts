import { type Explained, error, explained, type Finding, note, warning } from './finding.ts';
import { unsafeFindings } from './unsafe-text.ts';

const LONGEST = 50;
const dots = /[•・．∙‧⋅]/gu;

/**
 * Normalises a person's name: NFC, middle dots of names of ethnic minorities to U+00B7, single spaces inside Latin
 * names only. Refuses digits, markup and control characters; 2 to 50 characters.
 */
export function normalise(input: string): Explained {
  const findings: Finding[] = [];
  const trimmed = input
    .slice(0, 10 * LONGEST)
    .normalize('NFC')
    .trim();
  if (trimmed === '') return explained('', [error('EMPTY')]);
  const dotted = trimmed.replace(dots, '·');
  if (dotted !== trimmed) findings.push(note('MIDDLE_DOT_UNIFIED'));
  const chinese = /\p{Script=Han}/u.test(dotted);
  const cleaned = dotted.replace(/[ \u3000\u00a0]+/gu, chinese ? '' : ' ');
  if (cleaned !== dotted) findings.push(note('SEPARATORS_REMOVED'));
  findings.push(...unsafeFindings(cleaned));
  const length = [...cleaned].length;
  if (length < 2 || length > LONGEST) findings.push(error('NAME_LENGTH', { length, shortest: 2, longest: LONGEST }));
  const bad = /[^\p{L}\p{M}·\s'’.\-<>\p{Co}]/u.exec(cleaned);
  if (bad && findings.every((one) => one.severity !== 'error')) {
    findings.push(error('PERSON_NAME_CHARACTER', { found: bad[0], position: bad.index + 1 }, bad.index));
  }
  if (chinese && /[A-Za-z]/.test(cleaned)) findings.push(warning('PERSON_NAME_MIXED'));
  return explained(cleaned, findings);
}
