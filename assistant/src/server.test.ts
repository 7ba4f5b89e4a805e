import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORTAL, post, send, type TestAssistant, testAssistant } from './testing/running.ts';

let assistant: TestAssistant;
beforeAll(async () => {
  assistant = await testAssistant();
});
afterAll(() => assistant.discard());

const json = { 'content-type': 'application/json' };
const refused = (code: string) => expect.objectContaining({ code });

describe('the assistant over HTTP', () => {
  it('answers a rebinding attack with E_HOST and no data', async () => {
    const headers = { host: `evil.example:${assistant.port}`, origin: `http://evil.example:${assistant.port}` };
    for (const path of ['/', '/.well-known/yinxin-assistant'])
      expect(await send(assistant.port, { path, headers })).toMatchObject({ status: 403 });
    const answer = await send(assistant.port, {
      method: 'POST',
      path: '/v1/medium',
      headers: { ...headers, ...json },
      body: '{}',
    });
    expect(answer.json()).toEqual(refused('E_HOST'));
  });

  it.each([['https://evil.example'], ['null'], ['']])(
    'refuses the origin "%s" without any CORS header',
    async (origin) => {
      const headers = { ...json, ...(origin === '' ? {} : { origin }) };
      for (const path of ['/v1/medium', '/v1/pair', '/own/state', '/own/change-pin']) {
        const answer = await send(assistant.port, { method: 'POST', path, headers, body: '{}' });
        expect(answer.status).toBe(403);
        expect(answer.json()).toEqual(refused('E_ORIGIN'));
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
        expect(answer.headers.vary).toBe('Origin');
      }
    },
  );

  it('answers a preflight of the portal for that origin only, never with a wildcard', async () => {
    const preflight = (origin: string) =>
      send(assistant.port, {
        method: 'OPTIONS',
        path: '/v1/personalise',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const answer = await preflight(PORTAL);
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': PORTAL,
      'access-control-allow-headers': 'content-type, authorization',
      vary: 'Origin',
    });
    const foreign = await preflight('https://evil.example');
    expect(foreign.status).toBe(403);
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('tells the portal that it is there, and nothing about media', async () => {
    const answer = await send(assistant.port, { path: '/.well-known/yinxin-assistant', headers: { origin: PORTAL } });
    expect(answer.json()).toEqual({ name: 'yinxin-assistant', version: '0.1.0', protocol: ['1'] });
    expect((await send(assistant.port, { path: '/.well-known/yinxin-assistant' })).status).toBe(403);
  });

  it('asks an allowed origin for its token', async () => {
    expect((await post(assistant.port, '/v1/medium', PORTAL)).json()).toEqual(refused('E_PAIRING'));
    const forged = await post(assistant.port, '/v1/medium', PORTAL, {}, 'x'.repeat(43));
    expect(forged.status).toBe(401);
  });

  it('never takes a PIN from the portal', async () => {
    const operations = ['change-pin', 'test-signature', 'insert', 'remove', 'answer-pairing', 'answer-ask'];
    for (const operation of operations) {
      expect((await post(assistant.port, `/own/${operation}`, PORTAL)).json()).toEqual(refused('E_ORIGIN'));
      expect((await post(assistant.port, `/v1/${operation}`, assistant.origin)).json()).toEqual(refused('E_NOT_FOUND'));
    }
    const [serial] = assistant.serials;
    const withPin = { open: { serial, purpose: 'sign-in' }, unlock: { serial, response: 'AAAA' } };
    for (const [operation, params] of Object.entries(withPin))
      for (const secret of ['pin', 'next', 'proof']) {
        const answer = await post(assistant.port, `/v1/${operation}`, assistant.origin, {
          ...params,
          [secret]: '730251',
        });
        expect(answer.json()).toEqual(refused('E_REQUEST'));
      }
  });

  it('serves its page with a policy that runs no inline script and cannot be framed', async () => {
    const page = await send(assistant.port, { path: '/' });
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script(?![^>]*src=)|\sstyle=|\son\w+=/);
    expect(page.text).not.toContain('{{');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.headers['x-frame-options']).toBe('DENY');
    for (const path of ['/app.js', '/style.css', '/dialog.css', '/mark.svg', '/texts/en.json', '/texts/zh-CN.json'])
      expect((await send(assistant.port, { path })).status).toBe(200);
  });

  it.each(['/../package.json', '/%2e%2e/package.json', '/texts/../../main.ts', '/medium.json', '/index.html'])(
    'has no file %s',
    async (path) => {
      expect((await send(assistant.port, { path })).status).toBe(404);
    },
  );

  it.each(['/%6fwn/state', '/own/%73tate', '/%76%31/medium', '/v1/%6dedium'])(
    'knows no address %s: every door is written in one way',
    async (path) => {
      const headers = { ...json, origin: assistant.origin };
      expect((await send(assistant.port, { method: 'POST', path, headers, body: '{}' })).status).toBe(404);
    },
  );

  it.each([
    ['not JSON', { body: '{', headers: json }],
    ['a form', { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['too much', { body: JSON.stringify({ pin: 'x'.repeat(100_000) }), headers: json }],
    ['an unknown field', { body: JSON.stringify({ command: 'rm' }), headers: json }],
  ])('refuses %s', async (_what, { body, headers }) => {
    const answer = await send(assistant.port, {
      method: 'POST',
      path: '/own/state',
      headers: { ...headers, origin: assistant.origin },
      body,
    });
    expect(answer.status).toBe(400);
    expect(answer.json()).toEqual(refused('E_REQUEST'));
  });
});
