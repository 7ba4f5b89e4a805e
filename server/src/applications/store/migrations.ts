import { sql } from 'kysely';
import { indexIfSmall, type LateIndex } from '../../platform/database/index.ts';
import type { Migrations } from '../../platform/index.ts';
import { personIndex } from './persons.ts';

/** Indexes of searches and lists, made beside running work where there are millions of orders. */
export const applicationIndexes: readonly LateIndex[] = [
  { name: 'application_invoice', table: 'application', definition: '(invoice) where invoice is not null' },
  {
    name: 'application_days',
    table: 'application',
    definition: '((coalesce(submitted_at, created_at)), id) include (submitted_at, created_at)',
    instead: 'application_day',
  },
  {
    name: 'application_holder',
    table: 'application',
    definition: '(organisation_id, created_at, id)',
    instead: 'application_organisation',
  },
  {
    name: 'application_named',
    table: 'application',
    definition: "(organisation_name, created_at, id) where credit_code <> ''",
    instead: 'application_name',
  },
];

export const applicationMigrations: Migrations = {
  '020-applications-events': {
    async up(db) {
      await db.schema
        .createTable('application')
        .addColumn('id', 'uuid', (c) => c.primaryKey())
        .addColumn('number', 'text', (c) => c.notNull().unique())
        .addColumn('organisation_id', 'uuid', (c) => c.notNull())
        .addColumn('credit_code', 'text', (c) => c.notNull())
        .addColumn('organisation_name', 'text', (c) => c.notNull())
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('project', 'text', (c) => c.notNull())
        .addColumn('service', 'text', (c) => c.notNull())
        .addColumn('stage', 'text', (c) => c.notNull())
        .addColumn('state_code', 'text', (c) => c.notNull())
        .addColumn('void', 'boolean', (c) => c.notNull())
        .addColumn('paid', 'boolean', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('created_at', 'timestamptz', (c) => c.notNull())
        .addColumn('submitted_at', 'timestamptz')
        .addColumn('held_by', 'text')
        .addColumn('held_until', 'timestamptz')
        .addColumn('papers_in', 'text')
        .addColumn('parcel_out', 'text')
        .addColumn('handler_mobile', 'text')
        .addColumn('medium_serial', 'text')
        .execute();
      await db.schema
        .createIndex('application_organisation')
        .on('application')
        .columns(['organisation_id', 'created_at'])
        .execute();
      await db.schema.createIndex('application_created').on('application').columns(['created_at', 'id']).execute();
      await db.schema.createIndex('application_credit_code').on('application').column('credit_code').execute();
      await db.schema.createIndex('application_name').on('application').column('organisation_name').execute();
      await db.schema
        .createIndex('application_state')
        .on('application')
        .columns(['state_code', 'created_at'])
        .execute();
      for (const column of ['papers_in', 'parcel_out', 'handler_mobile', 'medium_serial', 'held_by'] as const) {
        await db.schema
          .createIndex(`application_${column}`)
          .on('application')
          .column(column)
          .where(sql.ref(column), 'is not', null)
          .execute();
      }
      await db.schema
        .createTable('application_event')
        .addColumn('application_id', 'uuid', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('at', 'timestamptz', (c) => c.notNull())
        .addColumn('actor_kind', 'text', (c) => c.notNull())
        .addColumn('actor_id', 'text', (c) => c.notNull())
        .addColumn('data', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('application_event_pk', ['application_id', 'version'])
        .execute();
      // Append-only is a rule of the database too: a history is never rewritten.
      await sql`create function application_event_is_final() returns trigger language plpgsql as $$
        begin raise exception 'application events are append-only'; end $$`.execute(db);
      await sql`create trigger application_event_is_final before update or delete on application_event
        for each row execute function application_event_is_final()`.execute(db);
      await db.schema
        .createTable('application_task')
        .addColumn('application_id', 'uuid', (c) => c.notNull().references('application.id'))
        .addColumn('queue', 'text', (c) => c.notNull())
        .addColumn('project', 'text', (c) => c.notNull())
        .addColumn('since', 'timestamptz', (c) => c.notNull())
        .addColumn('open_from', 'timestamptz', (c) => c.notNull())
        .addColumn('target', 'timestamptz')
        .addColumn('promise', 'timestamptz')
        .addPrimaryKeyConstraint('application_task_pk', ['application_id', 'queue'])
        .execute();
      await db.schema
        .createIndex('application_task_queue')
        .on('application_task')
        .columns(['queue', 'target', 'since'])
        .execute();
      await db.schema
        .createTable('application_number')
        .addColumn('prefix', 'text', (c) => c.notNull())
        .addColumn('day', 'text', (c) => c.notNull())
        .addColumn('used', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('application_number_pk', ['prefix', 'day'])
        .execute();
    },
  },
  '024-applications-business': {
    async up(db) {
      await db.schema.alterTable('application').addColumn('subject_holding', 'uuid').execute();
      // One open business for each certificate (BJ-33), whatever else goes wrong.
      await sql`create unique index application_running on application (subject_holding)
        where subject_holding is not null and not void and stage <> 'finished'`.execute(db);
      await sql`create index application_subject on application (subject_holding, created_at)
        where subject_holding is not null`.execute(db);
    },
  },
  '021-applications-catalogue': {
    async up(db) {
      await db.schema
        .createTable('programme_text')
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('path', 'text', (c) => c.notNull())
        .addColumn('zh', 'text', (c) => c.notNull())
        .addColumn('en', 'text', (c) => c.notNull())
        .addColumn('changed_at', 'timestamptz', (c) => c.notNull())
        .addColumn('changed_by', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('programme_text_pk', ['programme', 'path'])
        .execute();
      await db.schema
        .createTable('form_template_version')
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('form', 'text', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('note', 'text', (c) => c.notNull())
        .addColumn('notes', 'jsonb', (c) => c.notNull())
        .addColumn('published_at', 'timestamptz', (c) => c.notNull())
        .addColumn('published_by', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('form_template_version_pk', ['programme', 'form', 'version'])
        .execute();
      await db.schema
        .createTable('catalogue_revision')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .execute();
      await sql`insert into catalogue_revision (id, revision) values (1, 0)`.execute(db);
    },
  },
  '025-applications-programme-versions': {
    async up(db) {
      await db.schema
        .createTable('programme_version')
        .addColumn('programme', 'text', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('patch', 'text', (c) => c.notNull())
        .addColumn('release', 'text', (c) => c.notNull())
        .addColumn('origin', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('made_at', 'timestamptz', (c) => c.notNull())
        .addColumn('drafted_by', 'text', (c) => c.notNull())
        .addColumn('made_by', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('programme_version_pk', ['programme', 'version'])
        .execute();
      // What an order was opened with is never rewritten.
      await sql`create function programme_version_is_final() returns trigger language plpgsql as $$
        begin raise exception 'programme versions are append-only'; end $$`.execute(db);
      await sql`create trigger programme_version_is_final before update or delete on programme_version
        for each row execute function programme_version_is_final()`.execute(db);
      await db.schema.alterTable('form_template_version').addColumn('content', 'text').execute();
      // Every programme was at version 1 until versions were kept.
      await db.schema
        .alterTable('application')
        .addColumn('programme_version', 'integer', (c) => c.notNull().defaultTo(1))
        .execute();
      await sql`create index application_programme_version on application (programme, programme_version)
        where not void and stage <> 'finished'`.execute(db);
    },
  },
  '026-applications-sealed': {
    async up(db) {
      // What is sealed does not compress: the attempt is spared with every write.
      await sql`alter table application alter column state set storage external`.execute(db);
      await sql`alter table application_event alter column data set storage external`.execute(db);
    },
  },
  '027-applications-search': {
    async up(db) {
      // Filled as orders are written, and by `yinxin rebuild` for those from before.
      await sql`alter table application add column invoice text`.execute(db);
      await indexIfSmall(db, applicationIndexes.slice(0, 1));
    },
  },
  '028-applications-programme-drafts': {
    async up(db) {
      await db.schema
        .createTable('programme_draft')
        .addColumn('programme', 'text', (c) => c.primaryKey())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('patch', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('editors', 'text', (c) => c.notNull())
        .addColumn('updated_at', 'timestamptz', (c) => c.notNull())
        .execute();
    },
  },
  '029-applications-working-calendar': {
    async up(db) {
      await db.schema
        .createTable('working_calendar')
        .addColumn('version', 'integer', (c) => c.primaryKey())
        .addColumn('days', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('made_at', 'timestamptz', (c) => c.notNull())
        .addColumn('made_by', 'text', (c) => c.notNull())
        .execute();
      // A clock that runs was told what stood here when it began.
      await sql`create trigger working_calendar_is_final before update or delete on working_calendar
        for each row execute function programme_version_is_final()`.execute(db);
    },
  },
  '029-applications-upkeep': {
    async up(db) {
      // A fifth of a hundred million rows is too long to wait for statistics and for the map of what everybody sees.
      await sql`alter table application_event set (autovacuum_vacuum_insert_scale_factor = 0.02,
        autovacuum_analyze_scale_factor = 0.02)`.execute(db);
      await sql`alter table application set (autovacuum_vacuum_scale_factor = 0.02,
        autovacuum_analyze_scale_factor = 0.01)`.execute(db);
      // A few thousand rows written anew all day: what is dead must not pile up in front of the queue.
      await sql`alter table application_task set (autovacuum_vacuum_scale_factor = 0.05,
        autovacuum_vacuum_threshold = 500, fillfactor = 80)`.execute(db);
    },
  },
  '031-applications-calendar-draft': {
    async up(db) {
      await db.schema
        .createTable('working_calendar_draft')
        .addColumn('id', 'integer', (c) => c.primaryKey().check(sql`id = 1`))
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('days', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('editors', 'text', (c) => c.notNull())
        .addColumn('updated_at', 'timestamptz', (c) => c.notNull())
        .execute();
    },
  },
  '030-applications-days': {
    async up(db) {
      await indexIfSmall(db, applicationIndexes.slice(1, 2));
    },
  },
  // Lists find ids and days in the index alone, and look only at the orders they show.
  '031-applications-lists': {
    async up(db) {
      await indexIfSmall(db, applicationIndexes.slice(1));
    },
  },
  '032-applications-persons': {
    async up(db) {
      await indexIfSmall(db, [personIndex]);
    },
  },
};
