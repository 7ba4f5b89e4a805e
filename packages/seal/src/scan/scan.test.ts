import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import type { SealDesign } from '../drawing/design.ts';
import { drawSeal } from '../drawing/draw.ts';
import { pixelsOf, renderPng } from '../drawing/png.ts';
import { SealError } from '../errors.ts';
import { inspectPicture } from '../picture/inspect.ts';
import { look } from '../testing/cover.ts';
import { type Sheet, scanOf } from '../testing/paper.ts';
import { cleanScan, SCAN_LIMITS } from './scan.ts';
import type { ClaimedSeal } from './types.ts';

// Many pictures on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const design: SealDesign = { shape: 'round', name: '示例科技有限公司', line: '合同专用章' };
const round: ClaimedSeal = { shape: 'round', width: 40, height: 40 };
const DPI = 188;
const ACROSS = pixelsOf(40, DPI);

/** A sheet of 46 by 46 mm with the seal in its middle, scanned at 188 dpi; override what matters. */
const sheet = (over: Partial<Sheet> = {}) =>
  scanOf({ width: 46, height: 46, dpi: DPI, seals: [{ design, x: 23, y: 23 }], ...over });
const inked = (ink: string) => sheet({ seals: [{ design, x: 23, y: 23, ink }] });
const bytesOf = async (image: Sharp): Promise<Uint8Array> => new Uint8Array(await image.toBuffer());
const codes = async (bytes: Uint8Array, question = { claimed: round }) =>
  (await cleanScan(bytes, question)).findings.map(({ code }) => code);

const LINES = Array.from(
  { length: 10 },
  (_, i) => `<path stroke="#222" stroke-width="0.45" d="M2 ${4 + 4.4 * i}H44M${4 + 4.4 * i} 2V44"/>`,
).join('');
const SHADOW =
  '<linearGradient id="s" x2="1" y2="1"><stop stop-opacity="0"/><stop offset="1" stop-opacity=".4"/></linearGradient><rect width="46" height="46" fill="url(#s)"/>';

/** Spots without ink, always the same. */
const MOTTLED = Array.from({ length: 900 }, (_, i) => {
  const [x, y] = [(i * 7.31) % 44, (i * 3.77 + i * i * 0.013) % 44];
  return `<circle cx="${(4 + x).toFixed(2)}" cy="${(4 + y).toFixed(2)}" r="${((i % 5) * 0.06).toFixed(2)}" fill="#fff"/>`;
}).join('');
const NAME_SEAL = '<path fill="none" stroke="#d22" stroke-width="1" d="M56 18h18v18H56zM62 22v10M68 22v10"/>';
const HEADING =
  '<path fill="#e01818" d="M2 56h9v9H2zM12 56h9v9h-9zM22 56h9v9h-9zM32 56h9v9h-9zM42 56h8v9h-8zM2 68h48v1H2z"/>';

