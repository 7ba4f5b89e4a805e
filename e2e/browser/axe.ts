import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { Room } from '../../server/src/platform/room.ts';

/** The small form: less to read in each page. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const at = '/testing/axe.min.js';
/** Halls that serve the program themselves. */
const halls = new Set<string>();

/** Serves axe like a script of the hall's own: a browser then compiles it once for all pages of a profile. */
export const axeRoom: Room = {
  name: 'testing-axe',
  migrations: {},
  register(app, { config }) {
    halls.add(new URL(config.publicUrl).origin);
    app.get(at, (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=31536000').send(source),
    );
  },
};

/** Gives axe to a page, once; to pages of another server over the line that leads the browser. */
export async function giveAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return;
  if (!halls.has(new URL(page.url()).origin)) {
    await page.evaluate(source);
    return;
  }
  await page.evaluate(
    (src) =>
      new Promise<void>((done, fail) => {
        const script = Object.assign(document.createElement('script'), { src, onload: () => done(), onerror: fail });
        document.head.append(script);
        script.remove();
      }),
    at,
  );
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
