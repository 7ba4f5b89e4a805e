import http from 'node:http';

/** One signed-in browser, reduced to what costs the load generator least. */
export interface Caller {
  readonly cookie: string;
  readonly csrf: string;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly caller: Caller;
  readonly body?: unknown;
}

let sent = 0;

/** Sends one request over a kept connection and reads the whole answer; throws when it is not 2xx. */
export function send(agent: http.Agent, baseUrl: string, request: Request): Promise<void> {
  const { method, path, caller, body } = request;
  sent += 1;
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const headers: Record<string, string> = { accept: 'application/json', cookie: caller.cookie };
  if (method === 'POST') {
    headers['x-yinxin-csrf'] = caller.csrf;
    headers.origin = baseUrl;
    headers['idempotency-key'] = `bench-${process.pid}-${sent}`;
  }
  if (payload !== undefined) {
    headers['content-type'] = 'application/json';
    headers['content-length'] = String(Buffer.byteLength(payload));
  }
  return new Promise((resolve, reject) => {
    const out = http.request(baseUrl + path, { agent, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve();
        else
          reject(
            new Error(`${method} ${path} answered ${status}: ${Buffer.concat(chunks).toString('utf8').slice(0, 400)}`),
          );
      });
    });
    out.on('error', reject);
    out.end(payload);
  });
}
