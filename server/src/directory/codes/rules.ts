import { randomInt } from 'node:crypto';

export type CodePurpose =
  | 'register'
  | 'reset-password'
  | 'change-mobile'
  | 'recover-name'
  | 'branches'
  | 'reset-by-name';

/** How long a code works. */
export const CODE_SECONDS = 600;
/** How often a code may be tried, right or wrong. */
export const MOST_TRIES = 5;
/** Between two codes to one number. */
export const RESEND_SECONDS = 60;

/** Six random digits. */
export function newCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0');
}

/** A code as typed: digits only, full width allowed. */
export function typedCode(input: string): string {
  return input.normalize('NFKC').replace(/\s/g, '');
}

/** What stands in a code's row. */
export interface CodeState {
  readonly expiresAt: Date;
  readonly tries: number;
  readonly usedAt: Date | null;
}

/** Whether a code may still be tried: single use, 10 minutes, 5 tries. */
export function standing(code: CodeState | undefined, now: Date): 'usable' | 'locked' | 'gone' {
  if (!code || code.usedAt !== null || code.expiresAt <= now) return 'gone';
  return code.tries > MOST_TRIES ? 'locked' : 'usable';
}
