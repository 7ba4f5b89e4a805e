import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 256 random bits, as text. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a code or ticket that was given out. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** What a relying system asks, so that a signature for one question answers no other. */
export type Question = 'redeem' | 'bind' | 'end';

/**
 * The signature under a question: HMAC-SHA256 under the system's secret over question, system and its parts, one for each
 * line, in base64url. The secret itself never travels after it was given out.
 */
export function signQuestion(secret: string, question: Question, system: string, parts: readonly string[]): string {
  return createHmac('sha256', secret)
    .update([question, system, ...parts].join('\n'))
    .digest('base64url');
}

/** Whether a signature fits; compares without telling by time where it differs. */
export function isSigned(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
