import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, loadConfig, startServer } from '@yinxin/server';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../server/src/platform/testing/index.ts';
import { runJourney } from './index.ts';

/** YINXIN_JOURNEYS=all plays every business; else the one that joins most rooms. */
const business = process.env.YINXIN_JOURNEYS === 'all' ? {} : { business: 'renew' };

test('[PA-09] [PA-14] [PA-20] [PA-21] [PA-22] [PA-24] [PA-27] from nothing to a renewed certificate that signs in', async () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-pingan-'));
  const database = await createTestDatabase({});
  const overrides = { dataDir, port: await freePort(), databaseUrl: database.url, log: { level: 'error' } } as const;
  const { config } = loadConfig({ file: path.join(dataDir, 'none.yaml'), env: {}, overrides });
  const server = await startServer(config);
  const printed: string[] = [];
  try {
    const run = { programme: 'pingan', out: path.join(dataDir, 'out'), server: server.url, ...business };
    expect(await runJourney(run, (line) => printed.push(line)), printed.join('\n')).toBe(0);
    expect(fs.existsSync(path.join(dataDir, 'out', 'renew', 'sign.pem'))).toBe(true);
  } finally {
    await server.close();
    await database.drop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}, 180_000);

test('a business that is not played is refused with those that are', async () => {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'yinxin-pingan-'));
  const printed: string[] = [];
  expect(await runJourney({ programme: 'pingan', business: 'fly', out }, (line) => printed.push(line))).toBe(1);
  expect(printed.join()).toContain('renew, change, reissue');
  fs.rmSync(out, { recursive: true });
});
