import type { Browser, BrowserContext, Page } from 'playwright-core';

/** A browser of somebody's own: cookies, storage and settings nobody else has. */
export interface Profile {
  readonly context: BrowserContext;
  /** A new tab. */
  open(): Promise<Page>;
}

/** Profiles for one test after the other. */
export interface Profiles {
  /** One without any trace of whoever had it before: Chinese, Asia/Shanghai, 1280 × 800. */
  take(): Promise<Profile>;
  /** Closes the tabs of a profile and forgets everything that was done in it. */
  giveBack(profile: Profile): Promise<void>;
  close(): Promise<void>;
}

interface Kept extends Profile {
  /** A tab nobody looks at: whoever is opened from it finds the pages of the hall compiled already. */
  readonly anchor: Page;
  /** Whether it was only where it can be cleaned. */
  isHome: boolean;
}

export async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(30_000);
  return context;
}

/**
 * Profiles for a hall. Starting a renderer and compiling the pages takes longer than what most tests do there, so a profile
 * is emptied and used again; one that was at another server, or whose time was held, is not.
 */
export function profiles(browser: Browser, url: string): Profiles {
  const free: Kept[] = [];
  const known = new Map<Profile, Kept>();
  const make = async (): Promise<Kept> => {
    const context = await newContext(browser);
    const anchor = await context.newPage();
    await anchor.goto(`${url}/healthz`);
    const kept: Kept = { context, anchor, isHome: true, open: () => open(kept, url) };
    known.set(kept, kept);
    return kept;
  };
  return {
    take: async () => free.pop() ?? make(),
    async giveBack(profile) {
      const kept = known.get(profile);
      if (kept && (await clean(kept))) {
        free.push(kept);
        return;
      }
      known.delete(profile);
      await profile.context.close();
    },
    async close() {
      for (const { context } of known.values()) await context.close();
    },
  };
}

async function open(kept: Kept, url: string): Promise<Page> {
  const { context, anchor } = kept;
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    anchor.evaluate(() => {
      const tab = window.open('about:blank');
      // A tab of its own, which does not know where it comes from.
      if (tab) tab.opener = null;
    }),
  ]);
  page.on('framenavigated', (frame) => {
    const at = frame.url();
    if (at !== 'about:blank' && new URL(at).origin !== url) kept.isHome = false;
  });
  return page;
}

/** Whether nothing is left of what was done in a profile. */
async function clean({ context, anchor, isHome }: Kept): Promise<boolean> {
  for (const page of context.pages()) if (page !== anchor) await page.close();
  if (!isHome) return false;
  await context.clearCookies();
  return anchor.evaluate(() => {
    window.localStorage.clear();
    return /\[native code\]/.test(Function.prototype.toString.call(Date));
  });
}
