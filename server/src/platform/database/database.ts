import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { isOutdated, keepPrepared } from './prepared.ts';

/** The database as rooms see it: tables unknown until a store says `db.withTables<ItsTables>()`. */
// biome-ignore lint/complexity/noBannedTypes: kysely's own notation for "no tables yet"
export type Database = Kysely<{}>;
/** A database handle that is known to be inside a transaction. */
// biome-ignore lint/complexity/noBannedTypes: kysely's own notation for "no tables yet"
export type Tx = Transaction<{}>;

/** bigint columns arrive as numbers; every counter and amount of fen stays far below 2^53, and a larger one is refused. */
pg.types.setTypeParser(20, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint outside the safe range: ${text}`);
  return value;
});

export interface ConnectOptions {
  /** Upper limit of connections of this process. */
  readonly max?: number;
  readonly applicationName?: string;
}

/** Connects to a PostgreSQL (15 or newer) by URL. Nothing is sent until the first query; `destroy()` closes the pool. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 20,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: options.applicationName ?? 'yinxin',
    // Compiling a plan takes longer than any query of the hall runs.
    options: '-c timezone=UTC -c jit=off',
  });
  // An idle connection lost (server restarted) is not an error of any request: the pool opens another.
  pool.on('error', () => {});
  pool.on('connect', keepPrepared);
  // biome-ignore lint/complexity/noBannedTypes: kysely's own notation for "no tables yet"
  const db = new Kysely<{}>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
}

const pools = new WeakMap<Database, pg.Pool>();

/** The connections of a database for what Kysely has no words for. Throws for a transaction, whose connection is its own. */
export function poolOf(db: Database): pg.Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error('only a database that `connect` opened has connections to give');
  return pool;
}

/** Deadlock, serialization failure, and what two wrote at once of which one may stand: the next look sees the other's. */
const retryable = new Set(['40001', '40P01', '23505']);

function isRetryable(error: unknown): boolean {
  if (isOutdated(error)) return true;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && retryable.has(error.code);
}

/** A refusal that is committed all the same: what was counted before it was thrown stays, the caller gets `refusal`. */
export class Kept extends Error {
  readonly refusal: Error;
  constructor(refusal: Error) {
    super(refusal.message, { cause: refusal });
    this.name = 'Kept';
    this.refusal = refusal;
  }
}

/**
 * Runs `work` in one transaction: the caller's when `db` already is one, else a new one,
 * tried again (3 times in all) when the database reports a deadlock, a serialization failure, or that somebody else has
 * just written what may be there once: whoever comes second finds it by the rules, not by the index.
 */
export async function transaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(inTransaction(db));
  for (let attempt = 1; ; attempt++) {
    try {
      const done = await db.transaction().execute((tx) => work(tx).then(valued, kept));
      if ('refusal' in done) throw done.refusal;
      return done.value;
    } catch (error) {
      if (attempt === 3 || !isRetryable(error)) throw error;
    }
  }
}

const valued = <T>(value: T): { readonly value: T } => ({ value });

function kept(error: unknown): { readonly refusal: Error } {
  if (error instanceof Kept) return { refusal: error.refusal };
  throw error;
}

function inTransaction(db: Database): Tx {
  if (!isTx(db)) throw new Error('a database handle outside a transaction was given where a transaction is needed');
  return db;
}

/** Whether the handle is inside a transaction. */
export function isTx(db: Database): db is Tx {
  return db.isTransaction;
}
