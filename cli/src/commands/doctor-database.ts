import fs from 'node:fs';
import path from 'node:path';
import {
  AuthorityError,
  allMigrations,
  authorityExists,
  authorityPlace,
  ConfigError,
  checkServerVersion,
  connect,
  databaseOwner,
  type Loaded,
  migrationStates,
  openAuthority,
  openDatabase,
  operatedAuthorities,
  roomsFor,
} from '@yinxin/server';
import { text } from '../texts.ts';
import { type Finding, fail, pass, warn } from './finding.ts';
import { ocspFindings } from './ocsp-findings.ts';

type Config = Loaded['config'];
type Connection = ReturnType<typeof connect>;

/** Reachable, recent enough, syncing to disk, migrated, and agreeing about the time. Starts our own server if it is not running. */
export async function databaseFindings(config: Config): Promise<Finding[]> {
  if (!config.databaseUrl && !fs.existsSync(path.join(config.dataDir, 'postgres'))) {
    return [config.mode === 'production' ? warn(text('doctor.database.none')) : pass(text('doctor.database.none'))];
  }
  try {
    const database = await openDatabase(config, true);
    const db = connect(database.url, { max: 1 });
    try {
      const findings = [await version(db, config), await durability(db), await clock(db)];
      const isUsed = await databaseOwner(config, db);
      findings.push(await migrations(db, config));
      findings.push(isUsed ? await authority(db, config) : missingAuthority(config));
      const operated = isUsed ? await operatedAuthorities(db) : [];
      if (operated.length > 0) findings.push(warn(text('doctor.authority.waits', { names: operated.join(', ') })));
      if (isUsed && (await authorityExists(db))) findings.push(...(await ocspFindings(db, config)));
      return findings;
    } finally {
      await db.destroy();
      await database.server?.stop();
    }
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(fail);
    return [fail(text('doctor.database.failed', { reason: error instanceof Error ? error.message : String(error) }))];
  }
}

async function version(db: Connection, config: Config): Promise<Finding> {
  const isGiven = config.databaseUrl !== undefined;
  const where = text(isGiven ? 'doctor.database.given' : 'doctor.database.own');
  const line = text('doctor.database', { version: await checkServerVersion(db), where });
  return config.mode === 'production' && !isGiven ? warn(line) : pass(line);
}

type ServerRow = { fsync: string; commit: string; now: Date };

async function ask(db: Connection): Promise<ServerRow> {
  const query = db.selectNoFrom((eb) => [
    eb.fn<string>('current_setting', [eb.val('fsync')]).as('fsync'),
    eb.fn<string>('current_setting', [eb.val('synchronous_commit')]).as('commit'),
    eb.fn<Date>('clock_timestamp').as('now'),
  ]);
  return query.executeTakeFirstOrThrow();
}

async function durability(db: Connection): Promise<Finding> {
  const { fsync, commit } = await ask(db);
  return fsync === 'on' && commit !== 'off'
    ? pass(text('doctor.fsync', { fsync, commit }))
    : fail(text('doctor.fsync.off', { fsync, commit }));
}

async function clock(db: Connection): Promise<Finding> {
  const before = Date.now();
  const { now } = await ask(db);
  const middle = (before + Date.now()) / 2;
  const ms = Math.round(Math.abs(now.getTime() - middle));
  return ms < 2000 ? pass(text('doctor.clock', { ms })) : fail(text('doctor.clock.off', { ms }));
}

async function migrations(db: Connection, config: Config): Promise<Finding> {
  const states = [...(await migrationStates(db, allMigrations(roomsFor(config.mode)))).values()];
  const pending = states.filter((state) => state === 'pending').length;
  return pending > 0
    ? warn(text('doctor.migrations.pending', { count: pending }))
    : pass(text('doctor.migrations', { count: states.length }));
}

const missingAuthority = (config: Config) =>
  config.mode === 'production' ? fail(text('doctor.authority.none')) : pass(text('doctor.authority.sandbox'));

/** Whether root and issuing CA are there and their keys open with the passphrase. */
async function authority(db: Connection, config: Config): Promise<Finding> {
  if (!(await authorityExists(db))) return missingAuthority(config);
  try {
    const { root, issuing } = await openAuthority(authorityPlace({ db, config }));
    const end = (one: typeof root) => one.certificate.notAfter.toISOString().slice(0, 10);
    return pass(text('doctor.authority', { root: end(root), issuing: end(issuing) }));
  } catch (error) {
    if (error instanceof AuthorityError) return fail(error.message);
    throw error;
  }
}
