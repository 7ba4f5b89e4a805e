import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { keepFiles } from '../files/index.ts';
import { once } from '../idempotency/index.ts';
import { Problem, problem } from '../problems/index.ts';
import type { Session, SessionKind } from '../sessions/index.ts';
import { sendAlike } from './alike.ts';
import type { Call, Endpoint, FileAnswer, Handler } from './endpoint.ts';
import { parsePart, readUpload } from './input.ts';
import {
  authorise,
  clearSessionCookie,
  presentSessions,
  refuseForgery,
  refuseRebinding,
  setSessionCookie,
} from './session-guard.ts';

const idempotencyKey = z.string().regex(/^[\x21-\x7e]{8,64}$/);

/**
 * Registers one endpoint of the contract: who may call, input parsed, idempotency, answer checked against the contract
 * (what the contract does not name does not leave the server). Sandbox endpoints are not registered in production.
 */
export function registerEndpoint<E extends Endpoint>(app: FastifyInstance, endpoint: E, handler: Handler<E>): void {
  const { deps, endpoints } = app;
  if (endpoint.who === 'sandbox' && deps.config.mode !== 'sandbox') return;
  const isOpen =
    endpoint.method === 'GET' && endpoint.who === 'public' && endpoint.params === undefined && !endpoint.query;
  if (endpoint.alike && !isOpen) throw new Error(`${endpoint.path} is not the same for everybody`);
  const send = endpoint.alike ? sendAlike() : undefined;
  endpoints.push(endpoint);
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    handler: (request, reply) => answer(deps, endpoint, handler, request, reply, send),
  });
}

async function answer<E extends Endpoint>(
  deps: Deps,
  endpoint: E,
  handler: Handler<E>,
  request: FastifyRequest,
  reply: FastifyReply,
  send?: ReturnType<typeof sendAlike>,
): Promise<FastifyReply> {
  reply.header('cache-control', 'private, no-store');
  if (endpoint.who === 'sandbox') refuseRebinding(request, deps.config.publicUrl);
  const present = await presentSessions(request, deps.sessions);
  refuseForgery(request, present, new URL(deps.config.publicUrl).origin);
  const session = authorise(endpoint.who, present);
  const params = parsePart('params', endpoint.params, request.params);
  const query = parsePart('query', endpoint.query, request.query);
  const key = endpoint.idempotent ? readKey(request) : undefined;
  if (endpoint.upload && session) await countUpload(deps, session);
  const upload = endpoint.upload
    ? await readUpload(request, deps.files, endpoint.upload, deps.config.uploads.maxBytes)
    : { data: request.body, files: [] };
  const body = parsePart('body', endpoint.body, upload.data);
  let status = 200;

  const run = async (db: Call<E>['db']): Promise<unknown> => {
    const call = {
      params,
      query,
      body,
      files: upload.files,
      session,
      sessions: present,
      db,
      idempotencyKey: key,
      address: request.ip,
      log: request.log,
      signIn: async (who: Parameters<Call<E>['signIn']>[0]) => {
        const begun = await deps.sessions.begin(who, db);
        const old = present[who.kind];
        if (old) await deps.sessions.end(old.id, db); // the old token must not live on
        setSessionCookie(reply, who.kind, begun.token, deps.config.publicUrl.startsWith('https:'));
        return begun.session;
      },
      signOut: async (kind?: SessionKind) => {
        for (const one of Object.values(present)) {
          if (kind !== undefined && one.kind !== kind) continue;
          await deps.sessions.end(one.id, db);
          clearSessionCookie(reply, one.kind);
        }
      },
      status: (code: number) => {
        status = code;
      },
    };
    // The schemas above are the endpoint's own, so the parsed values have the types the handler declares.
    const result = await handler(call as unknown as Parameters<Handler<E>>[0]);
    // What was not refused refers to its files; a refused upload is swept after a day.
    const sent = upload.files.map((file) => file.sha256);
    await keepFiles(db, deps.clock, sent);
    return result;
  };

  if (endpoint.answer === 'file') return sendFile(reply, (await run(deps.db)) as FileAnswer);
  const shape: z.ZodType = endpoint.answer;
  if (send) return send(request, reply, shape.parse(await run(deps.db)));
  if (key === undefined) return reply.code(status).send(shape.parse(await run(deps.db)));
  const actor = session ? `${session.kind}:${session.subject}` : 'public';
  const asked = { params, query, body, files: upload.files.map((file) => file.sha256) };
  const command = { key, actor, route: `${endpoint.method} ${endpoint.path}`, request: asked };
  const result = await once(deps, command, async (tx) => {
    const value = shape.parse(await run(tx));
    return { status, body: value };
  });
  if (result.replayed) reply.header('idempotent-replayed', 'true');
  return reply.code(result.status).send(result.body);
}

/** Uploads of one account within a day: more than people make, few enough that nobody fills the disk. */
export const MOST_UPLOADS = 2000;
const DAY = 86_400;

/** Counts before anything is read, what is refused later too. Throws UPLOADS_TOO_MANY. */
async function countUpload({ rateLimits }: Deps, { kind, subject }: Session): Promise<void> {
  try {
    await rateLimits.take('upload', `${kind}:${subject}`, MOST_UPLOADS, DAY);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'RATE_LIMITED') throw error;
    const { seconds = DAY } = error.document.params ?? {};
    throw problem('UPLOADS_TOO_MANY', {
      params: { most: MOST_UPLOADS, seconds, hours: Math.ceil(Number(seconds) / 3600) },
    });
  }
}

function readKey(request: FastifyRequest): string {
  const parsed = idempotencyKey.safeParse(request.headers['idempotency-key']);
  if (!parsed.success) throw problem('IDEMPOTENCY_KEY_REQUIRED');
  return parsed.data;
}

const shownInline = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/webp']);
const neverServed = /html|svg|xml|script/i;

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  if (file.redirect !== undefined) return reply.redirect(file.redirect, 303);
  const inline = file.inline === true && shownInline.has(file.type);
  return reply
    .header('content-type', neverServed.test(file.type) ? 'application/octet-stream' : file.type)
    .header(
      'content-disposition',
      `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .send(Buffer.from(file.bytes));
}
