import { Code, LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant } from './shapes.ts';

const tag = 'announcements';

/** What the house tells everybody, or everybody of some programmes, for some days (公告). */
const Announcement = z.object({
  id: Id,
  title: LocalText,
  text: LocalText,
  /** Programmes it is about; empty: it is for everybody. */
  programmes: z.array(Code),
  /** First and last day it is shown, in Shanghai; `null`: until it is withdrawn. */
  from: z.iso.date(),
  until: z.iso.date().nullable(),
});

export const AnnouncementView = Announcement.extend({
  state: z.enum(['ahead', 'shown', 'over', 'withdrawn']),
  publishedBy: z.string(),
  publishedAt: Instant,
});
const Words = (most: number) =>
  z.strictObject({ zh: z.string().trim().min(1).max(most), en: z.string().trim().min(1).max(most) });

export const announcements = {
  current: endpoint({
    method: 'GET',
    path: '/api/announcements',
    who: 'public',
    tag,
    summary: { zh: '正在公布的公告', en: 'Announcements shown today, the newest first' },
    answer: z.object({ items: z.array(Announcement) }),
  }),
};

export const consoleAnnouncements = {
  list: endpoint({
    method: 'GET',
    path: '/api/console/announcements',
    who: ['administrator', 'back-office', 'customer-service', 'auditor'],
    tag,
    summary: { zh: '全部公告', en: 'All announcements, the newest first' },
    answer: z.object({ items: z.array(AnnouncementView) }),
  }),
  publish: endpoint({
    method: 'POST',
    path: '/api/console/announcements',
    who: ['administrator', 'back-office'],
    tag,
    summary: { zh: '发布公告', en: 'Publish an announcement' },
    body: z.strictObject({
      title: Words(80),
      text: Words(2000),
      programmes: z.array(Code).max(100),
      from: z.iso.date(),
      until: z.iso.date().nullable(),
    }),
    answer: AnnouncementView,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/console/announcements/:id/withdrawal',
    who: ['administrator', 'back-office'],
    tag,
    idempotent: true,
    summary: { zh: '撤下公告', en: 'Withdraw an announcement' },
    params: IdParams,
    answer: AnnouncementView,
  }),
};
