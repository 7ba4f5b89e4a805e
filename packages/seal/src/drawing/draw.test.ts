import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspectPicture } from '../picture/inspect.ts';
import { look } from '../testing/cover.ts';
import { type SealDesign, sealName, usualDesign } from './design.ts';
import { drawSeal } from './draw.ts';
import { renderPng } from './png.ts';

const DPI = 120;
const picture = async (design: SealDesign) => look(await renderPng(await drawSeal(design), DPI), DPI);
const round = (name: string, over = {}) => picture({ shape: 'round', name, ...over });
const LONG =
  '中国（上海）自由贸易试验区临港新片区示例国际供应链管理与跨境电子商务综合服务有限公司南昌高新技术产业开发区第一分公司';
const nameOf = (length: number): string => [...LONG.repeat(2)].slice(0, length).join('');

describe('a round seal', () => {
  it.each([1, 2, 6, 8, 14, 23, 30, 31, 45, 60])(
    'of %i characters: ring, letters and star keep their distance',
    async (length) => {
      const seen = await round(nameOf(length));
      expect(seen.width).toBe(189);
      expect(seen.least(19.5)).toBeGreaterThan(200);
      expect(seen.most(20.4)).toBe(0);
      // Between ring and letters, between letters and star, and the whole star.
      expect(seen.most(18.7)).toBe(0);
      expect(seen.most(7.2)).toBe(0);
      expect(seen.at(0, 0)).toBe(255);
      expect(seen.at(0, -4.5)).toBeGreaterThan(200);
      expect(seen.at(0, 5)).toBe(0);
      // Letters stand around the top, nothing at the bottom.
      expect(seen.most(16, -20, 20)).toBeGreaterThan(150);
      expect(seen.most(16, 140, 220)).toBe(0);
    },
  );

  it('is read clockwise from the left', async () => {
    const seen = await round('一一一一醒醒醒醒');
    expect(seen.share(-18, -12, -8, 8)).toBeLessThan(seen.share(8, -12, 18, 8) / 2);
  });

  it.each([
    [38, 1, 18.6],
    [42, 1.2, 20.6],
    [45, 1.2, 22.1],
  ])('of %i mm has a ring of %f mm', async (diameter, ring, middle) => {
    const seen = await round('示例科技有限公司', { diameter });
    expect(seen.width).toBe(Math.round((diameter / 25.4) * DPI));
    expect(seen.least(diameter / 2 - ring / 2)).toBeGreaterThan(200);
    expect(seen.most(diameter / 2 - ring - 0.3)).toBeLessThan(60);
    expect(seen.least(middle)).toBeGreaterThan(100);
  });

  it('has its line below the star and its number along the lower edge', async () => {
    const [plain, full] = [
      await round('示例科技有限公司'),
      await round('示例科技有限公司', { line: '合同专用章', number: '1110008888888' }),
    ];
    expect(plain.share(-8, 8.6, 8, 12.2)).toBe(0);
    expect(full.share(-8, 8.6, 8, 12.2)).toBeGreaterThan(0.2);
    expect(full.most(17.5, 150, 210)).toBeGreaterThan(150);
    // Eights have more ink than ones: the number is read from left to right.
    expect(full.share(-8, 14.5, -3, 18)).toBeLessThan(full.share(3, 14.5, 8, 18));
  });

  it('without a star has the line in its middle', async () => {
    const seen = await round('示例科技有限公司', { star: false, line: '业务办理专用章' });
    expect(seen.share(-9, -1, 9, 3)).toBeGreaterThan(0.2);
    expect(seen.share(-3, -7, 3, -3)).toBe(0);
  });

  it('takes half-width brackets for full ones', async () => {
    const [half, full] = await Promise.all(
      ['示例(南昌)公司', '示例（南昌）公司'].map((name) => drawSeal({ shape: 'round', name })),
    );
    expect(half?.svg).toBe(full?.svg);
  });
});

it.each([4, 18, 36, 60])('an oval seal with a name of %i characters is 40 by 30, its parts apart', async (length) => {
  const design = usualDesign('invoice', nameOf(length), '91350100M000100Y43');
  const seen = await picture(design);
  expect([seen.width, seen.height]).toEqual([189, 142]);
  expect(seen.share(-13, -1, 13, 2)).toBeGreaterThan(0.2);
  expect(seen.share(-7.5, 6, 7.5, 9)).toBeGreaterThan(0.2);
  expect(seen.share(-12, 2.8, 12, 4.6)).toBeLessThan(0.02);
  expect(seen.at(-19.5, 0)).toBeGreaterThan(200);
  expect(seen.at(0, 14.5)).toBeGreaterThan(200);
});

