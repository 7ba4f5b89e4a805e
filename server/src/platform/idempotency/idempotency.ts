import type { Clock } from '../clock/index.ts';
import type { Sealing } from '../crypto-at-rest/index.ts';
import { type Database, Kept, type Migrations, type Tx, transaction } from '../database/index.ts';
import { problem } from '../problems/index.ts';

/** One command as the caller numbered it. */
export interface CommandKey {
  /** Header `Idempotency-Key`: up to 200 characters, chosen by the caller. */
  readonly key: string;
  /** Who asks, e.g. `staff:<id>`: two people's equal keys are two keys. */
  readonly actor: string;
  /** Method and route, e.g. `POST /api/applications/:id/commands`. */
  readonly route: string;
  /** What was asked; compared by hash. */
  readonly request: unknown;
}

type IdempotencyTables = {
  idempotency: {
    key: string;
    actor: string;
    route: string;
    request_hash: string;
    status: number | null;
    answer: string | null;
    created_at: Date;
  };
};

export const idempotencyMigrations: Migrations = {
  '000-platform-idempotency': {
    async up(db) {
      await db.schema
        .createTable('idempotency')
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('actor', 'text', (c) => c.notNull())
        .addColumn('route', 'text', (c) => c.notNull())
        .addColumn('request_hash', 'text', (c) => c.notNull())
        .addColumn('status', 'integer')
        .addColumn('answer', 'text')
        .addColumn('created_at', 'timestamptz', (c) => c.notNull())
        .addPrimaryKeyConstraint('idempotency_pk', ['actor', 'route', 'key'])
        .execute();
      await db.schema.createIndex('idempotency_created').on('idempotency').column('created_at').execute();
    },
  },
};

/** The answer of a command, `replayed` when it is the stored one of an earlier request. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly replayed: boolean;
}

/**
 * Runs a command at most once per key: the effect and its answer are committed together. A repeated request gets the stored
 * answer; one that arrives while the first still runs waits for it. A refusal rolls back and is not stored, so that it may
 * be tried again; one thrown as `Kept` commits what it counted, and is not stored either. Throws IDEMPOTENCY_KEY_REUSED when the key came with another request before.
 */
export function once(
  deps: { readonly db: Database; readonly clock: Clock; readonly sealing: Sealing },
  command: CommandKey,
  run: (tx: Tx) => Promise<{ readonly status: number; readonly body: unknown }>,
): Promise<Answer> {
  const { db, clock, sealing } = deps;
  // Keyed, because a request may hold a password or a mobile; the answer is sealed for the same reason.
  const hash = sealing.blindIndex(canonical(command.request), 'idempotency.request');
  return inLine(db, () =>
    transaction(db, async (tx) => {
      const tables = tx.withTables<IdempotencyTables>();
      const { key, actor, route } = command;
      // A concurrent duplicate waits here for the first one's commit or roll-back: the primary key serialises them.
      const inserted = await tables
        .insertInto('idempotency')
        .values({ key, actor, route, request_hash: hash, status: null, answer: null, created_at: clock.now() })
        .onConflict((c) => c.doNothing())
        .returning('key')
        .executeTakeFirst();
      const mine = tables
        .selectFrom('idempotency')
        .where('actor', '=', actor)
        .where('route', '=', route)
        .where('key', '=', key);
      if (!inserted) {
        const stored = await mine.select(['request_hash', 'status', 'answer']).executeTakeFirstOrThrow();
        if (stored.request_hash !== hash) throw problem('IDEMPOTENCY_KEY_REUSED');
        return {
          status: stored.status ?? 200,
          body: stored.answer === null ? undefined : JSON.parse(sealing.open(stored.answer, 'idempotency.answer')),
          replayed: true,
        };
      }
      const { status, body } = await run(tx).catch(async (error: unknown) => {
        if (error instanceof Kept) await remove(tx, command);
        throw error;
      });
      const answer = body === undefined ? null : sealing.seal(JSON.stringify(body), 'idempotency.answer');
      await tables
        .updateTable('idempotency')
        .set({ status, answer })
        .where('actor', '=', actor)
        .where('route', '=', route)
        .where('key', '=', key)
        .execute();
      return { status, body, replayed: false };
    }),
  );
}

async function remove(tx: Tx, { key, actor, route }: CommandKey): Promise<void> {
  await tx
    .withTables<IdempotencyTables>()
    .deleteFrom('idempotency')
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute();
}

/** Commands at work at once on one pool. The pool is larger: a command that needs a second connection always finds one. */
const MOST_AT_ONCE = 12;
const lines = new WeakMap<Database, { working: number; readonly waiting: (() => void)[] }>();

/** Runs commands at most MOST_AT_ONCE at a time, first come first served; whoever waits holds no connection. */
async function inLine<T>(db: Database, run: () => Promise<T>): Promise<T> {
  const line = lines.get(db) ?? { working: 0, waiting: [] };
  lines.set(db, line);
  if (line.working >= MOST_AT_ONCE) await new Promise<void>((turn) => line.waiting.push(turn));
  else line.working += 1;
  try {
    return await run();
  } finally {
    // The place goes straight to the next in line.
    const next = line.waiting.shift();
    if (next) next();
    else line.working -= 1;
  }
}

/** Forgets keys older than `days`; callers retry within minutes. */
export async function forgetKeys(db: Database, clock: Clock, days = 7): Promise<void> {
  const before = new Date(clock.now().getTime() - days * 86_400_000);
  await db.withTables<IdempotencyTables>().deleteFrom('idempotency').where('created_at', '<', before).execute();
}

/** JSON with sorted keys: the same request written in another order is the same request. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'null'
  );
}
