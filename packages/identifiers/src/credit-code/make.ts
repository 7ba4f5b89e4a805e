import { checkCharacter as organisationCheck } from '../organisation-code.ts';
import { CHARSET, checkCharacter } from './check.ts';

/**
 * Makes a valid code for tests and the sandbox. `random` gives numbers in [0, 1); `region` is six digits of
 * GB/T 2260; `category` the first two characters.
 */
export function make(random: () => number, region = '360100', category = '91'): string {
  let body = 'MA';
  while (body.length < 8) body += CHARSET.charAt(Math.floor(random() * CHARSET.length));
  const first17 = `${category}${region}${body}${organisationCheck(body)}`;
  return first17 + checkCharacter(first17);
}

/** The valid code with the number `n` (0 to 31⁶ − 1): another one for every `n`, the same in every run. */
export function numbered(n: number, region = '360100', category = '91'): string {
  let rest = n;
  const nextDigit = () => {
    const digit = rest % CHARSET.length;
    rest = Math.floor(rest / CHARSET.length);
    return (digit + 0.5) / CHARSET.length;
  };
  return make(nextDigit, region, category);
}
