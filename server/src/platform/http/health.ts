import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { problem } from '../problems/index.ts';

/** `/healthz`: the process answers. `/readyz`: the database answers too. */
export function registerHealth(app: FastifyInstance): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    try {
      await sql`select 1`.execute(app.deps.db);
    } catch (cause) {
      throw problem('UNAVAILABLE', { cause });
    }
    return { status: 'ready' };
  });
}
