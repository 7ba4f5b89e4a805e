/** The 31 characters of GB 32100-2015; the position is the value. I, O, S, V and Z never occur. */
export const CHARSET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
export const LENGTH = 18;
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * Check character from the first 17 characters (GB 32100-2015, 31 being prime, every single wrong character and
 * every swap of two different neighbours changes it). Expects characters of `CHARSET` only.
 */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * CHARSET.indexOf(first17.charAt(i)), 0);
  return CHARSET.charAt((31 - (sum % 31)) % 31);
}

/** True for a code that is 18 characters long, within the character set, with the right check character. */
export function isValid(code: string): boolean {
  return (
    code.length === LENGTH && [...code].every((c) => CHARSET.includes(c)) && checkCharacter(code) === code.charAt(17)
  );
}
