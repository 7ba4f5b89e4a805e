import { endpoints } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../platform/testing/index.ts';
import { roomIn } from './testing/room.ts';

const { sandbox } = endpoints;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ rooms: [roomIn()] });
});
afterAll(() => server.close());

describe('the sandbox', () => {
  test('time moves forward only, and everything sees it', async () => {
    const browser = server.browser();
    const before = await browser.call(sandbox.clock, {});
    const after = await browser.call(sandbox.moveClock, { body: { advanceSeconds: 3 * 86_400 } });
    expect(Date.parse(after.now) - Date.parse(before.now)).toBe(3 * 86_400_000);
    expect(after.offsetSeconds - before.offsetSeconds).toBe(3 * 86_400);
    expect(server.deps.clock.now().toISOString()).toBe(after.now);
    const refused = await browser.refused(sandbox.moveClock, { body: { advanceSeconds: -1 } });
    expect(refused).toMatchObject({ status: 422, code: 'INPUT_INVALID' });
  });

  test('invents organisations with valid codes of the region', async () => {
    const browser = server.browser();
    const one = await browser.call(sandbox.register, { body: { region: '330100' } });
    expect(creditCode.isValid(one.creditCode)).toBe(true);
    expect(creditCode.isIn(one.creditCode, '33')).toBe(true);
    const named = await browser.call(sandbox.register, { body: { region: '360100', name: '南昌青山(集团)有限公司' } });
    expect(named.name).toBe('南昌青山（集团）有限公司');
    const refused = await browser.refused(sandbox.register, { body: { region: '360100', name: '<script>' } });
    expect(refused.code).toBe('INPUT_INVALID');
  });

  test('opens a parcel by its tracking number', async () => {
    const browser = server.browser();
    const inside = await browser.call(sandbox.parcel, { params: { trackingNumber: 'SF123' } });
    const [first, second] = [
      { mediumSerial: 'M-1', passwordCard: 'P-1', initialPin: '314159' },
      { mediumSerial: 'M-2', passwordCard: 'P-2', initialPin: '271828' },
    ];
    expect(inside).toEqual({ ...first, others: [second] });
    expect((await browser.refused(sandbox.parcel, { params: { trackingNumber: 'SF999' } })).code).toBe('NOT_FOUND');
  });

  test('shows staff accounts to this machine only', async () => {
    const { items } = await server.browser().call(sandbox.accounts, {});
    expect(items).toEqual([]);
    const proxied = await startTestServer({ rooms: [roomIn()], settings: { trustProxy: true } });
    try {
      const answer = await proxied
        .browser()
        .fetch('/api/sandbox/accounts', { headers: { 'x-forwarded-for': '203.0.113.5' } });
      expect(answer.status).toBe(404);
    } finally {
      await proxied.close();
    }
  });
});
