import { randomInt } from 'node:crypto';
import type { Role } from '@yinxin/contract';

// Without characters that are mistaken for each other when read aloud or from paper.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A random password to be read out or printed: four groups of four, some 79 bits. */
export function randomPassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return [group(), group(), group(), group()].join('-');
}

/** Roles that decide on what others entered or that move money and keys. */
const DECIDING: ReadonlySet<Role> = new Set(['reviewer', 'back-office', 'finance', 'production']);

/** How roles change, for the audit log: who gains the power to decide must be seen. */
export function roleChange(
  before: readonly Role[],
  after: readonly Role[],
): { readonly gained: Role[]; readonly lost: Role[]; readonly gainedDeciding: Role[] } {
  const gained = after.filter((role) => !before.includes(role));
  const lost = before.filter((role) => !after.includes(role));
  return { gained, lost, gainedDeciding: gained.filter((role) => DECIDING.has(role)) };
}

/** Whether a change takes the administrator's power away from somebody who has it. */
export function losesAdministrator(
  before: { readonly roles: readonly Role[]; readonly active: boolean },
  after: { readonly roles: readonly Role[]; readonly active: boolean },
): boolean {
  const is = (one: typeof before) => one.active && one.roles.includes('administrator');
  return is(before) && !is(after);
}
