import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, type Session, transaction } from '../../platform/index.ts';
import { holder } from '../engine/stages/review.ts';
import { QUEUES } from '../engine/waiting.ts';
import { maskedFor, taskRow } from '../present/row.ts';
import { refusal } from '../problems.ts';
import { countQueues, nextInQueue, queuePage } from '../store/queries.ts';
import { staffOf } from './actor.ts';
import type { RoomDeps } from './room.ts';

/** Queues of the caller's roles; administrators and auditors look at all. */
function queuesFor(session: Session) {
  const all = session.roles.includes('administrator') || session.roles.includes('auditor');
  return QUEUES.filter((queue) => all || session.roles.includes(queue.role));
}

/** Work queues: what waits, sorted by time left, and the next piece of work. */
export function queueRoutes(app: FastifyInstance, deps: RoomDeps): void {
  const { consoleApplications: api } = endpoints;
  const { applications, histories, clock } = deps;

  registerEndpoint(app, api.queues, async ({ session, db }) => {
    const mine = queuesFor(session);
    const counts = await countQueues(
      db,
      mine.map((q) => q.code),
      clock.now(),
    );
    return {
      queues: mine.map(({ code, label, role }) => {
        const count = counts.find((c) => c.queue === code);
        return {
          code,
          label,
          role,
          open: count?.open ?? 0,
          soon: count?.soon ?? 0,
          late: count?.late ?? 0,
          oldest: count?.oldest?.toISOString() ?? null,
        };
      }),
    };
  });

  registerEndpoint(app, api.queue, async ({ params, query, session, db }) => {
    const queue = queuesFor(session).find((q) => q.code === params.queue);
    if (!queue) throw refusal('QUEUE_UNKNOWN');
    const now = clock.now();
    const found = await queuePage(db, histories, queue.code, now, query);
    const rules = await deps.catalogue.rulesOf(db, found.states);
    const items = found.states.map((state) => {
      const row = maskedFor(session.roles, state, taskRow(state, queue.code, { ...rules(state), now }));
      return { ...row, heldBy: holder(state, now)?.name ?? null };
    });
    return { items, total: found.total, page: query.page, size: query.size };
  });

  registerEndpoint(app, api.takeNext, async ({ params, query, session, db }) => {
    const queue = queuesFor(session).find((q) => q.code === params.queue);
    if (!queue) throw refusal('QUEUE_UNKNOWN');
    const actor = staffOf(session);
    const id = await transaction(db, async (tx) => {
      const next = await nextInQueue(tx, queue.code, actor.id, clock.now(), query.except);
      if (next !== undefined && queue.code === 'review') await applications.execute(tx, next, { type: 'take' }, actor);
      return next;
    });
    return { id: id ?? null };
  });
}
