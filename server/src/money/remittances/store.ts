import type { Database, Tx } from '../../platform/database/index.ts';
import type { ChargeStatus } from '../types.ts';

export interface Staff {
  readonly id: string;
  readonly name: string;
}

/** A paper of a third-party payer, as it was recorded. */
export interface PaperRow {
  readonly channel: 'fax' | 'upload' | 'post';
  readonly note: string;
  readonly name: string;
  readonly at: string;
}

export interface RemittanceRow {
  id: string;
  reference: string;
  company: string;
  amount_fen: number;
  left_fen: number;
  received_on: string;
  payer_sealed: string;
  payer_index: string;
  payer_account_sealed: string | null;
  remark_sealed: string;
  mistyped: string | null;
  organisation_id: string | null;
  organisation_name: string | null;
  credit_code: string | null;
  third_party: boolean;
  /** Since when it stands to the customer's credit; null while unmatched. */
  credited_at: Date | null;
  slip: PaperRow | null;
  purpose: PaperRow | null;
  origin_id: string | null;
  entered_by: string;
  entered_by_name: string;
  entered_at: Date;
}

export interface DesignationRow {
  id: string;
  remittance_id: string;
  charge_id: string | null;
  due_id: string | null;
  amount_fen: number;
  status: 'held' | 'released' | 'taken-back';
  by_id: string;
  by_name: string;
  at: Date;
  ended_at: Date | null;
}

export interface ReturnRow {
  id: string;
  remittance_id: string;
  amount_fen: number;
  /** Whose account it was taken from; null: from suspense. */
  party: string | null;
  reason: string;
  status: 'begun' | 'paid' | 'given-up';
  reference: string | null;
  by_id: string;
  by_name: string;
  at: Date;
  paid_by_id: string | null;
  paid_by_name: string | null;
  ended_at: Date | null;
}

export type RemittanceTables = {
  remittance: RemittanceRow;
  designation: DesignationRow;
  remittance_return: ReturnRow;
  charge: {
    id: string;
    application_id: string;
    application_number: string;
    organisation_id: string;
    amount_fen: number;
    company: string;
    status: ChargeStatus;
  };
};

export const tables = (db: Database) => db.withTables<RemittanceTables>();

export const byId = (db: Database, id: string): Promise<RemittanceRow | undefined> =>
  tables(db).selectFrom('remittance').selectAll().where('id', '=', id).executeTakeFirst();

export const byReference = (db: Database, reference: string): Promise<RemittanceRow | undefined> =>
  tables(db).selectFrom('remittance').selectAll().where('reference', '=', reference).executeTakeFirst();

/** A remittance, locked until the transaction ends: its money is given away by one at a time. */
export const lock = (tx: Tx, id: string): Promise<RemittanceRow | undefined> =>
  tables(tx).selectFrom('remittance').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export async function insert(tx: Tx, row: RemittanceRow): Promise<void> {
  await tables(tx).insertInto('remittance').values(row).execute();
}

export async function update(tx: Tx, id: string, set: Partial<RemittanceRow>): Promise<void> {
  await tables(tx).updateTable('remittance').set(set).where('id', '=', id).execute();
}

export const designationById = (db: Database, id: string): Promise<DesignationRow | undefined> =>
  tables(db).selectFrom('designation').selectAll().where('id', '=', id).executeTakeFirst();

export async function insertDesignation(tx: Tx, row: DesignationRow): Promise<void> {
  await tables(tx).insertInto('designation').values(row).execute();
}

/** What is held for a charge or a due, oldest first. Read it under the target's lock. */
export const heldFor = (
  db: Database,
  target: { readonly charge: string } | { readonly due: string },
): Promise<DesignationRow[]> => {
  const held = tables(db)
    .selectFrom('designation')
    .selectAll()
    .where('status', '=', 'held')
    .orderBy('at')
    .orderBy('id');
  return (
    'charge' in target ? held.where('charge_id', '=', target.charge) : held.where('due_id', '=', target.due)
  ).execute();
};

export async function endDesignation(tx: Tx, id: string, status: 'released' | 'taken-back', at: Date): Promise<void> {
  await tables(tx).updateTable('designation').set({ status, ended_at: at }).where('id', '=', id).execute();
}

export const returnById = (db: Database, id: string): Promise<ReturnRow | undefined> =>
  tables(db).selectFrom('remittance_return').selectAll().where('id', '=', id).executeTakeFirst();

export async function insertReturn(tx: Tx, row: ReturnRow): Promise<void> {
  await tables(tx).insertInto('remittance_return').values(row).execute();
}

export async function updateReturn(tx: Tx, id: string, set: Partial<ReturnRow>): Promise<void> {
  await tables(tx).updateTable('remittance_return').set(set).where('id', '=', id).execute();
}

export const returnByReference = (db: Database, reference: string): Promise<ReturnRow | undefined> =>
  tables(db).selectFrom('remittance_return').selectAll().where('reference', '=', reference).executeTakeFirst();
