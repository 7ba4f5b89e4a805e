import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, Sealing, Tx } from '../../platform/index.ts';
import { nameIn } from '../accounts/persons.ts';
import type { Proof } from './proof.ts';
import type { RequestStatus } from './rules.ts';

export type MobileReason = 'number-cancelled' | 'registrant-left' | 'other';

export type MobileChangeTables = {
  mobile_change: {
    id: string;
    number: string;
    credit_code: string;
    /** Null when nobody was registered under the code: the asker is not told. */
    organisation_id: string | null;
    mobile_sealed: string;
    mobile_index: string;
    contact_sealed: string;
    reason: MobileReason;
    note_sealed: string;
    files_sealed: string;
    entered_by: 'applicant' | 'staff';
    entered_by_staff: string | null;
    status: RequestStatus;
    created_at: Date;
    decided_at: Date | null;
    decided_by: string | null;
    answer: string | null;
  };
  organisation: { id: string; name: string; name_sealed: string | null };
};

/** A request to change the registered mobile (手机号变更), JX-14. */
export interface MobileChange {
  readonly id: string;
  readonly number: string;
  readonly creditCode: string;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  /** In clear: mask it before it goes anywhere. */
  readonly newMobile: string;
  readonly contactName: string;
  readonly reason: MobileReason;
  readonly note: string;
  readonly files: readonly Proof[];
  readonly enteredBy: 'applicant' | 'staff';
  readonly enteredByStaff: string | null;
  readonly status: RequestStatus;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  readonly answer: string | null;
}

const MOBILE = 'mobile_change.mobile';
const CONTACT = 'mobile_change.contact';
const NOTE = 'mobile_change.note';
const FILES = 'mobile_change.files';
const kept = z.array(z.object({ sha256: z.string(), type: z.string(), name: z.string() }));
const tables = (db: Database) => db.withTables<MobileChangeTables>();
type Row = MobileChangeTables['mobile_change'] & { organisation_name: string | null; name_sealed: string | null };

function changeOf(row: Row, sealing: Sealing): MobileChange {
  return {
    id: row.id,
    number: row.number,
    creditCode: row.credit_code,
    organisationId: row.organisation_id,
    organisationName:
      row.organisation_name === null
        ? null
        : nameIn(sealing, { name: row.organisation_name, name_sealed: row.name_sealed }),
    newMobile: sealing.open(row.mobile_sealed, MOBILE),
    contactName: sealing.open(row.contact_sealed, CONTACT),
    reason: row.reason,
    note: sealing.open(row.note_sealed, NOTE),
    files: kept.parse(JSON.parse(sealing.open(row.files_sealed, FILES))),
    enteredBy: row.entered_by,
    enteredByStaff: row.entered_by_staff,
    status: row.status,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
    answer: row.answer,
  };
}

export async function insertChange(
  tx: Tx,
  sealing: Sealing,
  one: Omit<MobileChange, 'organisationName' | 'enteredBy' | 'status' | 'decidedAt' | 'answer'>,
): Promise<void> {
  await tables(tx)
    .insertInto('mobile_change')
    .values({
      id: one.id,
      number: one.number,
      credit_code: one.creditCode,
      organisation_id: one.organisationId,
      mobile_sealed: sealing.seal(one.newMobile, MOBILE),
      mobile_index: sealing.blindIndex(one.newMobile, MOBILE),
      contact_sealed: sealing.seal(one.contactName, CONTACT),
      reason: one.reason,
      note_sealed: sealing.seal(one.note, NOTE),
      files_sealed: sealing.seal(JSON.stringify(one.files), FILES),
      entered_by: one.enteredByStaff === null ? 'applicant' : 'staff',
      entered_by_staff: one.enteredByStaff,
      status: 'open',
      created_at: one.createdAt,
      decided_at: null,
      decided_by: null,
      answer: null,
    })
    .execute();
}

const selected = (db: Database) =>
  tables(db)
    .selectFrom('mobile_change')
    .leftJoin('organisation', 'organisation.id', 'mobile_change.organisation_id')
    .selectAll('mobile_change')
    .select(['organisation.name as organisation_name', 'organisation.name_sealed']);

export async function changeById(
  db: Database,
  sealing: Sealing,
  id: string,
  lock = false,
): Promise<MobileChange | undefined> {
  const query = selected(db).where('mobile_change.id', '=', id);
  const row = await (lock ? query.forUpdate('mobile_change') : query).executeTakeFirst();
  return row && changeOf(row, sealing);
}

/** The request of that number for that code; both must fit. */
export async function changeByNumber(
  db: Database,
  sealing: Sealing,
  number: string,
  creditCode: string,
): Promise<MobileChange | undefined> {
  const row = await selected(db)
    .where('number', '=', number)
    .where('mobile_change.credit_code', '=', creditCode)
    .executeTakeFirst();
  return row && changeOf(row, sealing);
}

/** One page of all requests; open ones the oldest first, decided ones the newest first. */
export async function listChanges(
  db: Database,
  sealing: Sealing,
  query: { status?: RequestStatus | undefined; page: number; size: number },
): Promise<{ items: MobileChange[]; total: number }> {
  const { status } = query;
  let counted = tables(db)
    .selectFrom('mobile_change')
    .select((eb) => eb.fn.countAll<number>().as('n'));
  let rows = selected(db);
  if (status) {
    counted = counted.where('status', '=', status);
    rows = rows.where('status', '=', status);
  }
  const { n } = await counted.executeTakeFirstOrThrow();
  const page = await rows
    .orderBy(sql`(status = 'open')`, 'desc')
    .orderBy(sql`case when status = 'open' then mobile_change.created_at end`, 'asc')
    .orderBy('mobile_change.created_at', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { items: page.map((row) => changeOf(row, sealing)), total: n };
}

export async function closeChange(
  tx: Tx,
  id: string,
  end: { status: 'approved' | 'refused'; at: Date; by: string; answer: string; organisationId: string | null },
): Promise<void> {
  await tables(tx)
    .updateTable('mobile_change')
    .set({
      status: end.status,
      decided_at: end.at,
      decided_by: end.by,
      answer: end.answer,
      organisation_id: end.organisationId,
    })
    .where('id', '=', id)
    .execute();
}
