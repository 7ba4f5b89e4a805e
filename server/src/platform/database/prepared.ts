import pg from 'pg';

/** Statements of one connection that are remembered by their text, and those kept prepared. */
const COUNTED_AT_MOST = 500;
const PREPARED_AT_MOST = 200;
const FROM_USE = 2;
/** Whoever asks for every column there is would be refused after a migration by another process gave the table one more. */
const everyColumn = /[\s.]\*/;
/** A partial index is found by values that stand in the statement; a plan made once does not see those of its parameters. */
const partialIndex = /on conflict\s*\([^)]*\)\s*where\b/i;
/**
 * Statements prepared before a migration by another process changed what a column is: PostgreSQL refuses each once more. They
 * are forgotten on every connection together, so that whoever begins again meets no other.
 */
let era = 0;
export const isOutdated = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery';
const varies = (text: string): boolean => everyColumn.test(text) || partialIndex.test(text);

/**
 * Has a connection keep what it is asked again and again prepared: PostgreSQL reads and, where that costs nothing in
 * quality, plans such a statement once. Texts that vary (lists of parameters) stay as they are.
 */
export function keepPrepared(client: pg.ClientBase): void {
  const uses = new Map<string, number>();
  const names = new Map<string, string>();
  let own = era;
  const nameOf = (text: string): string | undefined => {
    if (own !== era) names.clear();
    own = era;
    const name = names.get(text);
    if (name !== undefined) return name;
    if (names.size >= PREPARED_AT_MOST || varies(text)) return undefined;
    const used = (uses.get(text) ?? 0) + 1;
    if (used < FROM_USE) {
      if (uses.size >= COUNTED_AT_MOST) uses.clear();
      uses.set(text, used);
      return undefined;
    }
    uses.delete(text);
    names.set(text, `s${era}-${names.size}`);
    return names.get(text);
  };
  Object.defineProperty(client, 'query', {
    value: (query: unknown, values: unknown, ...rest: readonly unknown[]): unknown => {
      const name = typeof query === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(query) : undefined;
      const ask = (...asked: readonly unknown[]): unknown => Reflect.apply(pg.Client.prototype.query, client, asked);
      if (name === undefined) return ask(query, values, ...rest);
      const answer = ask({ name, text: query, values }, ...rest);
      if (!(answer instanceof Promise)) return answer;
      return answer.catch(async (error: unknown) => {
        if (!isOutdated(error)) throw error;
        era += 1;
        // Within a transaction nothing more is heard: it begins again as a whole.
        return Promise.resolve(ask(query, values)).catch(() => Promise.reject(error));
      });
    },
  });
}
