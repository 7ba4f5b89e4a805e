import fc from 'fast-check';
import { expect, test } from 'vitest';
import lanjiang, { forms } from '../../../examples/programme/lanjiang.ts';
import {
  clocksOf,
  differences,
  EMPTY_PATCH,
  inspectProgramme,
  loadProgramme,
  materialListsOf,
  ProgrammePatch,
  patched,
  patchMistakes,
  placeOf,
  pricesOf,
  pruned,
  stepsOf,
  textsOf,
  windowsOf,
} from './index.ts';

const released = loadProgramme(lanjiang);
const codes = forms.map(({ code }) => code);
const change = (patch: Partial<ProgrammePatch>) => loadProgramme(patched(released, { ...EMPTY_PATCH, ...patch }, 2));
const first = <T>(all: readonly T[]): T => {
  const [one] = all;
  if (one === undefined) throw new Error('the example has none');
  return one;
};
const price = first(pricesOf(released));
const list = first(materialListsOf(released));

test('no change is no difference, and every place changed is told once, before and after', () => {
  expect(differences(released, change({}))).toEqual([]);
  const text = first(textsOf(released));
  const clock = first(clocksOf(released));
  const window = first(windowsOf(released));
  const material = first(list.value);
  const told = differences(
    released,
    change({
      texts: { [text.path]: { zh: '新名称', en: 'New name' } },
      clocks: { [clock.path]: { promise: { amount: 9, unit: 'days' }, target: { amount: 8, unit: 'days' } } },
      windows: { [window.path]: 33 },
      prices: { [price.path]: [...stepsOf(price.value), { from: '2099-01-01', fen: 12_300 }] },
      materials: { [list.path]: { retired: [], required: { [material.code]: !material.required }, added: [] } },
    }),
  );
  expect(told.map(({ kind }) => kind).toSorted()).toEqual(
    ['clocks', 'materials', 'prices', 'prices', 'texts', 'windows'].toSorted(),
  );
  expect(told.find(({ kind }) => kind === 'texts')).toMatchObject({ path: text.path, before: text.value });
  expect(told.find(({ after }) => after?.en.includes('123.00'))?.after?.zh).toBe('123.00 元，自 2099-01-01 起');
  expect(told.find(({ kind }) => kind === 'windows')?.after?.en).toBe('open from 33 days before expiry');
  expect(told.find(({ kind }) => kind === 'clocks')?.after?.zh).toContain('承诺 9 天');
});

test('a price has one line for each day it changes, and none while nothing is charged', () => {
  const steps = [
    { from: '2026-01-01', fen: 100 },
    { from: '2027-01-01', fen: null },
    { from: '2027-02-01', fen: 300 },
  ];
  const lines = first(pricesOf(change({ prices: { [price.path]: steps } })).filter(({ path }) => path === price.path));
  expect(lines.value.map(({ from, until, fen }) => [from, until, fen])).toEqual([
    ['2026-01-01', '2027-01-01', 100],
    ['2027-02-01', undefined, 300],
  ]);
  expect(stepsOf(lines.value)).toEqual(steps);
});

test('a material is added, another retired; what nobody knows is named', () => {
  const one = first(list.value);
  const added = { ...one, code: 'lease' };
  const after = change({ materials: { [list.path]: { retired: [one.code], required: {}, added: [added] } } });
  const now = first(materialListsOf(after).filter(({ path }) => path === list.path)).value.map(({ code }) => code);
  expect(now).toEqual([...list.value.slice(1).map(({ code }) => code), 'lease']);
  expect(differences(released, after).map(({ kind, before, after: told }) => [kind, before, told])).toEqual(
    expect.arrayContaining([
      ['materials', one.label, null],
      ['materials', null, one.label],
    ]),
  );
});

