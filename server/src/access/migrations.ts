import { sql } from 'kysely';
import type { Migrations } from '../platform/index.ts';

export const migrations: Migrations = {
  '100-access-challenges': {
    async up(db) {
      await sql`
        create table certificate_challenge (
          id uuid primary key,
          nonce bytea not null check (length(nonce) = 32),
          created_at timestamptz(3) not null,
          expires_at timestamptz(3) not null,
          used_at timestamptz(3)
        )`.execute(db);
      await sql`create index certificate_challenge_expires on certificate_challenge (expires_at)`.execute(db);
    },
  },
};
