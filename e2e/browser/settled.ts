import type { Page, Request } from 'playwright-core';

const open = new WeakMap<Page, Set<Request>>();

/** Begins to count what a page is asking its own server; call before it goes anywhere. */
export function follow(page: Page): void {
  const asked = new Set<Request>();
  open.set(page, asked);
  page.on('request', (request) => asked.add(request));
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
}

function waiting(page: Page): readonly Request[] {
  const { origin } = new URL(page.url());
  // The assistant is another origin, listened to for ever.
  return [...(open.get(page) ?? [])].filter((request) => new URL(request.url()).origin === origin);
}

/** Nothing is being asked, and layout and effects of the last answer are done. */
export async function settled(page: Page): Promise<void> {
  for (;;) {
    const [asked] = waiting(page);
    // Wakes up as soon as the request is over, however it ends.
    if (asked) await asked.response().then((response) => response?.finished());
    await frames(page);
    if (waiting(page).length === 0) return;
  }
}

/** Two frames later. */
function frames(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

/** Goes to another page of the hall as a link does, without loading everything anew. */
export async function turnTo(page: Page, at: string): Promise<void> {
  await page.evaluate((to) => window.history.pushState(null, '', to), at);
  await settled(page);
}
