/** So many states stay open: those in queues that everybody looks at, a few tens of megabytes. */
const KEPT = 1000;

/**
 * Remembers what sealed texts opened to, the latest used first. A sealed text never opens to anything else, so nothing
 * here grows old; what it opened to is frozen, since it is handed out again.
 */
export function remembered<T>(open: (sealed: string) => T, kept = KEPT): (sealed: string) => T {
  const known = new Map<string, T>();
  return (sealed) => {
    const found = known.get(sealed);
    const opened = found ?? frozen(open(sealed));
    if (found !== undefined) known.delete(sealed);
    known.set(sealed, opened);
    for (const oldest of known.keys()) {
      if (known.size <= kept) break;
      known.delete(oldest);
    }
    return opened;
  };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
