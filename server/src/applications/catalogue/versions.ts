import { createHash } from 'node:crypto';
import {
  EMPTY_PATCH,
  type Inspection,
  inspectProgramme,
  LocalText,
  Programme,
  ProgrammePatch,
  patched,
  patchMistakes,
  pruned,
} from '@yinxin/programme';
import { formsOf, programmes } from '@yinxin/programmes';
import type { Database, Tx } from '../../platform/index.ts';

type VersionTables = {
  programme_version: {
    programme: string;
    version: number;
    /** The whole programme of this version as JSON, so that it stays readable whatever a later release ships. */
    content: string;
    /** What the house changed of the released programme, as JSON. */
    patch: string;
    /** SHA-256 of the released programme it stands on. */
    release: string;
    origin: 'release' | 'publication';
    reason: string;
    made_at: Date;
    drafted_by: string;
    made_by: string;
  };
  /** Texts changed before there were versions. */
  programme_text: { programme: string; path: string; zh: string; en: string };
};

/** The version an order was opened with. */
export interface VersionedOrder {
  readonly programme: string;
  readonly programmeVersion: number;
}

/** A version as the history tells it. */
export interface VersionRow {
  readonly version: number;
  readonly origin: 'release' | 'publication';
  readonly reason: string;
  readonly madeAt: Date;
  readonly draftedBy: string;
  readonly madeBy: string;
}

/** What is published: the checked content with all that is to be remembered about it. */
export interface Publication extends Omit<VersionRow, 'version' | 'origin'> {
  readonly content: Programme;
  readonly patch: ProgrammePatch;
}

/** Reason of a release over which the changes of the house could not be kept. */
export const SET_ASIDE = 'changes-set-aside';

/** The versions of programmes (方案版本): append-only, each with its whole content. */
export interface VersionStore {
  /** The newest version of each programme stored, by code. */
  newest(db: Database): Promise<ReadonlyMap<string, Programme>>;
  /** The programme an order is decided by: its content never changes. Undefined when nothing was ever stored for it. */
  of(db: Database, order: VersionedOrder): Promise<Programme | undefined>;
  /** What the house changed in a version, the newest without a number; undefined when there is no such version. */
  patch(db: Database, programme: string, version?: number): Promise<ProgrammePatch | undefined>;
  /** All versions of a programme, newest first. */
  history(db: Database, programme: string): Promise<VersionRow[]>;
  publish(tx: Tx, what: Publication): Promise<void>;
  /** Stores the programmes of this release where they differ from the last release stored; answers how many did. */
  storeRelease(tx: Tx, now: Date): Promise<number>;
}

const tables = (db: Database) => db.withTables<VersionTables>();

/** What tells two releases of a programme apart. */
const digestOf = (programme: Programme): string => createHash('sha256').update(JSON.stringify(programme)).digest('hex');

