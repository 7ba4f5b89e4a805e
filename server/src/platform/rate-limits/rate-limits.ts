import { sql } from 'kysely';
import type { Clock } from '../clock/index.ts';
import type { Database, Migrations } from '../database/index.ts';
import { problem } from '../problems/index.ts';

export interface RateLimits {
  /**
   * Counts one attempt of `what` (e.g. `login`) by `who` (hashed by the caller when personal) in the present window of
   * `seconds`; throws RATE_LIMITED with the seconds to wait when it is over `limit`. Counted outside the caller's
   * transaction, so that an attempt that fails counts too: call it before opening one.
   */
  take(what: string, who: string, limit: number, seconds: number): Promise<void>;
  /** Forgets the counts of `who`, e.g. after a successful sign-in. */
  clear(what: string, who: string): Promise<void>;
  /** Removes windows that are over. */
  sweep(): Promise<void>;
}

type RateTables = {
  rate_window: { what: string; who: string; ends_at: Date; count: number };
};

export const rateLimitMigrations: Migrations = {
  '000-platform-rate-limits': {
    async up(db) {
      await db.schema
        .createTable('rate_window')
        .addColumn('what', 'text', (c) => c.notNull())
        .addColumn('who', 'text', (c) => c.notNull())
        .addColumn('ends_at', 'timestamptz', (c) => c.notNull())
        .addColumn('count', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('rate_window_pk', ['what', 'who', 'ends_at'])
        .execute();
      await db.schema.createIndex('rate_window_ends').on('rate_window').column('ends_at').execute();
    },
  },
};

export function rateLimits(db: Database, clock: Clock): RateLimits {
  const tables = db.withTables<RateTables>();
  return {
    async take(what, who, limit, seconds) {
      const now = clock.now().getTime();
      const ends = new Date((Math.floor(now / 1000 / seconds) + 1) * seconds * 1000);
      const { count } = await tables
        .insertInto('rate_window')
        .values({ what, who, ends_at: ends, count: 1 })
        .onConflict((c) =>
          c.columns(['what', 'who', 'ends_at']).doUpdateSet({ count: sql<number>`rate_window.count + 1` }),
        )
        .returning('count')
        .executeTakeFirstOrThrow();
      if (count > limit) {
        throw problem('RATE_LIMITED', { params: { seconds: Math.ceil((ends.getTime() - now) / 1000), what } });
      }
    },
    async clear(what, who) {
      await tables.deleteFrom('rate_window').where('what', '=', what).where('who', '=', who).execute();
    },
    async sweep() {
      await tables.deleteFrom('rate_window').where('ends_at', '<', clock.now()).execute();
    },
  };
}
