import { z } from 'zod';

/** A text a person reads, in both languages of the interface. zh is the source, en complete. */
export const LocalText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type LocalText = z.infer<typeof LocalText>;

/** A code used in data, URLs and events: lower-case words joined by hyphens. */
export const Code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** A calendar day `YYYY-MM-DD` in Asia/Shanghai. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Whether the calendar has the day. */
export const isRealDay = (day: string): boolean =>
  Day.safeParse(day).success && new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
