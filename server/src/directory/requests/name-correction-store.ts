import { sql } from 'kysely';
import type { Database, Sealing, Tx } from '../../platform/index.ts';
import type { AffectedOrder } from '../wiring.ts';
import type { Proof } from './proof.ts';
import type { RequestStatus } from './rules.ts';

export type NameCorrectionTables = {
  name_correction: {
    id: string;
    number: string;
    organisation_id: string;
    registered_name: string;
    right_name: string;
    right_code: string | null;
    note_sealed: string;
    proof_sha256: string | null;
    proof_type: string | null;
    proof_name: string | null;
    entered_by: 'applicant' | 'staff';
    entered_by_staff: string | null;
    status: RequestStatus;
    created_at: Date;
    decided_at: Date | null;
    decided_by: string | null;
    answer: string | null;
    voided: readonly AffectedOrder[] | null;
  };
  organisation: { id: string; credit_code: string };
};

/** A request to correct a registered name (单位名称更正), JX-08. */
export interface NameCorrection {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string;
  readonly creditCode: string;
  readonly registeredName: string;
  readonly rightName: string;
  /** Another credit code; null where it stays (IT-05). */
  readonly rightCode: string | null;
  readonly note: string;
  readonly proof: Proof | null;
  readonly enteredBy: 'applicant' | 'staff';
  readonly enteredByStaff: string | null;
  readonly status: RequestStatus;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  readonly answer: string | null;
  /** Orders the approval made void. */
  readonly voided: readonly AffectedOrder[];
}

const NOTE = 'name_correction.note';
const tables = (db: Database) => db.withTables<NameCorrectionTables>();
type Row = NameCorrectionTables['name_correction'] & { credit_code: string };

function correctionOf(row: Row, sealing: Sealing): NameCorrection {
  const { proof_sha256: sha256, proof_type: type, proof_name: name } = row;
  return {
    id: row.id,
    number: row.number,
    organisationId: row.organisation_id,
    creditCode: row.credit_code,
    registeredName: row.registered_name,
    rightName: row.right_name,
    rightCode: row.right_code,
    note: sealing.open(row.note_sealed, NOTE),
    proof: sha256 && type && name ? { sha256, type, name } : null,
    enteredBy: row.entered_by,
    enteredByStaff: row.entered_by_staff,
    status: row.status,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
    answer: row.answer,
    voided: row.voided ?? [],
  };
}

/** Adds an open request; false when the organisation has one already. */
export async function insertCorrection(
  tx: Tx,
  sealing: Sealing,
  one: Pick<
    NameCorrection,
    | 'id'
    | 'number'
    | 'organisationId'
    | 'registeredName'
    | 'rightName'
    | 'rightCode'
    | 'note'
    | 'proof'
    | 'enteredByStaff'
    | 'createdAt'
  >,
): Promise<boolean> {
  const row = await tables(tx)
    .insertInto('name_correction')
    .values({
      id: one.id,
      number: one.number,
      organisation_id: one.organisationId,
      registered_name: one.registeredName,
      right_name: one.rightName,
      right_code: one.rightCode,
      note_sealed: sealing.seal(one.note, NOTE),
      proof_sha256: one.proof?.sha256 ?? null,
      proof_type: one.proof?.type ?? null,
      proof_name: one.proof?.name ?? null,
      entered_by: one.enteredByStaff === null ? 'applicant' : 'staff',
      entered_by_staff: one.enteredByStaff,
      status: 'open',
      created_at: one.createdAt,
      decided_at: null,
      decided_by: null,
      answer: null,
      voided: null,
    })
    .onConflict((c) => c.column('organisation_id').where('status', '=', 'open').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

const selected = (db: Database) =>
  tables(db)
    .selectFrom('name_correction')
    .innerJoin('organisation', 'organisation.id', 'name_correction.organisation_id')
    .selectAll('name_correction')
    .select('organisation.credit_code');

export async function correctionById(
  db: Database,
  sealing: Sealing,
  id: string,
  lock = false,
): Promise<NameCorrection | undefined> {
  const query = selected(db).where('name_correction.id', '=', id);
  const row = await (lock ? query.forUpdate('name_correction') : query).executeTakeFirst();
  return row && correctionOf(row, sealing);
}

/** An organisation's requests, newest first. */
export async function correctionsOf(db: Database, sealing: Sealing, organisationId: string): Promise<NameCorrection[]> {
  const rows = await selected(db)
    .where('organisation_id', '=', organisationId)
    .orderBy('name_correction.id', 'desc')
    .execute();
  return rows.map((row) => correctionOf(row, sealing));
}

/** One page of all requests; open ones the oldest first, decided ones the newest first. */
export async function listCorrections(
  db: Database,
  sealing: Sealing,
  query: { status?: RequestStatus | undefined; page: number; size: number },
): Promise<{ items: NameCorrection[]; total: number }> {
  const { status } = query;
  let counted = tables(db)
    .selectFrom('name_correction')
    .select((eb) => eb.fn.countAll<number>().as('n'));
  let rows = selected(db);
  if (status) {
    counted = counted.where('status', '=', status);
    rows = rows.where('status', '=', status);
  }
  const { n } = await counted.executeTakeFirstOrThrow();
  const page = await rows
    .orderBy(sql`(status = 'open')`, 'desc')
    .orderBy(sql`case when status = 'open' then name_correction.created_at end`, 'asc')
    .orderBy('name_correction.created_at', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { items: page.map((row) => correctionOf(row, sealing)), total: n };
}

export async function closeCorrection(
  tx: Tx,
  id: string,
  end: { status: 'approved' | 'refused'; at: Date; by: string; answer: string; voided: readonly AffectedOrder[] },
): Promise<void> {
  await sql`
    update name_correction set status = ${end.status}, decided_at = ${end.at}, decided_by = ${end.by},
      answer = ${end.answer}, voided = ${JSON.stringify(end.voided)}::jsonb
    where id = ${id}`.execute(tx);
}
