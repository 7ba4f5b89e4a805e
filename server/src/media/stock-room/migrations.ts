import { sql } from 'kysely';
import type { Migrations } from '../../platform/index.ts';

export const stockRoomMigrations: Migrations = {
  '078-media-stock-room': {
    async up(db) {
      await sql`
        create table media_receipt (
          id uuid primary key,
          number text not null unique,
          kind text not null,
          model text not null,
          place text not null,
          supplier text not null,
          note text,
          added integer not null,
          known text[] not null,
          by_name text not null,
          at timestamptz not null
        )`.execute(db);
      await sql`
        alter table medium
          add column place text not null default '总库',
          add column handed_to text,
          add column handed_name text,
          add column receipt_id uuid references media_receipt`.execute(db);
      await sql`create index medium_in_stock on medium (kind, model, place) where state = 'stock'`.execute(db);
      await sql`
        create table media_minimum (
          kind text not null,
          model text not null,
          place text not null,
          minimum integer not null check (minimum > 0),
          primary key (kind, model, place)
        )`.execute(db);
      await sql`
        create table stock_take (
          id uuid primary key,
          number text not null unique,
          place text not null,
          status text not null check (status in ('open', 'closed')),
          expected integer not null,
          counted integer not null,
          by_name text not null,
          at timestamptz not null,
          closed_by text,
          closed_at timestamptz
        )`.execute(db);
      // One count of a place at a time.
      await sql`create unique index stock_take_open on stock_take (place) where status = 'open'`.execute(db);
      await sql`
        create table stock_difference (
          take_id uuid not null references stock_take,
          serial text not null,
          kind text not null check (kind in ('missing', 'elsewhere', 'not-in-stock', 'unknown')),
          explanation text,
          lost boolean not null default false,
          primary key (take_id, serial)
        )`.execute(db);
    },
  },
};
