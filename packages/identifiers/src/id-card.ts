import { type Explained, error, explained, warning } from './finding.ts';
import { cleanTypedCode } from './typed-code.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const LATEST = '9999-12-31';

/** Check character of a resident identity number (GB 11643-1999, ISO 7064 MOD 11-2) from its first 17 digits. */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17.charAt(i)), 0);
  return '10X98765432'.charAt(sum % 11);
}

function isRealDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Birth date as `YYYY-MM-DD` of an 18-character number. */
export function birthDate(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}

/**
 * Cleans and validates a resident identity number (居民身份证号码). `today` (`YYYY-MM-DD`) bounds the birth date when
 * given. A permanent residence number of the 2023 form (leading 9) follows the same check.
 */
export function explain(input: string, today: string = LATEST): Explained {
  const { cleaned, findings } = cleanTypedCode(input);
  if (cleaned === '') return explained('', [error('EMPTY')]);
  if (/^\d{15}$/.test(cleaned)) return explained(cleaned, [...findings, error('ID_CARD_OLD')]);
  if (!/^\d{17}[\dX]$/.test(cleaned)) {
    return explained(cleaned, [...findings, error('ID_CARD_FORMAT', { length: cleaned.length })]);
  }
  const born = birthDate(cleaned);
  const [year = 0, month = 0, day = 0] = born.split('-').map(Number);
  if (year < 1850 || !isRealDate(year, month, day) || born > today) {
    findings.push(error('ID_CARD_BIRTH_DATE', { date: born, position: 7 }, 6));
  }
  if (!/^([1-6]\d|71|8[1-3]|9\d)/.test(cleaned))
    findings.push(warning('REGION_UNKNOWN', { region: cleaned.slice(0, 6) }, 0));
  const expected = checkCharacter(cleaned);
  const found = cleaned.charAt(17);
  // Unlike for organisations the expected character is not told: it would help to complete somebody else's number.
  if (expected !== found) findings.push(error('ID_CARD_CHECK', { position: 18 }, 17));
  return explained(cleaned, findings);
}

/** `360***********002X`: three leading and four closing characters. */
export function mask(number: string): string {
  if (number.length < 8) return '*'.repeat(number.length);
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`;
}
