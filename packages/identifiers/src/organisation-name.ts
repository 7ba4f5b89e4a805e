import { type Explained, error, explained, type Finding, note, warning } from './finding.ts';
import { unsafeFindings } from './unsafe-text.ts';

const SHORTEST = 2;
/** What O and CN of a certificate can hold (RFC 5280, appendix A: ub-organization-name, ub-common-name). */
const LONGEST = 64;
const han = /\p{Script=Han}/u;
const zeroWidth = /[\u200b-\u200d\u2060\ufeff\u00ad]/gu;

function spaceFindings(name: string): Finding[] {
  for (const match of name.matchAll(/\s+/gu)) {
    const before = name.charAt(match.index - 1);
    const after = name.charAt(match.index + match[0].length);
    const betweenLatinWords = match[0] === ' ' && /[A-Za-z0-9.,&]/.test(before) && /[A-Za-z0-9&]/.test(after);
    if (!betweenLatinWords || han.test(name))
      return [warning('NAME_SPACE', { position: match.index + 1 }, match.index)];
  }
  return [];
}

/**
 * Normalises the registered name of an organisation: NFC, trimmed, half-width brackets full-width when the name is
 * Chinese. Warns about spaces and other half-width characters; refuses control characters, pictures and markup;
 * 2 to 64 characters, because a certificate holds no more. JX-07.
 */
export function normalise(input: string): Explained {
  const findings: Finding[] = [];
  const composed = input.slice(0, 10 * LONGEST).normalize('NFC');
  const bare = composed.replace(zeroWidth, '');
  if (bare !== composed) findings.push(note('INVISIBLE_REMOVED'));
  // What stood on both sides of an invisible character may now be one letter and its accent.
  const shown = bare.normalize('NFC');
  const visible = shown.trim();
  if (visible === '') return explained('', [error('EMPTY')]);
  const chinese = han.test(visible);
  const cleaned = chinese ? visible.replaceAll('(', '（').replaceAll(')', '）') : visible;
  if (cleaned !== visible) findings.push(note('BRACKETS_CONVERTED', { name: cleaned }));
  findings.push(...unsafeFindings(cleaned));
  const length = [...cleaned].length;
  if (length < SHORTEST) findings.push(error('NAME_LENGTH', { length, shortest: SHORTEST, longest: LONGEST }));
  if (length > LONGEST) findings.push(error('NAME_TOO_LONG_FOR_CERTIFICATE', { length, longest: LONGEST }));
  findings.push(...spaceFindings(cleaned));
  const half = chinese ? /[!-~]/u.exec(cleaned) : null;
  if (half) findings.push(warning('NAME_HALF_WIDTH', { found: half[0], position: half.index + 1 }, half.index));
  const open = [...cleaned].filter((c) => c === '（').length;
  const closed = [...cleaned].filter((c) => c === '）').length;
  if (open !== closed) findings.push(warning('NAME_BRACKETS_UNEVEN'));
  return explained(cleaned, findings);
}

/**
 * A key under which two spellings of one name compare equal: width, spaces, dashes and capitals unified. Never for
 * display and never for a certificate, which carries the exact registered name.
 */
export function comparisonKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(zeroWidth, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[“”„‟«»]/gu, '"')
    .replace(/[‘’‚‛]/gu, "'")
    .replace(/\s+/gu, han.test(name) ? '' : ' ')
    .trim()
    .toUpperCase();
}