describe('what is made of it', async () => {
  const seal = await drawSeal({ shape: 'round', name: '示例科技有限公司', colour: '#e60012' });
  const png = await renderPng(seal, 300);

  it('SVG: one path, no text, nothing from elsewhere, its size in millimetres', () => {
    expect(seal.svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="40mm" height="40mm" viewBox="-20 -20 40 40"><path fill="#e60012" d="[MLQCAZ0-9 .-]+"\/><\/svg>$/,
    );
  });

  it('PNG: pixels by resolution, the resolution inside, one colour on a transparent ground', async () => {
    expect(inspectPicture(png)).toEqual({ format: 'png', pixels: { width: 472, height: 472 } });
    const { density, hasAlpha } = await sharp(png).metadata();
    expect({ density, hasAlpha }).toEqual({ density: 300, hasAlpha: true });
    const { data } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    const colours = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      if ((data[i + 3] ?? 0) > 0) colours.add(data.readUIntBE(i, 3));
    }
    expect([...colours]).toEqual([0xe60012]);
    expect(data[3]).toBe(0);
  });

  it('PNG: the same bytes every time', async () => {
    expect(
      await renderPng(await drawSeal({ shape: 'round', name: '示例科技有限公司', colour: '#e60012' }), 300),
    ).toEqual(png);
  });

  it.each([71, 1201, Number.NaN])('PNG: %d pixels per inch are refused', async (dpi) => {
    await expect(renderPng(seal, dpi)).rejects.toMatchObject({ code: 'RESOLUTION_UNUSABLE' });
  });
});

describe('refused with a code', () => {
  it.each<[string, SealDesign, object]>([
    ['no name', { shape: 'round', name: ' ' }, { code: 'TEXT_EMPTY' }],
    ['61 characters', { shape: 'round', name: nameOf(61) }, { code: 'TEXT_TOO_LONG' }],
    ['a character the font lacks', { shape: 'round', name: '𠮷野家𠮷' }, { code: 'GLYPH_MISSING', characters: ['𠮷'] }],
    ['a smile', { shape: 'oval', name: '示例😀公司' }, { code: 'GLYPH_MISSING', characters: ['😀'] }],
    [
      'a character without form',
      { shape: 'round', name: '示\u200b例' },
      { code: 'GLYPH_MISSING', characters: ['\u200b'] },
    ],
    ['a character of private use', { shape: 'round', name: '\ue000' }, { code: 'GLYPH_MISSING' }],
    ['a number with such a character', { shape: 'round', name: '示例', number: '1\u0301' }, { code: 'GLYPH_MISSING' }],
    ['a line without end', { shape: 'round', name: '示例', line: '章'.repeat(13) }, { code: 'TEXT_TOO_LONG' }],
    ['a number without end', { shape: 'oval', name: '示例', number: '1'.repeat(21) }, { code: 'TEXT_TOO_LONG' }],
    ['a seal for a giant', { shape: 'round', name: '示例', diameter: 400 }, { code: 'SIZE_UNUSABLE' }],
    ['a seal without height', { shape: 'oval', name: '示例', height: 0 }, { code: 'SIZE_UNUSABLE' }],
    ['half a millimetre', { shape: 'round', name: '示例', diameter: 40.5 }, { code: 'SIZE_UNUSABLE' }],
    [
      'a colour that closes the element',
      { shape: 'round', name: '示例', colour: 'red"/><a' },
      { code: 'COLOUR_UNUSABLE' },
    ],
  ])('%s', async (_, design, expected) => {
    await expect(drawSeal(design)).rejects.toMatchObject({ name: 'SealError', ...expected });
  });
});

it('names a seal by its holder and its use', () => {
  expect(sealName('official', '示例科技有限公司')).toBe('示例科技有限公司');
  expect(sealName('contract', '示例科技有限公司')).toBe('示例科技有限公司合同专用章');
  expect(usualDesign('contract', '甲')).toEqual({ shape: 'round', name: '甲', line: '合同专用章' });
});
