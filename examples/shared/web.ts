import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

/** What a page answers: HTML with a status, or the way to another page. */
export type Answer = { readonly html: string; readonly status?: number } | { readonly to: string };

/** One request with the visitor's session. */
export interface Visit<S> {
  readonly query: URLSearchParams;
  /** Fields of the form; empty for GET. */
  readonly form: URLSearchParams;
  readonly session: S;
  readonly language: 'zh' | 'en';
}

export type Page<S> = (visit: Visit<S>) => Answer | Promise<Answer>;

/** A running application. */
export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

const MOST_BYTES = 16_384;
const MOST_SESSIONS = 10_000;
const COOKIE = 'example_session';

/**
 * A small server of pages over node:http: forms, sessions in memory, nothing from other sites. `pages` are named
 * `GET /path`. Listens on the loopback interface only.
 */
export function serve<S extends object>(
  pages: Readonly<Record<string, Page<S>>>,
  { port, newSession }: { readonly port: number; readonly newSession: () => S },
): Promise<Running> {
  const sessions = new Map<string, S>();
  const server = createServer((request, response) => {
    const done = async (): Promise<void> => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const page = pages[`${request.method} ${url.pathname}`];
      response.setHeader('content-security-policy', "default-src 'none'; form-action *; style-src 'unsafe-inline'");
      response.setHeader('referrer-policy', 'no-referrer');
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('cache-control', 'no-store');
      if (!page) return end(404, '');
      const { origin, host } = request.headers;
      if (request.method === 'POST' && origin !== undefined && origin !== `http://${host}`) return end(403, '');
      const form = request.method === 'POST' ? await readForm(request) : new URLSearchParams();
      if (!form) return end(413, '');
      let id = new RegExp(`${COOKIE}=([\\w-]{32,})`).exec(request.headers.cookie ?? '')?.[1] ?? '';
      let session = sessions.get(id);
      if (!session) {
        if (sessions.size >= MOST_SESSIONS) sessions.clear();
        id = randomBytes(32).toString('base64url');
        session = newSession();
        sessions.set(id, session);
        response.setHeader('set-cookie', `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`);
      }
      const language = (request.headers['accept-language'] ?? '').startsWith('en') ? 'en' : 'zh';
      const answer = await page({ query: url.searchParams, form, session, language });
      if ('to' in answer) {
        response.setHeader('location', answer.to);
        return end(303, '');
      }
      response.setHeader('content-type', 'text/html; charset=utf-8');
      end(answer.status ?? 200, answer.html);
    };
    const end = (status: number, body: string) => {
      response.statusCode = status;
      response.end(body);
    };
    done().catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
      end(500, '');
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      resolve({
        url: `http://127.0.0.1:${bound}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > MOST_BYTES) return undefined;
    parts.push(bytes);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML. */
export const asHtml = (text: string): string => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one);

/** A whole page. `body` is HTML already. */
export function page(title: string, language: 'zh' | 'en', body: string): string {
  const lang = language === 'zh' ? 'zh-CN' : 'en';
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${asHtml(title)}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}label{display:block;margin:.6rem 0}</style>
<main><h1>${asHtml(title)}</h1>${body}</main></html>`;
}
