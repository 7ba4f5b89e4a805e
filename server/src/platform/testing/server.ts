import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiProblem, type CallInput, call } from '@yinxin/client';
import type { Endpoint } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { SandboxClock } from '../clock/index.ts';
import { isSandboxClock } from '../clock/index.ts';
import { type LoadOptions, loadConfig } from '../config/index.ts';
import { freePort } from '../database/index.ts';
import type { Deps } from '../deps.ts';
import { createApp } from '../http/index.ts';
import { createLog } from '../log.ts';
import { allMigrations } from '../migrations.ts';
import { openPlatform } from '../open.ts';
import type { ProblemDocument } from '../problems/index.ts';
import type { Room } from '../room.ts';
import type { NewSession } from '../sessions/index.ts';
import { createTestDatabase } from './database.ts';
import { answerWithin, type Sent } from './within.ts';

export interface TestServerOptions {
  /** The rooms under test. */
  readonly rooms: readonly Room[];
  /** Where time stands at first; default a Monday morning in Asia/Shanghai. */
  readonly now?: string;
  readonly settings?: LoadOptions['overrides'];
  /** Folder of the built pages, for tests in a browser. */
  readonly web?: string;
}

/** The parsed answer of an endpoint; a Blob when it is a file. */
export type TestAnswer<E extends Endpoint> =
  E extends Endpoint<infer _P, infer _Q, infer _B, infer A> ? (A extends z.ZodUndefined ? Blob : z.output<A>) : never;

/** A browser: keeps cookies and the CSRF token, calls endpoints by contract. */
export interface TestBrowser {
  /** Calls an endpoint; throws ApiProblem when refused. */
  call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<TestAnswer<E>>;
  /** Calls an endpoint that must be refused, and returns the problem document. */
  refused<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<ProblemDocument>;
  /** A request as it is, through a socket, with the browser's cookies (and without its CSRF token unless given). */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Begins a session directly, without a password. */
  signIn(who: NewSession): Promise<void>;
}

/** A whole server on a database of its own, listening on a free port, with a clock that only moves when told. */
export interface TestServer {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly clock: SandboxClock;
  readonly url: string;
  browser(): TestBrowser;
  /** Moves time and lets everything that became due happen. */
  advance(duration: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly seconds?: number;
  }): Promise<void>;
  close(): Promise<void>;
}

/** Enough for the orders of a test; making more only keeps the processor busy. */
const PREPARED_KEYS = 16;

/** Starts the rooms under test. Call in `beforeAll`, and `close` in `afterAll`. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-test-data-'));
  const { config } = loadConfig({
    file: path.join(dataDir, 'none.yaml'),
    env: {},
    overrides: { dataDir, port: await freePort(), escrow: { preparedKeys: PREPARED_KEYS }, ...options.settings },
  });
  const start = new Date(options.now ?? '2026-03-02T09:00:00+08:00').getTime();
  const database = await createTestDatabase(allMigrations(options.rooms));
  const log = createLog(process.env.YINXIN_TEST_LOG ?? 'silent');
  const platform = await openPlatform(config, options.rooms, {
    log,
    database: { url: database.url, server: undefined },
    migrated: true,
    machineTime: () => start,
  });
  const { deps } = platform;
  if (!isSandboxClock(deps.clock)) throw new Error('tests run in the sandbox');
  const { clock } = deps;
  await deps.jobs.start();
  const app = await createApp(deps, options.rooms, options.web === undefined ? {} : { web: options.web });
  for (const room of options.rooms) await room.start?.(deps);
  const url = await app.listen({ host: config.host, port: config.port });
  return {
    app,
    deps,
    clock,
    url,
    browser: () => browser(app, url, deps),
    advance: async ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      await clock.advance((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
      await deps.jobs.idle();
    },
    close: async () => {
      await app.close();
      await platform.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function browser(app: FastifyInstance, baseUrl: string, deps: Deps): TestBrowser {
  const cookies = new Map<string, string>();
  const csrf = new Map<string, string>();
  const cookieOf = { organisation: 'yinxin_hall', staff: 'yinxin_console' } as const;
  const withCookies =
    <T extends Sent>(ask: (url: string, init: T & { headers: Headers }) => Promise<Response>) =>
    async (url: string, init: T) => {
      const headers = new Headers(init.headers);
      if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      const response = await ask(url, { ...init, headers });
      for (const line of response.headers.getSetCookie()) await keep(line);
      return response;
    };
  const within = withCookies<Sent>((url, init) => answerWithin(app, url, init));
  const through = withCookies<RequestInit>((url, init) => fetch(url, { ...init, redirect: 'manual' }));
  const keep = async (line: string) => {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '') {
      cookies.delete(name);
      csrf.delete(name);
      return;
    }
    cookies.set(name, value);
    const session = await deps.sessions.find(value);
    if (session) csrf.set(name, session.csrf);
  };
  const transport = { baseUrl, fetch: within, csrf: () => [...csrf.values()].at(-1) ?? null };
  const self: TestBrowser = {
    // The client's answer type is the same, written over `answer` instead of over the endpoint's parameters.
    call: async (endpoint, input) => (await call(transport, endpoint, input)) as TestAnswer<typeof endpoint>,
    async refused(endpoint, input) {
      try {
        await call(transport, endpoint, input);
      } catch (error) {
        if (error instanceof ApiProblem) return error.problem as ProblemDocument;
        throw error;
      }
      throw new Error(`${endpoint.method} ${endpoint.path} was expected to be refused and was not`);
    },
    fetch: (at, init = {}) => through(baseUrl + at, init),
    async signIn(who) {
      const { token, session } = await deps.sessions.begin(who);
      cookies.set(cookieOf[who.kind], token);
      csrf.set(cookieOf[who.kind], session.csrf);
    },
  };
  return self;
}
