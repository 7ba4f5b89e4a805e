import type { Role } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { type Audit, type AuditActor, publicActor } from '../../audit/index.ts';
import {
  type Clock,
  type Config,
  type Database,
  hashPassword,
  problem as platformProblem,
  type Sessions,
  type Tx,
  transaction,
  verifyNothing,
  verifyPassword,
} from '../../platform/index.ts';
import { FROM_EVERYWHERE, type Limits, networkOf } from '../limits.ts';
import { checkNewPassword } from '../password-rule.ts';
import { problem } from '../problems.ts';
import { losesAdministrator, randomPassword, roleChange } from './rules.ts';
import * as store from './store.ts';

const QUARTER_HOUR = 900;

export interface NewStaff {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Accounts of the authority's people (工作人员账号). */
export interface StaffAccounts {
  /** Whose password it is; throws STAFF_SIGN_IN_FAILED, the same for unknown, inactive and wrong. */
  signIn(username: string, password: string, address: string): Promise<store.StaffWithPassword>;
  /** Whether that password still counted, and the person was active, when asked after the session began. */
  stillRight(db: Database, one: store.StaffWithPassword): Promise<boolean>;
  /** Sets one's own password; other sessions of the person end. */
  changeOwnPassword(
    id: string,
    asked: { current: string; next: string },
    sessionId: string,
  ): Promise<store.StaffWithPassword>;
  list(): Promise<readonly store.Staff[]>;
  /** Adds somebody with a one-time password that must be changed at the first sign-in. */
  add(tx: Tx, actor: AuditActor, one: NewStaff): Promise<{ staff: store.Staff; oneTimePassword: string }>;
  /** Changes roles or activity; the person's sessions end at once. Throws LAST_ADMINISTRATOR. */
  change(
    tx: Tx,
    actor: AuditActor,
    id: string,
    change: { readonly roles?: readonly Role[] | undefined; readonly active?: boolean | undefined },
  ): Promise<store.Staff>;
  /** Gives a new one-time password and ends the person's sessions. */
  resetPassword(tx: Tx, actor: AuditActor, id: string): Promise<{ staff: store.Staff; oneTimePassword: string }>;
  /** Sandbox: makes the account if there is none of that user name; with `reset` an existing one gets the password. */
  ensure(one: NewStaff, password: string, reset: boolean): Promise<void>;
}

export function staffAccounts(deps: {
  db: Database;
  clock: Clock;
  config: Config;
  sessions: Sessions;
  limits: Limits;
  audit: Audit;
}): StaffAccounts {
  const { db, clock, config, sessions, limits, audit } = deps;
  const subjectOf = (one: { id: string; username: string }) => ({ kind: 'staff', id: one.id, label: one.username });

  async function insert(tx: Tx, actor: AuditActor, one: NewStaff, password: string, mustChangePassword: boolean) {
    const staff = {
      id: uuid(),
      username: one.username,
      name: one.name,
      roles: [...new Set(one.roles)],
      active: true,
      mustChangePassword,
      createdAt: clock.now(),
      passwordHash: await hashPassword(password),
    };
    if (!(await store.insertStaff(tx, staff))) return undefined;
    await audit.record(tx, {
      actor,
      action: 'staff.added',
      subject: subjectOf(staff),
      details: { name: one.name, roles: staff.roles },
    });
    return { ...staff, lastSignInAt: null };
  }

  return {
    async signIn(typed, password, address) {
      const username = typed.trim().toLowerCase();
      await limits.take('sign-in-address', address, config.rateLimits.loginPerAddress, QUARTER_HOUR);
      const known = await store.staffByUsername(db, username);
      const counted = `${username} ${known?.passwordHash ?? ''}`;
      const { loginPerAccount } = config.rateLimits;
      const here = `${counted} ${networkOf(address)}`;
      await limits.take('sign-in-staff', here, loginPerAccount, QUARTER_HOUR);
      await limits.take('sign-in-staff', counted, loginPerAccount * FROM_EVERYWHERE, QUARTER_HOUR);
      const right = known ? await verifyPassword(known.passwordHash, password) : await verifyNothing(password);
      const welcome = right && known?.active === true;
      await transaction(db, (tx) =>
        audit.record(tx, {
          actor: welcome ? { kind: 'staff', id: known.id, name: known.name } : publicActor,
          action: welcome ? 'staff.signed-in' : 'staff.sign-in-refused',
          subject: { kind: 'username', id: username, label: username },
        }),
      );
      if (!welcome) throw problem('STAFF_SIGN_IN_FAILED');
      await limits.clear('sign-in-staff', here);
      await limits.clear('sign-in-staff', counted);
      await store.noteStaffSignIn(db, known.id, clock.now());
      return known;
    },
    stillRight: (handle, one) => store.staffStands(handle, one.id, one.passwordHash),

    async changeOwnPassword(id, { current, next }, sessionId) {
      await limits.take('staff-password', id, config.rateLimits.loginPerAccount, QUARTER_HOUR);
      const known = await store.staffById(db, id);
      if (!known || !(await verifyPassword(known.passwordHash, current))) {
        throw problem('PASSWORD_WRONG', { field: 'body.current' });
      }
      checkNewPassword(next, [known.username], 'body.next');
      if (await verifyPassword(known.passwordHash, next)) throw problem('PASSWORD_UNCHANGED', { field: 'body.next' });
      const passwordHash = await hashPassword(next);
      await transaction(db, async (tx) => {
        await store.setStaffPassword(tx, id, passwordHash, false);
        await sessions.endAll('staff', id, tx, sessionId);
        const actor = { kind: 'staff', id, name: known.name } as const;
        await audit.record(tx, { actor, action: 'staff.password-changed', subject: subjectOf(known) });
      });
      return { ...known, passwordHash, mustChangePassword: false };
    },

    list: () => store.allStaff(db),

    async add(tx, actor, one) {
      const oneTimePassword = randomPassword();
      const staff = await insert(tx, actor, one, oneTimePassword, true);
      if (!staff) throw problem('USERNAME_TAKEN', { field: 'body.username', params: { username: one.username } });
      return { staff, oneTimePassword };
    },

    async change(tx, actor, id, change) {
      if (change.roles === undefined && change.active === undefined) throw problem('NOTHING_TO_CHANGE');
      const { staff: before, otherAdministrators } = await store.lockForChange(tx, id);
      if (!before) throw platformProblem('NOT_FOUND');
      const after = {
        ...before,
        roles: [...new Set(change.roles ?? before.roles)],
        active: change.active ?? before.active,
      };
      if (losesAdministrator(before, after) && otherAdministrators === 0) throw problem('LAST_ADMINISTRATOR');
      await store.updateStaff(tx, id, after);
      await sessions.endAll('staff', id, tx);
      const own = actor.id === id;
      const { gained, lost, gainedDeciding } = roleChange(before.roles, after.roles);
      if (gained.length + lost.length > 0) {
        await audit.record(tx, {
          actor,
          // Whoever gives roles to themselves stands out in the log.
          action: own ? 'staff.own-roles-changed' : 'staff.roles-changed',
          subject: subjectOf(before),
          details: { gained, lost, gainedDeciding },
        });
      }
      if (before.active !== after.active) {
        const action = after.active ? 'staff.activated' : 'staff.deactivated';
        await audit.record(tx, { actor, action, subject: subjectOf(before), details: { own } });
      }
      return after;
    },

    async resetPassword(tx, actor, id) {
      const { staff } = await store.lockForChange(tx, id);
      if (!staff) throw platformProblem('NOT_FOUND');
      const oneTimePassword = randomPassword();
      await store.setStaffPassword(tx, id, await hashPassword(oneTimePassword), true);
      await sessions.endAll('staff', id, tx);
      await audit.record(tx, { actor, action: 'staff.password-reset', subject: subjectOf(staff) });
      return { staff, oneTimePassword };
    },

    async ensure(one, password, reset) {
      const known = await store.staffByUsername(db, one.username);
      if (known && !reset) return;
      const actor = { kind: 'system', id: null, name: 'sandbox' } as const;
      await transaction(db, async (tx) => {
        if (known) await store.setStaffPassword(tx, known.id, await hashPassword(password), false);
        else await insert(tx, actor, one, password, false);
      });
    },
  };
}
