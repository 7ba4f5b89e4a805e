import { createHash } from 'node:crypto';
import { Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import type { Database, Tx } from '../../platform/index.ts';

export type VersionTables = {
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
};

/** The version an order was opened with; without a number, the one in force. */
export interface VersionedOrder {
  readonly programme: string;
  readonly programmeVersion: number;
}

/** The versions of programmes (方案版本): append-only, each with its whole content. */
export interface VersionStore {
  /** The newest version of each programme stored, by code. */
  newest(db: Database): Promise<ReadonlyMap<string, Programme>>;
  /** The programme an order is decided by: its content never changes. Undefined when nothing was ever stored for it. */
  of(db: Database, order: VersionedOrder): Promise<Programme | undefined>;
  /** Stores the programmes of this release where they differ from the last release stored; answers how many did. */
  storeRelease(tx: Tx, now: Date): Promise<number>;
}

const tables = (db: Database) => db.withTables<VersionTables>();

/** What tells two releases of a programme apart. */
export const digestOf = (programme: Programme): string =>
  createHash('sha256').update(JSON.stringify(programme)).digest('hex');

export function versionStore(): VersionStore {
  // Contents never change once committed, so they are kept for as long as the process lives.
  const contents = new Map<string, Programme>();
  const keyOf = (programme: string, version: number) => `${programme}@${version}`;

  async function load(db: Database, programme: string, version: number): Promise<Programme> {
    const key = keyOf(programme, version);
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
      const known = contents.get(keyOf(programme, programmeVersion));
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
        const version = Math.max(released.version, (last?.version ?? 0) + 1);
        const row = {
          programme: released.code,
          version,
          content: JSON.stringify({ ...released, version }),
          patch: last?.patch ?? '{}',
          release,
          origin: 'release' as const,
          reason: '',
          made_at: now,
          drafted_by: '',
          made_by: '',
        };
        await tables(tx).insertInto('programme_version').values(row).execute();
        stored += 1;
      }
      return stored;
    },
  };
}
