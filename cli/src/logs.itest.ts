import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, loadConfig, readSandboxAccounts, startServer } from '@yinxin/server';
import { afterEach, expect, test, vi } from 'vitest';
import { createTestDatabase } from '../../server/src/platform/testing/index.ts';
import { runJourney } from './journey/index.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Names under which secrets and personal data travel. */
const telling = /pass(word|phrase)|pin$|puk|mobile|phone|idnumber|unlock|csrf|address|recipient/i;
const harmless = /card|masked|serial|must|url|status|instructions/i;

/** Everything secret or personal in a request or an answer, by the name of its field; codes of text messages too. */
function collect(value: unknown, found: Set<string>, name = ''): void {
  if (Array.isArray(value)) {
    for (const one of value) collect(one, found, name);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) collect(inner, found, key);
  } else if (typeof value === 'string') {
    if (telling.test(name) && !harmless.test(name) && value.length >= 6 && !value.includes('*')) found.add(value);
    if (name === 'text') for (const [code] of value.matchAll(/(?<!\d)\d{6}(?!\d)/g)) found.add(code);
  }
}

const parsed = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};

test('no password, PIN, code, session, mobile or address of a whole journey is in the log, whatever its level', async () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-logs-'));
  const database = await createTestDatabase({});
  const file = path.join(dataDir, 'server.log');
  const overrides = { dataDir, port: await freePort(), databaseUrl: database.url, log: { level: 'trace', file } };
  const { config } = loadConfig({ file: path.join(dataDir, 'none.yaml'), env: {}, overrides });
  const secrets = new Set<string>();
  const real = fetch;
  vi.stubGlobal('fetch', async (...[url, init]: Parameters<typeof fetch>) => {
    const response = await real(url, init);
    collect(parsed(init?.body), secrets);
    collect(parsed(await response.clone().text()), secrets);
    for (const cookie of response.headers.getSetCookie()) {
      const [, token = ''] = cookie.split(';')[0]?.split('=') ?? [];
      if (token !== '') secrets.add(token);
    }
    return response;
  });
  const server = await startServer(config);
  const printed: string[] = [];
  try {
    const run = { programme: 'jiangxi', out: path.join(dataDir, 'out'), server: server.url };
    expect(await runJourney(run, (line) => printed.push(line)), printed.join('\n')).toBe(0);
    for (const { password } of readSandboxAccounts(dataDir)) secrets.add(password);
    secrets.add(config.secrets.dataKey).add(config.secrets.caPassphrase);
  } finally {
    await server.close();
    await database.drop();
  }
  try {
    const log = fs.readFileSync(file, 'utf8');
    expect(log.split('\n').length).toBeGreaterThan(50);
    expect(secrets.size).toBeGreaterThan(20);
    // As a word of its own: six digits may well be part of an id or a time.
    const isIn = (secret: string) =>
      new RegExp(`(?<![\\w.-])${secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\w-])`).test(log);
    expect([...secrets].filter(isIn)).toEqual([]);
  } finally {
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}, 180_000);
