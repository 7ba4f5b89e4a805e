import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Authority } from '../authority/authority.ts';
import type { AuthorityRole } from '../tables.ts';
import type { CrlPublisher } from './crl.ts';

/** What the public status addresses answer from; opened when the authority is. */
export interface StatusService {
  readonly authority: Authority;
  readonly crl: CrlPublisher;
  answerOcsp(request: Uint8Array): Promise<Uint8Array>;
}

const LARGEST_QUESTION = 64 * 1024;
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
      for (const role of ['issuing', 'root'] as const) {
        scope.get(`/crl/${role}.crl`, (request, reply) => sendCrl(open, role, request, reply));
        scope.get(`/ca/${role}.cer`, async (_request, reply) => {
          const { authority } = await open();
          return reply
            .type('application/pkix-cert')
            .header('cache-control', 'public, max-age=86400')
            .send(Buffer.from(authority[role].certificate.raw));
        });
      }
      scope.post('/ocsp', async (request, reply) => {
        const question = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        return sendOcsp(open, question, reply.header('cache-control', 'no-store'));
      });
      scope.get('/ocsp/*', async (request, reply) => {
        const text = RestOfPath.parse(request.params)['*'];
        return sendOcsp(open, fromBase64(text), reply.header('cache-control', 'public, max-age=60'));
      });
      ready();
    },
    { prefix },
  );
}

async function sendCrl(
  open: () => Promise<StatusService>,
  role: AuthorityRole,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { crl } = await open();
  const list = await crl.current(role);
  const etag = `"${role}-${list.number}"`;
  reply
    .header('etag', etag)
    .header('last-modified', list.thisUpdate.toUTCString())
    .header('cache-control', 'public, max-age=300, must-revalidate');
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag)) return reply.code(304).send();
  return reply.type('application/pkix-crl').send(list.bytes);
}

async function sendOcsp(
  open: () => Promise<StatusService>,
  question: Uint8Array,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const answer = await (await open()).answerOcsp(new Uint8Array(question));
  return reply.type('application/ocsp-response').send(Buffer.from(answer));
}

/** Base64 of a request; both alphabets occur, and some clients drop a slash at the front. Nothing readable is empty. */
function fromBase64(text: string): Buffer {
  return /^[A-Za-z0-9+/_=-]*$/.test(text)
    ? Buffer.from(text.replaceAll('-', '+').replaceAll('_', '/'), 'base64')
    : Buffer.alloc(0);
}
