/** A small deterministic generator (sfc32): the same seed and case give the same choices on every machine. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** One of several; the list is not empty. */
  pick<T>(from: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

/** The generator of case number `index` under `seed`: cases do not depend on one another. */
export function randomFor(seed: number, index: number): Random {
  let a = seed | 0;
  let b = index | 0;
  let c = 0x9e3779b9;
  let counter = 1;
  const next = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next();

  const below = (limit: number): number => next() % limit;
  return {
    below,
    pick(from) {
      const found = from[below(from.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
