import { sql } from 'kysely';
import type { Migrations } from '../platform/index.ts';

export const migrations: Migrations = {
  '120-renewal-reminders': {
    async up(db) {
      // The key is what makes a reminder go out once, however many processes try.
      await sql`
        create table renewal_reminder (
          holding_id uuid not null references holding,
          step integer not null check (step <> 0),
          at timestamptz not null,
          primary key (holding_id, step)
        )`.execute(db);
    },
  },
};
