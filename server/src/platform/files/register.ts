import { sql } from 'kysely';
import type { Clock } from '../clock/index.ts';
import type { Database, Migrations } from '../database/index.ts';
import { problem } from '../problems/index.ts';
import type { FileRegister, FileStore } from './files.ts';

export const fileMigrations: Migrations = {
  '000-platform-files': {
    async up(db) {
      // Files from before this table are in no row and stay: somebody may refer to them.
      await sql`
        create table stored_file (
          sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
          seen_at timestamptz not null,
          kept_at timestamptz
        )`.execute(db);
      await sql`create index stored_file_loose on stored_file (seen_at) where kept_at is null`.execute(db);
    },
  },
};

/** How long an upload may wait to be attached before it is swept. */
export const LOOSE_MS = 86_400_000;
const PORTION = 100;

/**
 * Knows which files somebody refers to. A file is written here before it is put in its place, and kept for good in the
 * transaction that refers to it; what was only uploaded goes after a day.
 */
export function fileRegister(db: Database, clock: Pick<Clock, 'now'>): FileRegister {
  return {
    async seen(sha256, isKept) {
      const now = clock.now();
      // Waits for a sweep that is just taking this file away, and then begins anew.
      await sql`insert into stored_file (sha256, seen_at, kept_at) values (${sha256}, ${now}, ${isKept ? now : null})
        on conflict (sha256) do update set seen_at = ${now}, kept_at = coalesce(stored_file.kept_at, excluded.kept_at)`.execute(
        db,
      );
    },
  };
}

/** Keeps uploaded files for good, in the transaction that refers to them. Throws FILE_MISSING when one was swept meanwhile. */
export async function keepFiles(db: Database, clock: Pick<Clock, 'now'>, files: readonly string[]): Promise<void> {
  const names = [...new Set(files)];
  if (names.length === 0) return;
  const { rows } = await sql`update stored_file set kept_at = coalesce(kept_at, ${clock.now()})
    where sha256 = any(${names}) returning sha256`.execute(db);
  if (rows.length < names.length) throw problem('FILE_MISSING');
}

/**
 * Removes uploads that nobody attached within a day; answers how many. The row goes first and is held until the file is
 * gone: an upload of the same content waits for that, and one that came before is not touched.
 */
export async function sweepFiles(
  db: Database,
  clock: Pick<Clock, 'now'>,
  files: Pick<FileStore, 'remove'>,
): Promise<number> {
  const before = new Date(clock.now().getTime() - LOOSE_MS);
  for (let swept = 0; ; ) {
    const gone = await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ sha256: string }>`delete from stored_file where sha256 in (
          select sha256 from stored_file where kept_at is null and seen_at < ${before}
          order by seen_at limit ${PORTION} for update skip locked)
        and kept_at is null and seen_at < ${before} returning sha256`.execute(tx);
      for (const { sha256 } of rows) await files.remove(sha256);
      return rows.length;
    });
    swept += gone;
    if (gone < PORTION) return swept;
  }
}
