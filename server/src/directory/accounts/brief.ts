import type { Database } from '../../platform/index.ts';
import type { OrganisationTables } from './store.ts';

/** An account in one line, without anything sealed: the name of a person is empty. */
export interface BriefAccount {
  readonly id: string;
  readonly name: string;
  /** Empty for a person. */
  readonly creditCode: string;
  readonly isPerson: boolean;
}

const brief = (db: Database) =>
  db.withTables<OrganisationTables>().selectFrom('organisation').select(['id', 'name', 'credit_code', 'user_class']);

type Row = Awaited<ReturnType<ReturnType<typeof brief>['execute']>>[number];
const shown = ({ id, name, credit_code, user_class }: Row): BriefAccount => ({
  id,
  name,
  creditCode: credit_code ?? '',
  isPerson: user_class === 'individual',
});

/** Accounts by id, in the order asked for; unknown ids are left out. */
export async function briefAccounts(db: Database, ids: readonly string[]): Promise<readonly BriefAccount[]> {
  if (ids.length === 0) return [];
  const rows = await brief(db)
    .where('id', 'in', [...ids])
    .execute();
  const known = new Map(rows.map((row) => [row.id, shown(row)]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

/** Accounts of a credit code, the first one first, at most `limit`. */
export async function briefByCode(db: Database, creditCode: string, limit: number): Promise<readonly BriefAccount[]> {
  const rows = await brief(db).where('credit_code', '=', creditCode).orderBy('created_at').limit(limit).execute();
  return rows.map(shown);
}
