import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/index.ts';
import type { CodePurpose } from './rules.ts';

export type CodeTables = {
  sms_code: {
    id: string;
    purpose: CodePurpose;
    /** Blind index of the mobile, or of the credit code for a reset. */
    subject_index: string;
    /** Keyed hash over id and code; the code itself is stored nowhere. */
    code_hash: string;
    created_at: Date;
    expires_at: Date;
    tries: number;
    used_at: Date | null;
  };
};
export type CodeRow = CodeTables['sms_code'];

const tables = (db: Database) => db.withTables<CodeTables>();

export async function insertCode(tx: Tx, row: CodeRow): Promise<void> {
  await tables(tx).insertInto('sms_code').values(row).execute();
}

/** The latest code of a subject: an earlier one no longer counts. */
export async function latestCode(
  db: Database,
  purpose: CodePurpose,
  subjectIndex: string,
  lock = false,
): Promise<CodeRow | undefined> {
  const query = tables(db)
    .selectFrom('sms_code')
    .selectAll()
    .where('purpose', '=', purpose)
    .where('subject_index', '=', subjectIndex)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** Counts a try of the latest code if it still lives; returns the tries so far, this one included. */
export async function countTry(
  db: Database,
  purpose: CodePurpose,
  subjectIndex: string,
  now: Date,
): Promise<number | undefined> {
  const { rows } = await sql<{ tries: number }>`
    update sms_code set tries = tries + 1
    where used_at is null and expires_at > ${now} and id = (
      select id from sms_code where purpose = ${purpose} and subject_index = ${subjectIndex}
      order by created_at desc, id desc limit 1)
    returning tries`.execute(db);
  return rows[0]?.tries;
}

export async function markUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tables(tx).updateTable('sms_code').set({ used_at: at }).where('id', '=', id).execute();
}

/** Forgets codes that have been dead for a day. */
export async function sweepCodes(db: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 86_400_000);
  await tables(db).deleteFrom('sms_code').where('expires_at', '<', before).execute();
}
