import { sql } from 'kysely';
import type { LateIndex } from '../platform/database/index.ts';
import { type Database, transaction } from '../platform/index.ts';
import type { HoldingPorts } from './ports.ts';
import type { HoldingRow } from './tables.ts';

type Holder = Pick<HoldingRow, 'organisation_id' | 'organisation_name' | 'credit_code'>;

/** Names of holders: that of a person is asked of the room that keeps it sealed. */
export async function holderNames(
  ports: Pick<HoldingPorts, 'personNames'>,
  db: Database,
  rows: readonly Holder[],
): Promise<(row: Holder) => string> {
  const persons = rows.filter((row) => row.credit_code === '').map((row) => row.organisation_id);
  const names = persons.length === 0 ? undefined : await ports.personNames?.(db, [...new Set(persons)]);
  return (row) => names?.get(row.organisation_id) ?? row.organisation_name;
}

/** Pairs of persons whose name still stands in clear; empty once `forgetPersons` is through. */
export const personIndex: LateIndex = {
  name: 'holding_person_clear',
  table: 'holding',
  definition: "(id) where credit_code = '' and organisation_name <> ''",
};

/** Takes names of persons out of the rows, a portion in a transaction; cut off anywhere, it goes on with the rest. */
export function forgetPersons(db: Database, portion: number): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows } = await sql`update holding set organisation_name = '' where id in (
        select id from holding where credit_code = '' and organisation_name <> '' order by id limit ${portion}
        for update skip locked)
      returning id`.execute(tx);
    return rows.length;
  });
}
