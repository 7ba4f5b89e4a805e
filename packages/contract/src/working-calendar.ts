import { Day, LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Instant } from './shapes.ts';

/** A day on which the house differs from the national table: closed, or worked all the same. */
export const WorkingDay = z.strictObject({ day: Day, works: z.boolean(), note: z.string().min(1).max(60) });
export type WorkingDay = z.infer<typeof WorkingDay>;

const Issue = z.object({
  version: z.number().int(),
  days: z.array(WorkingDay),
  reason: z.string(),
  publishedAt: Instant,
  publishedBy: z.string(),
});

/** The house's own working days (工作日历) over the national table. */
export const WorkingCalendar = z.object({
  /** Of the newest issue; 0 while there is none. */
  version: z.number().int(),
  days: z.array(WorkingDay),
  /** What the national table says of this year and the next. */
  national: z.array(z.object({ day: Day, name: LocalText, works: z.boolean() })),
  /** The last year the national table knows; later days are only weekdays and weekends. */
  nationalUntil: z.number().int(),
  /** Newest first. */
  history: z.array(Issue),
});
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

const tag = 'administration';
const path = '/api/console/working-calendar';

export const workingCalendar = {
  read: endpoint({
    method: 'GET',
    path,
    who: ['administrator', 'auditor'],
    tag,
    summary: { zh: '工作日历', en: 'The working-day calendar' },
    answer: WorkingCalendar,
  }),
  publish: endpoint({
    method: 'POST',
    path,
    who: ['administrator'],
    tag,
    idempotent: true,
    summary: {
      zh: '发布工作日历（只影响此后开始的时限）',
      en: 'Publish the own days; only clocks that begin later follow them',
    },
    body: z.strictObject({
      /** The version the caller saw. */
      version: z.number().int().nonnegative(),
      days: z.array(WorkingDay).max(400),
      reason: z.string().min(2).max(500),
    }),
    answer: WorkingCalendar,
  }),
};
