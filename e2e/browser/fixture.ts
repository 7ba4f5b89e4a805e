import type { Browser, Page } from 'playwright-core';
import { test as base, inject } from 'vitest';
import { type Hall, openHall } from '../hall/hall.ts';
import type { Person } from '../hall/person.ts';
import { launch } from './launch.ts';
import { newContext, type Profile, type Profiles, profiles } from './profiles.ts';
import { follow } from './settled.ts';

/** Opens a page as somebody: signed in as this person when given, nobody when not. Closed after the test. */
export type Visit = (at: string, as?: Person) => Promise<Page>;

interface Fixtures {
  /** One browser for all files of a worker. */
  readonly browser: Browser;
  /** One hall for all files of a worker, with a clock that only goes forward when a test moves it. */
  readonly hall: Hall;
  /** The browser profiles of a worker. */
  readonly profiles: Profiles;
  /** A page without anybody, which fails the test when a script throws or the content security policy is broken. */
  readonly page: Page;
  /** Pages of the hall, each person in a profile of their own: Chinese, Asia/Shanghai, 1280 × 800. */
  readonly visit: Visit;
}

/** `test` with a real browser and a whole hall: `test('…', async ({ visit, hall }) => { … })`. */
export const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures needed from the pattern
    async ({}, use) => {
      const browser = await launch(inject('chromium'));
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  hall: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures needed from the pattern
    async ({}, use) => {
      const hall = await openHall();
      await use(hall);
      await hall.close();
    },
    { scope: 'worker' },
  ],
  profiles: [
    async ({ browser, hall }, use) => {
      const made = profiles(browser, hall.url);
      await use(made);
      await made.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ browser }, use) => {
    const context = await newContext(browser);
    const page = await context.newPage();
    const faults = watch(page);
    await use(page);
    await context.close();
    report(faults);
  },
  visit: async ({ profiles, hall }, use) => {
    const taken = new Map<Person | undefined, Profile>();
    const faults: string[][] = [];
    await use(async (at, as) => {
      let profile = taken.get(as);
      if (!profile) {
        profile = await profiles.take();
        taken.set(as, profile);
        const cookies = [...(as?.cookies ?? [])];
        await profile.context.addCookies(
          cookies.map(([name, value]) => ({ name, value, url: hall.url, httpOnly: true })),
        );
      }
      const page = await profile.open();
      faults.push(watch(page));
      await page.goto(new URL(at, hall.url).href);
      return page;
    });
    for (const profile of taken.values()) await profiles.giveBack(profile);
    report(faults.flat());
  },
});

function report(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`a page reported:\n${faults.join('\n')}`);
}

/** Collects uncaught errors and broken content security policy of a page. */
export function watch(page: Page): string[] {
  follow(page);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  return faults;
}
