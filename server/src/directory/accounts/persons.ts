import { sql } from 'kysely';
import type { LateIndex } from '../../platform/database/index.ts';
import { type Database, type Sealing, transaction } from '../../platform/index.ts';

/*
 * Names of persons 个人姓名: an organisation's name is a public register's and stands in clear, a person's is sealed. In its
 * place the column `name` is empty; a keyed hash of the whole name finds it.
 */

const NAME = 'organisation.name';

/** Made beside running work: the first leads to a person by the whole name, the second is empty once all are sealed. */
export const personIndexes: readonly LateIndex[] = [
  { name: 'organisation_person', table: 'organisation', definition: '(name_index) where name_index is not null' },
  {
    name: 'organisation_person_clear',
    table: 'organisation',
    definition: "(id) where user_class = 'individual' and name_index is null",
  },
];

/** The columns that hold a name. */
export interface KeptName {
  readonly name: string;
  readonly name_sealed: string | null;
}

/** Width, case and spaces tell no two names apart. */
const plain = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

export const personIndex = (sealing: Sealing, name: string): string => sealing.blindIndex(plain(name), NAME);

/** How a name is kept. */
export function keptName(sealing: Sealing, name: string, isPerson: boolean): KeptName {
  return isPerson ? { name: '', name_sealed: sealing.seal(name, NAME) } : { name, name_sealed: null };
}

/** The name of a row; one that was not sealed yet stands as it did before. */
export const nameIn = (sealing: Sealing, row: KeptName): string =>
  row.name_sealed === null ? row.name : sealing.open(row.name_sealed, NAME);

/** Names of persons' accounts by id; others, and unknown ids, are left out. */
export async function personNames(
  db: Database,
  sealing: Sealing,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<KeptName & { id: string }>`select id, name, name_sealed from organisation
    where id = any(${[...ids]}::uuid[]) and user_class = 'individual'`.execute(db);
  return new Map(rows.map((row) => [row.id, nameIn(sealing, row)]));
}

/** Accounts of persons with exactly this name, the oldest first. */
export async function personsNamed(db: Database, sealing: Sealing, name: string, limit: number) {
  const { rows } = await sql<KeptName & { id: string }>`select id, name, name_sealed from organisation
    where name_index = ${personIndex(sealing, name)} order by created_at, id limit ${limit}`.execute(db);
  return rows.map((row) => ({ id: row.id, name: nameIn(sealing, row), creditCode: '', isPerson: true }));
}

/**
 * Seals names of persons that stand in clear since before this was done: a portion in a transaction of its own, passed over
 * where somebody else works on it. Answers how many; cut off anywhere, it goes on with what is left.
 */
export function sealPersons(db: Database, sealing: Sealing, portion: number): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows } = await sql<{ id: string; name: string }>`select id, name from organisation
      where user_class = 'individual' and name_index is null order by id limit ${portion}
      for update skip locked`.execute(tx);
    if (rows.length === 0) return 0;
    const sealed = rows.map(({ name }) => sealing.seal(name, NAME));
    const indexes = rows.map(({ name }) => personIndex(sealing, name));
    await sql`update organisation set name = '', name_sealed = t.sealed, name_index = t.index
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${sealed}::text[], ${indexes}::text[]) as t(id, sealed, index)
      where organisation.id = t.id`.execute(tx);
    const former = await sql<{ position: number; name: string }>`select position, name from organisation_name
      where organisation_id = any(${rows.map(({ id }) => id)}::uuid[]) and name <> ''`.execute(tx);
    await sql`update organisation_name set name = '', name_sealed = t.sealed
      from unnest(${former.rows.map((row) => row.position)}::bigint[],
        ${former.rows.map((row) => sealing.seal(row.name, NAME))}::text[]) as t(position, sealed)
      where organisation_name.position = t.position`.execute(tx);
    return rows.length;
  });
}
