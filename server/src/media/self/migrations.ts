import { sql } from 'kysely';
import { indexIfSmall, type LateIndex } from '../../platform/database/index.ts';
import type { Migrations } from '../../platform/index.ts';

/** Made beside running work where there are millions of packages. */
export const selfServiceIndexes: readonly LateIndex[] = [
  { name: 'package_tracking', table: 'package', definition: '(tracking_number) where tracking_number is not null' },
];

export const selfServiceMigrations: Migrations = {
  '075-media-self-service': {
    async up(db) {
      await sql`
        create table provided_medium (
          id uuid primary key,
          application_id uuid not null,
          position integer not null,
          medium_serial text not null references medium (serial),
          password_card text references password_card (number),
          paired_at timestamptz not null,
          sent_at timestamptz,
          removed_at timestamptz
        )`.execute(db);
      // A medium belongs to one order, and each place of an order has one medium.
      await sql`create unique index provided_medium_serial on provided_medium (medium_serial)
        where removed_at is null`.execute(db);
      await sql`create unique index provided_medium_place on provided_medium (application_id, position)
        where removed_at is null`.execute(db);
      await sql`
        create table package (
          id uuid primary key,
          application_id uuid not null,
          kind text not null check (kind in ('blank', 'made')),
          media text[] not null,
          contents text[] not null,
          carrier text,
          tracking_number text,
          at timestamptz not null
        )`.execute(db);
      await sql`create index package_application on package (application_id)`.execute(db);
      await sql`
        create table self_install (
          id uuid primary key,
          application_id uuid not null,
          application_number text not null,
          position integer not null,
          medium_serial text not null references medium (serial),
          kind text not null check (kind in ('provided', 'same')),
          status text not null check (status in ('begun', 'issued', 'installed', 'abandoned')),
          sealed_pin text,
          proven_until timestamptz,
          begun_at timestamptz not null,
          installed_at timestamptz,
          abandoned_at timestamptz,
          abandoned_reason text
        )`.execute(db);
      // Two tabs cannot both begin, nor two orders on one medium.
      await sql`create unique index self_install_place on self_install (application_id, position)
        where status <> 'abandoned'`.execute(db);
      await sql`create unique index self_install_running on self_install (medium_serial)
        where status in ('begun', 'issued')`.execute(db);
      await sql`create index self_install_medium on self_install (medium_serial, installed_at)`.execute(db);
      await sql`
        create table self_code (
          id uuid primary key,
          application_id uuid not null,
          purpose text not null check (purpose in ('install', 'activation', 'unlock', 'update')),
          hash text not null,
          second_hash text,
          sent_to text not null,
          sent_at timestamptz not null,
          expires_at timestamptz not null,
          used_at timestamptz,
          voided_at timestamptz
        )`.execute(db);
      await sql`create index self_code_application on self_code (application_id, purpose, sent_at desc)`.execute(db);
      await sql`
        create table self_tries (
          application_id uuid not null,
          step text not null,
          tries integer not null,
          primary key (application_id, step)
        )`.execute(db);
      await sql`
        create table self_nonce (
          nonce bytea primary key,
          application_id uuid not null,
          purpose text not null,
          until timestamptz not null
        )`.execute(db);
      await sql`create index self_nonce_until on self_nonce (until)`.execute(db);
      await sql`
        create table self_step (
          application_id uuid not null,
          step text not null check (step in ('activation', 'unlock', 'seal')),
          medium_serial text not null references medium (serial),
          proven_until timestamptz,
          detail text,
          done_at timestamptz,
          primary key (application_id, step, medium_serial)
        )`.execute(db);
    },
  },
  '081-media-package-numbers': {
    async up(db) {
      await indexIfSmall(db, selfServiceIndexes);
    },
  },
  '080-media-recorded-key': {
    async up(db) {
      await sql`alter table medium add column recorded_key bytea`.execute(db);
    },
  },
};