describe('a good scan becomes a picture of the seal alone', () => {
  it.each<[string, () => Promise<Uint8Array>]>([
    ['as PNG', async () => bytesOf((await sheet()).png())],
    ['on cream paper, much compressed', async () => bytesOf((await sheet({ paper: '#f6eeda' })).jpeg({ quality: 60 }))],
    ['in a shadow', async () => bytesOf((await sheet({ paper: '#f4f0e6', over: SHADOW })).jpeg({ quality: 75 }))],
    ['turned', async () => bytesOf((await sheet({ seals: [{ design, x: 23, y: 23, turn: 17 }] })).jpeg())],
    ['in orange ink', async () => bytesOf((await inked('#d9532c')).jpeg())],
    ['in dark ink', async () => bytesOf((await inked('#9b1b22')).jpeg())],
    ['stamped with little ink', async () => bytesOf((await sheet({ over: MOTTLED })).jpeg())],
    ['beside a name seal', async () => bytesOf((await sheet({ width: 80, under: NAME_SEAL })).jpeg())],
    ['above a red heading', async () => bytesOf((await sheet({ height: 76, under: HEADING })).jpeg())],
    ['in pale ink', async () => bytesOf((await inked('#e58a86')).jpeg())],
    [
      'with red specks',
      async () => bytesOf((await sheet({ over: '<circle cx="2" cy="2" r=".6" fill="#d22"/>' })).jpeg()),
    ],
  ])('%s', async (_, make) => {
    const { png, ...rest } = await cleanScan(await make(), { claimed: round });
    expect(rest).toEqual({ good: true, findings: [], millimetres: { width: 40, height: 40 } });
    const seen = await look(png ?? new Uint8Array(), DPI);
    expect(Math.abs(seen.width - ACROSS)).toBeLessThan(5);
    expect(seen.share(-2, -2, 2, 2)).toBeGreaterThan(0.7);
    // Paper is gone, inside and outside the ring.
    expect(seen.share(-2, -11, 2, -8)).toBeLessThan(0.01);
    expect(seen.share(-19.5, -19.5, -15, -15)).toBeLessThan(0.01);
  });

  it('is the same as what was stamped', async () => {
    const { png } = await cleanScan(await bytesOf((await sheet()).png()), { claimed: round });
    const original = await look(await renderPng(await drawSeal(design), DPI), DPI);
    const cleaned = await look(png ?? new Uint8Array(), DPI);
    for (const [left, top, right, bottom] of [
      [-18, -12, -8, 8],
      [8, -12, 18, 8],
      [-8, 8, 8, 13],
    ] as const) {
      const [before, after] = [original, cleaned].map((seen) => seen.share(left, top, right, bottom));
      expect(Math.abs((before ?? 0) - (after ?? 1))).toBeLessThan(0.04);
    }
  });

  it('all of one red on a transparent ground, with the resolution inside', async () => {
    const { png } = await cleanScan(await bytesOf((await sheet()).jpeg()), { claimed: round });
    const { data } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) if ((data[i + 3] ?? 0) > 0) seen.add(data.readUIntBE(i, 3));
    expect([...seen]).toEqual([0xff0000]);
    expect((await sharp(png).metadata()).density).toBeGreaterThan(183);
  });

  it('black text across it goes, and is named', async () => {
    const result = await cleanScan(await bytesOf((await sheet({ under: LINES })).jpeg()), { claimed: round });
    expect(result.good).toBe(true);
    expect(result.findings).toEqual([{ code: 'OTHER_INK', severity: 'warning' }]);
    const seen = await look(result.png ?? new Uint8Array(), DPI);
    expect(seen.share(-2, -11, 2, -8)).toBeLessThan(0.01);
  });

  it('from a whole page, found and cut out at full resolution', async () => {
    const under = '<path d="M20 20h170v4H20zM20 40h120v2H20z"/>';
    const page = await scanOf({ width: 210, height: 140, dpi: DPI, seals: [{ design, x: 150, y: 90 }], under });
    const { png, good, millimetres } = await cleanScan(await bytesOf(page.jpeg()), { claimed: round });
    expect({ good, millimetres }).toEqual({ good: true, millimetres: { width: 40, height: 40 } });
    expect(Math.abs((inspectPicture(png ?? new Uint8Array())?.pixels?.width ?? 0) - ACROSS)).toBeLessThan(5);
  });

  it('from a telephone that lay on its side', async () => {
    const side = (await sheet({ width: 80, seals: [{ design, x: 23, y: 23 }] })).withMetadata({
      orientation: 6,
      density: DPI,
    });
    const { png, good } = await cleanScan(await bytesOf(side.jpeg()), { claimed: round });
    expect(good).toBe(true);
    // The line below the star has come to lie on the left.
    const seen = await look(png ?? new Uint8Array(), DPI);
    expect(seen.share(-12.2, -8, -8.6, 8)).toBeGreaterThan(0.15);
    expect(seen.share(8.6, -8, 12.2, 8)).toBeLessThan(0.01);
  });

  it('that was a transparent picture before', async () => {
    const drawn = sharp(await renderPng(await drawSeal(design), 300));
    const edged = drawn.extend({ top: 9, left: 9, right: 9, bottom: 9, background: { r: 0, g: 0, b: 0, alpha: 0 } });
    expect(await codes(await bytesOf(edged.png()))).toEqual([]);
  });

  it('an oval one when an oval one is claimed', async () => {
    const oval: SealDesign = { shape: 'oval', name: '示例科技有限公司', line: '发票专用章' };
    const bytes = await bytesOf((await sheet({ seals: [{ design: oval, x: 23, y: 23 }] })).jpeg());
    expect(await codes(bytes, { claimed: { shape: 'oval', width: 40, height: 30 } })).toEqual([]);
    expect(await codes(bytes)).toEqual(['NOT_ROUND', 'SIZE_DIFFERS']);
  });
});

