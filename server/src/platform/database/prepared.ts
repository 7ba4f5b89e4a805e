import pg from 'pg';

/** Statements of one connection that are remembered by their text, and those kept prepared. */
const COUNTED_AT_MOST = 500;
const PREPARED_AT_MOST = 200;
const FROM_USE = 2;
/** Whoever asks for every column there is would be refused after a migration by another process gave the table one more. */
const everyColumn = /[\s.]\*/;
/** A partial index is found by values that stand in the statement; a plan made once does not see those of its parameters. */
const partialIndex = /on conflict\s*\([^)]*\)\s*where\b/i;
const varies = (text: string): boolean => everyColumn.test(text) || partialIndex.test(text);

/**
 * Has a connection keep what it is asked again and again prepared: PostgreSQL reads and, where that costs nothing in
 * quality, plans such a statement once. Texts that vary (lists of parameters) stay as they are.
 */
export function keepPrepared(client: pg.ClientBase): void {
  const uses = new Map<string, number>();
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
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
    names.set(text, `s${names.size}`);
    return names.get(text);
  };
  Object.defineProperty(client, 'query', {
    value: (query: unknown, values: unknown, ...rest: readonly unknown[]): unknown => {
      const name = typeof query === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(query) : undefined;
      const asked = name === undefined ? [query, values, ...rest] : [{ name, text: query, values }, ...rest];
      return Reflect.apply(pg.Client.prototype.query, client, asked);
    },
  });
}
