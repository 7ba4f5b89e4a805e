import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const compress = promisify(gzip);

interface Made {
  readonly text: string;
  readonly etag: string;
  readonly compressed: Buffer;
}

/** Below this a body fits into one packet anyway. */
const WORTH_COMPRESSING = 1024;

/** Whether a client takes gzip (RFC 9110, 12.5.3). */
export function takesGzip(accepted: string | undefined): boolean {
  return (accepted ?? '')
    .split(',')
    .some((part) => /^\s*(x-)?gzip\s*(;\s*q=(1|0\.\d*[1-9]\d*)(\.0*)?\s*)?$/i.test(part));
}

/** Whether a client has this already (If-None-Match, compared weakly: RFC 9110, 13.1.2). */
export function hasAlready(asked: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return (asked ?? '').split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}

/**
 * Sends what is the same for everybody: compressed once until it changes, and not at all to who has it. Only for answers that
 * hold no secret and nothing of the request: the length of compressed data tells about what stands side by side in it (BREACH).
 */
export function sendAlike(): (request: FastifyRequest, reply: FastifyReply, value: unknown) => Promise<FastifyReply> {
  let last: Made | undefined;
  return async (request, reply, value) => {
    const text = JSON.stringify(value);
    if (last?.text !== text) {
      const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
      last = { text, etag, compressed: await compress(text) };
    }
    const made = last;
    reply.header('cache-control', 'private, no-cache').header('etag', made.etag).header('vary', 'accept-encoding');
    if (hasAlready(request.headers['if-none-match'], made.etag)) return reply.code(304).send();
    reply.type('application/json; charset=utf-8');
    return text.length >= WORTH_COMPRESSING && takesGzip(request.headers['accept-encoding'])
      ? reply.header('content-encoding', 'gzip').send(made.compressed)
      : reply.send(Buffer.from(text));
  };
}
