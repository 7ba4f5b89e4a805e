import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openFaces } from '../face.ts';
import { makeFiller } from '../fill.ts';
import { collisions, layoutSample, textsOf } from '../testing/measure.ts';
import { data, sample, stamp, values } from '../testing/sample.ts';
import { wrap } from '../wrap.ts';
import { layoutForm } from './layout.ts';

describe('layout', () => {
  test('a name of any length wraps without touching other text, over pages if need be', async () => {
    for (const times of [1, 3, 10, 60, 200]) {
      const name = '江西赣江（南昌）建设有限公司'.repeat(times);
      const pages = await layoutSample({ name });
      expect(collisions(pages)).toEqual([]);
      expect(textsOf(pages).join('').split('江西赣江').length - 1).toBeGreaterThanOrEqual(times);
    }
  });

  test('texts of any kind stay on the page and apart', async () => {
    const faces = await openFaces();
    const text = fc.string({
      unit: fc.constantFrom('江', '，', '（', 'A', 'long-latin-word', ' ', '\n', '１', '😀'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(text, text, (name, code) => {
        const all = { ...data, values: { ...values, name, code } };
        expect(collisions(layoutForm(sample, all, stamp, faces, makeFiller(all, faces)))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('absent values leave room, chosen options are ticked, values are not read as templates', async () => {
    const texts = textsOf(await layoutSample({ name: '{mobile}', mobile: '' }));
    expect(texts).toContain('{mobile}');
    expect(texts).not.toContain('13800138000');
    expect(texts).toContain('■ 邮寄　□ 自取');
  });

  test('[JX-36] the footer is on every page, with page x of y', async () => {
    const pages = await layoutSample({ name: '江西'.repeat(2000) });
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, page] of pages.entries()) {
      const texts = textsOf([page]);
      expect(texts).toContain('退款邮箱：refund@example.com');
      expect(texts).toContain(`第 ${index + 1} 页 / 共 ${pages.length} 页`);
    }
  });

  test('lines are not wider than asked and keep punctuation off their start', async () => {
    const { regular } = await openFaces();
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('江', '，', '（', '。', 'A', 'b', ' '), maxLength: 100 }),
        fc.integer({ min: 60, max: 300 }),
        (text, width) => {
          const lines = wrap(text, regular, 10, width);
          for (const line of lines) expect(regular.width(line, 10)).toBeLessThanOrEqual(width + 0.001);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
    for (const line of wrap('江西省南昌市，'.repeat(20), regular, 10, 123)) expect(line).not.toMatch(/^，/);
  });
});
