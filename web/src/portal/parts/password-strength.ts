/** Fewest characters of a password that is chosen. */
export const SHORTEST_PASSWORD = 10;

/** A rough strength for the eye, 0 (too short) to 3 (strong): length counts more than kinds of characters. */
export function passwordStrength(password: string): 0 | 1 | 2 | 3 {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return 0;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  const different = new Set(password).size;
  if (different < 5) return 1;
  if (length >= 16 || (length >= 12 && kinds >= 3)) return 3;
  return kinds >= 2 ? 2 : 1;
}
