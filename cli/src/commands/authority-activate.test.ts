import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAlgorithm } from './authority.ts';
import { enterShare } from './authority-activate.ts';

interface Seen {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

const seen: Seen[] = [];
const session = {
  mode: 'production',
  now: '2026-03-02T01:00:00.000Z',
  csrf: 'the token',
  organisation: null,
  staff: null,
  assistantUrl: null,
  maxUploadBytes: 10_000_000,
};
const state = {
  threshold: 2,
  operators: [],
  entered: [{ name: 'Anna', at: '2026-03-02T01:00:00.000Z' }],
  active: false,
  activeSince: null,
};
const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    const path = `${request.method} ${request.url}`;
    seen.push({ path, headers: request.headers, body });
    response.setHeader('content-type', 'application/json');
    if (path === 'POST /api/staff/sessions') response.setHeader('set-cookie', 'yinxin_console=abc; Path=/; HttpOnly');
    response.end(JSON.stringify(path.includes('/activation/') ? state : session));
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a share from the command line', () => {
  test('is entered as the operator who signed in, who is signed out again', async () => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const answers = { username: 'anna', password: 'secret of hers', share: 'YXS1-AAAAA', passphrase: 'her passphrase' };
    const shown = await enterShare('issuing', `http://127.0.0.1:${port}/`, answers);
    expect(shown).toEqual({ active: false, entered: 1, threshold: 2 });
    const [signIn, enter, signOut] = seen;
    expect(signIn?.path).toBe('POST /api/staff/sessions');
    expect(enter?.path).toBe('POST /api/console/authorities/issuing/activation/shares');
    expect(enter?.headers).toMatchObject({ cookie: 'yinxin_console=abc', 'x-yinxin-csrf': 'the token' });
    expect(JSON.parse(enter?.body ?? '')).toEqual({ share: 'YXS1-AAAAA', passphrase: 'her passphrase' });
    expect(signOut?.path).toMatch(/^DELETE \/api\//);
  });
});

test('a kind of key that is none is refused with the list of all', () => {
  expect(readAlgorithm('rsa-3072')).toBe('rsa-3072');
  expect(() => readAlgorithm('rsa-1024')).toThrow(/rsa-1024.*ecdsa-p256/s);
});
