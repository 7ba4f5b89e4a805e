import { GeneralData } from '@yinxin/contract';
import type { Database, Sealing, Tx } from '../../platform/index.ts';

type Tables = { organisation_data: { organisation_id: string; sealed: string; changed_at: Date } };
const SEALED = 'organisation_data.sealed';
const tables = (db: Database) => db.withTables<Tables>();

/** General data of an account; empty until somebody enters them. */
export async function generalOf(db: Database, sealing: Sealing, organisationId: string): Promise<GeneralData> {
  const row = await tables(db)
    .selectFrom('organisation_data')
    .select('sealed')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  if (!row) return { contactName: '', phone: '', email: '', address: '' };
  return GeneralData.parse(JSON.parse(sealing.open(row.sealed, SEALED)));
}

export async function saveGeneral(
  tx: Tx,
  sealing: Sealing,
  one: { readonly organisationId: string; readonly general: GeneralData; readonly at: Date },
): Promise<void> {
  const kept = { sealed: sealing.seal(JSON.stringify(one.general), SEALED), changed_at: one.at };
  await tables(tx)
    .insertInto('organisation_data')
    .values({ organisation_id: one.organisationId, ...kept })
    .onConflict((c) => c.column('organisation_id').doUpdateSet(kept))
    .execute();
}
