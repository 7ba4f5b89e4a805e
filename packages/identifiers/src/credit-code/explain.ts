import { type Explained, error, explained, type Finding, warning } from '../finding.ts';
import { checkCharacter as organisationCheck } from '../organisation-code.ts';
import { cleanTypedCode } from '../typed-code.ts';
import { CHARSET, checkCharacter, LENGTH } from './check.ts';
import { region } from './region.ts';

// JX-03: what could be read as digit or letter is a digit. V has no digit twin.
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' };

/** Explanation of a typed credit code; `suggestion` is the code with look-alike letters replaced by digits. */
export interface CreditCodeExplained extends Explained {
  readonly suggestion?: string;
}

function characterFindings(cleaned: string): Finding[] {
  const findings: Finding[] = [];
  for (const [at, found] of [...cleaned].entries()) {
    const digit = LOOK_ALIKES[found];
    if (digit !== undefined) findings.push(error('LOOK_ALIKE', { found, digit, position: at + 1 }, at));
    else if (found === 'V') findings.push(error('NEVER_OCCURS', { found, position: at + 1 }, at));
    else if (!CHARSET.includes(found)) findings.push(error('BAD_CHARACTER', { found, position: at + 1 }, at));
  }
  return findings;
}

function checkFindings(code: string): Finding[] {
  const findings: Finding[] = [];
  const expected = checkCharacter(code);
  const found = code.charAt(17);
  // The expected character is a hint only: the mistake is more often in another place than at the end.
  if (expected !== found) findings.push(error('CHECK_CHARACTER', { expected, found, position: 18 }, 17));
  const inner = organisationCheck(code.slice(8, 16));
  const innerFound = code.charAt(16);
  // Codes of the first years exist whose inner organisation code does not check: a warning for the reviewer.
  if (inner !== innerFound) {
    findings.push(warning('INNER_ORGANISATION_CODE', { expected: inner, found: innerFound, position: 17 }, 16));
  }
  if (region(code).province === undefined) {
    findings.push(warning('REGION_UNKNOWN', { region: code.slice(2, 8), position: 3 }, 2));
  }
  return findings;
}

function suggest(cleaned: string): string | undefined {
  const replaced = cleaned.replace(/[OIZS]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
  const offered = replaced !== cleaned && [...replaced].every((c) => CHARSET.includes(c));
  return offered ? replaced : undefined;
}

/**
 * Explains a typed unified social credit code (统一社会信用代码, GB 32100-2015): cleans what is safe to clean,
 * refuses look-alike letters while offering the corrected code, checks length, characters and check character.
 * JX-02, JX-03, JX-04.
 */
export function explain(input: string): CreditCodeExplained {
  const { cleaned, findings } = cleanTypedCode(input);
  if (cleaned === '') return explained(cleaned, [...findings, error('EMPTY')]);
  findings.push(...characterFindings(cleaned));
  const length = [...cleaned].length;
  if (/^\d{15}$/.test(cleaned)) findings.push(error('OLD_REGISTRATION_NUMBER'));
  else if (length < LENGTH) findings.push(error('TOO_SHORT', { expected: LENGTH, length, missing: LENGTH - length }));
  else if (length > LENGTH) findings.push(error('TOO_LONG', { expected: LENGTH, length, surplus: length - LENGTH }));
  if (findings.every((one) => one.severity !== 'error')) findings.push(...checkFindings(cleaned));
  const suggestion = suggest(cleaned);
  return { ...explained(cleaned, findings), ...(suggestion === undefined ? {} : { suggestion }) };
}
