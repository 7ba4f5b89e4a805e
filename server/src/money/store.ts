import type { LocalText } from '@yinxin/programme';
import { sql } from 'kysely';
import type { Database, Tx } from '../platform/database/index.ts';
import { ACCOUNTS, type Account, entryOf, type Movement, type PaidInto } from './ledger.ts';
import type { AttemptStatus, ChargeStatus } from './types.ts';

export interface ChargeRow {
  id: string;
  application_id: string;
  application_number: string;
  organisation_id: string;
  payer: string;
  amount_fen: number;
  subject: LocalText;
  status: ChargeStatus;
  created_at: Date;
  paid_at: Date | null;
  /** In whose books. */
  company: string;
  paid_into: PaidInto;
}

export interface AttemptRow {
  id: string;
  charge_id: string;
  channel: string;
  reference: string;
  amount_fen: number;
  status: AttemptStatus;
  return_url: string;
  transaction: string | null;
  created_at: Date;
  expires_at: Date;
  settled_at: Date | null;
}

type MoneyTables = {
  charge: ChargeRow;
  payment_attempt: AttemptRow;
  ledger_entry: { id: number; reference: string; charge_id: string | null; kind: string; at: Date };
  ledger_posting: { entry_id: number; company: string; account: string; party: string | null; fen: number };
};

const tables = (db: Database) => db.withTables<MoneyTables>();

export function chargeOf(db: Database, applicationId: string): Promise<ChargeRow | undefined> {
  return tables(db).selectFrom('charge').selectAll().where('application_id', '=', applicationId).executeTakeFirst();
}

export function chargeById(db: Database, id: string): Promise<ChargeRow | undefined> {
  return tables(db).selectFrom('charge').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The charge of an application, locked until the transaction ends: payments of one order are taken one after the other. */
export function lockCharge(tx: Tx, id: string): Promise<ChargeRow> {
  return tables(tx).selectFrom('charge').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

/** Adds the charge of an application; false when it has one, after waiting for whoever adds it at this moment. */
export async function insertCharge(tx: Tx, row: ChargeRow): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('charge')
    .values({ ...row, subject: sql`${JSON.stringify(row.subject)}::jsonb` })
    .onConflict((c) => c.column('application_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function setChargeStatus(
  tx: Tx,
  id: string,
  status: ChargeStatus,
  paid?: { readonly at: Date; readonly into: PaidInto },
): Promise<void> {
  await tables(tx)
    .updateTable('charge')
    .set(paid ? { status, paid_at: paid.at, paid_into: paid.into } : { status })
    .where('id', '=', id)
    .execute();
}

export async function insertAttempt(tx: Tx, row: AttemptRow): Promise<void> {
  await tables(tx).insertInto('payment_attempt').values(row).execute();
}

export function attemptByReference(db: Database, reference: string): Promise<AttemptRow | undefined> {
  return tables(db).selectFrom('payment_attempt').selectAll().where('reference', '=', reference).executeTakeFirst();
}

/** Attempts whose outcome is not known yet, of one charge or of all, oldest first. */
export function openAttempts(db: Database, chargeId?: string): Promise<AttemptRow[]> {
  const all = tables(db)
    .selectFrom('payment_attempt')
    .selectAll()
    .where('status', 'in', ['open', 'pending'])
    .orderBy('created_at')
    .limit(1000);
  return (chargeId ? all.where('charge_id', '=', chargeId) : all).execute();
}

export async function settleAttempt(
  tx: Tx,
  id: string,
  set: Pick<AttemptRow, 'status' | 'transaction' | 'settled_at'>,
): Promise<void> {
  await tables(tx).updateTable('payment_attempt').set(set).where('id', '=', id).execute();
}

/** Whether the channel's transaction was entered before, on whatever attempt. */
export const transactionKnown = (tx: Tx, transaction: string): Promise<boolean> =>
  booked(tx, `received:${transaction}`);

/** Whether the book has the entry of this reference. */
export async function booked(tx: Tx, reference: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('ledger_entry')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The order a bank transfer was entered for, if it was. Until the transaction ends nobody else enters one of that reference.
 */
export async function bookedTransfer(
  tx: Tx,
  reference: string,
): Promise<(ChargeRow & { received_fen: number }) | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`transfer:${reference}`}, 0))`.execute(tx);
  return tables(tx)
    .selectFrom('payment_attempt as a')
    .innerJoin('charge as c', 'c.id', 'a.charge_id')
    .selectAll('c')
    .select('a.amount_fen as received_fen')
    .where('a.channel', '=', 'transfer')
    .where('a.transaction', '=', reference)
    .executeTakeFirst();
}

/** Writes a movement into the book; a movement already written changes nothing. Returns whether it was new. */
export async function post(tx: Tx, movement: Movement, at: Date): Promise<boolean> {
  const { reference, postings } = entryOf(movement);
  const chargeId = 'chargeId' in movement ? movement.chargeId : null;
  const { rows } = await sql<{ id: number }>`
    insert into ledger_entry (reference, charge_id, kind, at) values (${reference}, ${chargeId}, ${movement.kind}, ${at})
    on conflict (reference) do nothing returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) return false;
  await tables(tx)
    .insertInto('ledger_posting')
    .values(postings.map((posting) => ({ entry_id: id, ...posting })))
    .execute();
  return true;
}

