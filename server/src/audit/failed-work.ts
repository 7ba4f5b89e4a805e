import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { type Deps, registerEndpoint, transaction } from '../platform/index.ts';
import type { Audit } from './service.ts';

/** Work that failed for good, and the order to try it again, which is an act like any other: it is in the log. */
export function failedWorkRoutes(app: FastifyInstance, deps: Deps, audit: Audit): void {
  const { administration } = endpoints;

  registerEndpoint(app, administration.failedWork, async () => {
    const dead = await deps.jobs.dead();
    return {
      // Without the data of the work: it may be a message to a person.
      items: dead.map(({ id, queue, failedAt, reason }) => ({ id, queue, failedAt: failedAt.toISOString(), reason })),
    };
  });

  registerEndpoint(app, administration.retryFailedWork, ({ db, params, session }) =>
    transaction(db, async (tx) => {
      const queue = await deps.jobs.revive(tx, params.id);
      await audit.record(tx, {
        actor: { kind: 'staff', id: session.subject, name: session.attributes.name ?? '' },
        action: 'work.retried',
        subject: { kind: 'job', id: params.id, label: queue },
        details: {},
      });
      return { queue };
    }),
  );
}
