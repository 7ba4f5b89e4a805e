import { isPassword, keepPassword } from '../shared/passwords.ts';

/** A former annual-inspection certificate 原年检专用证书 (BJ-45): used on, without binding, until it ends. */
export interface SpecialCertificate {
  readonly number: string;
  readonly password: string;
  readonly username: string;
  readonly until: Date;
}

export type SpecialLogin =
  | { readonly kind: 'in'; readonly username: string }
  | { readonly kind: 'expired'; readonly until: Date }
  | { readonly kind: 'wrong' };

/** Checks number and password of special certificates; whether one has ended is told only to its holder. */
export function specialCertificates(all: readonly SpecialCertificate[], now: () => number) {
  const kept = new Map(all.map(({ password, ...one }) => [one.number, { ...one, kept: keepPassword(password) }]));
  const nobody = keepPassword('nobody');
  return (number: string, password: string): SpecialLogin => {
    const one = kept.get(number);
    const isRight = isPassword(one?.kept ?? nobody, password);
    if (!one || !isRight) return { kind: 'wrong' };
    return one.until.getTime() <= now()
      ? { kind: 'expired', until: one.until }
      : { kind: 'in', username: one.username };
  };
}
