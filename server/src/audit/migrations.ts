import { sql } from 'kysely';
import type { Migrations } from '../platform/index.ts';

export const auditMigrations: Migrations = {
  '010-audit': {
    async up(db) {
      await sql`
        create table audit_entry (
          id uuid primary key,
          at timestamptz(3) not null,
          actor_kind text not null,
          actor_id text,
          actor_name text not null,
          action text not null,
          subject_kind text not null,
          subject_id text not null,
          subject_label text not null,
          details jsonb not null
        )`.execute(db);
      await sql`create index audit_entry_subject on audit_entry (subject_kind, subject_id)`.execute(db);
      await sql`create index audit_entry_action on audit_entry (action, at)`.execute(db);
      await sql`create index audit_entry_at on audit_entry (at)`.execute(db);
      await sql`
        create table audit_link (
          sequence bigint primary key,
          entry_id uuid not null unique references audit_entry (id),
          hash text not null
        )`.execute(db);
      // Entries written but not yet linked. Linking follows the commits, so that writers never wait for each other.
      await sql`
        create table audit_pending (
          position bigint generated always as identity primary key,
          entry_id uuid not null references audit_entry (id)
        )`.execute(db);
      await sql`
        create function audit_refuse_change() returns trigger language plpgsql as $$
        begin raise exception 'the audit log only grows' using errcode = 'insufficient_privilege'; end $$`.execute(db);
      for (const table of ['audit_entry', 'audit_link']) {
        await sql`
          create trigger ${sql.id(`${table}_append_only`)} before update or delete on ${sql.table(table)}
          for each row execute function audit_refuse_change()`.execute(db);
        await sql`
          create trigger ${sql.id(`${table}_never_emptied`)} before truncate on ${sql.table(table)}
          for each statement execute function audit_refuse_change()`.execute(db);
      }
    },
  },
  '011-audit-upkeep': {
    async up(db) {
      for (const table of ['audit_entry', 'audit_link']) {
        await sql`alter table ${sql.table(table)} set (autovacuum_vacuum_insert_scale_factor = 0.02,
          autovacuum_analyze_scale_factor = 0.02)`.execute(db);
      }
      // Emptied as fast as it fills: looked through from its beginning every time.
      await sql`alter table audit_pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`.execute(
        db,
      );
    },
  },
};
