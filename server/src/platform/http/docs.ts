import type { FastifyInstance } from 'fastify';
import { openApi } from './openapi.ts';

/** `/openapi.json`: the interface as OpenAPI 3.1. */
export function registerDocs(app: FastifyInstance): void {
  let document: string | undefined;
  app.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(openApi(app.endpoints, app.deps.config.publicUrl));
    return reply.type('application/json; charset=utf-8').send(document);
  });
}
