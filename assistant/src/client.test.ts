import { describe, expect, it } from 'vitest';
import { assistantClient } from './client.ts';

const answering =
  (body: unknown, status = 200): typeof fetch =>
  async () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const client = (fetcher: typeof fetch) => assistantClient({ base: 'http://127.0.0.1:1', fetch: fetcher });

describe('the client of the assistant', () => {
  it('says E_UNREACHABLE when nothing answers, and what to do', async () => {
    const silent = client(async () => {
      throw new TypeError('fetch failed');
    });
    await expect(silent.medium()).rejects.toMatchObject({
      code: 'E_UNREACHABLE',
      next: { zh: expect.stringContaining('启动证书助手') },
    });
  });

  it.each([[null], [{}], [{ serial: 7 }], [[]], ['text']])('says E_VERSION for the answer %j', async (body) => {
    await expect(client(answering(body)).personalise({ serial: 'S', envelope: 'AAAA' })).rejects.toMatchObject({
      code: 'E_VERSION',
    });
  });

  it('passes a refusal on with its words and numbers', async () => {
    const problem = {
      code: 'E_PIN_WRONG',
      detail: { zh: '密码不对', en: 'Wrong PIN' },
      next: { zh: '再试', en: 'Again' },
      params: { left: 2 },
    };
    await expect(client(answering(problem, 422)).medium()).rejects.toMatchObject(problem);
  });

  it('tries the fixed ports in turn', async () => {
    const asked: string[] = [];
    const found = assistantClient({
      fetch: async (input) => {
        asked.push(String(input));
        if (asked.length < 3) throw new TypeError('fetch failed');
        return Response.json({ name: 'yinxin-assistant', version: '1.0.0', protocol: ['1'] });
      },
    });
    expect(await found.discover()).toEqual({ name: 'yinxin-assistant', version: '1.0.0', protocol: ['1'] });
    expect(asked).toEqual([37621, 37622, 37623].map((port) => `http://127.0.0.1:${port}/.well-known/yinxin-assistant`));
  });
});
