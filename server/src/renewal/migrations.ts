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
  '121-renewal-batches': {
    async up(db) {
      await sql`
        create table renewal_batch (
          id uuid primary key,
          organisation_id uuid not null,
          created_at timestamptz not null
        )`.execute(db);
      // One row for each certificate: what ended once does not begin again.
      await sql`
        create table renewal_batch_row (
          batch_id uuid not null references renewal_batch,
          holding_id uuid not null references holding,
          status text not null default 'waiting' check (status in ('waiting', 'opened', 'existing', 'refused')),
          application_id uuid,
          application_number text,
          refusal jsonb,
          primary key (batch_id, holding_id)
        )`.execute(db);
    },
  },
  '122-renewal-advice': {
    async up(db) {
      await sql`
        create table renewal_advice (
          ends_on date primary key,
          suggested_on date not null check (suggested_on < ends_on),
          staff text not null,
          at timestamptz not null
        )`.execute(db);
    },
  },
  '123-renewal-spread': {
    async up(db) {
      // Counted once for each day, so that the days of a campaign stay as they were told.
      await sql`
        create table renewal_spread (
          programme text not null,
          ends_on date not null,
          count integer not null,
          primary key (programme, ends_on)
        )`.execute(db);
    },
  },
  '125-renewal-batches-of-accounts': {
    async up(db) {
      await sql`create index renewal_batch_account on renewal_batch (organisation_id, created_at)`.execute(db);
    },
  },
};
