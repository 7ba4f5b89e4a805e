import type { FastifyInstance } from 'fastify';
import type { Sessions } from '../platform/index.ts';
import { problem } from './problems.ts';

const CONSOLE = '/api/console/';
const COOKIE = 'yinxin_console';

/** Nothing of the console answers somebody who still has a one-time password. */
export function passwordGate(app: FastifyInstance, sessions: Sessions): void {
  app.addHook('preHandler', async (request) => {
    if (!request.url.startsWith(CONSOLE)) return;
    const token = request.cookies[COOKIE];
    const session = token ? await sessions.find(token) : undefined;
    if (session?.attributes.mustChangePassword) throw problem('PASSWORD_CHANGE_REQUIRED');
  });
}
