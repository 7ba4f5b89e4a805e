/** How long a seal takes: `npx node packages/seal/bench/picture.ts`. Wall time in milliseconds, median and 95th percentile. */
import { cleanScan, drawSeal, parseSeal, renderPng, usualDesign, verifySeal } from '../src/index.ts';
import { scanOf } from '../src/testing/paper.ts';
import { vector } from '../src/testing/vectors.ts';

const NAMES = ['示例科技有限公司', '北京示例数字认证股份有限公司', '江西示例（集团）信息技术股份有限公司南昌分公司'];
const RUNS = 40;

async function measure(what: string, run: (index: number) => unknown): Promise<void> {
  for (let index = 0; index < 5; index++) await run(index);
  const times: number[] = [];
  for (let index = 0; index < RUNS; index++) {
    const start = performance.now();
    await run(index);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * RUNS)] ?? 0).toFixed(1);
  console.log(`${what.padEnd(44)} ${at(0.5).padStart(8)} ${at(0.95).padStart(8)}`);
}

const draw = async (index: number) => drawSeal(usualDesign('contract', NAMES[index % NAMES.length] ?? ''));
const cold = performance.now();
await renderPng(await draw(0), 600);
console.log(`first picture of the process, fonts read: ${(performance.now() - cold).toFixed(0)} ms`);
await measure('name to SVG', draw);
await measure('name to PNG, 300 dpi', async (index) => renderPng(await draw(index), 300));
await measure('name to PNG, 600 dpi (945 × 945)', async (index) => renderPng(await draw(index), 600));
const seals = [{ design: usualDesign('contract', '示例科技有限公司'), x: 30, y: 30 }];
const scan = async (width: number, height: number) =>
  new Uint8Array(await (await scanOf({ width, height, dpi: 300, seals })).jpeg().toBuffer());
const [small, page] = [await scan(60, 60), await scan(210, 297)];
const claimed = { shape: 'round', width: 40, height: 40 } as const;
await measure('scan 60 × 60 mm at 300 dpi, cleaned', () => cleanScan(small, { claimed }));
await measure('scan A4 at 300 dpi, cleaned', () => cleanScan(page, { claimed }));
const raw = vector('ses-v4-seal');
const at = new Date('2026-06-01T00:00:00Z');
await measure('seal read and judged (one signature)', () => verifySeal(parseSeal(raw), { at }));
