import { type Generated, type Insertable, sql } from 'kysely';
import type { Database, Sealing, Tx } from '../../platform/index.ts';
import type { UserClassCode } from '../classes/rules.ts';
import { keptName, nameIn, personIndex } from './persons.ts';

export type OrganisationTables = {
  organisation: {
    id: string;
    /** Null for a person. */
    credit_code: string | null;
    /** Empty where `name_sealed` holds a person's. */
    name: string;
    name_sealed: string | null;
    /** Keyed hash of a person's whole name. */
    name_index: string | null;
    /** Set by a correction until the organisation confirms that it saw the new name. */
    name_corrected_at: Date | null;
    mobile_sealed: string;
    mobile_index: string;
    /** Null after a change of mobile, until the password is reset. */
    password_hash: string | null;
    /** User name of an account beside the first; null for the first, whose name is the credit code. */
    account_name: string | null;
    user_class: UserClassCode;
    created_at: Date;
    last_sign_in_at: Date | null;
  };
  organisation_name: {
    position: Generated<number>;
    organisation_id: string;
    since: Date;
    name: string;
    name_sealed: string | null;
    correction_id: string | null;
  };
};

/** An organisation with an account (单位). One account for each credit code, shared by its people (JX-01). */
export interface Organisation {
  readonly id: string;
  /** Empty for a person, who has none (IT-01). */
  readonly creditCode: string;
  readonly name: string;
  readonly nameCorrectedAt: Date | null;
  /** In clear: mask it before it goes anywhere. */
  readonly mobile: string;
  readonly createdAt: Date;
  /** User name of an account beside the first; null for the first, whose name is the credit code (PA-03). */
  readonly accountName: string | null;
  readonly userClass: UserClassCode;
}

const MOBILE = 'organisation.mobile';
const tables = (db: Database) => db.withTables<OrganisationTables>();

function organisationOf(row: OrganisationTables['organisation'], sealing: Sealing): Organisation {
  return {
    id: row.id,
    creditCode: row.credit_code ?? '',
    name: nameIn(sealing, row),
    nameCorrectedAt: row.name_corrected_at,
    mobile: sealing.open(row.mobile_sealed, MOBILE),
    createdAt: row.created_at,
    accountName: row.account_name,
    userClass: row.user_class,
  };
}

/** What a mobile is stored as. */
function sealedMobile(sealing: Sealing, mobile: string): { mobile_sealed: string; mobile_index: string } {
  return { mobile_sealed: sealing.seal(mobile, MOBILE), mobile_index: sealing.blindIndex(mobile, MOBILE) };
}

