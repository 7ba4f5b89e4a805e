import { z } from 'zod';
import { Code, LocalText } from './text.ts';

/** What kind of value a field of the application form holds; each kind has one check, in `identifiers`. */
export const FieldKind = z.enum([
  'text',
  'long-text',
  'person-name',
  'mobile',
  'phone',
  'id-card',
  'email',
  'address',
  'postcode',
  'choice',
]);
export type FieldKind = z.infer<typeof FieldKind>;

/** One field of the application form (字段). Personal fields are masked for staff and sealed at rest. */
export const FieldSpec = z.strictObject({
  code: Code,
  label: LocalText,
  kind: FieldKind,
  required: z.boolean(),
  personal: z.boolean().default(false),
  /** Shown beside the field, e.g. JX-33. */
  hint: LocalText.optional(),
  example: LocalText.optional(),
  maxLength: z.number().int().positive().max(500).default(100),
  /** For `choice`. A choice that is not accepted online is refused with `refusal` (JX-20). */
  choices: z
    .array(
      z.strictObject({
        code: Code,
        label: LocalText,
        accepted: z.boolean().default(true),
        refusal: LocalText.optional(),
      }),
    )
    .optional(),
});
export type FieldSpec = z.infer<typeof FieldSpec>;
