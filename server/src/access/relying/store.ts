import type { Database, Tx } from '../../platform/index.ts';
import type { AccessTables } from '../tables.ts';

export type RelyingSystemRow = AccessTables['relying_system'];
export type RelyingSignIn = AccessTables['relying_sign_in'];

const tables = (db: Database) => db.withTables<AccessTables>();

export function systems(db: Database): Promise<RelyingSystemRow[]> {
  return tables(db).selectFrom('relying_system').selectAll().orderBy('code').execute();
}

export function systemByCode(db: Database, code: string): Promise<RelyingSystemRow | undefined> {
  return tables(db).selectFrom('relying_system').selectAll().where('code', '=', code).executeTakeFirst();
}

export async function insertSystem(tx: Tx, row: RelyingSystemRow): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('relying_system')
    .values(row)
    .onConflict((c) => c.column('code').doNothing())
    .returning('code')
    .executeTakeFirst();
  return added !== undefined;
}

export function updateSystem(
  tx: Tx,
  code: string,
  change: Partial<Pick<RelyingSystemRow, 'redirect_uris' | 'active' | 'sealed_secret'>>,
): Promise<RelyingSystemRow | undefined> {
  return tables(tx)
    .updateTable('relying_system')
    .set(change)
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirst();
}

export async function insertSignIn(
  db: Database,
  row: Pick<RelyingSignIn, 'id' | 'system' | 'redirect_uri' | 'state' | 'nonce' | 'created_at' | 'expires_at'>,
): Promise<void> {
  const nothingYet = {
    serial: null,
    answered_at: null,
    code_hash: null,
    code_expires_at: null,
    redeemed_at: null,
    ticket_hash: null,
    ticket_expires_at: null,
    ticket_used_at: null,
  };
  await tables(db)
    .insertInto('relying_sign_in')
    .values({ ...row, ...nothingYet })
    .execute();
}

/** A request that still waits for its answer. */
export function openSignIn(db: Database, id: string, now: Date): Promise<RelyingSignIn | undefined> {
  return tables(db)
    .selectFrom('relying_sign_in')
    .selectAll()
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Notes the answer; undefined when somebody answered before. */
export function answerSignIn(
  tx: Tx,
  id: string,
  answer: {
    readonly serial: string;
    readonly code_hash: string;
    readonly code_expires_at: Date;
    readonly answered_at: Date;
  },
): Promise<RelyingSignIn | undefined> {
  return tables(tx)
    .updateTable('relying_sign_in')
    .set(answer)
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** The sign-in of a code, its row held. */
export function byCode(tx: Tx, system: string, hash: string): Promise<RelyingSignIn | undefined> {
  return tables(tx)
    .selectFrom('relying_sign_in')
    .selectAll()
    .where('system', '=', system)
    .where('code_hash', '=', hash)
    .forUpdate()
    .executeTakeFirst();
}

export function byTicket(tx: Tx, system: string, hash: string): Promise<RelyingSignIn | undefined> {
  return tables(tx)
    .selectFrom('relying_sign_in')
    .selectAll()
    .where('system', '=', system)
    .where('ticket_hash', '=', hash)
    .forUpdate()
    .executeTakeFirst();
}

export async function changeSignIn(
  tx: Tx,
  id: string,
  change: Partial<Pick<RelyingSignIn, 'redeemed_at' | 'ticket_hash' | 'ticket_expires_at' | 'ticket_used_at'>>,
): Promise<void> {
  await tables(tx).updateTable('relying_sign_in').set(change).where('id', '=', id).execute();
}

export async function sweepSignIns(db: Database, before: Date): Promise<void> {
  await tables(db).deleteFrom('relying_sign_in').where('expires_at', '<', before).execute();
}
