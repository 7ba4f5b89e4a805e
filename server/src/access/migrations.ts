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
  '101-access-bindings': {
    async up(db) {
      await sql`
        create table binding (
          id uuid primary key,
          system text not null,
          account text not null,
          organisation_id uuid not null,
          organisation_name text not null,
          credit_code text not null,
          serial text not null,
          not_after timestamptz(3) not null,
          application_id uuid,
          exclusive text,
          since timestamptz(3) not null,
          ended_at timestamptz(3),
          end_reason text,
          predecessor uuid references binding (id),
          check ((ended_at is null) = (end_reason is null))
        )`.execute(db);
      // One living binding for an account, for a certificate, and where the programme says so for an organisation.
      await sql`create unique index binding_account on binding (system, account) where ended_at is null`.execute(db);
      await sql`create unique index binding_certificate on binding (system, serial) where ended_at is null`.execute(db);
      await sql`create unique index binding_exclusive on binding (system, exclusive)
        where ended_at is null and exclusive is not null`.execute(db);
      await sql`create index binding_ends on binding (not_after) where ended_at is null`.execute(db);
      await sql`create index binding_serial on binding (serial)`.execute(db);
      await sql`create index binding_organisation on binding (organisation_id, since desc)`.execute(db);
      await sql`create index binding_credit_code on binding (credit_code)`.execute(db);
      await sql`create index binding_since on binding (since desc, id desc)`.execute(db);
    },
  },
  '103-access-personal-keys': {
    async up(db) {
      await sql`
        create table personal_key (
          serial text primary key,
          account_id uuid not null,
          enterprise_id uuid not null,
          sealed_name text not null,
          saved_at timestamptz(3) not null
        )`.execute(db);
      await sql`create index personal_key_enterprise on personal_key (enterprise_id)`.execute(db);
      await sql`
        create table personal_grant (
          id uuid primary key,
          serial text not null references personal_key (serial),
          enterprise_id uuid not null,
          enterprise_serial text not null,
          permissions text[] not null check (cardinality(permissions) > 0),
          granted_at timestamptz(3) not null,
          withdrawn_at timestamptz(3)
        )`.execute(db);
      await sql`create unique index personal_grant_living on personal_grant (serial, enterprise_id)
        where withdrawn_at is null`.execute(db);
    },
  },
  '102-access-relying-systems': {
    async up(db) {
      await sql`
        create table relying_system (
          code text primary key,
          name_zh text not null,
          name_en text not null,
          sealed_secret text not null,
          redirect_uris text[] not null check (cardinality(redirect_uris) > 0),
          active boolean not null,
          registered_at timestamptz(3) not null
        )`.execute(db);
      await sql`
        create table relying_sign_in (
          id uuid primary key,
          system text not null references relying_system (code),
          redirect_uri text not null,
          state text not null,
          nonce text not null,
          created_at timestamptz(3) not null,
          expires_at timestamptz(3) not null,
          serial text,
          answered_at timestamptz(3),
          code_hash text unique,
          code_expires_at timestamptz(3),
          redeemed_at timestamptz(3),
          ticket_hash text unique,
          ticket_expires_at timestamptz(3),
          ticket_used_at timestamptz(3),
          check ((answered_at is null) = (code_hash is null)),
          check ((redeemed_at is null) = (ticket_hash is null))
        )`.execute(db);
      await sql`create index relying_sign_in_expires on relying_sign_in (expires_at)`.execute(db);
    },
  },
};
