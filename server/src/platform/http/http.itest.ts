import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { gunzipSync } from 'node:zlib';
import { endpoint } from '@yinxin/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Room } from '../room.ts';
import { startTestServer, type TestServer } from '../testing/index.ts';
import { registerEndpoint } from './index.ts';
import { MOST_UPLOADS } from './register-endpoint.ts';

const tag = 'test';
const summary = { zh: '试', en: 'test' };
const hello = endpoint({
  method: 'GET',
  path: '/api/hello',
  who: 'public',
  tag,
  summary,
  answer: z.object({ hello: z.string() }),
});
const offered = endpoint({
  method: 'GET',
  path: '/api/offered',
  who: 'public',
  tag,
  summary,
  answer: z.object({ text: z.string() }),
  alike: true,
});
const greeting = endpoint({
  method: 'GET',
  path: '/api/greeting',
  who: 'public',
  tag,
  summary,
  query: z.object({ name: z.string() }),
  answer: z.object({ text: z.string() }),
});
const mine = endpoint({
  method: 'GET',
  path: '/api/mine',
  who: 'organisation',
  tag,
  summary,
  answer: z.object({ subject: z.string() }),
});
const review = endpoint({
  method: 'POST',
  path: '/api/review',
  who: ['reviewer'],
  tag,
  summary,
  answer: z.object({ done: z.literal(true) }),
});
const count = endpoint({
  method: 'POST',
  path: '/api/count/:step',
  who: 'organisation',
  tag,
  summary,
  params: z.object({ step: z.coerce.number().int() }),
  body: z.strictObject({ note: z.string().max(20) }),
  answer: z.object({ count: z.number() }),
  idempotent: true,
});
const attach = endpoint({
  method: 'POST',
  path: '/api/attach',
  who: 'organisation',
  tag,
  summary,
  upload: 'one-file',
  idempotent: true,
  answer: z.object({ sha256: z.string(), type: z.string(), name: z.string(), size: z.number() }),
});

let counted = 0;
let offer = 'much of the same '.repeat(500);
const room: Room = {
  name: 'test',
  migrations: {},
  register(app) {
    registerEndpoint(app, hello, () => ({ hello: 'world', secret: 'stays inside' }));
    registerEndpoint(app, offered, () => ({ text: offer }));
    registerEndpoint(app, greeting, ({ query }) => ({ text: `${query.name} `.repeat(500) }));
    registerEndpoint(app, mine, ({ session }) => ({ subject: session.subject }));
    registerEndpoint(app, review, () => ({ done: true as const }));
    registerEndpoint(app, count, async ({ params, body }) => {
      if (body.note === 'fail') throw new Error('a secret of the inside');
      counted += params.step;
      return { count: counted };
    });
    registerEndpoint(app, attach, ({ files: [file] }) => {
      if (!file) throw new Error('no file');
      if (file.name === 'refused.pdf') throw new Error('refused');
      return file;
    });
  },
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ rooms: [room] });
});
afterAll(() => server.close());

const organisation = { kind: 'organisation', subject: 'o-1' } as const;

describe('who may call', () => {
  test('a public endpoint answers, and only what the contract names', async () => {
    const response = await server.browser().fetch('/api/hello');
    expect(await response.json()).toEqual({ hello: 'world' });
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(response.headers.get('x-request-id')).toBeTruthy();
  });

  test('without a session, with the wrong kind, with the wrong role: refused with the reason', async () => {
    const browser = server.browser();
    expect((await browser.refused(mine, {})).code).toBe('NOT_SIGNED_IN');
    await browser.signIn({ kind: 'staff', subject: 's-1', roles: ['finance'] });
    expect((await browser.refused(mine, {})).code).toBe('NOT_ALLOWED');
    expect((await browser.refused(review, {})).code).toBe('NOT_ALLOWED');
    await browser.signIn({ kind: 'staff', subject: 's-2', roles: ['reviewer'] });
    expect(await browser.call(review, {})).toEqual({ done: true });
  });

  test('one browser may be applicant and staff at once', async () => {
    const browser = server.browser();
    await browser.signIn({ kind: 'staff', subject: 's-1', roles: ['reviewer'] });
    await browser.signIn(organisation);
    expect(await browser.call(mine, {})).toEqual({ subject: 'o-1' });
    expect(await browser.call(review, {})).toEqual({ done: true });
  });

  test('a session ends when idle for two hours', async () => {
    const browser = server.browser();
    await browser.signIn(organisation);
    expect(await browser.call(mine, {})).toEqual({ subject: 'o-1' });
    await server.advance({ hours: 2, minutes: 1 });
    expect((await browser.refused(mine, {})).code).toBe('NOT_SIGNED_IN');
  });
});

