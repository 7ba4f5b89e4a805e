import { sql } from 'kysely';
import type { Migrations } from '../platform/database/index.ts';
import { authorityMigrations } from './authority/migrations.ts';
import { escrowMigrations } from './kmc/migrations.ts';
import { statusMigrations } from './status/migrations.ts';

export const migrations: Migrations = {
  ...statusMigrations,
  ...escrowMigrations,
  ...authorityMigrations,
  '060-issuance-authority': {
    async up(db) {
      await sql`
        create table authority (
          role text primary key check (role in ('root', 'issuing')),
          serial text not null unique,
          certificate bytea not null,
          key_file text not null,
          created_at timestamptz not null
        )`.execute(db);
    },
  },
  '061-issuance-orders': {
    async up(db) {
      await sql`
        create table certificate_order (
          id uuid primary key,
          kind text not null check (kind in ('twin', 'responder')),
          step text not null check (step in ('reserved', 'intended', 'recorded', 'signed', 'published')),
          application_id uuid,
          application_number text,
          organisation_id uuid,
          medium_serial text,
          request bytea,
          request_hash text,
          key_hash text not null,
          plan jsonb not null,
          escrow_id uuid,
          enveloped_key bytea,
          created_at timestamptz not null,
          published_at timestamptz,
          abandoned_at timestamptz
        )`.execute(db);
      // One living order per application: two requests at once cannot make two pairs.
      await sql`create unique index certificate_order_application on certificate_order (application_id)
        where abandoned_at is null and application_id is not null`.execute(db);
      // A public key is certified for one order, ever.
      await sql`create unique index certificate_order_key on certificate_order (key_hash)`.execute(db);
      await sql`create index certificate_order_unfinished on certificate_order (created_at) where published_at is null`.execute(
        db,
      );
      await sql`
        create table certificate (
          serial text primary key,
          order_id uuid references certificate_order,
          use text not null check (use in ('sign', 'encrypt', 'issuing-ca', 'root-ca', 'ocsp')),
          application_id uuid,
          application_number text,
          organisation_id uuid,
          medium_serial text,
          subject text not null,
          issuer text not null,
          key_hash text not null unique,
          not_before timestamptz not null,
          not_after timestamptz not null,
          tbs bytea,
          certificate bytea,
          created_at timestamptz not null,
          published_at timestamptz,
          unique (order_id, use)
        )`.execute(db);
      await sql`create index certificate_application on certificate (application_id)`.execute(db);
      await sql`create index certificate_organisation on certificate (organisation_id, created_at desc)`.execute(db);
      await sql`create index certificate_created on certificate (created_at desc)`.execute(db);
    },
  },
  '075-issuance-order-positions': {
    async up(db) {
      await sql`alter table certificate_order add column position integer not null default 0 check (position >= 0)`.execute(
        db,
      );
      // One living order for each medium of an application.
      await sql`drop index certificate_order_application`.execute(db);
      await sql`create unique index certificate_order_application on certificate_order (application_id, position)
        where abandoned_at is null and application_id is not null`.execute(db);
    },
  },
  '110-issuance-seal-maker': {
    async up(db) {
      await sql`alter table certificate_order drop constraint certificate_order_kind_check,
        add constraint certificate_order_kind_check check (kind in ('twin', 'responder', 'seal-maker'))`.execute(db);
      await sql`alter table certificate drop constraint certificate_use_check,
        add constraint certificate_use_check
        check (use in ('sign', 'encrypt', 'issuing-ca', 'root-ca', 'ocsp', 'seal-maker'))`.execute(db);
      await sql`
        create table seal_maker (
          order_id uuid primary key references certificate_order,
          sealed_key bytea not null
        )`.execute(db);
      await sql`create or replace view ocsp_status as
        select c.serial, r.reason, r.revoked_at, c.authority
        from certificate c left join revocation r on r.serial = c.serial
        where c.published_at is not null and c.use in ('sign', 'encrypt', 'ocsp', 'seal-maker')`.execute(db);
    },
  },
  '062-issuance-keys': {
    async up(db) {
      await sql`
        create table responder (
          order_id uuid primary key references certificate_order,
          sealed_key bytea not null
        )`.execute(db);
      await sql`
        create table escrowed_key (
          id uuid primary key,
          public_key bytea not null unique,
          sealed_private bytea not null,
          storage_key_id text not null,
          state text not null check (state in ('in-use', 'history')),
          created_at timestamptz not null,
          retired_at timestamptz
        )`.execute(db);
    },
  },
  '063-issuance-status': {
    async up(db) {
      await sql`
        create table revocation (
          serial text primary key references certificate,
          reason text not null,
          revoked_at timestamptz not null,
          request_id uuid
        )`.execute(db);
      await sql`create index revocation_at on revocation (revoked_at desc)`.execute(db);
      await sql`
        create table revocation_request (
          id uuid primary key,
          serials jsonb not null,
          subject text not null,
          reason text not null,
          note text not null,
          status text not null check (status in ('open', 'done', 'refused')),
          requested_by uuid not null,
          requested_by_name text not null,
          requested_at timestamptz not null,
          decided_by uuid,
          decided_by_name text,
          decided_at timestamptz
        )`.execute(db);
      await sql`create index revocation_request_at on revocation_request (requested_at desc)`.execute(db);
      await sql`
        create table crl (
          authority text not null references authority (role),
          number bigint not null,
          this_update timestamptz not null,
          next_update timestamptz not null,
          entries integer not null,
          revocations_until timestamptz,
          tbs bytea not null,
          crl bytea,
          created_at timestamptz not null,
          primary key (authority, number)
        )`.execute(db);
      await sql`
        create table journal_entry (
          id bigint generated always as identity primary key,
          kind text not null,
          body jsonb not null,
          at timestamptz not null,
          recorded_at timestamptz
        )`.execute(db);
      await sql`create index journal_entry_waiting on journal_entry (id) where recorded_at is null`.execute(db);
    },
  },
};
