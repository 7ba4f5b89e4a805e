import type { FastifyInstance } from 'fastify';

/** What a test sends; the rest of a request's init means something to browsers only. */
export type Sent = Pick<RequestInit, 'method' | 'headers' | 'body'>;

/**
 * Answers a request inside the process, as after the socket: tests ask many thousand times, and two sockets cost more than
 * most answers. What the connection itself does is asked with a real `fetch`.
 */
export async function answerWithin(app: FastifyInstance, url: string, sent: Sent): Promise<Response> {
  const { body } = sent;
  const whole = new Response(body ?? null);
  const headers = new Headers(sent.headers);
  const type = whole.headers.get('content-type');
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type);
  const answer = await app.inject({
    method: methodOf(sent.method),
    url,
    headers: Object.fromEntries(headers),
    ...(body && { payload: Buffer.from(await whole.arrayBuffer()) }),
  });
  const said = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value ?? []].flat()) said.append(name, String(one));
  const { statusCode: status, rawPayload } = answer;
  return new Response(rawPayload.length === 0 ? null : new Uint8Array(rawPayload), { status, headers: said });
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

function methodOf(method = 'GET'): (typeof methods)[number] {
  const known = methods.find((one) => one === method.toUpperCase());
  if (!known) throw new Error(`no such method: ${method}`);
  return known;
}
