import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, Sealing, Tx } from '../../platform/index.ts';
import { codePart } from './rules.ts';

export type Registration = 'business-licence' | 'organisation-code-certificate';

/** A branch 分支机构 held by a parent. `handler.mobile` is in clear: mask it before it goes anywhere. */
export interface Branch {
  readonly id: string;
  readonly parentCode: string;
  readonly name: string;
  readonly code: string;
  readonly registration: Registration;
  readonly address: string;
  readonly handler: { readonly name: string; readonly mobile: string };
  readonly createdAt: Date;
  readonly changedAt: Date | null;
}

export type BranchTables = {
  branch: {
    id: string;
    /** Credit code of the parent: all accounts of an organisation have its branches in common. */
    parent_code: string;
    name: string;
    code: string;
    organisation_code: string;
    registration: Registration;
    sealed: string;
    added_by: string;
    created_at: Date;
    changed_at: Date | null;
  };
  branch_page: { token_hash: string; organisation_id: string; mobile_index: string; expires_at: Date };
  organisation: { id: string; credit_code: string; name: string; mobile_index: string; account_name: string | null };
};

const SEALED = 'branch.sealed';
const Sealed = z.object({ address: z.string(), handler: z.object({ name: z.string(), mobile: z.string() }) });
const tables = (db: Database) => db.withTables<BranchTables>();

function branchOfRow(row: BranchTables['branch'], sealing: Sealing): Branch {
  return {
    id: row.id,
    parentCode: row.parent_code,
    name: row.name,
    code: row.code,
    registration: row.registration,
    ...Sealed.parse(JSON.parse(sealing.open(row.sealed, SEALED))),
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
const sealed = ({ address, handler }: Branch, sealing: Sealing) =>
  sealing.seal(JSON.stringify({ address, handler }), SEALED);

/** Branches of a parent by its credit code, in the order they were added. */
export async function branchesOf(db: Database, sealing: Sealing, parentCode: string): Promise<readonly Branch[]> {
  const rows = await tables(db)
    .selectFrom('branch')
    .selectAll()
    .where('parent_code', '=', parentCode)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => branchOfRow(row, sealing));
}

export async function branchById(db: Database, sealing: Sealing, id: string): Promise<Branch | undefined> {
  const row = await tables(db).selectFrom('branch').selectAll().where('id', '=', id).executeTakeFirst();
  return row && branchOfRow(row, sealing);
}

/** Adds a branch; false when its organisation code is entered already. Two at once: the second waits, then gets false. */
export async function insertBranch(tx: Tx, sealing: Sealing, one: Branch, addedBy: string): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('branch')
    .values({
      id: one.id,
      parent_code: one.parentCode,
      name: one.name,
      code: one.code,
      organisation_code: codePart(one.code),
      registration: one.registration,
      sealed: sealed(one, sealing),
      added_by: addedBy,
      created_at: one.createdAt,
      changed_at: one.changedAt,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Changes a branch. The caller has made sure that its code is nobody else's (`lockCode`, `codeTaken`). */
export async function updateBranch(tx: Tx, sealing: Sealing, one: Branch): Promise<void> {
  await tables(tx)
    .updateTable('branch')
    .set({
      name: one.name,
      code: one.code,
      organisation_code: codePart(one.code),
      registration: one.registration,
      sealed: sealed(one, sealing),
      changed_at: one.changedAt,
    })
    .where('id', '=', one.id)
    .execute();
}

export async function codeTaken(tx: Tx, code: string, except: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('branch')
    .select('id')
    .where('organisation_code', '=', codePart(code))
    .where('id', '<>', except)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertPage(
  tx: Tx,
  page: { tokenHash: string; organisationId: string; expiresAt: Date; now: Date },
): Promise<void> {
  await tables(tx).deleteFrom('branch_page').where('expires_at', '<=', page.now).execute();
  await tables(tx)
    .insertInto('branch_page')
    .columns(['token_hash', 'organisation_id', 'mobile_index', 'expires_at'])
    .expression((e) =>
      e
        .selectFrom('organisation')
        .select((x) => [
          x.val(page.tokenHash).as('token_hash'),
          'id as organisation_id',
          'mobile_index',
          x.cast<Date>(x.val(page.expiresAt), 'timestamptz').as('expires_at'),
        ])
        .where('id', '=', page.organisationId),
    )
    .execute();
}

/** The parent an opened page is for; undefined once it has expired, or its mobile has changed since. */
export async function parentOfPage(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<{ readonly id: string; readonly creditCode: string; readonly name: string } | undefined> {
  return tables(db)
    .selectFrom('branch_page')
    .innerJoin('organisation', (join) =>
      join
        .onRef('organisation.id', '=', 'branch_page.organisation_id')
        .onRef('organisation.mobile_index', '=', 'branch_page.mobile_index'),
    )
    .select(['organisation.id as id', 'organisation.credit_code as creditCode', 'organisation.name as name'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Changes of the branches of one parent go one after the other. */
export async function lockParent(tx: Tx, creditCode: string): Promise<void> {
  await tables(tx)
    .selectFrom('organisation')
    .select('id')
    .where('credit_code', '=', creditCode)
    .where('account_name', 'is', null)
    .forUpdate()
    .execute();
}

/** Who enters one organisation code does so after whoever entered it just before, whatever the parent. */
export async function lockCode(tx: Tx, code: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`branch ${codePart(code)}`}, 0))`.execute(tx);
}
