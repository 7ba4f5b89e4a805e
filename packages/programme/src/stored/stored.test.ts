import { expect, test } from 'vitest';
import { z } from 'zod';
import { Programme, ProgrammePatch } from '../index.ts';
import { frozen } from './frozen.ts';
import { narrowings, shapeOf } from './narrowing.ts';

const stored = [
  ['programme', Programme],
  ['patch', ProgrammePatch],
] as const;

test.each(stored)('every %s that was ever stored can still be read: its type only grew', (name, type) => {
  expect(narrowings(frozen(name), shapeOf(type))).toEqual([]);
});

test.each(stored)('what %s has grown by is written down, so that it stays readable as well', (name, type) => {
  const grown = 'The type has grown: npx node packages/programme/src/stored/freeze.ts';
  expect(frozen(name), grown).toEqual(shapeOf(type));
});

const stage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fill'), state: z.string().min(1).max(9) }),
  z.strictObject({ kind: z.literal('review'), minutes: z.number().int().positive().default(5) }),
]);
const before = z.strictObject({
  code: z.string().regex(/^a/),
  days: z.number().int().min(1).max(366),
  kind: z.enum(['text', 'choice']),
  texts: z.record(z.string().max(9), z.string()).default({}),
  stages: z.array(stage).min(1).max(5),
  note: z.string().optional(),
});
const { code, days, kind, texts, stages, note } = before.shape;
const [fill, review] = stage.options;

test.each<[string, z.ZodType, string[]]>([
  ['nothing', before, []],
  ['a new optional member', z.strictObject({ ...before.shape, more: z.string().optional() }), []],
  ['a new member with a default', z.strictObject({ ...before.shape, more: z.string().default('') }), []],
  ['a new answer', z.strictObject({ ...before.shape, kind: z.enum(['text', 'choice', 'day']) }), []],
  ['a new kind of stage', before.extend({ stages: z.array(z.union([fill, review, z.literal('seal')])) }), []],
  ['wider bounds', before.extend({ days: z.number().min(0), stages: z.array(stage) }), []],
  ['any text', before.extend({ code: z.string(), texts: z.record(z.string(), z.string()).optional() }), []],
  ['a member taken away', z.strictObject({ code, days, kind, texts, stages }), ['note: taken away']],
  ['a member renamed', z.strictObject({ code, days, kind, texts, stages, remark: note }), ['note: taken away']],
  ['a new member that is needed', before.extend({ more: z.string() }), ['more: needed now, and was not before']],
  ['a member that became needed', before.extend({ note: z.string() }), ['note: needed now, and was not before']],
  ['an answer taken away', before.extend({ kind: z.enum(['choice']) }), ['kind: no text any more']],
  ['answers in place of text', before.extend({ note: z.enum(['a', 'b']).optional() }), ['note: only a, b now']],
  ['another pattern', before.extend({ code: z.string().regex(/^b/) }), ['code: another pattern']],
  ['a pattern where none was', before.extend({ note: z.string().regex(/b/).optional() }), ['note: another pattern']],
  ['another type', before.extend({ days: z.string() }), ['days: was integer, is string']],
  ['whole numbers only', before.extend({ days: z.number().int().min(2).max(366) }), ['days: at least 2 now']],
  ['fewer', before.extend({ days: z.number().int().min(1).max(30) }), ['days: at most 30 now']],
  [
    'a shorter list',
    before.extend({ stages: z.array(stage).min(2).max(4) }),
    ['stages: at least 2 now', 'stages: at most 4 now'],
  ],
  [
    'a kind of stage taken away',
    before.extend({ stages: z.array(fill).min(1).max(5) }),
    ['stages[].kind: no review any more'],
  ],
  [
    'shorter names',
    before.extend({ texts: z.record(z.string().max(8), z.string()).default({}) }),
    ['texts.*: at most 8 now'],
  ],
  [
    'other values',
    before.extend({ texts: z.record(z.string().max(9), z.number()).default({}) }),
    ['texts.*: was string, is number'],
  ],
  [
    'a member of a stage that became needed',
    before.extend({
      stages: z.array(z.union([fill, z.strictObject({ kind: z.literal('review'), minutes: z.int() })])),
    }),
    ['stages[].minutes: needed now, and was not before'],
  ],
])('%s', (_what, after, lost) => {
  const found = narrowings(shapeOf(before), shapeOf(after));
  for (const line of lost) expect(found).toContain(line);
  expect(found.length > 0).toBe(lost.length > 0);
});

test('a word of JSON Schema that is not judged is an error, not passed over', () => {
  expect(() => shapeOf(z.number().multipleOf(2))).toThrow();
});
