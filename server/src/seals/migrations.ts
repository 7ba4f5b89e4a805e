import { sql } from 'kysely';
import type { Migrations } from '../platform/index.ts';

export const migrations: Migrations = {
  '111-seals': {
    async up(db) {
      await sql`
        create table seal (
          id uuid primary key,
          organisation_id uuid not null,
          organisation_name text not null,
          programme text not null,
          application_id uuid not null,
          application_number text not null,
          holding_id uuid not null,
          certificate_serial text not null,
          certificate_digest text not null,
          name text not null,
          sort text not null,
          status text not null check (status in ('collected', 'reviewed', 'made', 'installed', 'suspended', 'changed',
            'stopped')),
          status_since timestamptz not null,
          picture bytea not null,
          picture_sha256 text not null,
          width_mm integer not null,
          height_mm integer not null,
          object bytea not null,
          maker_serial text not null,
          valid_from timestamptz not null,
          valid_to timestamptz not null,
          replaces uuid references seal,
          created_at timestamptz not null,
          unique (application_id, certificate_serial)
        )`.execute(db);
      // PA-02: one seal works with a certificate, and one more may wait to take its place.
      await sql`create unique index seal_working on seal (certificate_serial)
        where status in ('installed', 'suspended')`.execute(db);
      await sql`create unique index seal_waiting on seal (certificate_serial)
        where status in ('collected', 'reviewed', 'made')`.execute(db);
      await sql`create index seal_holding on seal (holding_id)`.execute(db);
      await sql`create index seal_organisation on seal (organisation_id, created_at desc, id)`.execute(db);
      await sql`create index seal_created on seal (created_at desc, id)`.execute(db);
      await sql`create index seal_status on seal (status, created_at desc, id)`.execute(db);
      await sql`create index seal_number on seal (application_number)`.execute(db);
      await sql`create index seal_name on seal (name text_pattern_ops)`.execute(db);
      await sql`
        create table seal_event (
          id bigint generated always as identity primary key,
          seal_id uuid not null references seal,
          at timestamptz not null,
          move text not null,
          from_state text,
          to_state text not null,
          by_kind text not null check (by_kind in ('applicant', 'staff', 'system')),
          application_number text
        )`.execute(db);
      await sql`create index seal_event_seal on seal_event (seal_id, id)`.execute(db);
      await sql`create function seal_event_is_final() returns trigger language plpgsql as $$
        begin raise exception 'the history of a seal is append-only'; end $$`.execute(db);
      await sql`create trigger seal_event_is_final before update or delete on seal_event
        for each row execute function seal_event_is_final()`.execute(db);
    },
  },
  '112-seals-nonce': {
    async up(db) {
      await sql`alter table seal add column nonce bytea, add column nonce_until timestamptz`.execute(db);
    },
  },
};