/** What comes over the wire, as it comes. */
async function raw(at: string, headers: http.OutgoingHttpHeaders) {
  const request = http.get(server.url + at, { headers });
  const [response] = await once(request, 'response');
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) };
}

describe('what is the same for everybody', () => {
  test('is compressed for who takes it', async () => {
    const plain = await raw('/api/offered', {});
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(plain.body.toString())).toEqual({ text: offer });
    const small = await raw('/api/offered', { 'accept-encoding': 'gzip, br' });
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(small.headers['content-type']).toBe(plain.headers['content-type']);
    expect(small.headers.vary).toContain('accept-encoding');
    expect(small.body.length).toBeLessThan(plain.body.length / 10);
    expect(gunzipSync(small.body)).toEqual(plain.body);
  });

  test('is not sent again until it changes', async () => {
    const { headers } = await raw('/api/offered', {});
    const etag = headers.etag ?? '';
    const again = await raw('/api/offered', { 'if-none-match': etag });
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
    offer = 'something else';
    const changed = await raw('/api/offered', { 'if-none-match': etag, 'accept-encoding': 'gzip' });
    expect([changed.status, JSON.parse(changed.body.toString())]).toEqual([200, { text: 'something else' }]);
    expect(changed.headers.etag).not.toBe(etag);
  });

  test('and nothing else is compressed: not what repeats a request, nor a session, nor a problem', async () => {
    for (const at of [`/api/greeting?name=${'a'.repeat(100)}`, '/api/hello', '/api/mine', '/api/nowhere']) {
      const { headers, body } = await raw(at, { 'accept-encoding': 'gzip, br' });
      expect([
        headers['content-encoding'],
        headers.etag,
        headers['cache-control']?.includes('no-store') ?? true,
      ]).toEqual([undefined, undefined, true]);
      expect(() => JSON.parse(body.toString())).not.toThrow();
    }
  });

  test('only what the public reads without parameters can be declared so', () => {
    const answer = z.object({ text: z.string() });
    const path = '/api/wrong';
    const forOne = endpoint({ method: 'GET', path, who: 'organisation', tag, summary, answer, alike: true });
    const change = endpoint({ method: 'POST', path, who: 'public', tag, summary, answer, alike: true });
    const query = z.object({ name: z.string() });
    const echo = endpoint({ method: 'GET', path, who: 'public', tag, summary, query, answer, alike: true });
    const wrong = /is not the same for everybody/;
    expect(() => registerEndpoint(server.app, forOne, () => ({ text: '' }))).toThrow(wrong);
    expect(() => registerEndpoint(server.app, change, () => ({ text: '' }))).toThrow(wrong);
    expect(() => registerEndpoint(server.app, echo, () => ({ text: '' }))).toThrow(wrong);
  });
});

describe('forged requests', () => {
  test.each([
    ['no token', {}],
    ['a wrong token', { 'x-yinxin-csrf': 'wrong' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another origin', { origin: 'https://evil.example' }],
  ])('a changing request with %s is refused', async (_what, headers) => {
    const browser = server.browser();
    await browser.signIn({ kind: 'staff', subject: 's-2', roles: ['reviewer'] });
    const response = await browser.fetch('/api/review', { method: 'POST', headers });
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'CSRF_REFUSED' });
  });
});

describe('commands', () => {
  test('repeated with the same key: done once, same answer; with another body: refused', async () => {
    const browser = server.browser();
    await browser.signIn(organisation);
    const input = { params: { step: 1 }, body: { note: 'a' }, idempotencyKey: 'key-00001' };
    const answers = await Promise.all([
      browser.call(count, input),
      browser.call(count, input),
      browser.call(count, input),
    ]);
    expect(new Set(answers.map((a) => a.count)).size).toBe(1);
    expect((await browser.refused(count, { ...input, body: { note: 'b' } })).code).toBe('IDEMPOTENCY_KEY_REUSED');
    const next = await browser.call(count, { ...input, idempotencyKey: 'key-00002' });
    expect(next.count).toBe((answers[0]?.count ?? 0) + 1);
  });

  test('without a key: refused', async () => {
    const browser = server.browser();
    await browser.signIn({ ...organisation, subject: 'o-2' });
    const { session } = await server.deps.sessions.begin({ ...organisation, subject: 'o-2' });
    expect(session.csrf).not.toBe('');
    expect(
      (await browser.refused(count, { params: { step: 1 }, body: { note: 'a' }, idempotencyKey: 'short' })).code,
    ).toBe('IDEMPOTENCY_KEY_REQUIRED');
  });

  test('input against the contract: refused with the field', async () => {
    const browser = server.browser();
    await browser.signIn(organisation);
    const refused = await browser.refused(count, { params: { step: 1 }, body: { note: 'x'.repeat(21) } });
    expect(refused).toMatchObject({ status: 422, code: 'INPUT_INVALID', field: 'body.note' });
    expect((await browser.refused(count, { params: { step: 1 }, body: { note: 'a\0b' } })).code).toBe('INPUT_INVALID');
  });

  test('an unforeseen error tells nothing but an incident number', async () => {
    const browser = server.browser();
    await browser.signIn(organisation);
    const refused = await browser.refused(count, { params: { step: 1 }, body: { note: 'fail' } });
    expect(refused).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(JSON.stringify(refused)).not.toContain('inside');
    expect(refused.params?.incident).toMatch(/^[0-9A-F]{10}$/);
  });
});

