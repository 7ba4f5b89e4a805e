import { sql } from 'kysely';
import type { Migrations } from '../platform/index.ts';

export const migrations: Migrations = {
  '070-media-stock': {
    async up(db) {
      await sql`
        create table medium (
          serial text primary key,
          kind text not null check (kind in ('usb-key', 'ic-card')),
          model text not null,
          state text not null check (state in ('blank', 'personalised', 'made', 'shipped', 'spoiled')),
          application_id uuid,
          application_number text,
          transport_key bytea,
          sealed_admin_key text,
          spoiled_reason text,
          registered_at timestamptz not null,
          changed_at timestamptz not null
        )`.execute(db);
      await sql`create index medium_registered on medium (registered_at desc)`.execute(db);
      await sql`create index medium_application on medium (application_id) where application_id is not null`.execute(
        db,
      );
      await sql`
        create table password_card (
          number text primary key,
          batch text not null,
          state text not null check (state in ('fresh', 'printed', 'assigned', 'destroyed')),
          sealed_pin text,
          application_id uuid,
          medium_serial text,
          made_at timestamptz not null,
          printed_at timestamptz
        )`.execute(db);
      await sql`create index password_card_made on password_card (made_at desc, number)`.execute(db);
      await sql`create index password_card_batch on password_card (batch)`.execute(db);
      await sql`
        create table media_counter (
          prefix text not null,
          day date not null,
          last integer not null,
          primary key (prefix, day)
        )`.execute(db);
    },
  },
  '071-media-production': {
    async up(db) {
      await sql`
        create table production (
          id uuid primary key,
          application_id uuid not null,
          application_number text not null,
          status text not null check (status in ('personalised', 'issued', 'made', 'abandoned')),
          medium_serial text not null references medium (serial),
          password_card text not null references password_card (number),
          nonce bytea,
          nonce_until timestamptz,
          started_at timestamptz not null,
          made_at timestamptz,
          abandoned_at timestamptz,
          abandoned_reason text
        )`.execute(db);
      // One living production per application, per medium and per card: two people at two desks cannot both begin.
      await sql`create unique index production_application on production (application_id)
        where status <> 'abandoned'`.execute(db);
      await sql`create unique index production_medium on production (medium_serial)`.execute(db);
      await sql`create unique index production_card on production (password_card)`.execute(db);
    },
  },
  '072-media-life': {
    async up(db) {
      await sql`alter table medium drop constraint medium_state_check`.execute(db);
      // 'blank' was the stock, 'personalised' a medium given to an order.
      await sql`update medium set state = case state
          when 'blank' then 'stock' when 'personalised' then 'blank' else state end
        where state in ('blank', 'personalised')`.execute(db);
      await sql`alter table medium add constraint medium_state_check check (state in ('stock', 'blank', 'made', 'shipped',
        'activated', 'locked', 'lost', 'returned', 'spoiled', 'destroyed'))`.execute(db);
      await sql`create index medium_state on medium (state, kind, model)`.execute(db);
      await sql`
        create table medium_event (
          id bigint generated always as identity primary key,
          serial text not null references medium,
          at timestamptz not null,
          move text not null,
          from_state text not null,
          to_state text not null,
          by_kind text not null check (by_kind in ('applicant', 'staff', 'system')),
          by_id text,
          by_name text not null,
          note text
        )`.execute(db);
      await sql`create index medium_event_serial on medium_event (serial, id)`.execute(db);
      await sql`create function medium_event_is_final() returns trigger language plpgsql as $$
        begin raise exception 'the history of media is append-only'; end $$`.execute(db);
      await sql`create trigger medium_event_is_final before update or delete on medium_event
        for each row execute function medium_event_is_final()`.execute(db);
    },
  },
  '074-media-used-again': {
    async up(db) {
      // A returned medium goes back into stock and is made again: one making at a time, not one for ever.
      await sql`drop index production_medium`.execute(db);
      await sql`create unique index production_medium on production (medium_serial)
        where status in ('personalised', 'issued')`.execute(db);
      await sql`create index production_of_medium on production (medium_serial)`.execute(db);
    },
  },
  '077-media-cards-replaced': {
    async up(db) {
      await sql`alter table password_card add column replaces text references password_card, add column void_reason text`.execute(
        db,
      );
      // A card is replaced once.
      await sql`create unique index password_card_replaces on password_card (replaces)`.execute(db);
    },
  },
  '079-media-issuing': {
    async up(db) {
      await sql`alter table production add column issuing_since timestamptz`.execute(db);
      await sql`create index production_stray on production (issuing_since)
        where status = 'abandoned' and issuing_since is not null`.execute(db);
    },
  },
};
