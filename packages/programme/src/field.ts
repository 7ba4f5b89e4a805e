import { z } from 'zod';
import { When } from './condition.ts';
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

/** What the house needs to know a field for; its label and place stay the programme's. */
export const FieldRole = z.enum([
  'handler-name',
  'handler-id',
  'handler-mobile',
  /** New name of the organisation in a change; the certificate is made for it. */
  'organisation-name',
  'seal-name',
  /** Which kind of seal is asked for; one without it asks for the official seal. */
  'seal-sort',
]);
export type FieldRole = z.infer<typeof FieldRole>;

/** One field of the application form (字段). Personal fields are masked for staff and sealed at rest. */
export const FieldSpec = z.strictObject({
  code: Code,
  label: LocalText,
  kind: FieldKind,
  role: FieldRole.optional(),
  when: When.optional(),
  required: z.boolean(),
  personal: z.boolean().default(false),
  /** Shown beside the field, e.g. JX-33. */
  hint: LocalText.optional(),
  example: LocalText.optional(),
  maxLength: z.number().int().positive().max(500).default(100),
  /** Values that are never an answer here, each with the way on (IT-12). */
  refused: z.array(z.strictObject({ value: z.string().min(1), message: LocalText })).optional(),
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