export interface Balance {
  readonly company: string;
  readonly account: Account;
  readonly balanceFen: number;
}

/** Balance of every account in every company's books that has one, and the number of entries. */
export async function balances(db: Database): Promise<{ books: Balance[]; entries: number }> {
  const rows = await tables(db)
    .selectFrom('ledger_posting')
    .select(['company', 'account', sql<number>`sum(fen)::bigint`.as('fen')])
    .groupBy(['company', 'account'])
    .orderBy('company')
    .execute();
  const counted = await tables(db)
    .selectFrom('ledger_entry')
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirst();
  const books = rows.flatMap(({ company, account: written, fen }) => {
    const account = ACCOUNTS.find((one) => one === written);
    return account ? [{ company, account, balanceFen: fen }] : [];
  });
  return { books, entries: counted?.n ?? 0 };
}

/** What stands to a customer's credit in a company's books, in fen: free to designate, and designated but not released. */
export async function customerBalance(
  db: Database,
  organisationId: string,
): Promise<{ company: string; depositFen: number; designatedFen: number }[]> {
  const rows = await tables(db)
    .selectFrom('ledger_posting')
    .select(['company', 'account', sql<number>`(-sum(fen))::bigint`.as('fen')])
    .where('party', '=', organisationId)
    .groupBy(['company', 'account'])
    .execute();
  const of = (company: string, account: Account) =>
    rows.find((row) => row.company === company && row.account === account)?.fen ?? 0;
  return [...new Set(rows.map((row) => row.company))].toSorted().map((company) => ({
    company,
    depositFen: of(company, 'deposit'),
    designatedFen: of(company, 'designated'),
  }));
}

export interface PaymentListRow extends AttemptRow {
  application_id: string;
  application_number: string;
  payer: string;
  charge_status: ChargeStatus;
}

/** Payments for finance, newest first. `q` matches order number, payer or the channel's transaction. */
export async function listPayments(
  db: Database,
  query: { status?: string | undefined; q?: string | undefined; page: number; size: number },
): Promise<{ items: PaymentListRow[]; total: number }> {
  let found = tables(db).selectFrom('payment_attempt as a').innerJoin('charge as c', 'c.id', 'a.charge_id');
  if (query.status === 'refunding' || query.status === 'refunded')
    found = found.where('c.status', '=', query.status).where('a.status', '=', 'paid');
  else if (query.status) found = found.where('a.status', '=', sql<AttemptStatus>`${query.status}`);
  if (query.q) {
    const like = `%${query.q.replace(/[%_\\]/g, '\\$&')}%`;
    found = found.where((e) =>
      e.or([
        e('c.application_number', 'ilike', like),
        e('c.payer', 'ilike', like),
        e('a.transaction', '=', query.q ?? ''),
      ]),
    );
  }
  const total = await found.select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();
  const items = await found
    .selectAll('a')
    .select(['c.application_id', 'c.application_number', 'c.payer', 'c.status as charge_status'])
    .orderBy('a.created_at', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { items, total: total.n };
}

export async function applicationNumberOf(db: Database, chargeId: string): Promise<string> {
  const row = await tables(db)
    .selectFrom('charge')
    .select('application_number')
    .where('id', '=', chargeId)
    .executeTakeFirstOrThrow();
  return row.application_number;
}

/** Money in suspense: received for an order that was paid already, or with another amount. */
export async function unclaimedMoney(
  db: Database,
): Promise<{ applicationNumber: string; transaction: string; fen: number }[]> {
  const { rows } = await sql<{ application_number: string; transaction: string; fen: number }>`
    select c.application_number, a.transaction, a.amount_fen as fen
    from ledger_entry e join payment_attempt a on e.reference = 'received:' || a.transaction join charge c on c.id = a.charge_id
    where e.kind = 'received-unclaimed' order by e.id desc limit 100`.execute(db);
  return rows.map((r) => ({ applicationNumber: r.application_number, transaction: r.transaction, fen: r.fen }));
}
