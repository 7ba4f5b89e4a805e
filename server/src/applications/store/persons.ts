import { sql } from 'kysely';
import type { LateIndex } from '../../platform/database/index.ts';
import { type Database, transaction } from '../../platform/index.ts';

/** Orders of persons whose name still stands in clear beside the sealed state; empty once `forgetPersons` is through. */
export const personIndex: LateIndex = {
  name: 'application_person_clear',
  table: 'application',
  definition: "(id) where credit_code = '' and organisation_name <> ''",
};

/**
 * Takes names of persons out of the column that lists read; they stay in the sealed state. A portion in a transaction of
 * its own, passed over where somebody else writes the order. Answers how many; cut off anywhere, it goes on with the rest.
 */
export function forgetPersons(db: Database, portion: number): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows } = await sql`update application set organisation_name = '' where id in (
        select id from application where credit_code = '' and organisation_name <> '' order by id limit ${portion}
        for update skip locked)
      returning id`.execute(tx);
    return rows.length;
  });
}
