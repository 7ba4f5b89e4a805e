import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { ROLES } from './endpoint.ts';

export const Id = z.uuid();
export const Instant = z.iso.datetime();
export const Fen = z.number().int();
export const RoleName = z.enum(ROLES);
export const IdParams = z.object({ id: Id });

/** RFC 9457 problem document with a stable code, the field, and texts in both languages. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  field: z.string().optional(),
  detail: LocalText,
  next: LocalText,
  params: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** A refusal known beforehand: why an action is not offered now. */
export const Refusal = z.object({ code: z.string(), detail: LocalText, next: LocalText });

export const Page = z.object({
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
});
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: z.number().int(), page: z.number().int(), size: z.number().int() });
}

/** A clock of a step: when it began, the office's target, the promise to the user; `null` when nobody's clock runs. */
export const ClockView = z.object({
  actor: z.enum(['applicant', 'authority', 'nobody']),
  since: Instant,
  target: Instant.nullable(),
  promise: Instant.nullable(),
  /** calm < half of the target, soon < 3/4, urgent < all, late after. */
  urgency: z.enum(['calm', 'soon', 'urgent', 'late']),
});

export const Address = z.strictObject({
  name: z.string().min(1).max(60),
  mobile: z.string().min(1).max(30),
  address: z.string().min(5).max(200),
  postcode: z.string().max(10).optional(),
});

/** A number as people type it, from a medium or a password card. */
export const TypedNumber = z.string().min(1).max(40);
