import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, loadConfig, type RunningServer, startServer } from '@yinxin/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../server/src/platform/testing/index.ts';
import { runJourney } from './index.ts';

/* One business of each authority, in one hall: the ones that join most rooms. YINXIN_JOURNEYS=all plays every business. */

let dataDir: string;
let database: TestDatabase;
let server: RunningServer;

beforeAll(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-journeys-'));
  database = await createTestDatabase({});
  const overrides = { dataDir, port: await freePort(), databaseUrl: database.url, log: { level: 'error' } } as const;
  const { config } = loadConfig({ file: path.join(dataDir, 'none.yaml'), env: {}, overrides });
  server = await startServer(config);
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

/** Plays it and answers the folder of what it left; what was printed is told when a check failed. */
async function play(programme: string, business: string): Promise<string> {
  const printed: string[] = [];
  const out = path.join(dataDir, programme);
  const run = { programme, out, server: server.url, ...(process.env.YINXIN_JOURNEYS === 'all' ? {} : { business }) };
  expect(await runJourney(run, (line) => printed.push(line)), printed.join('\n')).toBe(0);
  return out;
}

test('[PA-09] [PA-14] [PA-20] [PA-21] [PA-22] [PA-24] [PA-27] from nothing to a renewed certificate that signs in', async () => {
  expect(fs.existsSync(path.join(await play('pingan', 'renew'), 'renew', 'sign.pem'))).toBe(true);
}, 180_000);

test('downloaded onto a posted medium with the key pulled twice, then changed for another name', async () => {
  expect(fs.existsSync(path.join(await play('bjca-shenzhen', 'change'), 'change-name', 'sign.pem'))).toBe(true);
}, 180_000);

test('held for fee and arrears, paid by transfer, made, posted, and extended from afar with two codes', async () => {
  expect(fs.existsSync(path.join(await play('xinchengtong', 'renew'), 'extension', 'sign.pem'))).toBe(true);
}, 180_000);

test('a business that is not played is refused with those that are', async () => {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-journeys-'));
  const printed: string[] = [];
  expect(await runJourney({ programme: 'pingan', business: 'fly', out }, (line) => printed.push(line))).toBe(1);
  expect(printed.join()).toContain('renew, change, reissue');
  fs.rmSync(out, { recursive: true });
});
