/**
 * `npm run bench`: a whole server on the embedded database (fsync on), 10,000 orders loaded, then measured over HTTP with
 * real sessions from another process. Prints a table; fails only when a request is refused, never on a time.
 * `npm run bench authority` measures keys, certificates and status instead: see authority/main.ts; `npm run bench rules`
 * the rules of applications alone: see rules.ts; `npm run bench scale` a hall with millions of orders: see scale/main.ts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { freePort, loadConfig, startServer } from '@yinxin/server';
import { sql } from 'kysely';
import { type Loaded, load } from '../server/src/whole/index.ts';
import { type Caller, send } from './http.ts';
import { measure, type Row, table } from './measure.ts';
import { requests, type Session } from './requests.ts';
import { type ServerProcess, startServerProcess } from './server.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: process.argv[2] !== 'scale',
  options: {
    memory: { type: 'boolean', default: false },
    orders: { type: 'string', default: '10000' },
    requests: { type: 'string', default: '200' },
    keep: { type: 'boolean', default: false },
  },
});

/** Requests measured per kind and concurrency. */
const REQUESTS = Number(values.requests);
const WARM_UP = 20;

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-bench-'));
  const port = await freePort();
  const settings = { dataDir, port, publicUrl: `http://127.0.0.1:${port}`, log: { level: 'error' } } as const;
  try {
    const prepared = await prepare(dataDir, settings);
    const env = {
      YINXIN_CONFIG: path.join(dataDir, 'none.yaml'),
      YINXIN_DATA_DIR: dataDir,
      YINXIN_PORT: String(port),
      YINXIN_PUBLIC_URL: settings.publicUrl,
      YINXIN_LOG_LEVEL: 'error',
    };
    const server = await startServerProcess(env);
    try {
      console.log(table(await measureAll(server, prepared)));
      console.log(`\n${facts(prepared.facts)}`);
    } finally {
      await server.stop();
    }
  } finally {
    if (values.keep) console.log(`kept: ${dataDir}`);
    else rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Prepared {
  readonly loaded: readonly Loaded[];
  readonly session: Session;
  readonly facts: { readonly version: string; readonly fsync: string };
}

/** Loads the orders and begins the sessions in this process, then lets go of the database. */
async function prepare(dataDir: string, overrides: object): Promise<Prepared> {
  const { config } = loadConfig({ file: path.join(dataDir, 'none.yaml'), env: {}, overrides });
  const server = await startServer(config);
  try {
    const { deps } = server;
    const began = performance.now();
    const loaded = await load(deps, Number(values.orders));
    const seconds = (performance.now() - began) / 1000;
    console.log(`${loaded.length} orders loaded in ${seconds.toFixed(1)} s`);
    await sql`vacuum analyze`.execute(deps.db);
    const cookie = { organisation: 'yinxin_hall', staff: 'yinxin_console' } as const;
    const begin = async (
      kind: 'organisation' | 'staff',
      subject: string,
      roles: readonly string[] = [],
    ): Promise<Caller> => {
      const { token, session } = await deps.sessions.begin({
        kind,
        subject,
        attributes: { name: kind },
        roles: [...roles],
      });
      return { cookie: `${cookie[kind]}=${token}`, csrf: session.csrf };
    };
    const reviewer = await begin('staff', crypto.randomUUID(), ['reviewer']);
    const organisations = new Map<string, Caller>();
    for (const { organisation } of loaded) {
      if (!organisations.has(organisation.id))
        organisations.set(organisation.id, await begin('organisation', organisation.id));
    }
    const one = await sql<{ version: string; fsync: string }>`select current_setting('server_version') as version,
      current_setting('fsync') as fsync`.execute(deps.db);
    return { loaded, session: { reviewer, organisations }, facts: one.rows[0] ?? { version: '?', fsync: '?' } };
  } finally {
    await server.close();
  }
}

async function measureAll({ url, cpu }: ServerProcess, { loaded, session }: Prepared): Promise<Row[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const rows: Row[] = [];
  for (const { name, bound, request } of requests(loaded, session)) {
    let used = 0;
    const one = () => send(agent, url, request(used++));
    await measure(name, { concurrency: 1, requests: WARM_UP, bound }, one);
    for (const concurrency of [1, 8])
      rows.push(await measure(name, { concurrency, requests: REQUESTS, bound }, one, cpu));
  }
  agent.destroy();
  return rows;
}

function facts({ version, fsync }: Prepared['facts']): string {
  const load = os.loadavg().map((value) => value.toFixed(1));
  return [
    `${os.cpus().length} cores (${os.cpus()[0]?.model.trim() ?? 'unknown'})`,
    `node ${process.versions.node}`,
    `PostgreSQL ${version}`,
    `fsync ${fsync}`,
    `load average ${load.join(' ')}`,
  ].join(', ');
}

if (process.argv[2] === 'scale') await (await import('./scale/main.ts')).benchScale(process.argv.slice(3));
else if (positionals[0] === 'rules') (await import('./rules.ts')).benchRules();
else if (positionals[0] !== 'authority') await main();
else if (values.memory) await (await import('./authority/signing/memory.ts')).benchMemory();
else await (await import('./authority/main.ts')).benchAuthority(positionals.slice(1));
