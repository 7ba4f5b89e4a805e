import fs from 'node:fs';
import path from 'node:path';
import statics from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { problem } from '../problems/index.ts';
import { sendProblem } from './errors.ts';

/** Serves the built pages; every address that is not a file or an API gets the page, which finds its own way. */
export async function registerWeb(app: FastifyInstance, dir: string | undefined): Promise<void> {
  const index = dir && path.join(dir, 'index.html');
  // Asked again each time until there: npm start builds stale pages while the server starts.
  let isBuilt = false;
  const isThere = () => {
    isBuilt ||= index !== undefined && fs.existsSync(index);
    return isBuilt;
  };
  if (dir) {
    await app.register(statics, {
      root: dir,
      index: false,
      dotfiles: 'ignore',
      // Every built file has an ending; folders and addresses of pages have none.
      allowedPath: (at) => path.extname(at) !== '',
      preCompressed: true,
      // Built files carry a hash of their content in the name.
      setHeaders: (response, file) =>
        response.header(
          'cache-control',
          file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && !/^\/(api|crl|ocsp|openapi|docs)(\/|\.|$|\?)/.test(request.url);
    if (wantsPage && isThere())
      return reply
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .sendFile('index.html', { cacheControl: false });
    return sendProblem(reply, problem('NOT_FOUND'));
  });
}
