import { sql } from 'kysely';
import type { Migrations } from '../platform/index.ts';

export const migrations: Migrations = {
  '130-announcements': {
    async up(db) {
      await sql`
        create table announcement (
          id uuid primary key,
          title_zh text not null,
          title_en text not null,
          text_zh text not null,
          text_en text not null,
          programmes text[] not null,
          from_day date not null,
          until_day date,
          published_by text not null,
          published_at timestamptz not null,
          withdrawn_at timestamptz,
          check (until_day >= from_day)
        )`.execute(db);
    },
  },
};
