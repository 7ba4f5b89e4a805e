import { expect } from 'vitest';
import { test } from './fixture.ts';

test('the browser draws Chinese text', async ({ page }) => {
  const width = async (text: string) => {
    await page.setContent(`<span style="font: 20px sans-serif">${text}</span>`);
    return page.locator('span').evaluate((span) => span.getBoundingClientRect().width);
  };
  expect(await width('印信')).toBe(40);
  const ink = async (text: string) => {
    await page.setContent(`<body style="margin:0;font:40px sans-serif">${text}</body>`);
    return (await page.screenshot({ clip: { x: 0, y: 0, width: 100, height: 60 } })).length;
  };
  expect(await ink('印信')).toBeGreaterThan(2 * (await ink('\u3000\u3000')));
});
