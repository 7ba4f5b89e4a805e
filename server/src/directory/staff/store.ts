import { ROLES, type Role } from '@yinxin/contract';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';

export type StaffTables = {
  staff: {
    id: string;
    username: string;
    name: string;
    password_hash: string;
    must_change_password: boolean;
    roles: string[];
    active: boolean;
    created_at: Date;
    last_sign_in_at: Date | null;
  };
};

/** Somebody who works for the authority (工作人员). */
export interface Staff {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly mustChangePassword: boolean;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}
export type StaffWithPassword = Staff & { readonly passwordHash: string };

const tables = (db: Database) => db.withTables<StaffTables>();
const roleNames = z.array(z.enum(ROLES));

function staffOf(row: StaffTables['staff']): StaffWithPassword {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    roles: roleNames.parse(row.roles),
    active: row.active,
    mustChangePassword: row.must_change_password,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
    passwordHash: row.password_hash,
  };
}

/** Adds somebody; false when the user name is taken. */
export async function insertStaff(tx: Tx, one: Omit<StaffWithPassword, 'lastSignInAt'>): Promise<boolean> {
  const row = await tables(tx)
    .insertInto('staff')
    .values({
      id: one.id,
      username: one.username,
      name: one.name,
      password_hash: one.passwordHash,
      must_change_password: one.mustChangePassword,
      roles: [...one.roles],
      active: one.active,
      created_at: one.createdAt,
      last_sign_in_at: null,
    })
    .onConflict((c) => c.column('username').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function staffById(db: Database, id: string): Promise<StaffWithPassword | undefined> {
  const row = await tables(db).selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst();
  return row && staffOf(row);
}

export async function staffByUsername(db: Database, username: string): Promise<StaffWithPassword | undefined> {
  const row = await tables(db).selectFrom('staff').selectAll().where('username', '=', username).executeTakeFirst();
  return row && staffOf(row);
}

export async function allStaff(db: Database): Promise<readonly Staff[]> {
  const rows = await tables(db).selectFrom('staff').selectAll().orderBy('username').execute();
  return rows.map(staffOf);
}

/** Names by id, for lists that show who did something. */
export async function staffNames(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Locks one member of staff and every administrator, in one order, so that two changes cannot both take the last one. */
export async function lockForChange(
  tx: Tx,
  id: string,
): Promise<{ readonly staff: StaffWithPassword | undefined; readonly otherAdministrators: number }> {
  const rows = await tables(tx)
    .selectFrom('staff')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', id), eb(sql<boolean>`'administrator' = any(roles)`, '=', true)]))
    .orderBy('id')
    .forUpdate()
    .execute();
  const all = rows.map(staffOf);
  return {
    staff: all.find((one) => one.id === id),
    otherAdministrators: all.filter((one) => one.id !== id && one.active && one.roles.includes('administrator')).length,
  };
}

export async function updateStaff(
  tx: Tx,
  id: string,
  change: { readonly roles?: readonly Role[]; readonly active?: boolean },
): Promise<void> {
  await tables(tx)
    .updateTable('staff')
    .set({
      ...(change.roles ? { roles: [...change.roles] } : {}),
      ...(change.active === undefined ? {} : { active: change.active }),
    })
    .where('id', '=', id)
    .execute();
}

export async function setStaffPassword(tx: Tx, id: string, hash: string, mustChange: boolean): Promise<void> {
  await tables(tx)
    .updateTable('staff')
    .set({ password_hash: hash, must_change_password: mustChange })
    .where('id', '=', id)
    .execute();
}

export async function noteStaffSignIn(db: Database, id: string, at: Date): Promise<void> {
  await tables(db).updateTable('staff').set({ last_sign_in_at: at }).where('id', '=', id).execute();
}

/** Whether the person is active with that password; waits for a change that is being committed. */
export async function staffStands(db: Database, id: string, hash: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('staff')
    .select(['active', 'password_hash'])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
  return row?.active === true && row.password_hash === hash;
}
