import { problem } from './problems.ts';

const SHORTEST = 10;
const FEWEST_DIFFERENT = 5;

/** Words that many passwords of our users are made of; compared without case, digits and signs. */
const COMMON = new Set(
  'password passwort passw letmein welcome admin administrator qwerty qwertyuiop asdfghjkl zxcvbnm iloveyou woaini abcabc abcdefg abcdefgh mima'.split(
    ' ',
  ),
);

function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((c, i) => (c.codePointAt(0) ?? 0) - (text.codePointAt(i) ?? 0));
  const usual = steps.filter((step) => step === steps[0] && Math.abs(step) <= 1).length;
  return usual >= steps.length - 1;
}

const LOOKS_LIKE: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', $: 's', '@': 'a' };

/** Whether nothing is left of it but one common word, also written with digits for letters and a number behind. */
function isCommon(lower: string): boolean {
  const word = lower.replace(/[^a-z@$]+$/, '').replace(/[01345$@]/g, (c) => LOOKS_LIKE[c] ?? c);
  return [lower, word].some((text) => COMMON.has(text.replace(/[^a-z]/g, '')));
}

/**
 * Refuses a new password that is easily guessed: under 10 characters, too regular, common, or holding the account name or
 * the mobile (`owner`). No rule about kinds of characters: length is what helps.
 */
export function checkNewPassword(password: string, owner: readonly string[], field = 'body.password'): void {
  const text = password.normalize('NFKC');
  if ([...text].length < SHORTEST) throw problem('PASSWORD_TOO_SHORT', { field, params: { shortest: SHORTEST } });
  const lower = text.toLowerCase();
  if (owner.some((part) => part.length >= 3 && lower.includes(part.toLowerCase()))) {
    throw problem('PASSWORD_IS_ACCOUNT', { field });
  }
  if (new Set(lower).size < FEWEST_DIFFERENT || isRun(lower) || isCommon(lower)) {
    throw problem('PASSWORD_TOO_SIMPLE', { field });
  }
}
