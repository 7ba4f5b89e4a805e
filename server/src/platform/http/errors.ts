import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readable } from '../files/index.ts';
import { Problem, problem } from '../problems/index.ts';

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}

/** The database refused to write what may be there once: somebody did the same at this moment. */
const isTwice = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';

/** Turns whatever was thrown into a problem; the unknown becomes INTERNAL with an incident number that the log has too. */
export function toProblem(error: unknown, request: FastifyRequest, bodyLimit: number): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status === 413) return problem('BODY_TOO_LARGE', { params: { limit: readable(bodyLimit) }, cause: error });
  if (status !== undefined && status >= 400 && status < 500) return problem('BODY_UNREADABLE', { cause: error });
  if (status === 503) return problem('UNAVAILABLE', { cause: error });
  if (isTwice(error)) {
    request.log.warn({ err: error }, 'written twice');
    return problem('AT_ONCE', { cause: error });
  }
  const incident = randomBytes(5).toString('hex').toUpperCase();
  request.log.error({ err: error, incident }, 'incident');
  return problem('INTERNAL', { params: { incident } });
}

/** Sends a problem document. */
export function sendProblem(reply: FastifyReply, refused: Problem): FastifyReply {
  if (refused.status === 413) reply.header('connection', 'close'); // the rest of the body is not wanted
  // Whatever the room calls its limit: who is told to come back is told when.
  if (refused.status === 429) reply.header('retry-after', String(refused.document.params?.seconds ?? 60));
  return reply
    .code(refused.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(refused.document));
}

export function registerErrors(app: FastifyInstance, bodyLimit: number): void {
  app.setErrorHandler((error, request, reply) => sendProblem(reply, toProblem(error, request, bodyLimit)));
}
