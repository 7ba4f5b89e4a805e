import { sql } from 'kysely';
import type { Migrations } from '../../platform/database/index.ts';

export const escrowMigrations: Migrations = {
  '070-issuance-escrow': {
    async up(db) {
      await sql`
        create table prepared_key (
          id uuid primary key,
          public_key bytea not null unique,
          sealed_private bytea not null,
          storage_key_id text not null,
          created_at timestamptz not null
        )`.execute(db);
      await sql`
        create table escrow_request (
          id uuid primary key,
          serial text not null references certificate,
          escrow_id uuid not null references escrowed_key,
          subject text not null,
          application_number text,
          reason text not null,
          legal_basis text not null,
          recipient_name text not null,
          recipient_key bytea not null,
          recipient_subject text,
          status text not null check (status in ('open', 'approved', 'refused', 'withdrawn', 'expired', 'fetched')),
          approvals_needed integer not null check (approvals_needed >= 2),
          requested_by uuid not null,
          requested_by_name text not null,
          requested_at timestamptz not null,
          expires_at timestamptz not null,
          fetched_by_name text,
          fetched_at timestamptz
        )`.execute(db);
      await sql`create index escrow_request_at on escrow_request (requested_at desc)`.execute(db);
      // One open request for a key at a time.
      await sql`create unique index escrow_request_living on escrow_request (escrow_id)
        where status in ('open', 'approved')`.execute(db);
      await sql`
        create table escrow_decision (
          request_id uuid not null references escrow_request,
          decided_by uuid not null,
          decided_by_name text not null,
          decision text not null check (decision in ('approve', 'refuse')),
          note text not null,
          at timestamptz not null,
          primary key (request_id, decided_by)
        )`.execute(db);
      await sql`create index escrowed_key_state on escrowed_key (state)`.execute(db);
      await sql`create index certificate_order_escrow on certificate_order (escrow_id) where escrow_id is not null`.execute(
        db,
      );
    },
  },
};
