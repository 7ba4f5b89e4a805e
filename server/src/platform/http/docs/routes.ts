import fs from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { openApi } from '../openapi.ts';

const beside = (name: string) => fs.readFile(new URL(name, import.meta.url));
const javascript = 'text/javascript; charset=utf-8';

/** `/openapi.json`: the interface as OpenAPI 3.1. `/docs`: the same for people; its script is served from here. */
export function registerDocs(app: FastifyInstance): void {
  let document: string | undefined;
  app.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(openApi(app.endpoints, app.deps.config.publicUrl));
    return send(reply, 'application/json; charset=utf-8', document);
  });
  app.get('/docs', async (_request, reply) => send(reply, 'text/html; charset=utf-8', await beside('page.html')));
  app.get('/docs/open.js', async (_request, reply) => send(reply, javascript, await beside('open.js')));
  let script: Promise<Buffer> | undefined;
  app.get('/docs/scalar.js', async (_request, reply) => {
    script ??= scalarScript();
    reply.header('content-encoding', 'gzip');
    return send(reply, javascript, await script);
  });
}

function send(reply: FastifyReply, type: string, body: string | Buffer): FastifyReply {
  return reply.header('cache-control', 'no-cache').type(type).send(body);
}

/** The package hands its 4 MB script out through its own plugin only; asked for once, when somebody first reads. */
async function scalarScript(): Promise<Buffer> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const carrier = Fastify();
  await carrier.register(reference, { routePrefix: '/r', configuration: { url: '/openapi.json' } });
  const { rawPayload } = await carrier.inject('/r/js/scalar.js');
  await carrier.close();
  return promisify(gzip)(rawPayload);
}
