import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLog, loadConfig, openPlatform, type Platform, roomsFor } from '@yinxin/server';
import { sql } from 'kysely';

/** One line of the bench of the authority. */
export interface Measured {
  readonly what: string;
  readonly measured: number;
  /** What it must stay below, or what it is compared with. */
  readonly limit: number;
  readonly unit: string;
  /** `measured` as a part of `limit`. */
  readonly share: number;
}

export const line = (what: string, measured: number, limit: number, unit: string): Measured => ({
  what,
  measured,
  limit,
  unit,
  share: limit === 0 ? 0 : measured / limit,
});

/** Settings of a house in this folder, for this process and for children. */
export function houseEnvironment(dataDir: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    YINXIN_CONFIG: path.join(dataDir, 'none.yaml'),
    YINXIN_DATA_DIR: dataDir,
    YINXIN_LOG_LEVEL: 'error',
  };
}

/** Opens the database of a folder, beside another process that has it open or alone. */
export function openHouse(dataDir: string): Promise<Platform> {
  const { config } = loadConfig({ file: path.join(dataDir, 'none.yaml'), env: houseEnvironment(dataDir) });
  return openPlatform(config, roomsFor('sandbox'), { log: createLog('error'), attach: true });
}

/** A house with its authority on an embedded database (fsync on), gone afterwards. */
export async function withHouse<T>(work: (platform: Platform, dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-bench-authority-'));
  try {
    const platform = await openHouse(dataDir);
    try {
      await platform.deps.jobs.start();
      return await work(platform, dataDir);
    } finally {
      await platform.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/**
 * Rows of revoked certificates made by the database itself: random-looking serials of 16 bytes, entries with a reason as
 * `encodeRevokedEntry` writes them. Their certificates are not there: lists do not look at them.
 */
export async function revokeMany({ deps: { db } }: Platform, count: number): Promise<void> {
  await db.connection().execute(async (one) => {
    // Neither the reference to certificates nor a notification for each row.
    await sql`set session_replication_role = replica`.execute(one);
    const { rows: indexes } = await sql<{ name: string; definition: string }>`
      select indexname as name, indexdef as definition from pg_indexes
      where tablename = 'revocation' and indexname <> 'revocation_pkey'`.execute(one);
    for (const { name } of indexes) await sql`drop index ${sql.id(name)}`.execute(one);
    await sql`
      insert into revocation (serial, reason, revoked_at, authority, shard, not_after, entry, listed)
      select upper(encode(serial, 'hex')), 'superseded', at, 'issuing', 1 + n % 4, at + interval '365 days',
        '\\x302f0210'::bytea || serial || '\\x170d'::bytea
          || convert_to(to_char(at at time zone 'UTC', 'YYMMDDHH24MISS') || 'Z', 'UTF8')
          || '\\x300c300a0603551d1504030a0104'::bytea, 0
      from (
        select n, date_trunc('second', now()) - n % 86400 * interval '1 second' as at,
          '\\x40'::bytea || substring(decode(md5('yinxin' || n), 'hex') from 2) as serial
        from generate_series(1, ${count}::int) n
      ) made`.execute(one);
    for (const { definition } of indexes) await sql.raw(definition).execute(one);
    await sql`set session_replication_role = default`.execute(one);
  });
  await sql`vacuum analyze revocation`.execute(db);
  // What is measured next does not pay for writing these rows out.
  await sql`checkpoint`.execute(db);
}
