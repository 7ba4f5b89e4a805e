import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { cacheHeaders, LARGEST_QUESTION, questionOfPath } from '../../responder/index.ts';
import type { Authorities } from '../authority/registry.ts';
import type { ListFiles } from './lists/files.ts';
import type { CrlPublisher } from './lists/publisher.ts';
import { scopeName, scopeOf } from './lists/scope.ts';
import type { OcspAnswers } from './ocsp.ts';

/** What the public status addresses answer from; opened when the authority is. */
export interface StatusService {
  readonly authorities: Pick<Authorities, 'rows'>;
  readonly crl: CrlPublisher;
  readonly listFiles: ListFiles;
  readonly ocsp: OcspAnswers;
}

const RestOfPath = z.object({ '*': z.string() });

/**
 * The addresses written into certificates: CRLs, CA certificates, OCSP by POST and GET (RFC 6960 appendix A). Public,
 * without cookies, outside /api. `prefix` is the path of `statusUrl`.
 */
export function registerStatus(app: FastifyInstance, prefix: string, open: () => Promise<StatusService>): void {
  app.register(
    (scope, _options, ready) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_QUESTION }, (_request, body, done) => {
        done(null, body);
      });
      scope.get('/ca/*', async (request, reply) => {
        const [, name] = /^([a-z0-9-]{1,60})\.cer$/.exec(RestOfPath.parse(request.params)['*']) ?? [];
        const { authorities } = await open();
        const certificate = authorities.rows().find((row) => row.name === name)?.certificate;
        if (!certificate) return notFound(reply);
        return reply
          .type('application/pkix-cert')
          .header('cache-control', 'public, max-age=86400')
          .send(Buffer.from(certificate.raw));
      });
      scope.get('/crl/*', (request, reply) => sendCrl(open, request, reply));
      scope.post('/ocsp', async (request, reply) => {
        const question = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const answer = await (await open()).ocsp.answer(new Uint8Array(question));
        return reply.header('cache-control', 'no-store').type('application/ocsp-response').send(answer.bytes);
      });
      scope.get('/ocsp/*', async (request, reply) => {
        const question = questionOfPath(RestOfPath.parse(request.params)['*']);
        const answer = await (await open()).ocsp.answer(new Uint8Array(question));
        return reply.headers(cacheHeaders(answer)).type('application/ocsp-response').send(answer.bytes);
      });
      ready();
    },
    { prefix },
  );
}

async function sendCrl(
  open: () => Promise<StatusService>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const [, name = ''] = /^([a-z0-9.-]{1,60})\.crl$/.exec(RestOfPath.parse(request.params)['*']) ?? [];
  const scope = scopeOf(name);
  if (!scope) return notFound(reply);
  const { crl, listFiles } = await open();
  const list = await crl.current(scope);
  if (!list) return notFound(reply);
  const etag = `"${scopeName(scope)}-${list.number}-${list.sha256.slice(0, 8)}"`;
  reply
    .header('etag', etag)
    .header('last-modified', list.thisUpdate.toUTCString())
    .header('cache-control', 'public, max-age=300, must-revalidate');
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag)) return reply.code(304).send();
  // A stream from the file: nothing is copied for a request, however large the list is.
  return reply
    .type('application/pkix-crl')
    .header('content-length', list.bytes)
    .send(await listFiles.open(list));
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}
