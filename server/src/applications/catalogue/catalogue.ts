import type { FormTemplate } from '@yinxin/documents';
import type { CalendarIssue, Programme } from '@yinxin/programme';
import { formsOf, programmes } from '@yinxin/programmes';
import { type Database, type Tx, transaction } from '../../platform/index.ts';
import type { Rules } from '../engine/waiting.ts';
import { refusal } from '../problems.ts';
import { calendars, issuesOf } from './calendar.ts';
import { type VersionedOrder, type VersionStore, versionStore } from './versions.ts';

type CatalogueTables = {
  form_template_version: {
    programme: string;
    form: string;
    version: number;
    note: string;
    /** JSON array of lines added to the form. */
    notes: string;
    /** The whole template as JSON; null for versions from before it was kept. */
    content: string | null;
    published_at: Date;
    published_by: string;
  };
  catalogue_revision: { id: number; revision: number };
};

/** A version of a form in force: the template as released with the administrators' lines added. */
export interface FormInForce {
  readonly template: FormTemplate;
  readonly publishedAt: Date | null;
  readonly publishedBy: string | null;
}

/** What is on offer at one moment: the newest versions of programmes, and the forms in force. */
export interface Offer {
  readonly programmes: readonly Programme[];
  /** The house's own working days, oldest issue first. */
  readonly calendars: readonly CalendarIssue[];
  programme(code: string): Programme | undefined;
  /** The programme of this code as it is offered now; throws PROGRAMME_UNKNOWN. */
  programmeOf(what: { readonly programme: string }): Programme;
  form(programme: string, code: string): FormInForce | undefined;
  /** A version of a form that orders may still be printed with; the one in force where that version was not kept. */
  formAt(programme: string, code: string, version: number | undefined): FormInForce | undefined;
  forms(programme: string): readonly FormInForce[];
}

/** The catalogue: as released in `programmes/`, changed by administrators. */
export interface CatalogueStore {
  /** The offer in force, read again only after a change. */
  current(db: Database): Promise<Offer>;
  /** What these orders are decided by: each the version of its programme it was opened with. Throws PROGRAMME_UNKNOWN. */
  rulesOf<O extends VersionedOrder>(db: Database, orders: readonly O[], offer?: Offer): Promise<(order: O) => Rules>;
  /** The programme as released, before any change; undefined for an unknown code. */
  released(code: string): Programme | undefined;
  readonly versions: VersionStore;
  /** To be called in the transaction of every change, before anything is read for it; answers a number never given before. */
  touch(tx: Tx): Promise<number>;
  publish(
    tx: Tx,
    programme: string,
    form: string,
    what: { note: string; notes: readonly string[] },
    by: string,
    now: Date,
  ): Promise<number>;
  /** Keeps what came with this release: new versions of programmes with all they say, and the dates of forms. */
  seed(db: Database, now: Date): Promise<void>;
}

const tables = (db: Database) => db.withTables<CatalogueTables>();
const RELEASE = '';

