import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { giveAxe } from './axe.ts';
import { settled } from './settled.ts';

const NARROW = { width: 360, height: 740 };
/** Where pictures go when somebody wants to look at them. */
const shots = process.env.YINXIN_SHOTS;

/**
 * Looks at a page as it stands, wide and at 360 px: axe finds nothing, and nothing has to be scrolled sideways. With
 * YINXIN_SHOTS=folder pictures are left there.
 */
export async function look(page: Page, name: string): Promise<void> {
  const wide = page.viewportSize();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(page);
  expect(await keysShown(page), `${name} shows keys instead of texts`).toEqual([]);
  await inspect(page, name, wide?.width ?? 1280);
  await page.setViewportSize(NARROW);
  await settled(page);
  const [width, content] = await page.evaluate(() => [
    document.documentElement.clientWidth,
    document.documentElement.scrollWidth,
  ]);
  expect(content, `${name} is wider than a telephone`).toBe(width);
  await inspect(page, name, NARROW.width);
  if (wide) await page.setViewportSize(wide);
}

/** Keys of texts that were left out, e.g. `invoice.waiting`; what is set as code may look like one. */
function keysShown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? '';
      const isKey = /^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z-]*)+$/.test(text) && !text.endsWith('.pdf');
      if (isKey && !walker.currentNode.parentElement?.closest('.code, pre, script')) found.push(text);
    }
    return found;
  });
}

async function inspect(page: Page, name: string, width: number): Promise<void> {
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: path.join(shots, `${name}-${width}.png`), fullPage: true });
  }
  // Colours are the same at every width, and comparing them takes longest.
  const found = await violations(page, width === NARROW.width ? ['color-contrast'] : []);
  expect(found, `axe at ${name}, ${width} px`).toEqual([]);
}

/** What axe finds, one line for each element. */
async function violations(page: Page, without: readonly string[]): Promise<string[]> {
  await giveAxe(page);
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  // Nothing is loaded for axe: no rule that is on needs style sheets or media from elsewhere.
  return page.evaluate(
    async (options) => {
      const { violations } = await window.axe.run(document, options);
      return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
    },
    { rules, resultTypes: ['violations' as const], preload: false },
  );
}
