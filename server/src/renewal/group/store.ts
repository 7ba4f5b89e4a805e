import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/index.ts';

/** A pair of an account as renewal looks at it. */
export interface PairRow {
  readonly id: string;
  readonly programme: string;
  readonly project: string;
  readonly organisation_name: string;
  readonly credit_code: string;
  readonly sign_serial: string;
  readonly medium_serial: string | null;
  readonly not_before: Date;
  readonly not_after: Date;
  readonly status: string;
  readonly running: string | null;
}

/** Pairs of an account that are alive or ran out, and that no other pair replaced; first to end first. */
export async function pairsOf(db: Database, organisationId: string, limit: number): Promise<readonly PairRow[]> {
  const { rows } = await sql<PairRow>`
    select h.id, h.programme, h.project, h.organisation_name, h.credit_code, h.sign_serial, h.medium_serial, h.not_before,
      h.not_after, h.status, b.application_number as running
    from holding h left join holding_business b on b.holding_id = h.id and b.ended_at is null
    where h.organisation_id = ${organisationId} and h.status in ('made', 'activated', 'in-use', 'suspended', 'expired')
      and not exists (select from holding n where n.predecessor = h.id and n.status not in ('revoked', 'withdrawn'))
    order by h.not_after, h.id limit ${limit}`.execute(db);
  return rows;
}

export interface BatchRow {
  readonly id: string;
  readonly created_at: Date;
  readonly total: number;
  readonly opened: number;
  readonly existing: number;
  readonly refused: number;
}

export interface DoneRow {
  readonly holding_id: string;
  readonly organisation_name: string;
  readonly sign_serial: string;
  readonly status: 'opened' | 'existing' | 'refused';
  readonly application_id: string | null;
  readonly application_number: string | null;
  readonly refusal: { readonly detail: Text; readonly next: Text } | null;
}
type Text = { readonly zh: string; readonly en: string };

/** How many batches an account began lately, and whether one still waits; held, so that two at once are two in turn. */
export async function batchesOf(
  tx: Tx,
  organisationId: string,
  since: { readonly recent: Date; readonly running: Date },
): Promise<{ readonly running: boolean; readonly recent: number }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`renewal.batch.${organisationId}`}, 0))`.execute(tx);
  const { rows } = await sql<{ running: boolean; recent: number }>`
    select count(*)::int as recent, coalesce(bool_or(b.created_at > ${since.running} and exists (
      select 1 from renewal_batch_row r where r.batch_id = b.id and r.status = 'waiting')), false) as running
    from renewal_batch b where b.organisation_id = ${organisationId} and b.created_at > ${since.recent}`.execute(tx);
  return rows[0] ?? { running: false, recent: 0 };
}

/** Writes a batch with its rows; a holding named twice is one row. False when one of them is not the account's. */
export async function insertBatch(
  tx: Tx,
  batch: { readonly id: string; readonly organisationId: string; readonly at: Date },
  holdings: readonly string[],
): Promise<boolean> {
  const wanted = [...new Set(holdings)];
  await sql`insert into renewal_batch (id, organisation_id, created_at)
    values (${batch.id}, ${batch.organisationId}, ${batch.at})`.execute(tx);
  const { rows } = await sql`
    insert into renewal_batch_row (batch_id, holding_id)
    select ${batch.id}::uuid, h.id from holding h
    where h.id = any(${wanted}::uuid[]) and h.organisation_id = ${batch.organisationId} returning holding_id`.execute(
    tx,
  );
  return rows.length === wanted.length;
}

/** A batch of the account with its counts; undefined when it is somebody else's. */
export async function batchOf(db: Database, id: string, organisationId: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`
    select b.id, b.created_at, count(*)::int as total,
      count(*) filter (where r.status = 'opened')::int as opened,
      count(*) filter (where r.status = 'existing')::int as existing,
      count(*) filter (where r.status = 'refused')::int as refused
    from renewal_batch b join renewal_batch_row r on r.batch_id = b.id
    where b.id = ${id} and b.organisation_id = ${organisationId} group by b.id`.execute(db);
  return rows[0];
}

export async function doneRows(db: Database, batch: string): Promise<readonly DoneRow[]> {
  const { rows } = await sql<DoneRow>`
    select r.holding_id, h.organisation_name, h.sign_serial, r.status, r.application_id, r.application_number, r.refusal
    from renewal_batch_row r join holding h on h.id = r.holding_id
    where r.batch_id = ${batch} and r.status <> 'waiting' order by h.not_after, h.id`.execute(db);
  return rows;
}

/** A row that waits, held until the transaction ends. */
export interface WaitingRow {
  readonly holding_id: string;
  readonly organisation_id: string;
  readonly programme: string;
  readonly project: string;
}

/** The next row of a batch that waits, none of `except`; passed over where somebody else works on it. */
export async function takeWaiting(tx: Tx, batch: string, except: readonly string[]): Promise<WaitingRow | undefined> {
  const { rows } = await sql<WaitingRow>`
    select r.holding_id, b.organisation_id, h.programme, h.project
    from renewal_batch_row r join renewal_batch b on b.id = r.batch_id join holding h on h.id = r.holding_id
    where r.batch_id = ${batch} and r.status = 'waiting'
      and not r.holding_id = any(${[...except]}::uuid[])
    order by h.not_after, h.id limit 1 for update of r skip locked`.execute(tx);
  return rows[0];
}

/** How a row ended. */
export type Outcome =
  | { readonly status: 'opened'; readonly id: string; readonly number: string }
  | {
      readonly status: 'existing' | 'refused';
      readonly number: string | null;
      readonly refusal: { readonly detail: Text; readonly next: Text };
    };

/** Writes how a row ended, unless that is written already. */
export async function finishRow(tx: Tx, batch: string, holding: string, outcome: Outcome): Promise<void> {
  const id = outcome.status === 'opened' ? outcome.id : null;
  const refusal = outcome.status === 'opened' ? null : JSON.stringify(outcome.refusal);
  await sql`
    update renewal_batch_row set status = ${outcome.status}, application_id = ${id}::uuid,
      application_number = ${outcome.number}, refusal = ${refusal}::jsonb
    where batch_id = ${batch} and holding_id = ${holding} and status = 'waiting'`.execute(tx);
}
