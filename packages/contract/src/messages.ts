import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id, IdParams, Instant, Page, pageOf } from './shapes.ts';

/** A message in the hall (站内信); every SMS has its twin here. */
export const MessageView = z.object({
  id: Id,
  at: Instant,
  subject: LocalText,
  text: LocalText,
  applicationId: Id.nullable(),
  readAt: Instant.nullable(),
});

export const messages = {
  list: endpoint({
    method: 'GET',
    path: '/api/messages',
    who: 'organisation',
    tag: 'messages',
    summary: { zh: '站内信', en: 'Messages' },
    query: Page,
    answer: pageOf(MessageView),
  }),
  markRead: endpoint({
    method: 'POST',
    path: '/api/messages/:id/read',
    who: 'organisation',
    tag: 'messages',
    summary: { zh: '标为已读', en: 'Mark as read' },
    params: IdParams,
    answer: z.object({ done: z.literal(true) }),
  }),
  markAllRead: endpoint({
    method: 'POST',
    path: '/api/messages/read',
    who: 'organisation',
    tag: 'messages',
    summary: { zh: '全部标为已读', en: 'Mark all as read' },
    answer: z.object({ done: z.literal(true) }),
  }),
};
