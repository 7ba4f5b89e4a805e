import { type Explained, error, explained } from './finding.ts';
import { cleanTypedCode } from './typed-code.ts';

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Check character of an organisation code (组织机构代码, GB 11714-1997) from its first eight characters.
 * Letters count 10–35 against modulus 11, so two letters eleven places apart cannot be told from each other.
 */
export function checkCharacter(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(body.charAt(i)), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Cleans and validates an organisation code of nine characters, with or without hyphen. */
export function explain(input: string): Explained {
  const { cleaned, findings } = cleanTypedCode(input);
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(cleaned)) {
    return explained(cleaned, [...findings, error('ORGANISATION_CODE_FORMAT', { length: cleaned.length })]);
  }
  const expected = checkCharacter(cleaned);
  const found = cleaned.charAt(8);
  if (expected !== found) findings.push(error('CHECK_CHARACTER', { expected, found }, 8));
  return explained(cleaned, findings);
}

/** Written form with hyphen, e.g. `D2143569-X`. */
export function format(code: string): string {
  return `${code.slice(0, 8)}-${code.slice(8)}`;
}
