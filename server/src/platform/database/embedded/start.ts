import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { type Binaries, binaries } from './binaries.ts';
import { isTraversable, placeElsewhere, runAs } from './place.ts';
import { endOrphan, isAlive, postmaster } from './postmaster.ts';
import { watchdogScript } from './watchdog.ts';

/** Another process that lives has the database open: a person's slip, told without a stack. */
export class DatabaseInUse extends Error {
  readonly code = 'DATABASE_IN_USE';
  constructor(dir: string, owner: number) {
    super(`the database in ${dir} is in use by process ${owner}; end it first`);
    this.name = 'DatabaseInUse';
  }
}

/** A PostgreSQL server on this machine, ours or (attached) another process's. */
export interface EmbeddedServer {
  /** Connection URL with the password in it: never log it. */
  readonly url: string;
  readonly port: number;
  /** Where the data lies; differs from what was asked for when that place cannot be reached by the server's user. */
  readonly dir: string;
  /** True when the server belongs to another living process of ours. */
  readonly attached: boolean;
  /** Resolves when the server ends without having been asked to. */
  readonly died: Promise<never>;
  /** Fast shutdown; does nothing when attached. Returns when the server is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder for the server's data, created when missing. */
  readonly dir: string;
  /** Use the running server of another process instead of refusing. Default false. */
  readonly attach?: boolean;
  /** Extra server settings, e.g. `{ fsync: 'off' }` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

const ownership = z.object({ password: z.string(), port: z.number(), owner: z.number(), started: z.string() });
type Ownership = z.infer<typeof ownership>;

const database = 'yinxin';

/**
 * Starts PostgreSQL from npm on `dir` as a child that never outlives this process, makes the cluster and the database
 * `yinxin` at first start. A server left behind by a killed process is shut down and replaced; one that belongs to a living
 * process is attached to, or refused. Listens on 127.0.0.1 only, with a random password kept in a file of mode 0600.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const bin = binaries();
  const { base, dir } = place(options.dir);
  const note = path.join(base, 'postgres.json');
  const before = readNote(note);
  const running = postmaster(dir);
  if (running.state === 'live' && before) {
    if (isOwnerAlive(before)) {
      if (!options.attach) throw new DatabaseInUse(dir, before.owner);
      return {
        ...address(before.password, running.port),
        dir,
        attached: true,
        died: new Promise(() => {}),
        stop: async () => {},
      };
    }
  }
  await endOrphan(dir);
  if (postmaster(dir).state === 'stale') fs.rmSync(path.join(dir, 'postmaster.pid'), { force: true });

  const password = before?.password ?? randomBytes(24).toString('base64url');
  create(bin, base, dir, password);
  for (let attempt = 1; ; attempt++) {
    const port = attempt === 1 && before && (await isFree(before.port)) ? before.port : await freePort();
    writeNote(note, { password, port, owner: process.pid, started: startTime(process.pid) });
    try {
      return await run(bin, base, dir, password, port, options.settings ?? {});
    } catch (error) {
      // The port was taken between the look and the start.
      if (attempt === 3 || !(error instanceof Error && /Address already in use/.test(error.message))) throw error;
    }
  }
}

/** `base` holds our notes, `dir` the cluster. Both moved below /var/tmp when nobody could not reach them. */
function place(wanted: string): { base: string; dir: string } {
  const root = 'uid' in runAs();
  const base =
    root && !isTraversable(path.dirname(path.resolve(wanted))) ? placeElsewhere(wanted) : path.resolve(wanted);
  fs.mkdirSync(base, { recursive: true, mode: 0o711 });
  if (root) fs.chmodSync(base, 0o711);
  const dir = path.join(base, 'cluster');
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  own(dir);
  return { base, dir };
}

function own(file: string): void {
  const id = runAs();
  if ('uid' in id) fs.chownSync(file, id.uid, id.gid);
}

function readNote(file: string): Ownership | undefined {
  try {
    return ownership.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function writeNote(file: string, value: Ownership): void {
  const partial = `${file}.${process.pid}`;
  fs.writeFileSync(partial, JSON.stringify(value), { mode: 0o600, flush: true });
  fs.renameSync(partial, file);
}

/** Start time of a process in clock ticks since boot: with the pid it names one process and not a later one. */
function startTime(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; only its parent has not looked yet.
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function isOwnerAlive(note: Ownership): boolean {
  return isAlive(note.owner) && startTime(note.owner) === note.started;
}

function create(bin: Binaries, base: string, dir: string, password: string): void {
  const version = path.join(dir, 'PG_VERSION');
  if (fs.existsSync(version)) {
    const found = fs.readFileSync(version, 'utf8').trim();
    if (found !== String(bin.major)) {
      throw new Error(
        `the data in ${dir} is of PostgreSQL ${found}, this program brings ${bin.major}; export with the old version, or set DATABASE_URL`,
      );
    }
    return;
  }
  // A cluster without PG_VERSION is an initdb that was cut off before anything was stored in it.
  for (const left of fs.readdirSync(dir)) fs.rmSync(path.join(dir, left), { recursive: true });
  const secret = path.join(base, `pw.${process.pid}`);
  fs.writeFileSync(secret, password, { mode: 0o600 });
  own(secret);
  try {
    const made = spawnSync(
      bin.initdb,
      [
        ...[
          '-D',
          dir,
          '-U',
          'yinxin',
          '-A',
          'scram-sha-256',
          `--pwfile=${secret}`,
          '-E',
          'UTF8',
          '--sync-method=syncfs',
        ],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ],
      { ...runAs(), encoding: 'utf8', cwd: '/', env: childEnvironment() },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || String(made.error)}`);
  } finally {
    fs.rmSync(secret, { force: true });
  }
}

/** PostgreSQL reads PG* variables; none of ours, nor our secrets, are its business. */
function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

async function run(
  bin: Binaries,
  base: string,
  dir: string,
  password: string,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<EmbeddedServer> {
  const logFile = path.join(base, 'server.log');
  const log = fs.openSync(logFile, 'w', 0o600);
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    recovery_init_sync_method: 'syncfs',
    max_connections: '100',
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(
    '/bin/sh',
    ['-c', watchdogScript, 'yinxin-postgres', bin.postgres, '-D', dir, '-p', String(port), ...args],
    {
      ...runAs(),
      // The pipe is the life line (see watchdog.ts). A session of its own keeps a terminal's Ctrl-C away from the server.
      stdio: ['pipe', log, log],
      detached: true,
      cwd: '/',
      env: childEnvironment(),
    },
  );
  fs.closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const reason = () => fs.readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n').trim();
  const { url } = address(password, port);
  await ready(url, child, reason);
  await ensureDatabase(address(password, port, 'postgres').url);
  let asked = false;
  const died = ended.then(() =>
    asked ? new Promise<never>(() => {}) : Promise.reject(new Error(`PostgreSQL ended: ${reason()}`)),
  );
  died.catch(() => {}); // whoever awaits it sees it; nobody awaiting is not a crash
  // The life line alone must not keep our process running.
  child.unref();
  const line = child.stdin;
  if (line && 'unref' in line && typeof line.unref === 'function') line.unref();
  return {
    url,
    port,
    dir,
    attached: false,
    died,
    stop: async () => {
      asked = true;
      child.ref();
      child.stdin?.destroy();
      if (child.exitCode === null && child.signalCode === null) await ended;
    },
  };
}

function address(password: string, port: number, name = database): { url: string; port: number } {
  return { url: `postgres://yinxin:${password}@127.0.0.1:${port}/${name}`, port };
}

async function ready(url: string, child: ChildProcess, reason: () => string): Promise<void> {
  const admin = url.replace(/\/[^/]*$/, '/postgres');
  const end = performance.now() + 60_000; // recovery after a crash may take a while on a slow disk
  for (;;) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`PostgreSQL did not start: ${reason()}`);
    const client = new pg.Client({ connectionString: admin, connectionTimeoutMillis: 5000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (performance.now() > end) {
        child.stdin?.destroy();
        throw new Error(`PostgreSQL did not answer within 60 s: ${reason()}`, { cause: error });
      }
      await sleep(15);
    }
  }
}

async function ensureDatabase(admin: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/** A TCP port of the loopback interface that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => (at && typeof at === 'object' ? resolve(at.port) : reject(new Error('no port'))));
    });
  });
}

/** Whether nobody listens on the port of the host. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
