/** What became of one of many. */
export type Outcome<T> = { readonly done: true; readonly value: T } | { readonly done: false; readonly error: unknown };

export const done = <T>(value: T): Outcome<T> => ({ done: true, value });
export const failed = (error: unknown): { readonly done: false; readonly error: unknown } => ({ done: false, error });

/** What a call came to. */
export function attempt<T>(work: () => T): Outcome<T> {
  try {
    return done(work());
  } catch (error) {
    return failed(error);
  }
}

/** Work on many at once: one outcome for each, in the same order; throwing means that nothing was done for any. */
export type ManyAtOnce<I, O> = (items: readonly I[]) => Promise<readonly Outcome<O>[]>;

interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (value: O) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets callers of one share a transaction: while one portion is worked on, whoever comes waits, and the next portion is all
 * of them (at most `most`). Nobody waits for a clock. When a portion fails as a whole, each is tried alone, so that nobody
 * suffers for another.
 */
export function gather<I, O>(most: number, work: ManyAtOnce<I, O>): (item: I) => Promise<O> {
  const waiting: Waiting<I, O>[] = [];
  let isRunning = false;

  const settle = async (portion: readonly Waiting<I, O>[]): Promise<void> => {
    let outcomes: readonly Outcome<O>[];
    try {
      outcomes = await work(portion.map(({ item }) => item));
    } catch (error) {
      if (portion.length === 1) portion[0]?.reject(error);
      else for (const one of portion) await settle([one]);
      return;
    }
    for (const [i, one] of portion.entries()) {
      const outcome = outcomes[i];
      if (outcome?.done) one.resolve(outcome.value);
      else one.reject(outcome?.error ?? new Error('work on many answered for fewer'));
    }
  };
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await settle(waiting.splice(0, most));
    isRunning = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      setImmediate(() => void run());
    });
}
