import type { StockOverview, StockRow } from '@yinxin/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';
import type { MediaTables, MediumKind } from '../types.ts';
import type { StockRoomTables } from './tables.ts';

type Overview = z.input<typeof StockOverview>;

/** What lies where, what operators have in their hands, and what waits to be destroyed. */
export async function stockOverview(db: Database, who: string): Promise<Overview> {
  const tables = db.withTables<MediaTables & StockRoomTables>();
  const counted = await tables
    .selectFrom('medium')
    .where('state', '=', 'stock')
    .groupBy(['kind', 'model', 'place'])
    .select([
      'kind',
      'model',
      'place',
      sql<number>`count(*) filter (where handed_to is null)::int`.as('stock'),
      sql<number>`count(*) filter (where handed_to is not null)::int`.as('handedOut'),
    ])
    .execute();
  const minimums = await tables.selectFrom('media_minimum').selectAll().execute();
  const hands = await tables
    .selectFrom('medium')
    .where('state', '=', 'stock')
    .where('handed_to', 'is not', null)
    .groupBy(['handed_to', 'handed_name'])
    .select(['handed_to', 'handed_name', sql<number>`count(*)::int`.as('count')])
    .orderBy('handed_name')
    .execute();
  const { spoiled } = await tables
    .selectFrom('medium')
    .where('state', '=', 'spoiled')
    .select(sql<number>`count(*)::int`.as('spoiled'))
    .executeTakeFirstOrThrow();
  return {
    rows: rowsOf(counted, minimums),
    hands: hands.map((one) => ({ name: one.handed_name ?? '', count: one.count, mine: one.handed_to === who })),
    spoiled,
  };
}

interface Shelf {
  readonly kind: MediumKind;
  readonly model: string;
  readonly place: string;
}

/** Shelves that hold something or should: one that ran empty is still below its minimum. */
function rowsOf(
  counted: readonly (Shelf & { readonly stock: number; readonly handedOut: number })[],
  minimums: readonly (Shelf & { readonly minimum: number })[],
): z.input<typeof StockRow>[] {
  const keyOf = ({ kind, model, place }: Shelf) => JSON.stringify([place, kind, model]);
  const wanted = new Map(minimums.map((one) => [keyOf(one), one.minimum]));
  const held = new Set(counted.map(keyOf));
  const empty = minimums.filter((one) => !held.has(keyOf(one))).map((one) => ({ ...one, stock: 0, handedOut: 0 }));
  return [...counted, ...empty]
    .map(({ kind, model, place, stock, handedOut }) => {
      const minimum = wanted.get(keyOf({ kind, model, place })) ?? 0;
      return { kind, model, place, stock, handedOut, minimum, below: stock < minimum };
    })
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Sets the level under which a shelf is warned about; 0 takes the warning away. */
export async function setMinimum(tx: Tx, shelf: Shelf & { readonly minimum: number }): Promise<void> {
  const tables = tx.withTables<StockRoomTables>();
  const { kind, model, place, minimum } = shelf;
  if (minimum === 0) {
    await tables
      .deleteFrom('media_minimum')
      .where('kind', '=', kind)
      .where('model', '=', model)
      .where('place', '=', place)
      .execute();
    return;
  }
  await tables
    .insertInto('media_minimum')
    .values({ kind, model, place, minimum })
    .onConflict((c) => c.columns(['kind', 'model', 'place']).doUpdateSet({ minimum }))
    .execute();
}
