/** The picture of the portal in the README: `node e2e/screenshots.ts` writes docs/images/portal.png. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildWebIfStale } from '../scripts/build-web.mjs';
import { freePort } from '../server/src/platform/database/index.ts';
import { loadConfig } from '../server/src/platform/index.ts';
import { startServer } from '../server/src/server.ts';
import { unpackChromium } from './browser/chromium.ts';
import { launch } from './browser/launch.ts';

const images = path.resolve(import.meta.dirname, '../docs/images');

async function main(): Promise<void> {
  buildWebIfStale();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-screenshots-'));
  const overrides = { dataDir, port: await freePort(), log: { level: 'silent' } };
  const server = await startServer(loadConfig({ file: path.join(dataDir, 'none.yaml'), env: {}, overrides }).config);
  const browser = await launch(await unpackChromium());
  try {
    const page = await browser.newPage({
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width: 1280, height: 900 },
    });
    await page.goto(server.url);
    await page.locator('.offers > li').first().waitFor();
    mkdirSync(images, { recursive: true });
    await page.screenshot({ path: path.join(images, 'portal.png') });
  } finally {
    await browser.close();
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
