import { shanghaiDay } from '@yinxin/programme';
import { v7 as uuidv7 } from 'uuid';
import type { Database, Tx } from '../../platform/index.ts';
import { moneyProblem } from '../problems.ts';
import { post } from '../store.ts';
import { companyByKey, type Desk } from './desk.ts';
import type { Staff } from './store.ts';

/** What a customer owes besides the fees of orders (应付款): a month of the platform service fee. */
export interface DueRow {
  id: string;
  organisation_id: string;
  organisation_name: string;
  credit_code: string;
  company: string;
  purpose: string;
  /** `YYYY-MM`. */
  period: string;
  amount_fen: number;
  due_on: string;
  status: 'open' | 'settled' | 'cancelled';
  at: Date;
  settled_at: Date | null;
}

const tables = (db: Database) => db.withTables<{ due: DueRow }>();

/** A due, locked until the transaction ends. */
export const lock = (tx: Tx, id: string): Promise<DueRow | undefined> =>
  tables(tx).selectFrom('due').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** What an organisation owes or owed, newest month first. */
export const ofOrganisation = (db: Database, organisationId: string): Promise<DueRow[]> =>
  tables(db)
    .selectFrom('due')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('period', 'desc')
    .limit(100)
    .execute();

/** Marks a due as paid and earned: the month it is for is over. */
export async function settle(tx: Tx, due: DueRow, at: Date): Promise<void> {
  await tables(tx).updateTable('due').set({ status: 'settled', settled_at: at }).where('id', '=', due.id).execute();
  await post(tx, { kind: 'earned', chargeId: due.id, company: due.company, fen: due.amount_fen }, at);
}

/** Enters what a customer owes for a month; once for each month and company. Throws ORGANISATION_UNKNOWN, DUE_KNOWN. */
export async function enterDue(
  { ports, clock }: Desk,
  tx: Tx,
  asked: { organisationId: string; company: string; period: string; amountFen: number; dueOn: string },
  staff: Staff,
): Promise<DueRow> {
  const organisation = await ports.organisation(tx, { id: asked.organisationId });
  if (!organisation) throw moneyProblem('ORGANISATION_UNKNOWN', { params: { code: '' } });
  await companyByKey(ports, tx, asked.company);
  const now = clock.now();
  const row: DueRow = {
    id: uuidv7(),
    organisation_id: organisation.id,
    organisation_name: organisation.name,
    credit_code: organisation.creditCode,
    company: asked.company,
    purpose: 'platform-fee',
    period: asked.period,
    amount_fen: asked.amountFen,
    due_on: asked.dueOn,
    status: 'open',
    at: now,
    settled_at: null,
  };
  const inserted = await tables(tx)
    .insertInto('due')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw moneyProblem('DUE_KNOWN', { field: 'body.period', params: { period: asked.period } });
  await post(tx, { kind: 'charged', chargeId: row.id, company: row.company, fen: row.amount_fen }, now);
  await ports.auditRemittance(tx, {
    action: 'due.entered',
    remittance: { id: row.id, label: row.period },
    details: { organisation: row.credit_code, amountFen: row.amount_fen, dueOn: row.due_on },
    staff,
  });
  return row;
}

/** Whether something due before today in Shanghai is unpaid (IT-19). */
export async function hasArrears(db: Database, organisationId: string, now: Date): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('due')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('status', '=', 'open')
    .where('due_on', '<', shanghaiDay(now))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