export function catalogueStore(): CatalogueStore {
  let cached: { readonly revision: number; readonly offer: Offer } | undefined;
  const versions = versionStore();

  /** The row's lock makes publishers wait for each other. */
  async function touch(tx: Tx): Promise<number> {
    const { revision } = await tables(tx)
      .updateTable('catalogue_revision')
      .set((eb) => ({ revision: eb('revision', '+', 1) }))
      .returning('revision')
      .executeTakeFirstOrThrow();
    return revision;
  }

  return {
    async current(db) {
      const { revision } = await tables(db)
        .selectFrom('catalogue_revision')
        .select('revision')
        .executeTakeFirstOrThrow();
      if (cached?.revision === revision) return cached.offer;
      const offer = await read(db, await versions.newest(db));
      // Inside a transaction that may still roll back the reading is not kept for others.
      if (!db.isTransaction) cached = { revision, offer };
      return offer;
    },
    released: (code) => programmes.find((p) => p.code === code),
    versions,
    touch,
    async publish(tx, programme, form, { note, notes }, by, now) {
      await touch(tx);
      const former = (await read(tx, await versions.newest(tx))).form(programme, form)?.template;
      const version = (former?.version ?? 0) + 1;
      const released = formsOf(programme).find((one) => one.code === form);
      const content = released && JSON.stringify(withNotes(released, version, notes));
      const dated = { published_at: now, published_by: by };
      const row = { programme, form, version, note, notes: JSON.stringify(notes), content: content ?? null, ...dated };
      await tables(tx).insertInto('form_template_version').values(row).execute();
      return version;
    },
    async rulesOf(db, orders, offer) {
      const found = new Map<string, Rules>();
      const { calendars } = offer ?? (await this.current(db));
      const keyOf = ({ programme, programmeVersion }: VersionedOrder) => `${programme}@${programmeVersion}`;
      for (const order of orders) {
        if (found.has(keyOf(order))) continue;
        const programme = (await versions.of(db, order)) ?? programmes.find((one) => one.code === order.programme);
        if (!programme) throw refusal('PROGRAMME_UNKNOWN');
        found.set(keyOf(order), { programme, calendars });
      }
      return (order) => {
        const rules = found.get(keyOf(order));
        if (!rules) throw new Error('asked of another order than those given');
        return rules;
      };
    },
    async seed(db, now) {
      await transaction(db, async (tx) => {
        // The row's lock makes two processes that start at once wait for each other.
        await tables(tx).selectFrom('catalogue_revision').selectAll().forUpdate().execute();
        if ((await versions.storeRelease(tx, now)) > 0) await touch(tx);
      });
      for (const { code } of programmes) {
        for (const template of formsOf(code)) {
          const row = {
            programme: code,
            form: template.code,
            version: template.version,
            note: '',
            notes: '[]',
            content: JSON.stringify(template),
            published_at: now,
            published_by: RELEASE,
          };
          await tables(db)
            .insertInto('form_template_version')
            .values(row)
            .onConflict((c) => c.doNothing())
            .execute();
        }
      }
    },
  };
}

async function read(db: Database, newest: ReadonlyMap<string, Programme>): Promise<Offer> {
  const versions = await tables(db).selectFrom('form_template_version').selectAll().orderBy('version').execute();
  const current = programmes.map((released) => newest.get(released.code) ?? released);
  const inForce = new Map<string, readonly FormInForce[]>();
  for (const { code } of programmes) {
    inForce.set(
      code,
      formsOf(code).map((released) =>
        formInForce(released, versions.filter((v) => v.programme === code && v.form === released.code).at(-1)),
      ),
    );
  }
  const form: Offer['form'] = (programme, code) => inForce.get(programme)?.find((f) => f.template.code === code);
  const issues = issuesOf(await calendars(db));
  return {
    programmes: current,
    calendars: issues,
    programme: (code) => current.find((p) => p.code === code),
    programmeOf({ programme }) {
      const found = current.find((p) => p.code === programme);
      if (!found) throw refusal('PROGRAMME_UNKNOWN');
      return found;
    },
    forms: (programme) => inForce.get(programme) ?? [],
    form,
    formAt(programme, code, version) {
      const kept = versions.find((v) => v.programme === programme && v.form === code && v.version === version);
      return kept?.content ? formOf(JSON.parse(kept.content), kept) : form(programme, code);
    },
  };
}

type VersionRow = CatalogueTables['form_template_version'];

/** A version of a form with who published it. */
function formOf(template: FormTemplate, row: VersionRow): FormInForce {
  const publishedBy = row.published_by === RELEASE ? null : row.published_by;
  return { template, publishedAt: row.published_at, publishedBy };
}

function formInForce(released: FormTemplate, row: VersionRow | undefined): FormInForce {
  if (!row) return { template: released, publishedAt: null, publishedBy: null };
  // A release may bring a newer version than the last one published here.
  if (row.version <= released.version) return formOf(released, row);
  const lines: unknown = typeof row.notes === 'string' ? JSON.parse(row.notes) : row.notes;
  return formOf(withNotes(released, row.version, Array.isArray(lines) ? lines.map(String) : []), row);
}

function withNotes(released: FormTemplate, version: number, items: readonly string[]): FormTemplate {
  const blocks = items.length === 0 ? released.blocks : [...released.blocks, { kind: 'notes' as const, items }];
  return { ...released, version, blocks };
}
