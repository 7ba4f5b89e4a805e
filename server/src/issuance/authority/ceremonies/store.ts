import { CeremonyAct, Consequence } from '@yinxin/contract';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type Database, problem, type Tx } from '../../../platform/index.ts';
import type { StaffActor } from '../../ports.ts';
import type { IssuanceTables } from '../../tables.ts';
import type { AuthorityTables, CeremonyStatus } from '../tables.ts';

/** What a ceremony will sign, stored before it is signed. */
export const Prepared = z.strictObject({
  /** CA the result belongs to. */
  authority: z.string(),
  /** Certificates: bytes by serial, who signs, and whether they become the current one. */
  certificates: z.array(
    z.strictObject({
      serial: z.string(),
      tbs: z.base64(),
      signer: z.string(),
      kind: z.enum(['own', 'cross']),
    }),
  ),
  /** To-be-signed bytes of a request (PKCS#10). */
  request: z.base64().nullable(),
  /** CA that is retired when all is done. */
  retires: z.string().nullable(),
  /** Key file to be removed when all is done. */
  removes: z.string().nullable(),
});
export type Prepared = z.infer<typeof Prepared>;

/** A ceremony as its row says, parsed. */
export interface CeremonyRow
  extends Omit<Selectable<AuthorityTables['ceremony']>, 'act' | 'prepared' | 'consequences' | 'serials'> {
  readonly act: CeremonyAct;
  readonly prepared: Prepared | null;
  readonly consequences: readonly z.infer<typeof Consequence>[];
  readonly serials: readonly string[];
}

function parseRow(row: Selectable<AuthorityTables['ceremony']>): CeremonyRow {
  return {
    ...row,
    act: CeremonyAct.parse(row.act),
    prepared: row.prepared === null ? null : Prepared.parse(row.prepared),
    consequences: z.array(Consequence).parse(row.consequences),
    serials: z.array(z.string()).parse(row.serials),
  };
}

/** One ceremony. Throws NOT_FOUND. With `lock`, its row is held until the transaction ends. */
export async function readCeremony(db: Database | Tx, id: string, lock = false): Promise<CeremonyRow> {
  let query = db.withTables<IssuanceTables>().selectFrom('ceremony').selectAll().where('id', '=', id);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (!row) throw problem('NOT_FOUND');
  return parseRow(row);
}

/** Newest first. */
export async function listCeremonies(
  db: Database,
  query: { readonly page: number; readonly size: number; readonly status?: CeremonyStatus | undefined },
): Promise<{ readonly items: readonly CeremonyRow[]; readonly total: number }> {
  let from = db.withTables<IssuanceTables>().selectFrom('ceremony');
  if (query.status) from = from.where('status', '=', query.status);
  const rows = await from
    .selectAll()
    .orderBy('proposed_at', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const { total } = await from.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { items: rows.map(parseRow), total: Number(total) };
}

export interface NewCeremony {
  readonly id: string;
  readonly act: CeremonyAct;
  readonly target: string;
  readonly reason: string;
  readonly consequences: CeremonyRow['consequences'];
  readonly by: StaffActor;
  readonly at: Date;
}

/** Writes a proposal; false when another ceremony of the same CA is open. */
export async function insertCeremony(tx: Tx, made: NewCeremony): Promise<boolean> {
  const inserted = await tx
    .withTables<IssuanceTables>()
    .insertInto('ceremony')
    .values({
      id: made.id,
      act: JSON.stringify(made.act),
      target: made.target,
      status: 'proposed',
      reason: made.reason,
      consequences: JSON.stringify(made.consequences),
      proposed_by: made.by.id,
      proposed_by_name: made.by.name,
      proposed_at: made.at,
      decided_by: null,
      decided_by_name: null,
      decided_at: null,
      note: null,
      prepared: null,
      problem: null,
      authority: null,
      done_at: null,
    })
    .onConflict((conflict) => conflict.column('target').where('status', 'in', ['proposed', 'approved']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Changes columns of a ceremony whose row the caller holds. */
export async function updateCeremony(
  tx: Tx,
  id: string,
  change: Partial<{
    status: CeremonyStatus;
    decided_by: string;
    decided_by_name: string;
    decided_at: Date;
    note: string;
    prepared: string;
    problem: string | null;
    authority: string;
    serials: string;
    done_at: Date;
  }>,
): Promise<void> {
  await tx.withTables<IssuanceTables>().updateTable('ceremony').set(change).where('id', '=', id).execute();
}

/** Approved ceremonies that are not done, oldest first: what a start goes on with. */
export async function waitingCeremonies(db: Database): Promise<readonly string[]> {
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('ceremony')
    .select('id')
    .where('status', '=', 'approved')
    .orderBy('decided_at')
    .execute();
  return rows.map(({ id }) => id);
}
