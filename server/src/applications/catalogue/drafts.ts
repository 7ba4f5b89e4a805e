import { ProgrammePatch } from '@yinxin/programme';
import { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';

type DraftTables = {
  programme_draft: {
    programme: string;
    /** Another with every saving, so that nobody overwrites or publishes what somebody else saved. */
    revision: number;
    patch: string;
    reason: string;
    /** JSON array of who worked on it. */
    editors: string;
    updated_at: Date;
  };
};

export const Editor = z.object({ id: z.string(), name: z.string() });
/** A member of staff who works on a draft. */
export type Editor = z.infer<typeof Editor>;

/** What is to be published of a programme next (草稿): one for each programme. */
export interface Draft {
  readonly programme: string;
  readonly revision: number;
  readonly patch: ProgrammePatch;
  readonly reason: string;
  readonly editors: readonly Editor[];
  readonly updatedAt: Date;
}

const tables = (db: Database) => db.withTables<DraftTables>();

const draftOf = (row: DraftTables['programme_draft']): Draft => ({
  programme: row.programme,
  revision: row.revision,
  patch: ProgrammePatch.parse(JSON.parse(row.patch)),
  reason: row.reason,
  editors: z.array(Editor).parse(JSON.parse(row.editors)),
  updatedAt: row.updated_at,
});

export async function drafts(db: Database): Promise<Draft[]> {
  return (await tables(db).selectFrom('programme_draft').selectAll().execute()).map(draftOf);
}

export async function draft(db: Database, programme: string): Promise<Draft | undefined> {
  const row = await tables(db)
    .selectFrom('programme_draft')
    .selectAll()
    .where('programme', '=', programme)
    .executeTakeFirst();
  return row && draftOf(row);
}

export async function keepDraft(tx: Tx, one: Draft): Promise<void> {
  const { programme, revision, reason } = one;
  const changing = {
    revision,
    reason,
    patch: JSON.stringify(one.patch),
    editors: JSON.stringify(one.editors),
    updated_at: one.updatedAt,
  };
  await tables(tx)
    .insertInto('programme_draft')
    .values({ programme, ...changing })
    .onConflict((c) => c.column('programme').doUpdateSet(changing))
    .execute();
}

export async function dropDraft(tx: Tx, programme: string): Promise<void> {
  await tables(tx).deleteFrom('programme_draft').where('programme', '=', programme).execute();
}
