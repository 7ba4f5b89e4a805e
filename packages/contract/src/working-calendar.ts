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
  /** What waits for a second administrator. */
  draft: z
    .object({
      revision: z.number().int(),
      days: z.array(WorkingDay),
      reason: z.string(),
      /** Names of who worked on it; none of them may publish it. */
      editors: z.array(z.string()),
      mine: z.boolean(),
      updatedAt: Instant,
    })
    .nullable(),
  /** What the national table says of this year and the next. */
  national: z.array(z.object({ day: Day, name: LocalText, works: z.boolean() })),
  /** The last year the national table knows; later days are only weekdays and weekends. */
  nationalUntil: z.number().int(),
  /** Newest first. */
  history: z.array(Issue),
});
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

/** The draft the caller saw; 0 where there was none. */
const saved = z.strictObject({ revision: z.number().int().nonnegative() });

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
  save: endpoint({
    method: 'PUT',
    path: `${path}/draft`,
    who: ['administrator'],
    tag,
    idempotent: true,
    summary: { zh: '保存工作日历草稿', en: 'Draft the own days, all of them' },
    body: saved.extend({
      /** The version in force the caller saw. */
      version: z.number().int().nonnegative(),
      days: z.array(WorkingDay).max(400),
      reason: z.string().min(2).max(500),
    }),
    answer: WorkingCalendar,
  }),
  discard: endpoint({
    method: 'POST',
    path: `${path}/draft/discard`,
    who: ['administrator'],
    tag,
    idempotent: true,
    summary: { zh: '放弃工作日历草稿', en: 'Discard the draft' },
    body: saved,
    answer: WorkingCalendar,
  }),
  publish: endpoint({
    method: 'POST',
    path,
    who: ['administrator'],
    tag,
    idempotent: true,
    summary: {
      zh: '发布工作日历（须由未参与编辑的管理员；只影响此后开始的时限）',
      en: 'Publish the draft, by an administrator who did not write it; only clocks that begin later follow it',
    },
    body: saved,
    answer: WorkingCalendar,
  }),
};
