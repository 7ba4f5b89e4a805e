import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/index.ts';
import { type Database, type Tx, transaction } from '../../platform/database/index.ts';
import type { IssuanceTables } from '../tables.ts';
import { JournalAhead, type JournalFile } from './file.ts';
import { JournalBody } from './line.ts';

/** The journal 流水 outside the database: entries are rows first, written in the transaction of their cause. */
export interface Journal {
  /**
   * Once, at start: the file is whole and not newer than the database; a new one begins with whose it is (the certificate of
   * an issuing CA). Throws JournalBroken, JournalAhead.
   */
  open(certificate: Uint8Array): Promise<void>;
  /** Writes entries in the caller's transaction; `flush` brings them to the disk after the commit. */
  note(tx: Tx, ...bodies: readonly JournalBody[]): Promise<void>;
  /**
   * Writes entries in the caller's transaction and brings them to the disk before it commits: whoever is told of the commit
   * finds them in the journal. The journal is held until the transaction ends, so call it last. When the transaction does
   * not come to pass after all, the next `flush` says so (`void`).
   */
  recordBefore(tx: Tx, ...bodies: readonly JournalBody[]): Promise<void>;
  /** Brings every committed entry to the disk; returns when it is there. One sync serves all who wait. */
  flush(): Promise<void>;
}

/** Advisory lock: one process appends at a time. */
const JOURNAL_LOCK = 7_305_611;
const BATCH = 1_000;

export function journal(db: Database, clock: Clock, file: JournalFile): Journal {
  /** Recorded before a commit nobody has looked for yet. */
  const unsettled = new Set<number>();
  const remembered = memory();
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const hold = (tx: Tx) => sql`select pg_advisory_xact_lock(${JOURNAL_LOCK})`.execute(tx);

  const insert = async (tx: Tx, bodies: readonly JournalBody[], recordedAt: Date | null) => {
    const { rows } = await sql<{ id: number; at: Date }>`insert into journal_entry (kind, body, at, recorded_at)
      select body->>'kind', body, ${clock.now()}, ${recordedAt}::timestamptz
      from jsonb_array_elements(${JSON.stringify(bodies)}::jsonb) with ordinality as told(body, place) order by place
      returning id, at`.execute(tx);
    if (recordedAt === null) {
      for (const [i, { id }] of rows.entries()) {
        const body = bodies[i];
        if (body) remembered.put(id, body);
      }
    }
    return rows;
  };

  const append = async (tx: Tx, bodies: readonly JournalBody[]): Promise<readonly number[]> => {
    const rows = await insert(tx, bodies, clock.now());
    const entries = rows.flatMap(({ id, at }, i) => {
      const body = bodies[i];
      return body ? [{ id, at: at.toISOString(), body: JournalBody.parse(body) }] : [];
    });
    await file.append(entries);
    return rows.map(({ id }) => id);
  };

  /** Whoever holds the journal knows that every transaction that held it before has ended. */
  const settle = async (tx: Tx) => {
    const ids = [...unsettled];
    if (ids.length === 0) return () => {};
    const kept = await tx
      .withTables<IssuanceTables>()
      .selectFrom('journal_entry')
      .select('id')
      .where('id', 'in', ids)
      .execute();
    const found = new Set(kept.map(({ id }) => id));
    const lost = ids.filter((id) => !found.has(id));
    if (lost.length > 0) await append(tx, [{ kind: 'void', v: 2, ids: lost }]);
    return () => {
      for (const id of ids) unsettled.delete(id);
    };
  };

  const flushBatch = async (): Promise<number> => {
    const done = await transaction(db, async (tx) => {
      await hold(tx);
      const settled = await settle(tx);
      const known = remembered.all();
      // What this process wrote itself need not come back from the database: the row with this id is committed.
      const { rows } = await sql<{ id: number; at: Date; body: unknown }>`select id, at,
          case when id = any(${[...known.keys()]}::bigint[]) then null else body end as body
        from journal_entry where recorded_at is null order by id limit ${BATCH}`.execute(tx);
      if (rows.length > 0) {
        await file.append(
          rows.map(({ id, at, body }) => ({
            id,
            at: at.toISOString(),
            body: JournalBody.parse(body ?? known.get(id)),
          })),
        );
        // Killed before this commit: the same ids are appended once more, and a reader keeps one of them.
        await sql`update journal_entry set recorded_at = ${clock.now()}
          where id = any(${rows.map(({ id }) => id)}::bigint[])`.execute(tx);
      }
      return { count: rows.length, ids: rows.map(({ id }) => id), settled };
    });
    done.settled();
    remembered.forget(done.ids);
    return done.count;
  };

  const flushAll = async () => {
    while ((await flushBatch()) === BATCH);
  };
  const begin = () => {
    running = flushAll().finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    async open(certificate) {
      const { newestId, lines } = await file.open();
      const { rows } = await sql<{ last: number | null }>`select pg_sequence_last_value(
        pg_get_serial_sequence('journal_entry', 'id')::regclass) as last`.execute(db);
      const last = rows[0]?.last ?? 0;
      if (newestId > last) throw new JournalAhead(file.path, newestId, last);
      if (lines > 0) return;
      const body = { kind: 'authority', v: 2, certificate: Buffer.from(certificate).toString('base64') } as const;
      await transaction(db, (tx) => insert(tx, [body], null));
    },
    async note(tx, ...bodies) {
      if (bodies.length > 0) await insert(tx, bodies, null);
    },
    async recordBefore(tx, ...bodies) {
      if (bodies.length === 0) return;
      await hold(tx);
      for (const id of await append(tx, bodies)) unsettled.add(id);
    },
    flush() {
      // What runs already may have looked before the caller's commit: the next one serves all who come meanwhile.
      if (running === undefined) return begin();
      next ??= running
        .catch(() => {})
        .then(() => {
          next = undefined;
          return begin();
        });
      return next;
    },
  };
}

/** Entries remembered until they are recorded; those of transactions that never commit are pushed out by later ones. */
const MOST_REMEMBERED = 4_000;

function memory() {
  const bodies = new Map<number, JournalBody>();
  return {
    put(id: number, body: JournalBody): void {
      bodies.set(id, body);
      if (bodies.size <= MOST_REMEMBERED) return;
      for (const oldest of bodies.keys()) {
        bodies.delete(oldest);
        break;
      }
    },
    /** As it is now; what comes later is not among it. */
    all: (): ReadonlyMap<number, JournalBody> => new Map(bodies),
    forget(ids: readonly number[]): void {
      for (const id of ids) bodies.delete(id);
    },
  };
}
