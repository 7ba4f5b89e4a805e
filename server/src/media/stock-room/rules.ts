import type { DIFFERENCES } from '@yinxin/contract';
import { humanNumber } from '@yinxin/identifiers';
import type { MediumState } from '@yinxin/life';

export type Difference = (typeof DIFFERENCES)[number];

/** A medium as the books have it. */
export interface Booked {
  readonly serial: string;
  readonly state: MediumState;
  readonly place: string;
  readonly handedTo: string | null;
}

/** A serial that the books and the count disagree about. */
export interface Found {
  readonly serial: string;
  readonly kind: Difference;
}

/** Compares what was counted at a place with the books: what should lie there, and every difference with its kind. */
export function compareCount(
  place: string,
  counted: readonly string[],
  booked: readonly Booked[],
): { readonly expected: number; readonly differences: readonly Found[] } {
  const found = new Set(counted);
  const books = new Map(booked.map((medium) => [medium.serial, medium]));
  const liesHere = (medium: Booked) => medium.state === 'stock' && medium.place === place && medium.handedTo === null;
  const expected = booked.filter(liesHere);
  const missing = expected
    .filter(({ serial }) => !found.has(serial))
    .map(({ serial }) => ({ serial, kind: 'missing' as const }));
  const surplus = [...found].flatMap((serial): readonly Found[] => {
    const medium = books.get(serial);
    if (!medium) return [{ serial, kind: 'unknown' }];
    if (liesHere(medium)) return [];
    return [{ serial, kind: medium.state === 'stock' ? 'elsewhere' : 'not-in-stock' }];
  });
  return { expected: expected.length, differences: [...missing, ...surplus] };
}

/**
 * All serials from one to another of the same prefix and day, both included; undefined when they are not a range, or one of
 * more than `most`. Throws nothing: both ends were read before.
 */
export function serialRange(from: string, to: string, most: number): readonly string[] | undefined {
  const [first, last] = [humanNumber.parse(from), humanNumber.parse(to)];
  if (!first.ok || !last.ok || first.prefix !== last.prefix || first.date !== last.date) return undefined;
  const count = last.sequence - first.sequence + 1;
  if (count < 1 || count > most) return undefined;
  const day = new Date(`${first.date}T00:00:00+08:00`);
  return Array.from({ length: count }, (_, at) => humanNumber.make(first.prefix, day, first.sequence + at));
}
