import { sql } from 'kysely';
import type { Migrations } from '../../platform/index.ts';

export const batchMigrations: Migrations = {
  '076-media-batches': {
    async up(db) {
      await sql`
        create table production_batch (
          id uuid primary key,
          number text not null unique,
          status text not null check (status in ('open', 'closed')),
          operator_id text,
          operator_name text,
          note text,
          started_at timestamptz not null,
          touched_at timestamptz not null,
          closed_at timestamptz
        )`.execute(db);
      await sql`create index production_batch_listed on production_batch (status desc, started_at desc)`.execute(db);
      await sql`
        create table production_batch_item (
          batch_id uuid not null references production_batch,
          application_id uuid not null,
          position integer not null,
          number text not null,
          name text not null,
          state text not null check (state in ('waiting', 'made', 'done', 'set-aside', 'left')),
          medium_serial text,
          reason text,
          by_name text,
          changed_at timestamptz,
          primary key (batch_id, application_id)
        )`.execute(db);
      // Nobody makes an order that somebody else is about to make, whatever the processes do.
      await sql`create unique index production_batch_taken on production_batch_item (application_id)
        where state = 'waiting'`.execute(db);
      await sql`create index production_batch_item_order on production_batch_item (application_id)`.execute(db);
    },
  },
};
