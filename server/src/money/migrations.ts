import { sql } from 'kysely';
import type { Migrations } from '../platform/database/index.ts';
import { remittanceMigrations } from './remittances/migrations.ts';

export const migrations: Migrations = {
  '050-money-charges': {
    async up(db) {
      await sql`
        create table charge (
          id uuid primary key,
          application_id uuid not null unique,
          application_number text not null,
          organisation_id uuid not null,
          payer text not null,
          amount_fen bigint not null check (amount_fen >= 0),
          subject jsonb not null,
          status text not null check (status in ('open','paid','cancelled','refunding','refunded')),
          created_at timestamptz not null,
          paid_at timestamptz
        )`.execute(db);
      await sql`
        create table payment_attempt (
          id uuid primary key,
          charge_id uuid not null references charge,
          channel text not null,
          reference text not null unique,
          amount_fen bigint not null,
          status text not null check (status in ('open','pending','paid','failed','expired')),
          return_url text not null,
          transaction text,
          created_at timestamptz not null,
          expires_at timestamptz not null,
          settled_at timestamptz,
          unique (channel, transaction)
        )`.execute(db);
      await sql`create index payment_attempt_charge on payment_attempt (charge_id, created_at desc)`.execute(db);
      await sql`create index payment_attempt_open on payment_attempt (created_at) where status in ('open','pending')`.execute(
        db,
      );
      await sql`create index charge_created on charge (created_at desc)`.execute(db);
    },
  },
  '051-money-ledger': {
    async up(db) {
      await sql`
        create table ledger_entry (
          id bigint generated always as identity primary key,
          reference text not null unique,
          charge_id uuid,
          kind text not null,
          at timestamptz not null
        )`.execute(db);
      await sql`
        create table ledger_posting (
          entry_id bigint not null references ledger_entry,
          account text not null,
          fen bigint not null,
          primary key (entry_id, account)
        )`.execute(db);
      await sql`
        create function ledger_entry_balances() returns trigger language plpgsql as $$
        begin
          if (select coalesce(sum(fen), 0) from ledger_posting where entry_id = new.entry_id) <> 0 then
            raise exception 'ledger entry % does not balance', new.entry_id;
          end if;
          return null;
        end $$`.execute(db);
      await sql`
        create constraint trigger ledger_posting_balances after insert on ledger_posting
        deferrable initially deferred for each row execute function ledger_entry_balances()`.execute(db);
      await sql`
        create function ledger_is_append_only() returns trigger language plpgsql as $$
        begin raise exception 'the ledger is append-only'; end $$`.execute(db);
      for (const table of ['ledger_entry', 'ledger_posting'])
        await sql`create trigger ${sql.raw(`${table}_append_only`)} before update or delete on ${sql.table(table)}
          for each row execute function ledger_is_append_only()`.execute(db);
    },
  },
  '052-money-sandbox-cashier': {
    async up(db) {
      await sql`
        create table sandbox_cashier_order (
          reference text primary key,
          subject jsonb not null,
          amount_fen bigint not null,
          status text not null check (status in ('open','paid','failed','expired')),
          transaction text,
          return_url text not null,
          expires_at timestamptz not null,
          settled_at timestamptz
        )`.execute(db);
    },
  },
  ...remittanceMigrations,
};
