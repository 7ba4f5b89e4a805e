import type { FormTemplate } from '@yinxin/documents';
import { z } from 'zod';

const cell = z.strictObject({
  label: z.string(),
  value: z.string(),
  note: z.string().optional(),
  weight: z.number().positive().optional(),
});
const box = z.strictObject({
  label: z.string(),
  hint: z.string().optional(),
  mark: z.enum(['round', 'square']).optional(),
});
const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('section'), title: z.string() }),
  z.strictObject({ kind: z.literal('rows'), rows: z.array(z.array(cell)) }),
  z.strictObject({
    kind: z.literal('choice'),
    label: z.string(),
    key: z.string(),
    options: z.array(z.strictObject({ value: z.string(), text: z.string() })),
  }),
  z.strictObject({
    kind: z.literal('table'),
    list: z.string(),
    columns: z.array(z.strictObject({ title: z.string(), key: z.string(), weight: z.number().positive() })),
  }),
  z.strictObject({
    kind: z.literal('paragraph'),
    text: z.string(),
    align: z.enum(['left', 'right', 'centre']).optional(),
    bold: z.boolean().optional(),
    indent: z.boolean().optional(),
    size: z.number().positive().optional(),
  }),
  z.strictObject({ kind: z.literal('notes'), title: z.string().optional(), items: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('boxes'), boxes: z.array(box), height: z.number().positive() }),
  z.strictObject({ kind: z.literal('lines'), label: z.string(), count: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('space'), height: z.number().positive() }),
]);
const form = z.strictObject({
  code: z.string(),
  version: z.number().int().positive(),
  title: z.string(),
  subtitle: z.string().optional(),
  authority: z.string(),
  footer: z.string().optional(),
  advice: z.string().optional(),
  blocks: z.array(block),
});

/** Forms (表单) as they come from a file. */
export const FormTemplates = z.array(z.custom<FormTemplate>((one) => form.safeParse(one).success, 'is no form'));
