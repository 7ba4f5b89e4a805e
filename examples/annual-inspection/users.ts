import { freshPassword, isPassword, keepPassword } from '../shared/passwords.ts';

/** A user as the registration authority made it (BJ-47). */
export interface FirstUser {
  readonly username: string;
  readonly password: string;
  readonly organisation: string;
  readonly creditCode: string;
}

interface User extends Omit<FirstUser, 'password'> {
  readonly kept: string;
}

export type Checked =
  | { readonly right: true; readonly user: Pick<User, 'username' | 'organisation' | 'creditCode'> }
  | { readonly right: false; readonly left: number };

/** How often a password may be tried before the account rests. */
export const MOST_TRIES = 5;
const REST_MS = 15 * 60_000;
const MOST_COUNTED = 10_000;

/** The system's own users: names and passwords, with limited tries. Kept in memory. */
export interface Users {
  /** `left: 0` means that nothing is tried until the account has rested. */
  check(username: string, password: string): Checked;
  byName(username: string): Pick<User, 'username' | 'organisation' | 'creditCode'> | undefined;
  byCode(creditCode: string): Pick<User, 'username' | 'organisation' | 'creditCode'> | undefined;
  /** A new name and a fresh password for an organisation's user (BJ-48); answers the former name too. */
  reset(
    creditCode: string,
  ): { readonly former: string; readonly username: string; readonly password: string } | undefined;
}

export function usersOf(first: readonly FirstUser[], now: () => number): Users {
  const users = new Map<string, User>();
  const tries = new Map<string, { count: number; until: number }>();
  // Unknown names cost the same work as known ones.
  const nobody = keepPassword(freshPassword());
  for (const { password, ...one } of first) users.set(one.username, { ...one, kept: keepPassword(password) });
  const byCode = (code: string) => [...users.values()].find(({ creditCode }) => creditCode === code);
  return {
    check(username, password) {
      const at = now();
      const known = tries.get(username);
      const counted = known && known.until > at ? known : { count: 0, until: at + REST_MS };
      if (counted.count >= MOST_TRIES) return { right: false, left: 0 };
      const user = users.get(username);
      const isRight = isPassword(user?.kept ?? nobody, password);
      if (user && isRight) {
        tries.delete(username);
        return { right: true, user };
      }
      if (tries.size >= MOST_COUNTED) tries.clear();
      tries.set(username, { count: counted.count + 1, until: at + REST_MS });
      return { right: false, left: MOST_TRIES - counted.count - 1 };
    },
    byName: (username) => users.get(username),
    byCode,
    reset(creditCode) {
      const user = byCode(creditCode);
      if (!user) return undefined;
      const password = freshPassword();
      const username = `${user.creditCode.slice(8, 17).toLowerCase()}-${freshPassword().slice(0, 4).toLowerCase()}`;
      users.delete(user.username);
      tries.delete(user.username);
      users.set(username, { ...user, username, kept: keepPassword(password) });
      return { former: user.username, username, password };
    },
  };
}
