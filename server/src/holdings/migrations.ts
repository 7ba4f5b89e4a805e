import { sql } from 'kysely';
import { indexIfSmall } from '../platform/database/index.ts';
import type { Migrations } from '../platform/index.ts';
import { personIndex } from './persons.ts';

export const migrations: Migrations = {
  '090-holdings': {
    async up(db) {
      await sql`
        create table holding (
          id uuid primary key,
          organisation_id uuid not null,
          organisation_name text not null,
          credit_code text not null,
          programme text not null,
          project text not null,
          application_id uuid not null,
          application_number text not null,
          open_stage text,
          medium_serial text,
          sign_serial text not null unique,
          encrypt_serial text not null unique,
          not_before timestamptz not null,
          not_after timestamptz not null,
          status text not null check (status in ('requested', 'made', 'activated', 'in-use', 'suspended', 'superseded',
            'expired', 'revoked', 'withdrawn')),
          status_since timestamptz not null,
          before_suspension text,
          activated_at timestamptz,
          bound_at timestamptz,
          predecessor uuid references holding,
          created_at timestamptz not null
        )`.execute(db);
      await sql`create index holding_organisation on holding (organisation_id, created_at desc, id)`.execute(db);
      await sql`create index holding_application on holding (application_id)`.execute(db);
      await sql`create index holding_application_number on holding (application_number)`.execute(db);
      await sql`create index holding_medium on holding (medium_serial) where medium_serial is not null`.execute(db);
      await sql`create index holding_predecessor on holding (predecessor) where predecessor is not null`.execute(db);
      await sql`create index holding_credit_code on holding (credit_code)`.execute(db);
      await sql`create index holding_name on holding (organisation_name text_pattern_ops)`.execute(db);
      await sql`create index holding_created on holding (created_at desc, id)`.execute(db);
      await sql`create index holding_ends on holding (not_after)
        where status in ('made', 'activated', 'in-use', 'suspended')`.execute(db);
      await sql`
        create table holding_event (
          id bigint generated always as identity primary key,
          holding_id uuid not null references holding,
          at timestamptz not null,
          kind text not null,
          move text,
          from_state text,
          to_state text,
          by_kind text not null check (by_kind in ('applicant', 'staff', 'system')),
          application_id uuid,
          application_number text,
          business text
        )`.execute(db);
      await sql`create index holding_event_holding on holding_event (holding_id, id)`.execute(db);
      await sql`create function holding_event_is_final() returns trigger language plpgsql as $$
        begin raise exception 'the history of a certificate is append-only'; end $$`.execute(db);
      await sql`create trigger holding_event_is_final before update or delete on holding_event
        for each row execute function holding_event_is_final()`.execute(db);
      await sql`
        create table holding_business (
          application_id uuid primary key,
          holding_id uuid not null references holding,
          application_number text not null,
          business text not null,
          stage text not null,
          since timestamptz not null,
          ended_at timestamptz
        )`.execute(db);
      // BJ-33: a second business on a certificate waits until the first ends, also when both come at once.
      await sql`create unique index holding_business_running on holding_business (holding_id)
        where ended_at is null`.execute(db);
      await sql`create index holding_business_holding on holding_business (holding_id, since desc)`.execute(db);
      // Pairs issued before this room existed are filled in by a job, a portion at a time.
      await sql`create table holding_fill (id integer primary key check (id = 1), after_order uuid, done_at timestamptz)`.execute(
        db,
      );
      await sql`insert into holding_fill (id, after_order, done_at) values (1, null, null)`.execute(db);
    },
  },
  '091-holdings-search': {
    async up(db) {
      await sql`create index holding_status on holding (status, created_at desc, id)`.execute(db);
      await sql`create index holding_programme on holding (programme, created_at desc, id)`.execute(db);
      await sql`create index holding_not_after on holding (not_after)`.execute(db);
    },
  },
  '092-holdings-persons': {
    async up(db) {
      await indexIfSmall(db, [personIndex]);
    },
  },
};
