import { sql } from 'kysely';
import type { Migrations } from '../../platform/database/index.ts';

export const remittanceMigrations: Migrations = {
  '055-money-companies': {
    async up(db) {
      await sql`
        alter table ledger_posting add column company text not null default 'house', add column party uuid,
          drop constraint ledger_posting_pkey, add primary key (entry_id, company, account)`.execute(db);
      await sql`create index ledger_posting_party on ledger_posting (party, account, company) where party is not null`.execute(
        db,
      );
      await sql`
        alter table charge add column company text not null default 'house',
          add column paid_into text not null default 'cashier' check (paid_into in ('cashier','bank'))`.execute(db);
      await sql`create index charge_organisation on charge (organisation_id, created_at desc)`.execute(db);
      await sql`
        create or replace function ledger_entry_balances() returns trigger language plpgsql as $$
        begin
          if exists (select 1 from ledger_posting where entry_id = new.entry_id group by company having sum(fen) <> 0) then
            raise exception 'ledger entry % does not balance', new.entry_id;
          end if;
          return null;
        end $$`.execute(db);
    },
  },
  '056-money-remittances': {
    async up(db) {
      await sql`
        create table remittance (
          id uuid primary key,
          reference text not null unique,
          company text not null,
          amount_fen bigint not null check (amount_fen > 0),
          left_fen bigint not null check (left_fen between 0 and amount_fen),
          received_on text not null check (received_on ~ '^\\d{4}-\\d\\d-\\d\\d$'),
          payer_sealed text not null,
          payer_index text not null,
          payer_account_sealed text,
          remark_sealed text not null,
          mistyped text,
          organisation_id uuid,
          organisation_name text,
          credit_code text,
          third_party boolean not null,
          credited_at timestamptz,
          slip jsonb,
          purpose jsonb,
          origin_id uuid references remittance,
          entered_by uuid not null,
          entered_by_name text not null,
          entered_at timestamptz not null,
          check (credited_at is null or organisation_id is not null)
        )`.execute(db);
      await sql`create index remittance_entered on remittance (entered_at desc)`.execute(db);
      await sql`create index remittance_left on remittance (entered_at desc) where left_fen > 0`.execute(db);
      await sql`create index remittance_payer on remittance (payer_index)`.execute(db);
      await sql`create index remittance_organisation on remittance (organisation_id, entered_at desc)`.execute(db);
      await sql`create index remittance_origin on remittance (origin_id) where origin_id is not null`.execute(db);
      await sql`
        create table designation (
          id uuid primary key,
          remittance_id uuid not null references remittance,
          charge_id uuid not null references charge,
          amount_fen bigint not null check (amount_fen > 0),
          status text not null check (status in ('held','released','taken-back')),
          by_id uuid not null,
          by_name text not null,
          at timestamptz not null,
          ended_at timestamptz
        )`.execute(db);
      await sql`create index designation_remittance on designation (remittance_id, at)`.execute(db);
      await sql`create index designation_charge on designation (charge_id) where status <> 'taken-back'`.execute(db);
      await sql`
        create table remittance_return (
          id uuid primary key,
          remittance_id uuid not null references remittance,
          amount_fen bigint not null check (amount_fen > 0),
          party uuid,
          reason text not null,
          status text not null check (status in ('begun','paid','given-up')),
          reference text unique,
          by_id uuid not null,
          by_name text not null,
          at timestamptz not null,
          paid_by_id uuid,
          paid_by_name text,
          ended_at timestamptz,
          check (paid_by_id is null or paid_by_id <> by_id)
        )`.execute(db);
      await sql`create index remittance_return_remittance on remittance_return (remittance_id, at)`.execute(db);
      await sql`create index remittance_return_begun on remittance_return (at) where status = 'begun'`.execute(db);
    },
  },
  '057-money-dues': {
    async up(db) {
      await sql`
        create table invoice_choice (
          id uuid primary key,
          organisation_id uuid not null,
          company text not null,
          kind text not null check (kind in ('e-invoice-general','e-invoice-special')),
          is_change boolean not null,
          note text not null,
          by_id uuid not null,
          by_name text not null,
          at timestamptz not null
        )`.execute(db);
      await sql`create index invoice_choice_organisation on invoice_choice (organisation_id, company, at)`.execute(db);
      await sql`
        create table due (
          id uuid primary key,
          organisation_id uuid not null,
          organisation_name text not null,
          credit_code text not null,
          company text not null,
          purpose text not null,
          period text not null,
          amount_fen bigint not null check (amount_fen > 0),
          due_on text not null check (due_on ~ '^\\d{4}-\\d\\d-\\d\\d$'),
          status text not null check (status in ('open','settled','cancelled')),
          at timestamptz not null,
          settled_at timestamptz,
          unique (organisation_id, company, purpose, period)
        )`.execute(db);
      await sql`create index due_open on due (organisation_id, due_on) where status = 'open'`.execute(db);
      await sql`
        alter table designation alter column charge_id drop not null, add column due_id uuid references due,
          add check (num_nonnulls(charge_id, due_id) = 1)`.execute(db);
      await sql`create index designation_due on designation (due_id) where status <> 'taken-back'`.execute(db);
    },
  },
};
