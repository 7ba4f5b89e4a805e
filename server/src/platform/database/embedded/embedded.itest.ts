import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { isTraversable } from './place.ts';
import { postmaster } from './postmaster.ts';
import { startEmbedded } from './start.ts';

let dir: string;
let child: ChildProcess | undefined;
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-embedded-'));
  fs.chmodSync(dir, 0o711);
});
afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  expect(await gone(path.join(dir, 'pg', 'cluster'), 10)).toBe(true);
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const message = z.union([z.object({ ready: z.number() }), z.object({ committed: z.number() })]);

/** Starts the fixture and resolves when it has committed `rows` rows; `committed` goes on counting. */
async function writer(rows: number): Promise<{ process: ChildProcess; committed: () => number }> {
  const started = fork(fileURLToPath(new URL('./child.fixture.ts', import.meta.url)), [path.join(dir, 'pg')], {
    execPath: process.execPath,
    execArgv: [],
  });
  child = started;
  let committed = 0;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the writer did not start within 30 s')), 30_000);
    started.once('exit', () => reject(new Error('the writer ended')));
    started.on('message', (raw) => {
      const told = message.parse(raw);
      if ('committed' in told) committed = told.committed;
      if (committed >= rows) {
        clearTimeout(timer);
        resolve();
      }
    });
  });
  return { process: started, committed: () => committed };
}

async function gone(cluster: string, seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    if (postmaster(cluster).state !== 'live') return true;
    await sleep(20);
  }
  return false;
}

async function rowsAt(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ n: number }>('select n from row order by n');
  await client.end();
  return rows.map((row) => row.n);
}

test('the server ends with a process that is killed, and every acknowledged row is there afterwards', async () => {
  const cluster = path.join(dir, 'pg', 'cluster');
  for (let round = 0; round < 3; round++) {
    const { process: victim, committed } = await writer(round * 20 + 20);
    expect(postmaster(cluster).state).toBe('live');
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    expect(await gone(cluster, 10)).toBe(true);
    const server = await startEmbedded({ dir: path.join(dir, 'pg') });
    const found = await rowsAt(server.url);
    await server.stop();
    expect(found.slice(0, committed())).toEqual(Array.from({ length: committed() }, (_, i) => i + 1));
  }
});

test('the next start replaces the server of a killed process at once, without waiting for it', async () => {
  const { process: victim } = await writer(5);
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  const server = await startEmbedded({ dir: path.join(dir, 'pg') });
  expect((await rowsAt(server.url)).length).toBeGreaterThanOrEqual(5);
  await server.stop();
});

test('a server that lost its watchdog too is ended and replaced', async () => {
  const { process: victim } = await writer(5);
  const cluster = path.join(dir, 'pg', 'cluster');
  const running = postmaster(cluster);
  if (running.state !== 'live') throw new Error('not running');
  const watchdog = Number(/^PPid:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${running.pid}/status`, 'utf8'))?.[1]);
  const watchers = fs.readFileSync(`/proc/${watchdog}/task/${watchdog}/children`, 'utf8').trim().split(' ').map(Number);
  for (const pid of watchers) if (pid !== running.pid) process.kill(pid, 'SIGKILL');
  process.kill(watchdog, 'SIGKILL');
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  expect(postmaster(cluster)).toMatchObject({ state: 'live', pid: running.pid });
  const server = await startEmbedded({ dir: path.join(dir, 'pg') });
  expect(postmaster(cluster)).not.toMatchObject({ pid: running.pid });
  expect((await rowsAt(server.url)).length).toBeGreaterThanOrEqual(5);
  await server.stop();
});

test('a second process may attach to the running server, but not start its own on the same data', async () => {
  await writer(1);
  await expect(startEmbedded({ dir: path.join(dir, 'pg') })).rejects.toMatchObject({
    code: 'DATABASE_IN_USE',
    message: expect.stringMatching(/in use by process/),
  });
  const attached = await startEmbedded({ dir: path.join(dir, 'pg'), attach: true });
  expect(attached.attached).toBe(true);
  expect((await rowsAt(attached.url)).length).toBeGreaterThanOrEqual(1);
  await attached.stop();
  expect((await rowsAt(attached.url)).length).toBeGreaterThanOrEqual(1);
});

test('a lock file whose process is another program by now does not hinder the start', async () => {
  const first = await startEmbedded({ dir: path.join(dir, 'pg') });
  await first.stop();
  fs.writeFileSync(path.join(first.dir, 'postmaster.pid'), `${process.pid}\n${first.dir}\n0\n${first.port}\n`);
  const again = await startEmbedded({ dir: path.join(dir, 'pg') });
  expect(again.attached).toBe(false);
  await again.stop();
});

test('the server listens on the loopback interface, wants a password, and its note is readable for the owner only', async () => {
  const server = await startEmbedded({ dir: path.join(dir, 'pg') });
  const stranger = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user: 'yinxin',
    password: 'guess',
    database: 'yinxin',
  });
  await expect(stranger.connect()).rejects.toThrow(/password authentication failed/);
  expect(fs.statSync(path.join(dir, 'pg', 'postgres.json')).mode & 0o777).toBe(0o600);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query(
    `select current_setting('listen_addresses') as at, current_setting('fsync') as fsync, current_setting('password_encryption') as how`,
  );
  expect(rows).toEqual([{ at: '127.0.0.1', fsync: 'on', how: 'scram-sha-256' }]);
  await client.end();
  await server.stop();
});

test('data of another major version is refused with what to do', async () => {
  const server = await startEmbedded({ dir: path.join(dir, 'pg') });
  await server.stop();
  fs.writeFileSync(path.join(server.dir, 'PG_VERSION'), '14\n');
  await expect(startEmbedded({ dir: path.join(dir, 'pg') })).rejects.toThrow(/is of PostgreSQL 14.*DATABASE_URL/);
  fs.writeFileSync(path.join(server.dir, 'PG_VERSION'), '18\n');
});

test.runIf(process.getuid?.() === 0)(
  'below a folder that nobody can enter, the data goes elsewhere and the server says where',
  async () => {
    const closed = path.join(dir, 'closed');
    fs.mkdirSync(closed, { mode: 0o700 });
    expect(isTraversable(path.join(closed, 'pg'))).toBe(false);
    const server = await startEmbedded({ dir: path.join(closed, 'pg') });
    await server.stop();
    expect(server.dir.startsWith('/var/tmp/yinxin-0-')).toBe(true);
    fs.rmSync(path.dirname(server.dir), { recursive: true });
  },
);
