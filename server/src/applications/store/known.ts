import { sql } from 'kysely';
import type { Database } from '../../platform/index.ts';
import type { ApplicationState } from '../engine/state.ts';
import type { ApplicationTables } from './tables.ts';

/** An order as a list found it; `seen` is another one after every change of its row. */
export interface Seen {
  readonly id: string;
  readonly seen: string;
}

/** The transaction a row of `application` was last written by: what tells a change without reading the row's long values. */
export const seen = sql<string>`application.xmin::text`.as('seen');

/** So many states stay at hand: those in queues and on first pages, that everybody looks at. */
const KEPT = 1000;

/**
 * Reads the states of orders in the order asked for; those that did not change since they were last read are not read
 * again. One that was removed meanwhile is left out.
 */
export function knownStates(
  open: (sealed: string) => ApplicationState,
  kept = KEPT,
): (db: Database, found: readonly Seen[]) => Promise<ApplicationState[]> {
  const known = new Map<string, { readonly seen: string; readonly state: ApplicationState }>();
  const keep = (id: string, entry: { readonly seen: string; readonly state: ApplicationState }) => {
    known.delete(id);
    known.set(id, entry);
    for (const oldest of known.keys()) {
      if (known.size <= kept) break;
      known.delete(oldest);
    }
  };
  return async (db, found) => {
    const states = new Map<string, ApplicationState>();
    for (const { id, seen } of found) {
      const entry = known.get(id);
      // Within a transaction a row may be written twice and look the same.
      if (entry?.seen !== seen || db.isTransaction) continue;
      states.set(id, entry.state);
      keep(id, entry);
    }
    const unknown = found.flatMap(({ id }) => (states.has(id) ? [] : [id]));
    for (const row of await read(db, unknown)) {
      const state = open(row.state);
      states.set(row.id, state);
      if (!db.isTransaction) keep(row.id, { seen: row.seen, state });
    }
    return found.flatMap(({ id }) => states.get(id) ?? []);
  };
}

async function read(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return await db
    .withTables<ApplicationTables>()
    .selectFrom('application')
    .select(['id', 'state', seen])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute();
}