export function versionStore(): VersionStore {
  // Contents never change once committed, so they are kept for as long as the process lives.
  const contents = new Map<string, Programme>();

  async function load(db: Database, programme: string, version: number): Promise<Programme> {
    const key = `${programme}@${version}`;
    const known = contents.get(key);
    if (known) return known;
    const { content } = await tables(db)
      .selectFrom('programme_version')
      .select('content')
      .where('programme', '=', programme)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    // Checked in full when it was published; a later release may check more, and its orders still go on.
    const read = Programme.parse(JSON.parse(content));
    contents.set(key, read);
    return read;
  }

  return {
    async newest(db) {
      const rows = await tables(db)
        .selectFrom('programme_version')
        .select((eb) => ['programme', eb.fn.max('version').as('version')])
        .groupBy('programme')
        .execute();
      const found = new Map<string, Programme>();
      for (const { programme, version } of rows) found.set(programme, await load(db, programme, version));
      return found;
    },
    async of(db, { programme, programmeVersion }) {
      const known = contents.get(`${programme}@${programmeVersion}`);
      if (known) return known;
      // An order from before versions were kept is decided by the first one kept.
      const row = await tables(db)
        .selectFrom('programme_version')
        .select('version')
        .where('programme', '=', programme)
        .where('version', '>=', programmeVersion)
        .orderBy('version')
        .executeTakeFirst();
      return row && (await load(db, programme, row.version));
    },
    async patch(db, programme, version) {
      let query = tables(db).selectFrom('programme_version').select('patch').where('programme', '=', programme);
      if (version !== undefined) query = query.where('version', '=', version);
      const row = await query.orderBy('version', 'desc').executeTakeFirst();
      return row && ProgrammePatch.parse(JSON.parse(row.patch));
    },
    async history(db, programme) {
      const rows = await tables(db)
        .selectFrom('programme_version')
        .select(['version', 'origin', 'reason', 'made_at', 'drafted_by', 'made_by'])
        .where('programme', '=', programme)
        .orderBy('version', 'desc')
        .execute();
      return rows.map(({ made_at, drafted_by, made_by, ...row }) => ({
        ...row,
        madeAt: made_at,
        draftedBy: drafted_by,
        madeBy: made_by,
      }));
    },
    async publish(tx, { content, patch, ...what }) {
      const { release } = await tables(tx)
        .selectFrom('programme_version')
        .select('release')
        .where('programme', '=', content.code)
        .orderBy('version', 'desc')
        .executeTakeFirstOrThrow();
      await insert(tx, { ...what, content, patch, release, origin: 'publication' });
    },
    async storeRelease(tx, now) {
      const rows = await tables(tx)
        .selectFrom('programme_version')
        .select(['programme', 'version', 'release', 'patch'])
        .distinctOn('programme')
        .orderBy('programme')
        .orderBy('version', 'desc')
        .execute();
      let stored = 0;
      for (const released of programmes) {
        const last = rows.find((row) => row.programme === released.code);
        const release = digestOf(released);
        if (last?.release === release) continue;
        const before = last ? ProgrammePatch.parse(JSON.parse(last.patch)) : await formerTexts(tx, released.code);
        const version = Math.max(released.version, (last?.version ?? 0) + 1);
        const kept = overRelease(released, before, version);
        const by = { draftedBy: '', madeBy: '', madeAt: now };
        await insert(tx, { ...kept, ...by, release, origin: 'release' });
        stored += 1;
      }
      return stored;
    },
  };
}

/** The release with the changes, by the check that `yinxin programme check` makes, and what is odd about the changes. */
export function checked(
  released: Programme,
  patch: ProgrammePatch,
  version: number,
): Inspection & { readonly source: unknown } {
  const forms = formsOf(released.code);
  const own = patchMistakes(
    released,
    patch,
    forms.map(({ code }) => code),
  );
  const source = patched(released, patch, version);
  const found = inspectProgramme({ source, forms });
  // What is wrong with a change stands beside it already; the programme made of it says the same elsewhere.
  const told = new Set(own.map(({ message }) => message));
  const mistakes = [...own, ...found.mistakes.filter(({ message }) => !told.has(message))];
  return { ...found, source, mistakes, programme: mistakes.length === 0 ? found.programme : undefined };
}

/** The changes of the house over a newer release: without places it took away, and none where they no longer fit it. */
function overRelease(
  released: Programme,
  before: ProgrammePatch,
  version: number,
): Pick<Publication, 'content' | 'patch' | 'reason'> {
  const patch = pruned(released, before);
  const { programme } = checked(released, patch, version);
  if (programme) return { content: programme, patch, reason: '' };
  return { content: { ...released, version }, patch: EMPTY_PATCH, reason: SET_ASIDE };
}

/** Texts that were changed while programmes had no versions yet. */
async function formerTexts(tx: Tx, programme: string): Promise<ProgrammePatch> {
  const rows = await tables(tx).selectFrom('programme_text').selectAll().where('programme', '=', programme).execute();
  const texts = rows.flatMap(({ path, zh, en }) =>
    LocalText.safeParse({ zh, en }).success ? [[path, { zh, en }]] : [],
  );
  return { ...EMPTY_PATCH, texts: Object.fromEntries(texts) };
}

async function insert(
  tx: Tx,
  {
    content,
    patch,
    release,
    origin,
    reason,
    madeAt,
    draftedBy,
    madeBy,
  }: Publication & Pick<VersionRow, 'origin'> & { readonly release: string },
): Promise<void> {
  const row = {
    programme: content.code,
    version: content.version,
    content: JSON.stringify(content),
    patch: JSON.stringify(patch),
    release,
    origin,
    reason,
    made_at: madeAt,
    drafted_by: draftedBy,
    made_by: madeBy,
  };
  await tables(tx).insertInto('programme_version').values(row).execute();
}
