import type { ProgrammeDraft } from '@yinxin/contract';
import type { ProgrammePatch } from '@yinxin/programme';
import fc from 'fast-check';

/** Any changes of texts, clocks, prices and materials at the places of a programme. */
export function anyPatch(places: ProgrammeDraft['places']): fc.Arbitrary<ProgrammePatch> {
  const text = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('甲', '乙', 'a', 'b') });
  const duration = fc.record({
    amount: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('hours' as const, 'working-days' as const),
  });
  const lists = fc.constantFrom(...places.materials.filter(({ path }) => path.startsWith('projects.')));
  return fc.record({
    texts: fc.dictionary(fc.constantFrom(...places.texts.map(({ path }) => path)), fc.record({ zh: text, en: text }), {
      maxKeys: 30,
    }),
    clocks: fc.dictionary(
      fc.constantFrom(...places.clocks.map(({ path }) => path)),
      fc.record({ promise: duration, target: duration }),
    ),
    windows: fc.constant({}),
    prices: fc.dictionary(
      fc.constantFrom(...places.prices.map(({ path }) => path)),
      fc.nat({ max: 99_999 }).map((fen) => [{ from: '2026-01-01', fen }]),
      { minKeys: 1 },
    ),
    materials: lists.chain(({ path, value }) =>
      fc
        .record({ retired: fc.subarray(value.map(({ code }) => code)), required: fc.boolean() })
        .map(({ retired, required }) => ({
          [path]: { retired, required: Object.fromEntries(value.map(({ code }) => [code, required])), added: [] },
        })),
    ),
  });
}
