import type { BusinessRegister } from '../directory/index.ts';
import type { Database } from '../platform/index.ts';
import type { Invented } from './invent.ts';

type SandboxTables = {
  sandbox_organisation: { credit_code: string; name: string; status: Invented['status']; mobile: string };
};

const tables = (db: Database) => db.withTables<SandboxTables>();

/** Makes organisations known to the sandbox's register; those it knows stay as they are. */
export async function remember(db: Database, all: readonly Invented[]): Promise<void> {
  const rows = all.map((one) => ({
    credit_code: one.creditCode,
    name: one.name,
    status: one.status,
    mobile: one.mobile,
  }));
  await tables(db)
    .insertInto('sandbox_organisation')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** The business register of the sandbox: what was invented, and nothing else. */
export function sandboxRegister(db: Database): BusinessRegister {
  return {
    async lookUp(creditCode) {
      const row = await tables(db)
        .selectFrom('sandbox_organisation')
        .select(['name', 'status'])
        .where('credit_code', '=', creditCode)
        .executeTakeFirst();
      return row
        ? { outcome: 'found', name: row.name, status: row.status }
        : { outcome: 'not-found', name: null, status: null };
    },
  };
}
