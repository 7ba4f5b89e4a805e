import { z } from 'zod';
import { FieldSpec } from './field.ts';
import { MaterialSpec } from './material.ts';
import { PriceLine } from './price.ts';
import { Stage, type StageKind } from './stage.ts';
import { Code, LocalText } from './text.ts';

/** What a service does with a certificate (业务类型). Every business but `new` is about one the account holds. */
export const Business = z.enum(['new', 'renew', 'change', 'reissue', 'unlock', 'seal-apply', 'seal-change']);
export type Business = z.infer<typeof Business>;

/** States of a held certificate (证书状态) a business can begin from. */
export const SubjectState = z.enum(['made', 'activated', 'in-use', 'suspended', 'expired']);
export type SubjectState = z.infer<typeof SubjectState>;

/** Which certificates a business is open for. */
export const SubjectRule = z.strictObject({
  states: z.array(SubjectState).min(1),
  /** First day before expiry on which it is open (PA-24, BJ-31); without it, at any time before expiry. */
  window: z.strictObject({ opensDaysBefore: z.number().int().positive() }).optional(),
  /** Whether the certificate must, or must not, carry a seal (PA-42). */
  seal: z.enum(['with', 'without']).optional(),
  /** Once it has expired: what to do instead (PA-08). */
  expired: z.strictObject({ service: Code }).optional(),
});
export type SubjectRule = z.infer<typeof SubjectRule>;

/** How long new certificates are valid: some years, as long as the former, or so much longer. */
export const Validity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('years'), years: z.union([z.number().int().min(1).max(5), Code]) }),
  z.strictObject({ kind: z.literal('kept') }),
  z.strictObject({ kind: z.literal('extended'), years: z.union([z.number().int().min(1).max(5), Code]) }),
]);
export type Validity = z.infer<typeof Validity>;

const StageKindName = z.enum([
  'fill',
  'review',
  'payment',
  'papers',
  'production',
  'delivery',
  'provision',
  'install',
  'activation',
  'binding',
  'unlock',
  'seal',
] satisfies readonly StageKind[]);

export const HallService = z.strictObject({
  code: Code,
  label: LocalText,
  channel: z.literal('hall'),
  direction: LocalText,
});

export const OnlineService = z.strictObject({
  code: Code,
  label: LocalText,
  channel: z.literal('online'),
  business: Business.default('new'),
  /** State shown when every stage is done. */
  finishedState: Code,
  subject: SubjectRule.optional(),
  /** What is asked, shown and charged, where it differs from the project's own. */
  fields: z.array(FieldSpec).optional(),
  materials: z.array(MaterialSpec).optional(),
  prices: z.array(PriceLine).optional(),
  validity: Validity.optional(),
  /** When the certificate it is about gives way to the new one. */
  old: z.enum(['kept', 'superseded-at-approval', 'superseded-when-made', 'superseded-when-installed']).default('kept'),
  /** Stages in which the applicant may cancel (BJ-24); nowhere without it. */
  cancel: z.strictObject({ while: z.array(StageKindName).min(1) }).optional(),
  /** May the application be signed with the certificate it is about, in place of stamped papers? */
  signing: z.boolean().default(false),
  /** Opened only in a session begun with the very certificate it is about (PA-01); with any session without it. */
  signIn: z.literal('certificate').optional(),
  stages: z.array(Stage).min(2),
});
export type OnlineService = z.infer<typeof OnlineService>;

/** A business type (业务类型). What is not offered online says where to go instead. */
export const Service = z.discriminatedUnion('channel', [OnlineService, HallService]);
export type Service = z.infer<typeof Service>;