test.each<[string, Partial<ProgrammePatch>, string, string]>([
  ['a text nowhere', { texts: { 'projects.x.name': { zh: '甲', en: 'A' } } }, 'change-unknown', 'projects.x.name'],
  ['a window of no business', { windows: { nothing: 30 } }, 'change-unknown', 'nothing'],
  [
    'a clock of requests outside orders',
    {
      clocks: {
        'requests.mobileChange': { promise: { amount: 1, unit: 'days' }, target: { amount: 1, unit: 'days' } },
      },
    },
    'change-unknown',
    'requests.mobileChange',
  ],
  [
    'an unknown material',
    { materials: { [list.path]: { retired: ['ghost'], required: {}, added: [] } } },
    'change-unknown',
    `${list.path}.ghost`,
  ],
  [
    'a material twice',
    { materials: { [list.path]: { retired: [], required: {}, added: [first(list.value)] } } },
    'twice',
    `${list.path}.${first(list.value).code}`,
  ],
  [
    'a form that is none',
    {
      materials: {
        [list.path]: { retired: [], required: {}, added: [{ ...first(list.value), code: 'new-one', form: 'ghost' }] },
      },
    },
    'form-missing',
    `${list.path}.new-one.form`,
  ],
  [
    'days out of order',
    {
      prices: {
        [price.path]: [
          { from: '2027-01-01', fen: 1 },
          { from: '2027-01-01', fen: 2 },
        ],
      },
    },
    'price-steps',
    `${price.path}.1`,
  ],
  [
    'a day that is none',
    { prices: { [price.path]: [{ from: '2027-02-30', fen: 1 }] } },
    'day-unreal',
    `${price.path}.0`,
  ],
])('%s', (_what, patch, code, path) => {
  expect(patchMistakes(released, { ...EMPTY_PATCH, ...patch }, codes).map((one) => [one.code, one.path])).toEqual([
    [code, path],
  ]);
});

test.each([{ fen: -1 }, { fen: 1.5 }, { fen: Number.NaN }, { from: '1.1.2027' }])(
  'a price of %j is no price',
  (wrong) => {
    const prices = { [price.path]: [{ from: '2027-01-01', fen: 100, ...wrong }] };
    expect(ProgrammePatch.safeParse({ prices }).success).toBe(false);
  },
);

test('what the release no longer has is left out, the rest stays', () => {
  const one = first(list.value).code;
  const patch = ProgrammePatch.parse({
    texts: { name: { zh: '甲', en: 'A' }, 'projects.gone.name': { zh: '乙', en: 'B' } },
    windows: { gone: 3 },
    materials: { [list.path]: { retired: ['gone', one], required: { gone: true } } },
  });
  expect(pruned(released, patch)).toEqual({
    ...EMPTY_PATCH,
    texts: { name: { zh: '甲', en: 'A' } },
    materials: { [list.path]: { retired: [one], required: {}, added: [] } },
  });
});

test('a mistake of the check is told at the place people see', () => {
  const source = patched(released, { ...EMPTY_PATCH, texts: { name: { zh: '', en: 'x' } } }, 2);
  const { mistakes } = inspectProgramme({ source, forms });
  expect(mistakes.map(({ path }) => path)).toEqual(['name.zh']);
  expect(placeOf(released, 'projects.0.prices.0.fen')).toBe(`${price.path}.fen`);
});

test('any texts, clocks and prices at their places give a programme that says exactly them', () => {
  const pick = <T>(all: readonly T[]) => fc.constantFrom(...all);
  const word = fc.string({ minLength: 1, maxLength: 20 });
  const amount = fc.record({
    amount: fc.integer({ min: 1, max: 30 }),
    unit: fc.constantFrom('days' as const, 'hours' as const),
  });
  fc.assert(
    fc.property(
      pick(textsOf(released)),
      fc.record({ zh: word, en: word }),
      pick(clocksOf(released)),
      fc.record({ promise: amount, target: amount }),
      fc.nat({ max: 1_000_000 }),
      (text, words, clock, time, fen) => {
        const after = change({
          texts: { [text.path]: words },
          clocks: { [clock.path]: time },
          prices: { [price.path]: [{ from: '2026-01-01', fen }] },
        });
        expect(textsOf(after).find(({ path }) => path === text.path)?.value).toEqual(words);
        expect(clocksOf(after).find(({ path }) => path === clock.path)?.value).toEqual(time);
        expect(
          pricesOf(after)
            .find(({ path }) => path === price.path)
            ?.value.map((line) => line.fen),
        ).toEqual([fen]);
      },
    ),
    { numRuns: 50 },
  );
});
