import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { problem, registerEndpoint } from '../platform/index.ts';
import type { Notices } from './service.ts';

const DONE = { done: true } as const;

/** The messages of an organisation in the hall (站内信). */
export function messageRoutes(app: FastifyInstance, notices: Notices): void {
  registerEndpoint(app, endpoints.messages.list, async ({ session, query }) => {
    const { items, total } = await notices.messages(session.subject, query);
    return {
      items: items.map((one) => ({
        ...one,
        subject: { ...one.subject },
        text: { ...one.text },
        at: one.at.toISOString(),
        readAt: one.readAt?.toISOString() ?? null,
      })),
      total,
      page: query.page,
      size: query.size,
    };
  });
  registerEndpoint(app, endpoints.messages.markRead, async ({ session, params }) => {
    if (!(await notices.markRead(session.subject, params.id))) throw problem('NOT_FOUND');
    return DONE;
  });
  registerEndpoint(app, endpoints.messages.markAllRead, async ({ session }) => {
    await notices.markAllRead(session.subject);
    return DONE;
  });
}
