import type { Migrations } from '../database/index.ts';
import { type Database, transaction } from '../database/index.ts';
import type { Clock } from './clock.ts';

type ClockTables = {
  sandbox_clock: { id: number; offset_ms: number };
};

/** A clock that runs with the machine's, ahead by an offset kept in the database. Exists only in the sandbox. */
export interface SandboxClock extends Clock {
  /** Milliseconds ahead of the machine's clock. */
  offset(): number;
  /** Moves time forward by `ms` (backward is refused: histories only grow). Resolves when stored and all listeners have run. */
  advance(ms: number): Promise<Date>;
  /** Calls `listener` after every move, e.g. to run what has become due. */
  onMove(listener: () => Promise<void> | void): void;
}

/** Whether the clock can be moved (the sandbox's). */
export function isSandboxClock(clock: Clock): clock is SandboxClock {
  return 'advance' in clock && 'onMove' in clock;
}

export const clockMigrations: Migrations = {
  '000-platform-clock': {
    async up(db) {
      await db.schema
        .createTable('sandbox_clock')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('offset_ms', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
};

/** Opens the sandbox clock with the offset stored last. `base` is the machine's clock (a test gives another). */
export async function sandboxClock(db: Database, base: () => number = Date.now): Promise<SandboxClock> {
  const tables = db.withTables<ClockTables>();
  const row = await tables.selectFrom('sandbox_clock').select('offset_ms').where('id', '=', 1).executeTakeFirst();
  let offset = row?.offset_ms ?? 0;
  const listeners: (() => Promise<void> | void)[] = [];
  const now = () => new Date(base() + offset);
  return {
    now,
    offset: () => offset,
    onMove: (listener) => {
      listeners.push(listener);
    },
    async advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError('time moves forward by whole milliseconds');
      offset = await transaction(db, async (tx) => {
        const stored = await tx
          .withTables<ClockTables>()
          .insertInto('sandbox_clock')
          .values({ id: 1, offset_ms: ms })
          .onConflict((c) =>
            c.column('id').doUpdateSet((eb) => ({ offset_ms: eb('sandbox_clock.offset_ms', '+', ms) })),
          )
          .returning('offset_ms')
          .executeTakeFirstOrThrow();
        return stored.offset_ms;
      });
      for (const listener of listeners) await listener();
      return now();
    },
  };
}
