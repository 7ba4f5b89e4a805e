import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/index.ts';
import { type Database, type Tx, transaction } from '../../platform/database/index.ts';
import type { IssuanceTables } from '../tables.ts';
import type { JournalFile } from './file.ts';
import { JournalBody } from './line.ts';

/** The journal 流水 outside the database: entries are rows first, written in the transaction of their cause. */
export interface Journal {
  /** Writes an entry in the caller's transaction. */
  note(tx: Tx, body: JournalBody): Promise<void>;
  /** Brings every committed entry to the disk; returns when it is there. One sync serves all who wait. */
  flush(): Promise<void>;
}

/** Advisory lock: one process appends at a time. */
const JOURNAL_LOCK = 7_305_611;
const BATCH = 1_000;

export function journal(db: Database, clock: Clock, file: JournalFile): Journal {
  const flushOnce = () =>
    transaction(db, async (tx) => {
      await sql`select pg_advisory_xact_lock(${JOURNAL_LOCK})`.execute(tx);
      const tables = tx.withTables<IssuanceTables>();
      const rows = await tables
        .selectFrom('journal_entry')
        .select(['id', 'at', 'body'])
        .where('recorded_at', 'is', null)
        .orderBy('id')
        .limit(BATCH)
        .execute();
      if (rows.length === 0) return 0;
      await file.append(rows.map(({ id, at, body }) => ({ id, at: at.toISOString(), body: JournalBody.parse(body) })));
      // Killed before this commit: the same ids are appended once more, and a reader keeps one of them.
      await tables
        .updateTable('journal_entry')
        .set({ recorded_at: clock.now() })
        .where(
          'id',
          'in',
          rows.map(({ id }) => id),
        )
        .execute();
      return rows.length;
    });

  return {
    async note(tx, body) {
      await tx
        .withTables<IssuanceTables>()
        .insertInto('journal_entry')
        .values({ kind: body.kind, body: JSON.stringify(body), at: clock.now(), recorded_at: null })
        .execute();
    },
    async flush() {
      while ((await flushOnce()) === BATCH);
    },
  };
}
