import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import type { Endpoint } from '@yinxin/contract';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { v7 as uuid } from 'uuid';
import type { Deps } from '../deps.ts';
import type { Room } from '../room.ts';
import { registerDocs } from './docs/routes.ts';
import { registerErrors } from './errors.ts';
import { registerHealth } from './health.ts';
import { securityHeaders } from './security-headers.ts';
import { registerWeb } from './web.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly deps: Deps;
    /** Every endpoint registered so far; OpenAPI is made from it. */
    readonly endpoints: Endpoint[];
  }
}

/** Largest JSON body; files have their own limit (`uploads.maxBytes`). */
const bodyLimit = 1024 * 1024;

export interface AppOptions {
  /** Folder of the built pages (web/dist); without it only the API is served. */
  readonly web?: string;
}

/** The HTTP application: security headers, cookies, problem documents, health, documentation, the rooms' endpoints, the pages. */
export async function createApp(
  deps: Deps,
  rooms: readonly Room[],
  options: AppOptions = {},
): Promise<FastifyInstance> {
  const log: FastifyBaseLogger = deps.log;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({
      disableRequestLogging: (request) => request.url === '/healthz' || request.url === '/readyz',
    }),
    trustProxy: deps.config.trustProxy,
    bodyLimit,
    genReqId: () => uuid(),
    forceCloseConnections: 'idle',
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
  });
  app.decorate('deps', deps);
  app.decorate('endpoints', []);
  // Input is checked by registerEndpoint with the contract's schemas, answers likewise.
  app.setValidatorCompiler(() => (value) => ({ value }));
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  registerErrors(app, bodyLimit);
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  await app.register(helmet, securityHeaders(deps.config));
  await app.register(cookie);
  await app.register(multipart);
  registerHealth(app);
  registerDocs(app);
  for (const room of rooms) await room.register(app, deps);
  await registerWeb(app, options.web);
  return app;
}
