import { endpoints } from '@yinxin/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gate, type Key, type Member, openGate } from '../../server/src/access/testing/gate.ts';
import type { Running } from '../shared/web.ts';
import { registered } from '../testing/registered.ts';
import { type Visitor, visitor } from '../testing/visitor.ts';
import { startInspection } from './app.ts';

const staffPassword = 'vier Katzen';
let gate: Gate;
let app: Running;
let owner: Member;
let other: Member;
let key: Key;
let time = Date.parse('2026-03-02T01:00:00Z');
beforeAll(async () => {
  gate = await openGate();
  const { port, registration } = await registered(gate, 'annual-inspection', { one: 'organisation' });
  [owner, other] = [await gate.member(), await gate.member({ name: '九江浔阳慈善会' })];
  key = await gate.key(owner);
  app = await startInspection({
    port,
    registration,
    users: [
      { username: 'qingshan', password: 'zwei Hasen', organisation: owner.name, creditCode: owner.creditCode },
      { username: 'xunyang', password: 'acht Hunde', organisation: other.name, creditCode: other.creditCode },
    ],
    special: [
      { number: 'W-001', password: 'alt', username: 'xunyang', until: new Date('2026-06-01T00:00:00Z') },
      { number: 'W-002', password: 'alt', username: 'xunyang', until: new Date('2025-06-01T00:00:00Z') },
    ],
    staffPassword,
    now: () => time,
  });
});
afterAll(async () => {
  await app.close();
  await gate.close();
});

const enter = (): Visitor<Key> => visitor(app.url, gate);
const logIn = async (who: Visitor<Key>, one = key) => who.through(await who.post('/login'), one);
const right = { username: 'qingshan', password: 'zwei Hasen' };

describe('annual inspection with a bound certificate', () => {
  test('[BJ-43][BJ-46] the first login asks for the account, binds it, and then the inspection can be declared', async () => {
    const who = enter();
    expect((await who.post('/declarations')).code).toBe('BIND_FIRST');
    const first = await logIn(who);
    expect(first.html).toContain(owner.name);
    expect((await who.post('/declarations')).code).toBe('BIND_FIRST');
    const wrong = await who.post('/binding', { username: 'qingshan', password: 'guess' });
    expect(wrong).toMatchObject({ status: 403, code: 'ACCOUNT_WRONG' });
    expect(wrong.html).toContain('4 次');
    expect((await who.post('/binding', { username: 'xunyang', password: 'acht Hunde' })).code).toBe('ACCOUNT_OF_OTHER');
    expect(await who.post('/binding', right)).toMatchObject({ status: 201, code: 'BOUND' });
    expect((await who.post('/declarations')).code).toBe('DECLARED');
    const { items } = await owner.browser.call(endpoints.bindings.own, {});
    expect(items).toMatchObject([{ system: 'annual-inspection', account: 'qingshan', serial: key.serial, end: null }]);
  });

  test('[BJ-49] later logins skip the binding page', async () => {
    const who = enter();
    expect((await logIn(who)).location).toBe('/');
    expect((await who.get('/')).html).toContain('data-user="qingshan"');
  });

  test('[BJ-44] a second certificate of the organisation is refused and the bound one is named', async () => {
    const who = enter();
    await logIn(who, await gate.key(owner));
    const shown = await who.post('/binding', right);
    expect(shown).toMatchObject({ status: 409, code: 'BINDING_ACCOUNT_TAKEN' });
    expect(shown.html).toContain(key.serial);
    expect((await who.post('/declarations')).code).toBe('BIND_FIRST');
  });

  test('[BJ-45] a former special certificate works without binding until it ends', async () => {
    const who = enter();
    expect((await who.post('/special', { number: 'W-001', password: 'falsch' })).code).toBe('SPECIAL_WRONG');
    expect((await who.post('/special', { number: 'W-001', password: 'alt' })).location).toBe('/');
    expect((await who.post('/declarations')).code).toBe('DECLARED');
    const expired = await enter().post('/special', { number: 'W-002', password: 'alt' });
    expect(expired).toMatchObject({ status: 403, code: 'SPECIAL_EXPIRED' });
    expect(expired.html).toContain('一证通');
    expect((await enter().post('/special', { number: 'W-002', password: 'falsch' })).code).toBe('SPECIAL_WRONG');
  });

  test('[BJ-47] tries are limited, and the right password waits too', async () => {
    const who = enter();
    await logIn(who, await gate.key(other));
    for (let left = 4; left > 0; left -= 1) {
      const shown = await who.post('/binding', { username: 'xunyang', password: 'guess' });
      expect(shown.html).toContain(`${left} 次`);
    }
    const body = { username: 'xunyang', password: 'acht Hunde' };
    expect((await who.post('/binding', { ...body, password: 'guess' })).code).toBe('TOO_MANY');
    expect((await who.post('/binding', body)).code).toBe('TOO_MANY');
    time += 15 * 60_000 + 1;
    expect((await who.post('/binding', body)).code).toBe('BOUND');
  });

  test('[BJ-48] the registration authority resets user name and password; the binding is made anew', async () => {
    const unknown = await enter().post('/reset-requests', { code: '91360100MA00000000' });
    const asked = await enter().post('/reset-requests', { code: owner.creditCode.toLowerCase() });
    expect(unknown.html).toBe(asked.html);
    const body = { code: owner.creditCode, password: staffPassword };
    expect((await enter().post('/authority', { ...body, password: 'wrong' })).code).toBe('STAFF_ONLY');
    expect((await enter().post('/authority', { ...body, code: '91360100MA00000000' })).code).toBe('STAFF_ONLY');
    expect((await enter().get('/authority')).html).toContain(owner.name);
    const reset = await enter().post('/authority', body);
    const [, username = '', password = ''] = /data-username="([^"]+)" data-password="([^"]+)"/.exec(reset.html) ?? [];
    expect((await enter().post('/authority', body)).code).toBe('STAFF_ONLY');
    const who = enter();
    expect((await logIn(who)).html).toContain(owner.name);
    expect((await who.post('/binding', right)).code).toBe('ACCOUNT_WRONG');
    expect((await who.post('/binding', { username, password })).code).toBe('BOUND');
    const { items } = await owner.browser.call(endpoints.bindings.own, {});
    expect(items.map(({ account, end }) => [account, end])).toEqual([
      [username, null],
      ['qingshan', 'by-system'],
    ]);
  });

  test('a revoked certificate does not come in, bound or not', async () => {
    const one = await gate.key(other);
    await gate.status(one, 'suspend');
    const who = enter();
    const sent = await who.post('/login');
    await expect(who.through(sent, one)).rejects.toMatchObject({ problem: { code: 'CERTIFICATE_ON_HOLD' } });
  });
});