describe('what is wrong is found', () => {
  const seal = { design, x: 23, y: 23 };
  const rectangle =
    '<path fill="none" stroke="#d8262c" stroke-width="1.5" transform="rotate(4 23 23)" d="M6 6h34v34H6z"/>';

  it.each<[string, () => Promise<Sharp>, string[]]>([
    ['blue', async () => (await inked('#2040a0')).jpeg(), ['NOT_RED']],
    ['black', async () => (await inked('#202020')).jpeg(), ['NOT_RED']],
    ['scanned without colour', async () => (await sheet()).greyscale().png(), ['NOT_RED']],
    ['an empty sheet', async () => (await sheet({ seals: [] })).jpeg(), ['NOT_RED']],
    ['faint', async () => (await inked('#f3c6c4')).jpeg(), ['FAINT']],
    [
      'in the dark',
      async () => (await sheet({ paper: '#1c1a19', seals: [{ ...seal, ink: '#160606' }] })).png(),
      ['FAINT'],
    ],
    [
      'blurred',
      async () =>
        sharp(await (await sheet()).png().toBuffer())
          .blur(2.6)
          .withMetadata({ density: DPI }),
      ['BLURRED'],
    ],
    ['few pixels', async () => (await sheet({ dpi: 150 })).png(), ['TOO_FEW_PIXELS']],
    ['cut off', async () => (await sheet({ seals: [{ ...seal, x: 19 }] })).png(), ['TOUCHES_EDGE']],
    ['two', async () => (await sheet({ width: 96, seals: [seal, { ...seal, x: 70 }] })).jpeg(), ['MORE_THAN_ONE']],
    [
      'two on a large sheet',
      async () => (await sheet({ width: 180, seals: [seal, { ...seal, x: 150 }] })).jpeg(),
      ['MORE_THAN_ONE'],
    ],
    [
      'one over the other',
      async () => (await sheet({ width: 96, seals: [seal, { ...seal, x: 50 }] })).jpeg(),
      ['NOT_ROUND', 'SIZE_DIFFERS'],
    ],
    ['square', async () => (await sheet({ seals: [], under: rectangle })).png(), ['NOT_ROUND', 'SIZE_DIFFERS']],
    [
      '35 mm instead of 40',
      async () => (await sheet({ seals: [{ ...seal, design: { ...design, diameter: 35 } }] })).png({}),
      ['SIZE_DIFFERS'],
    ],
  ])('%s', async (_, make, expected) => {
    expect(await codes(await bytesOf(await make()))).toEqual(expected);
  });

  it.each([
    ['neither file nor applicant say it', undefined, {}, undefined, ['SIZE_UNKNOWN']],
    ['the file says 72, as cameras do', 72, {}, undefined, ['SIZE_UNKNOWN']],
    ['only the applicant says it', undefined, { claimed: round }, { width: 40, height: 40 }, []],
    ['only the file says it', DPI, {}, { width: 40, height: 40 }, []],
    ['the question says it better', 72, { dpi: DPI }, { width: 40, height: 40 }, []],
    ['both say something else', 300, { claimed: round }, { width: 25, height: 25 }, ['SIZE_DIFFERS']],
  ])('size: %s', async (_, density, question, millimetres, expected) => {
    const { data, info } = await (await sheet()).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const plain = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
    const bytes = await bytesOf((density === undefined ? plain : plain.withMetadata({ density })).png());
    const result = await cleanScan(bytes, question);
    expect(result.millimetres).toEqual(millimetres);
    expect(result.findings.map(({ code }) => code)).toEqual(expected);
  });
});

describe('files that are refused', async () => {
  const jpeg = await bytesOf((await sheet()).jpeg());
  const png = await bytesOf((await sheet()).png());
  const refused = (bytes: Uint8Array) => cleanScan(bytes, { claimed: round });

  /** The same picture, but its head says other sides. */
  const bomb = (width: number, height: number): Uint8Array => {
    const bytes = png.slice();
    new DataView(bytes.buffer).setUint32(16, width);
    new DataView(bytes.buffer).setUint32(20, height);
    return bytes;
  };

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'SCAN_NOT_A_PICTURE'],
    ['text', new TextEncoder().encode('a seal'), 'SCAN_NOT_A_PICTURE'],
    ['SVG', new TextEncoder().encode((await drawSeal(design)).svg), 'SCAN_NOT_A_PICTURE'],
    ['GIF', await bytesOf((await sheet()).gif()), 'SCAN_NOT_A_PICTURE'],
    ['more bytes than are read', new Uint8Array(SCAN_LIMITS.bytes + 1), 'SCAN_TOO_LARGE'],
    ['a picture without width', bomb(0, 10), 'SCAN_NOT_A_PICTURE'],
    ['a bomb of two gigapixels', bomb(50_000, 40_000), 'SCAN_TOO_MANY_PIXELS'],
    ['a very long strip', bomb(20_000, 10), 'SCAN_TOO_MANY_PIXELS'],
    ['half a JPEG', jpeg.subarray(0, jpeg.length / 2), 'SCAN_DAMAGED'],
    ['half a PNG', png.subarray(0, png.length / 2), 'SCAN_DAMAGED'],
    ['a head alone', png.subarray(0, 40), 'SCAN_DAMAGED'],
  ])('%s', async (_, bytes, code) => {
    await expect(refused(bytes)).rejects.toMatchObject({ name: 'SealError', code });
  });

  it('damaged anywhere: a code or an answer, nothing else', async () => {
    const small = await bytesOf((await sheet({ dpi: 30 })).png());
    const change = fc.tuple(fc.nat(small.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (list) => {
        const bytes = small.slice();
        for (const [at, value] of list) bytes[at] = value;
        try {
          expect((await refused(bytes)).good).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(SealError);
        }
      }),
      { numRuns: Math.min(2_000, Number(process.env.SEAL_FUZZ_CASES ?? 25)) },
    );
  });
});
