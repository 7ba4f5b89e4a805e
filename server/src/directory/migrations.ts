import { sql } from 'kysely';
import { indexIfSmall } from '../platform/database/index.ts';
import type { Migrations } from '../platform/index.ts';
import { personIndexes } from './accounts/persons.ts';

export const directoryMigrations: Migrations = {
  '020-directory-organisations': {
    async up(db) {
      await sql`
        create table organisation (
          id uuid primary key,
          credit_code text not null unique check (credit_code ~ '^[0-9A-HJ-NP-RTUW-Y]{18}$'),
          name text not null,
          name_corrected_at timestamptz(3),
          mobile_sealed text not null,
          mobile_index text not null,
          password_hash text,
          created_at timestamptz(3) not null,
          last_sign_in_at timestamptz(3)
        )`.execute(db);
      await sql`create index organisation_mobile on organisation (mobile_index)`.execute(db);
      await sql`
        create table organisation_name (
          position bigint generated always as identity primary key,
          organisation_id uuid not null references organisation (id),
          since timestamptz(3) not null,
          name text not null,
          correction_id uuid
        )`.execute(db);
      await sql`create index organisation_name_of on organisation_name (organisation_id, position)`.execute(db);
    },
  },
  '021-directory-staff': {
    async up(db) {
      await sql`
        create table staff (
          id uuid primary key,
          username text not null unique check (username ~ '^[a-z][a-z0-9._-]{2,30}$'),
          name text not null,
          password_hash text not null,
          must_change_password boolean not null,
          roles text[] not null check (cardinality(roles) > 0),
          active boolean not null,
          created_at timestamptz(3) not null,
          last_sign_in_at timestamptz(3)
        )`.execute(db);
    },
  },
  '022-directory-codes': {
    async up(db) {
      await sql`
        create table sms_code (
          id uuid primary key,
          purpose text not null,
          subject_index text not null,
          code_hash text not null,
          created_at timestamptz(3) not null,
          expires_at timestamptz(3) not null,
          tries integer not null default 0,
          used_at timestamptz(3)
        )`.execute(db);
      await sql`create index sms_code_subject on sms_code (purpose, subject_index, created_at desc)`.execute(db);
      await sql`create index sms_code_expires on sms_code (expires_at)`.execute(db);
    },
  },
  '023-directory-requests': {
    async up(db) {
      await sql`
        create table request_number (
          prefix text not null,
          day text not null,
          last integer not null,
          primary key (prefix, day)
        )`.execute(db);
      await sql`
        create table name_correction (
          id uuid primary key,
          number text not null unique,
          organisation_id uuid not null references organisation (id),
          registered_name text not null,
          right_name text not null,
          note_sealed text not null,
          proof_sha256 text,
          proof_type text,
          proof_name text,
          entered_by text not null check (entered_by in ('applicant', 'staff')),
          entered_by_staff uuid references staff (id),
          status text not null check (status in ('open', 'approved', 'refused')),
          created_at timestamptz(3) not null,
          decided_at timestamptz(3),
          decided_by uuid references staff (id),
          answer text,
          voided jsonb,
          check ((entered_by = 'staff') = (entered_by_staff is not null)),
          check ((status = 'open') = (decided_at is null)),
          check (decided_by is distinct from entered_by_staff or decided_by is null)
        )`.execute(db);
      await sql`create unique index name_correction_open on name_correction (organisation_id) where status = 'open'`.execute(
        db,
      );
      await sql`create index name_correction_queue on name_correction (status, created_at)`.execute(db);
      await sql`
        create table mobile_change (
          id uuid primary key,
          number text not null unique,
          credit_code text not null,
          organisation_id uuid references organisation (id),
          mobile_sealed text not null,
          mobile_index text not null,
          contact_sealed text not null,
          reason text not null,
          note_sealed text not null,
          files_sealed text not null,
          entered_by text not null check (entered_by in ('applicant', 'staff')),
          entered_by_staff uuid references staff (id),
          status text not null check (status in ('open', 'approved', 'refused')),
          created_at timestamptz(3) not null,
          decided_at timestamptz(3),
          decided_by uuid references staff (id),
          answer text,
          check ((entered_by = 'staff') = (entered_by_staff is not null)),
          check ((status = 'open') = (decided_at is null)),
          check (decided_by is distinct from entered_by_staff or decided_by is null)
        )`.execute(db);
      await sql`create index mobile_change_queue on mobile_change (status, created_at)`.execute(db);
    },
  },
  '024-directory-accounts': {
    async up(db) {
      await sql`alter table organisation drop constraint organisation_credit_code_key`.execute(db);
      await sql`alter table organisation
        add column account_name text check (account_name ~ '^[0-9a-z]{1,40}$'),
        add column user_class text not null default 'enterprise'
          check (user_class in ('enterprise', 'individual', 'agency'))`.execute(db);
      // One first account for a credit code (JX-01); others have user names of their own (PA-03).
      await sql`create unique index organisation_first_account on organisation (credit_code)
        where account_name is null`.execute(db);
      await sql`create unique index organisation_account_name on organisation (account_name)
        where account_name is not null`.execute(db);
      await sql`create index organisation_credit_code on organisation (credit_code)`.execute(db);
    },
  },
  '025-directory-addresses': {
    async up(db) {
      await sql`
        create table address (
          id uuid primary key,
          organisation_id uuid not null references organisation (id),
          sealed text not null,
          is_default boolean not null,
          created_at timestamptz(3) not null
        )`.execute(db);
      await sql`create index address_of on address (organisation_id)`.execute(db);
      await sql`create unique index address_default on address (organisation_id) where is_default`.execute(db);
    },
  },
  '026-directory-branches': {
    async up(db) {
      await sql`
        create table branch (
          id uuid primary key,
          parent_code text not null,
          name text not null,
          code text not null,
          -- BJ-29: an organisation is the same under its organisation code and the credit code that holds it.
          organisation_code text not null unique check (organisation_code ~ '^[0-9A-Z]{9}$'),
          registration text not null check (registration in ('business-licence', 'organisation-code-certificate')),
          sealed text not null,
          added_by uuid not null references organisation (id),
          created_at timestamptz(3) not null,
          changed_at timestamptz(3),
          check (code = organisation_code or (length(code) = 18 and substr(code, 9, 9) = organisation_code))
        )`.execute(db);
      await sql`create index branch_of on branch (parent_code, created_at)`.execute(db);
      await sql`
        create table branch_page (
          token_hash text primary key,
          organisation_id uuid not null references organisation (id),
          mobile_index text not null,
          expires_at timestamptz(3) not null
        )`.execute(db);
    },
  },
  '028-directory-registration': {
    async up(db) {
      await sql`alter table name_correction add column right_code text`.execute(db);
      await sql`
        create table organisation_data (
          organisation_id uuid primary key references organisation (id),
          sealed text not null,
          changed_at timestamptz(3) not null
        )`.execute(db);
      await sql`
        create table organisation_code (
          position bigint generated always as identity primary key,
          organisation_id uuid not null references organisation (id),
          code text not null,
          until timestamptz(3) not null,
          correction_id uuid not null references name_correction (id)
        )`.execute(db);
      await sql`create index organisation_code_of on organisation_code (organisation_id)`.execute(db);
    },
  },
  '027-directory-user-classes': {
    async up(db) {
      await sql`alter table organisation alter column credit_code drop not null`.execute(db);
      // Only a person has no credit code; only an enterprise signs in with it.
      await sql`alter table organisation
        add check ((credit_code is null) = (user_class = 'individual')),
        add check (user_class = 'enterprise' or account_name is not null) not valid`.execute(db);
      await sql`create unique index organisation_agency on organisation (credit_code)
        where user_class = 'agency'`.execute(db);
    },
  },
  '031-directory-person-names': {
    async up(db) {
      // Filled for new rows at once, for those from before by a job: millions of rows are not written in one transaction.
      await sql`alter table organisation add column name_sealed text, add column name_index text`.execute(db);
      await sql`alter table organisation_name add column name_sealed text`.execute(db);
      await indexIfSmall(db, personIndexes);
    },
  },
};
