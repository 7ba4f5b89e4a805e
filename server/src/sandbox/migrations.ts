import { sql } from 'kysely';
import type { Migrations } from '../platform/index.ts';

export const sandboxMigrations: Migrations = {
  '090-sandbox-organisations': {
    async up(db) {
      await sql`
        create table sandbox_organisation (
          credit_code text primary key,
          name text not null,
          status text not null check (status in ('active', 'closed', 'abnormal')),
          mobile text not null
        )`.execute(db);
    },
  },
};
