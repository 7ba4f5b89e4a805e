import type { FastifyInstance } from 'fastify';
import { presentSessions, type Sessions } from '../platform/index.ts';
import { problem } from './problems.ts';

const CONSOLE = '/api/console/';

/** Nothing of the console answers somebody who still has a one-time password. */
export function passwordGate(app: FastifyInstance, sessions: Sessions): void {
  app.addHook('preHandler', async (request) => {
    // The route that was found, not the address as written: /api/%63onsole is the console too.
    if (!request.routeOptions.url?.startsWith(CONSOLE)) return;
    const { staff } = await presentSessions(request, sessions);
    if (staff?.attributes.mustChangePassword) throw problem('PASSWORD_CHANGE_REQUIRED');
  });
}
