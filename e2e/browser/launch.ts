import { type Browser, chromium as playwright } from 'playwright-core';
import type { Chromium } from './chromium.ts';

/** Starts headless Chromium from what `unpackChromium` prepared. */
export function launch(unpacked: Chromium): Promise<Browser> {
  const libraries = [unpacked.libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return playwright.launch({
    executablePath: unpacked.executable,
    args: [...unpacked.arguments],
    headless: true,
    env: { ...process.env, FONTCONFIG_FILE: unpacked.fontConfig, LD_LIBRARY_PATH: libraries },
  });
}
