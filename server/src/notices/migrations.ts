import { sql } from 'kysely';
import type { Migrations } from '../platform/index.ts';

export const noticesMigrations: Migrations = {
  '010-notices': {
    async up(db) {
      await sql`
        create table message (
          id uuid primary key,
          organisation_id uuid not null,
          at timestamptz(3) not null,
          template text not null,
          template_version integer not null,
          sealed text not null,
          application_id uuid,
          read_at timestamptz(3)
        )`.execute(db);
      await sql`create index message_organisation on message (organisation_id, id desc)`.execute(db);
      await sql`create index message_unread on message (organisation_id) where read_at is null`.execute(db);
      await sql`
        create table outbox (
          id uuid primary key,
          channel text not null check (channel in ('sms', 'mail')),
          template text not null,
          template_version integer not null,
          sealed text,
          status text not null check (status in ('waiting', 'sent', 'expired', 'discarded', 'dead')),
          tries integer not null default 0,
          error text,
          created_at timestamptz(3) not null,
          expires_at timestamptz(3),
          done_at timestamptz(3)
        )`.execute(db);
      await sql`create index outbox_open on outbox (status, created_at) where status in ('waiting', 'dead')`.execute(
        db,
      );
      // What the outside world would have received, in the sandbox.
      await sql`
        create table sandbox_inbox (
          id uuid primary key,
          at timestamptz(3) not null,
          channel text not null,
          to_index text not null,
          sealed text not null
        )`.execute(db);
      await sql`create index sandbox_inbox_to on sandbox_inbox (to_index, id desc)`.execute(db);
    },
  },
};