describe('uploads', () => {
  const pdf = (size: number) => new Blob([`%PDF-1.7\n${'x'.repeat(size)}`]);

  test('a file is known by its content, whatever its name says', async () => {
    const browser = server.browser();
    await browser.signIn(organisation);
    const stored = await browser.call(attach, {
      files: [{ name: '../章\u202e.exe', mediaType: 'text/html', bytes: pdf(2_000_000) }],
    });
    expect(stored).toMatchObject({ type: 'application/pdf', name: '章.exe', size: 2_000_009 });
    expect((await server.deps.files.read(stored.sha256)).length).toBe(2_000_009);
  });

  test('a file that came with a refused request is gone after a day, one that was accepted is not', async () => {
    const browser = server.browser();
    await browser.signIn(organisation);
    const file = (name: string, size: number) => ({ name, mediaType: 'application/pdf', bytes: pdf(size) });
    const kept = await browser.call(attach, { files: [file('kept.pdf', 111)] });
    await browser.refused(attach, { files: [file('refused.pdf', 222)] });
    const refused = createHash('sha256')
      .update(new Uint8Array(await pdf(222).arrayBuffer()))
      .digest('hex');
    const there = () => Promise.all([kept.sha256, refused].map((one) => server.deps.files.has(one)));
    expect(await there()).toEqual([true, true]);
    await server.advance({ days: 1, minutes: 1 });
    expect(await there()).toEqual([true, false]);
  });

  test('an account uploads so many times a day, and is told when it may go on', async () => {
    const browser = server.browser();
    await browser.signIn({ kind: 'organisation', subject: 'o-uploads' });
    const files = [{ name: 'a.pdf', mediaType: 'application/pdf', bytes: pdf(99) }];
    await browser.call(attach, { files });
    await sql`update rate_window set count = ${MOST_UPLOADS} where what = 'upload' and who = 'organisation:o-uploads'`.execute(
      server.deps.db,
    );
    const refused = await browser.refused(attach, { files });
    expect(refused).toMatchObject({ status: 429, code: 'UPLOADS_TOO_MANY', params: { most: MOST_UPLOADS } });
    expect(refused.next.en).toMatch(/in \d+ hours/);
  });

  test('a file over the limit is refused', async () => {
    const browser = server.browser();
    await browser.signIn(organisation);
    const refused = await browser.refused(attach, {
      files: [{ name: 'a.pdf', mediaType: 'application/pdf', bytes: pdf(11 * 1024 * 1024) }],
    });
    expect(refused).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE', params: { limit: '10 MiB' } });
  });

  test('a 1 GB upload is refused as soon as the limit is passed, not after it has all come', async () => {
    const { token, session } = await server.deps.sessions.begin(organisation);
    const boundary = 'yinxin-boundary';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n`;
    const upload = http.request(`${server.url}/api/attach`, {
      method: 'POST',
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'content-length': 1024 ** 3,
        cookie: `yinxin_hall=${token}`,
        'x-yinxin-csrf': session.csrf,
        'idempotency-key': 'a-very-large-one',
      },
    });
    const answered = once(upload, 'response');
    let sent = 0;
    let isOver = false;
    upload.on('error', () => {
      isOver = true; // the server hangs up on what it does not want
    });
    void answered.then(() => {
      isOver = true;
    });
    upload.write(head);
    const chunk = Buffer.alloc(256 * 1024, 'x');
    while (!isOver && sent < 1024 ** 3) {
      sent += chunk.length;
      if (!upload.write(chunk)) await Promise.race([once(upload, 'drain'), answered]);
    }
    const [response] = await answered;
    expect(response.statusCode).toBe(413);
    expect(sent).toBeLessThan(100 * 1024 * 1024);
    upload.destroy();
  });

  test('no file is refused', async () => {
    const browser = server.browser();
    await browser.signIn(organisation);
    expect((await browser.refused(attach, { files: [] })).status).toBeGreaterThanOrEqual(400);
  });
});

test('the interface describes itself as OpenAPI 3.1', async () => {
  const document = await (await server.browser().fetch('/openapi.json')).json();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toContain('/api/count/{step}');
});

test('what does not exist is a problem document', async () => {
  const response = await server.browser().fetch('/api/nothing');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
});
