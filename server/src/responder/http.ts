import { createHash } from 'node:crypto';
import http from 'node:http';
import { type Answer, TRY_LATER } from './answer.ts';
import type { CachedResponder } from './cache.ts';

/** Larger questions are refused before they are read. */
export const LARGEST_QUESTION = 16 * 1024;
/** Nobody keeps an answer longer than this without asking again, so that a revocation is seen soon. */
const MAX_AGE_SECONDS = 60;
const TYPE = 'application/ocsp-response';

/** Headers of an answer to GET (RFC 5019 §6.2): a cache may keep what was signed for everybody. */
export function cacheHeaders(answer: Answer): Readonly<Record<string, string>> {
  if (answer.fresh === undefined) return { 'cache-control': 'no-store' };
  const { from, until } = answer.fresh;
  return {
    'cache-control': `max-age=${MAX_AGE_SECONDS}, public, no-transform, must-revalidate`,
    'last-modified': from.toUTCString(),
    expires: until.toUTCString(),
    etag: `"${createHash('sha1').update(answer.bytes).digest('hex')}"`,
  };
}

/** The question in a GET address; both alphabets of base64 occur, percent signs too. Nothing readable is empty. */
export function questionOfPath(text: string): Buffer {
  const plain = text.includes('%') ? decoded(text) : text;
  return /^[A-Za-z0-9+/_=-]+$/.test(plain)
    ? Buffer.from(plain.replaceAll('-', '+').replaceAll('_', '/'), 'base64')
    : Buffer.alloc(0);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export interface HttpOptions {
  /** Path of the addresses in certificates, such as `/ocsp`; `/` is served too. */
  readonly path: string;
  /** What `/healthz` says, or why the responder cannot answer. */
  health(): Promise<{ readonly good: boolean; readonly facts: object }>;
  onError(error: unknown): void;
}

interface Prepared {
  /** The answer as one character for each byte: it goes out in one write together with the headers. */
  readonly text: string;
  readonly post: readonly string[];
  readonly get: readonly string[];
  readonly etag: string | undefined;
}

/** A bare HTTP server: OCSP by POST and GET (RFC 6960 appendix A) and `/healthz`, nothing else. */
export function ocspServer(responder: CachedResponder, options: HttpOptions): http.Server {
  // What is the same each time an answer is given.
  const prepared = new WeakMap<Answer, Prepared>();
  const prepare = (answer: Answer): Prepared => {
    const known = prepared.get(answer);
    if (known) return known;
    const cache = cacheHeaders(answer);
    const always = ['content-type', TYPE, 'content-length', String(answer.bytes.length)];
    const made = {
      text: answer.bytes.toString('latin1'),
      post: [...always, 'cache-control', 'no-store'],
      get: [...always, ...Object.entries(cache).flat()],
      etag: cache.etag,
    };
    prepared.set(answer, made);
    return made;
  };

  const send = (request: http.IncomingMessage, response: http.ServerResponse, answer: Answer) => {
    const { text, post, get, etag } = prepare(answer);
    if (request.method === 'POST') {
      response.writeHead(200, post.slice()).end(text, 'latin1');
      return;
    }
    const asked = request.headers['if-none-match'];
    if (etag !== undefined && asked?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
      response.writeHead(304, { etag, ...cacheHeaders(answer) }).end();
      return;
    }
    response.writeHead(200, get.slice()).end(text, 'latin1');
  };

  const answer = (
    request: http.IncomingMessage,
    response: http.ServerResponse,
    key: string,
    bytes: () => Uint8Array,
  ) => {
    const ready = responder.ready(key);
    if (ready !== undefined) {
      send(request, response, ready);
      return;
    }
    responder.answer(bytes(), key).then(
      (made) => send(request, response, made),
      (error: unknown) => {
        options.onError(error);
        send(request, response, TRY_LATER);
      },
    );
  };

  const post = (request: http.IncomingMessage, response: http.ServerResponse) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > LARGEST_QUESTION) return refuse(request, response, 413);
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_QUESTION) chunks.push(chunk);
      else refuse(request, response, 413);
    });
    request.on('end', () => {
      if (response.headersSent) return;
      const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      answer(request, response, body.toString('latin1'), () => new Uint8Array(body));
    });
    request.on('error', () => response.destroy());
  };

  const server = http.createServer({ maxHeaderSize: 32 * 1024, requestTimeout: 10_000 }, (request, response) => {
    const url = request.url ?? '/';
    const { path } = options;
    if (request.method === 'POST' && (url === path || url === '/' || url === `${path}/`))
      return post(request, response);
    if (request.method !== 'GET') return refuse(request, response, 405);
    if (url === '/healthz') {
      options.health().then(
        ({ good, facts }) => sendJson(response, good ? 200 : 503, facts),
        () => sendJson(response, 503, {}),
      );
      return;
    }
    const text = url.startsWith(`${path}/`) ? url.slice(path.length + 1) : url.slice(1);
    if (text.length === 0 || text.length > 2 * LARGEST_QUESTION) return refuse(request, response, 404);
    answer(request, response, `GET ${text}`, () => new Uint8Array(questionOfPath(text)));
  });
  server.keepAliveTimeout = 30_000;
  return server;
}

function refuse(request: http.IncomingMessage, response: http.ServerResponse, status: number): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-length': 0, connection: 'close' }).end();
  request.resume();
}

function sendJson(response: http.ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
