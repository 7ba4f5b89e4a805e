import type { Browser, BrowserContext, Page } from 'playwright-core';
import { test as base } from 'vitest';
import { launchBrowser } from './launch.ts';

interface BrowserFixtures {
  /** One browser for the file. */
  readonly browser: Browser;
  /** A new profile for the test: no cookies, no storage; Chinese, Asia/Shanghai, 1280 × 800. */
  readonly context: BrowserContext;
  /** A page that fails the test when a script throws or the content security policy is broken. */
  readonly page: Page;
}

/** `test` with a real browser: `test('…', async ({ page }) => { … })`. */
export const test = base.extend<BrowserFixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures needed from the pattern
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  context: async ({ browser }, use) => {
    const context = await browser.newContext({
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width: 1280, height: 800 },
    });
    context.setDefaultTimeout(10_000);
    await use(context);
    await context.close();
  },
  page: async ({ context }, use) => {
    const page = await context.newPage();
    const faults = watch(page);
    await use(page);
    if (faults.length > 0) throw new Error(`the page reported:\n${faults.join('\n')}`);
  },
});

/** Collects uncaught errors and broken content security policy of a page. */
export function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  return faults;
}
