import { sql } from 'kysely';
import type { Migrations } from '../platform/index.ts';

export const searchMigrations: Migrations = {
  '130-search-organisations': {
    async up(db) {
      await sql`
        create table search_organisation (
          organisation_id uuid primary key,
          name_key text not null,
          initials text not null,
          grams text[] not null
        )`.execute(db);
      await sql`create index search_organisation_name on search_organisation (name_key text_pattern_ops)`.execute(db);
      await sql`create index search_organisation_initials on search_organisation (initials text_pattern_ops)`.execute(
        db,
      );
      // Names change seldom and are searched all day: no list of pending entries that every search would read through.
      await sql`create index search_organisation_grams on search_organisation using gin (grams)
        with (fastupdate = off)`.execute(db);
      // Whoever writes a name, the search learns of it in the same transaction.
      await sql`create table search_stale (organisation_id uuid primary key)`.execute(db);
      await sql`create function search_name_changed() returns trigger language plpgsql as $$
        begin
          insert into search_stale (organisation_id) values (new.id) on conflict do nothing;
          return null;
        end $$`.execute(db);
      await sql`create trigger search_name_changed after insert or update of name, user_class on organisation
        for each row execute function search_name_changed()`.execute(db);
      await sql`insert into search_stale (organisation_id) select id from organisation`.execute(db);
    },
  },
};
