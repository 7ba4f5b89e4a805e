import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { foreignOperations, OPEN_OPERATIONS } from './foreign.ts';
import { type Door, type House, judge, type Verdict } from './gate.ts';
import { type OwnRooms, ownOperations } from './own.ts';
import { pageFiles, SECURITY_HEADERS } from './page-files.ts';
import { type AssistantProblem, AssistantRefusal, problemDocument, problemOf } from './problems.ts';
import { PROTOCOLS, VERSION } from './version.ts';

const BODY_LIMIT = 64 * 1024;
/** A seal of 1 MiB and its picture of 200 KiB, in base64. */
const SEAL_BODY_LIMIT = 2 * 1024 * 1024;
const DISCOVERY = '/.well-known/yinxin-assistant';

declare module 'fastify' {
  interface FastifyRequest {
    verdict: Extract<Verdict, { ok: true }> | null;
  }
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const doorOf = (path: string): Door => {
  if (path.startsWith('/own/')) return 'own';
  return path.startsWith('/v1/') || path === DISCOVERY ? 'foreign' : 'page';
};

const refuse = (reply: FastifyReply, problem: AssistantProblem): FastifyReply => {
  const document = problemDocument(problem);
  return reply.code(document.status).type('application/problem+json').send(document);
};

const bearer = (request: FastifyRequest): string | null =>
  /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;

/** The HTTP face of the assistant. `house` is asked at each request, because the port is known only after listening. */
export function assistantServer(rooms: OwnRooms, house: () => House): FastifyInstance {
  const app = Fastify({ bodyLimit: BODY_LIMIT, logger: false, forceCloseConnections: true });
  app.decorateRequest('verdict', null);

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS).header('vary', 'Origin');
    const path = request.url.split('?', 1)[0] ?? '/';
    // The router would decode it after the door was chosen: /%6fwn/state is nobody's address.
    if (path.includes('%')) return refuse(reply, { code: 'E_NOT_FOUND' });
    const verdict = judge(
      {
        door: doorOf(path),
        host: request.headers.host,
        origin: request.headers.origin,
        site: header(request, 'sec-fetch-site'),
        mode: header(request, 'sec-fetch-mode'),
      },
      house(),
    );
    if (!verdict.ok) return refuse(reply, { code: verdict.code });
    request.verdict = verdict;
    if (verdict.cors !== null) reply.header('access-control-allow-origin', verdict.cors);
    else reply.header('cross-origin-resource-policy', 'same-origin');
    if (request.method === 'OPTIONS') {
      reply
        .header('access-control-allow-methods', 'GET, POST')
        .header('access-control-allow-headers', 'content-type, authorization')
        .header('access-control-max-age', '600');
      return reply.code(204).send();
    }
    // Pages may come in only with the token that the person's confirmation gave them.
    const operation = path.startsWith('/v1/') ? path.slice('/v1/'.length) : null;
    if (operation !== null && !verdict.own && !OPEN_OPERATIONS.has(operation)) {
      const paired = rooms.pairings.isPaired(request.headers.origin ?? '', bearer(request));
      if (!paired) return refuse(reply, { code: 'E_PAIRING' });
    }
  });

  app.setErrorHandler((error, _request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
    // Fastify's own refusals: not JSON, too long, wrong content type.
    if (typeof status === 'number' && status >= 400 && status < 500)
      return refuse(reply, { code: 'E_REQUEST', field: '' });
    const problem = problemOf(error);
    // The stack only: messages of our errors are codes, and no parameter of a request is ever printed.
    if (problem.code === 'E_INTERNAL') console.error(error instanceof Error ? error.stack : 'unknown failure');
    return refuse(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, { code: 'E_NOT_FOUND' }));

  for (const [path, file] of pageFiles(rooms.edition))
    app.get(path, (_request, reply) => reply.type(file.type).send(file.body));
  app.get(DISCOVERY, async () => ({ name: 'yinxin-assistant', version: VERSION, protocol: PROTOCOLS }));

  for (const [name, run] of Object.entries(foreignOperations(rooms)))
    app.post(`/v1/${name}`, name === 'install-seal' ? { bodyLimit: SEAL_BODY_LIMIT } : {}, (request) =>
      run(request.body, originOf(request)),
    );
  for (const [name, run] of Object.entries(ownOperations(rooms)))
    app.post(`/own/${name}`, (request) => run(request.body, originOf(request)));
  return app;
}

const originOf = (request: FastifyRequest): string => {
  const { origin } = request.headers;
  if (origin === undefined) throw new AssistantRefusal({ code: 'E_ORIGIN' });
  return origin;
};