/** Adds an account; false when the code has a first account already, or the user name is taken. Two at once: the second waits, then gets false. */
export async function insertOrganisation(
  tx: Tx,
  sealing: Sealing,
  one: {
    id: string;
    creditCode: string;
    name: string;
    mobile: string;
    passwordHash: string;
    at: Date;
    accountName?: string;
    userClass?: UserClassCode;
  },
): Promise<boolean> {
  const isPerson = one.userClass === 'individual';
  const name = keptName(sealing, one.name, isPerson);
  const inserted = await tables(tx)
    .insertInto('organisation')
    .values({
      id: one.id,
      credit_code: one.creditCode === '' ? null : one.creditCode,
      ...name,
      name_index: isPerson ? personIndex(sealing, one.name) : null,
      name_corrected_at: null,
      ...sealedMobile(sealing, one.mobile),
      password_hash: one.passwordHash,
      created_at: one.at,
      last_sign_in_at: null,
      account_name: one.accountName ?? null,
      user_class: one.userClass ?? 'enterprise',
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return false;
  await insertName(tx, { organisation_id: one.id, since: one.at, ...name, correction_id: null });
  return true;
}

export async function insertName(tx: Tx, row: Insertable<OrganisationTables['organisation_name']>): Promise<void> {
  await tables(tx).insertInto('organisation_name').values(row).execute();
}

export async function organisationById(db: Database, sealing: Sealing, id: string): Promise<Organisation | undefined> {
  const row = await tables(db).selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirst();
  return row && organisationOf(row, sealing);
}

export async function organisationByCode(
  db: Database,
  sealing: Sealing,
  creditCode: string,
): Promise<(Organisation & { readonly passwordHash: string | null }) | undefined> {
  const row = await tables(db)
    .selectFrom('organisation')
    .selectAll()
    .where('credit_code', '=', creditCode)
    .where('account_name', 'is', null)
    .executeTakeFirst();
  return row && { ...organisationOf(row, sealing), passwordHash: row.password_hash };
}

export async function setPassword(tx: Tx, id: string, hash: string | null): Promise<void> {
  await tables(tx).updateTable('organisation').set({ password_hash: hash }).where('id', '=', id).execute();
}

/** Whether the password hash is still the account's; waits for a change that is being committed. */
export async function holdsPassword(db: Database, id: string, hash: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('organisation')
    .select('password_hash')
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
  return row?.password_hash === hash;
}

export async function setMobile(tx: Tx, sealing: Sealing, id: string, mobile: string): Promise<void> {
  await tables(tx).updateTable('organisation').set(sealedMobile(sealing, mobile)).where('id', '=', id).execute();
}

export async function noteSignIn(db: Database, id: string, at: Date): Promise<void> {
  await tables(db).updateTable('organisation').set({ last_sign_in_at: at }).where('id', '=', id).execute();
}

/** Ids of the accounts an organisation has in common (PA-03), this one among them, held until the transaction ends. */
export async function holdAccountsOf(tx: Tx, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from organisation where id = ${id} or (credit_code, user_class) =
      (select credit_code, user_class from organisation where id = ${id})
    order by id for update`.execute(tx);
  return rows.map((row) => row.id);
}

/** Holds an account as it is until the transaction ends. */
export async function holdAccount(tx: Tx, id: string): Promise<void> {
  await tables(tx).selectFrom('organisation').select('id').where('id', '=', id).forShare().execute();
}

/** Changes the name of accounts and keeps the former in their history (JX-08). */
export async function correctName(
  tx: Tx,
  sealing: Sealing,
  change: { accounts: readonly string[]; name: string; correctionId: string; at: Date },
): Promise<void> {
  const { accounts, at } = change;
  for (const id of accounts) {
    const isPerson = (await userClassOf(tx, id)) === 'individual';
    const name = keptName(sealing, change.name, isPerson);
    const name_index = isPerson ? personIndex(sealing, change.name) : null;
    await tables(tx)
      .updateTable('organisation')
      .set({ ...name, name_index, name_corrected_at: at })
      .where('id', '=', id)
      .execute();
    await insertName(tx, { organisation_id: id, since: at, ...name, correction_id: change.correctionId });
  }
}

/**
 * Gives the accounts of an organisation another credit code and keeps the former; its branches go with it. False when
 * another organisation has the code.
 */
export async function correctCode(
  tx: Tx,
  change: { accounts: readonly string[]; creditCode: string; correctionId: string; at: Date },
): Promise<boolean> {
  const { accounts, creditCode, at } = change;
  const ids = [...accounts];
  const changed = await sql<{ id: string; code: string; user_class: UserClassCode }>`
    update organisation set credit_code = ${creditCode} from organisation as former
    where organisation.id = any(${ids}::uuid[]) and former.id = organisation.id and not exists (
      select 1 from organisation as other where other.credit_code = ${creditCode} and other.id <> all(${ids}::uuid[])
        and other.user_class = organisation.user_class)
    returning organisation.id, former.credit_code as code, organisation.user_class`.execute(tx);
  if (changed.rows.length < ids.length) return false;
  for (const { id: organisation_id, code } of changed.rows) {
    await tx
      .withTables<CodeTables>()
      .insertInto('organisation_code')
      .values({ organisation_id, code, until: at, correction_id: change.correctionId })
      .execute();
  }
  const [former] = changed.rows;
  if (former?.user_class === 'enterprise') {
    await sql`update branch set parent_code = ${creditCode} where parent_code = ${former.code}`.execute(tx);
  }
  return true;
}

type CodeTables = {
  organisation_code: {
    position: Generated<number>;
    organisation_id: string;
    code: string;
    until: Date;
    correction_id: string;
  };
};

/** Credit codes an account had before, the oldest first. */
export async function formerCodes(db: Database, id: string) {
  const rows = db.withTables<CodeTables>().selectFrom('organisation_code').select(['code', 'until']);
  return await rows.where('organisation_id', '=', id).orderBy('position').execute();
}

export async function acknowledgeName(db: Database, id: string): Promise<void> {
  await tables(db).updateTable('organisation').set({ name_corrected_at: null }).where('id', '=', id).execute();
}

/** Names the organisation has had, the oldest first. */
export async function nameHistory(
  db: Database,
  sealing: Sealing,
  id: string,
): Promise<readonly { readonly name: string; readonly since: Date }[]> {
  const rows = await tables(db)
    .selectFrom('organisation_name')
    .select(['name', 'name_sealed', 'since'])
    .where('organisation_id', '=', id)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ name: nameIn(sealing, row), since: row.since }));
}

/** An account as its organisation sees it. */
export interface AccountFacts {
  readonly id: string;
  /** What it signs in with. */
  readonly name: string;
  readonly first: boolean;
  readonly userClass: UserClassCode;
  readonly createdAt: Date;
}

/** Every account with a credit code, the first one first. `mobile` is in clear. */
export async function accountsOf(
  db: Database,
  sealing: Sealing,
  creditCode: string,
): Promise<readonly (AccountFacts & { readonly mobile: string })[]> {
  const rows = await tables(db)
    .selectFrom('organisation')
    .selectAll()
    .where('credit_code', '=', creditCode)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.account_name ?? row.credit_code ?? '',
    first: row.account_name === null,
    userClass: row.user_class,
    createdAt: row.created_at,
    mobile: sealing.open(row.mobile_sealed, MOBILE),
  }));
}

/** The account of a user name, for its sign-in; `name` is the organisation's. */
export async function accountByName(
  db: Database,
  sealing: Sealing,
  userName: string,
): Promise<(Organisation & { readonly passwordHash: string | null }) | undefined> {
  const row = await tables(db)
    .selectFrom('organisation')
    .selectAll()
    .where('account_name', '=', userName)
    .executeTakeFirst();
  return row && { ...organisationOf(row, sealing), passwordHash: row.password_hash };
}

export async function userClassOf(db: Database, id: string): Promise<UserClassCode | undefined> {
  const row = await tables(db).selectFrom('organisation').select('user_class').where('id', '=', id).executeTakeFirst();
  return row?.user_class;
}

/**
 * The account of an enterprise with this credit code or organisation code (its part of a credit code, GB 32100-2015) whose
 * reserved mobile it is; the first one where several have it.
 */
export async function reservedMobileOf(
  db: Database,
  sealing: Sealing,
  asked: { readonly code: string; readonly mobile: string },
): Promise<Organisation | undefined> {
  const row = await tables(db)
    .selectFrom('organisation')
    .selectAll()
    .where('mobile_index', '=', sealing.blindIndex(asked.mobile, MOBILE))
    .where('user_class', '=', 'enterprise')
    .where(asked.code.length === 18 ? 'credit_code' : sql<string>`substr(credit_code, 9, 9)`, '=', asked.code)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && organisationOf(row, sealing);
}
