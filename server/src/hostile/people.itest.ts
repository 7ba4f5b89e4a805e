import { request as httpRequest } from 'node:http';
import { endpoints } from '@yinxin/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type House, type Organisation, openHouse, PASSWORD, pdf, upload } from './testing/house.ts';

const { administration, certificates, consoleRequests, requests, sandbox, session } = endpoints;

let house: House;
let owner: Organisation;
beforeAll(async () => {
  house = await openHouse({ trustProxy: true, rateLimits: { codesPerAddress: 1000, loginPerAddress: 1000 } });
  owner = await house.organisation();
});
afterAll(() => house.close());

const Refusal = z.object({ status: z.number(), code: z.string(), detail: z.unknown(), next: z.unknown() });

/** A JSON request from a network address. */
async function from(address: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
  const answer = await house.server.browser().fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, cookies: answer.headers.getSetCookie(), body: await answer.json() };
}
const signIn = (address: string, creditCode: string, password: string) =>
  from(address, '/api/sessions', { creditCode, password });

describe('signing in', () => {
  it('a stranger who guesses closes the account for himself, not for its owner', async () => {
    for (let i = 0; i < 12; i += 1) await signIn('203.0.113.7', owner.creditCode, 'wrong wrong wrong');
    expect((await signIn('203.0.113.7', owner.creditCode, PASSWORD)).status).toBe(429);
    expect((await signIn('198.51.100.2', owner.creditCode, PASSWORD)).status).toBe(200);
  });

  it('a stranger with a whole IPv6 network is one stranger', async () => {
    const other = await house.organisation();
    for (let i = 1; i <= 12; i += 1) await signIn(`2001:db8:1:2::${i.toString(16)}`, other.creditCode, 'wrong wrong');
    expect((await signIn('2001:db8:1:2:ffff::1', other.creditCode, PASSWORD)).status).toBe(429);
    expect((await signIn('2001:db8:1:3::1', other.creditCode, PASSWORD)).status).toBe(200);
  });

  it('the same words for an unknown account and a wrong password', async () => {
    const unknown = await house.server.browser().call(sandbox.register, { body: { region: '360100' } });
    const one = await signIn('192.0.2.1', unknown.creditCode, 'wrong wrong wrong');
    const other = await signIn('192.0.2.1', owner.creditCode, 'wrong wrong wrong');
    expect(one.status).toBe(401);
    expect(Refusal.parse(one.body)).toEqual(Refusal.parse(other.body));
  });

  it('the same answer for a reset of an unknown account, and for a request nobody made', async () => {
    const unknown = await house.server.browser().call(sandbox.register, { body: { region: '360100' } });
    const ask = (creditCode: string) => from('192.0.2.2', '/api/sms-codes', { purpose: 'reset-password', creditCode });
    expect((await ask(unknown.creditCode)).body).toEqual((await ask(owner.creditCode)).body);
    const look = (creditCode: string) =>
      house.server
        .browser()
        .refused(requests.mobileChangeStatus, { params: { number: 'MC260302-000001-X' }, query: { creditCode } });
    expect((await look(unknown.creditCode)).code).toBe('REQUEST_NOT_FOUND');
    expect(await look(unknown.creditCode)).toEqual(await look(owner.creditCode));
  });

  it('cookies cannot be read by scripts nor sent by other sites', async () => {
    const { cookies } = await signIn('192.0.2.3', owner.creditCode, PASSWORD);
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^yinxin_hall=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('a session somebody else put into the browser is not taken over', async () => {
    const victim = house.server.browser();
    const planted = 'A'.repeat(43);
    const headers = { 'content-type': 'application/json', cookie: `yinxin_hall=${planted}` };
    const body = JSON.stringify({ creditCode: owner.creditCode, password: PASSWORD });
    const answer = await victim.fetch('/api/sessions', { method: 'POST', headers, body });
    expect(answer.headers.getSetCookie()[0]).not.toContain(planted);
    const seen = await house.server.browser().fetch('/api/session', { headers: { cookie: `yinxin_hall=${planted}` } });
    expect(z.object({ organisation: z.null() }).parse(await seen.json()).organisation).toBeNull();
  });

  it('a session that was ended is over, whoever kept its cookie', async () => {
    const { cookies } = await signIn('192.0.2.4', owner.creditCode, PASSWORD);
    const cookie = cookies[0]?.split(';')[0] ?? '';
    const current = () => house.server.browser().fetch('/api/session', { headers: { cookie } });
    const { csrf } = z.object({ csrf: z.string() }).parse(await (await current()).json());
    const headers = { cookie, 'x-yinxin-csrf': csrf };
    await house.server.browser().fetch('/api/sessions/current', { method: 'DELETE', headers });
    const after = z.object({ organisation: z.unknown() }).parse(await (await current()).json());
    expect(after.organisation).toBeNull();
  });

  it('[JX-13] a reset ends every session of the account', async () => {
    const other = await house.organisation();
    await house.server.browser().call(session.sendSms, {
      body: { purpose: 'reset-password', creditCode: other.creditCode },
    });
    const body = {
      creditCode: other.creditCode,
      smsCode: await house.smsCode(other.mobile),
      password: 'Another-Password-42',
    };
    await house.server.browser().call(session.resetPassword, { body });
    expect((await other.call(session.current, {})).organisation).toBeNull();
  });
});

describe('messages to strangers', () => {
  it('one number gets only so many codes in an hour, whatever they are for', async () => {
    const mobile = '13712345678';
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const purpose = i % 2 === 0 ? 'register' : 'change-mobile';
      statuses.push((await from(`198.51.100.${i}`, '/api/sms-codes', { purpose, mobile })).status);
      await house.server.advance({ seconds: 61 });
    }
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(6);
  });
});

describe('a one-time password', () => {
  it('opens nothing of the console, however the address is written', async () => {
    const administrator = await house.staff('administrator');
    const username = 'new.colleague';
    const { oneTimePassword } = await administrator.call(administration.addStaff, {
      body: { username, name: '新同事', roles: ['reviewer'] },
    });
    const browser = house.server.browser();
    await browser.call(session.staffSignIn, { body: { username, password: oneTimePassword } });
    for (const path of [
      '/api/console/applications',
      '/api/%63onsole/applications',
      '/%61pi/console/applications',
      '/api/consol%65/queues',
    ]) {
      const answer = await browser.fetch(path);
      expect(answer.status, path).toBe(403);
      expect(Refusal.parse(await answer.json()).code).toBe('PASSWORD_CHANGE_REQUIRED');
    }
  });
});

describe('a page of somebody else in the user’s browser', () => {
  const attack = async (headers: Record<string, string>) => {
    const answer = await owner.fetch('/api/name-corrections/acknowledge', { method: 'POST', headers });
    return Refusal.parse(await answer.json()).code;
  };
  const token = async () => {
    const answer = await owner.fetch('/api/session');
    return z.object({ csrf: z.string() }).parse(await answer.json()).csrf;
  };

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin to tell', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour on the same machine', { 'sec-fetch-site': 'same-site' }],
  ])('%s changes nothing, even with the token', async (_what, headers) => {
    expect(await attack({ ...headers, 'x-yinxin-csrf': await token() })).toBe('CSRF_REFUSED');
  });

  it('cannot read what the sandbox tells, under a name that points here', async () => {
    const { port } = new URL(house.server.url);
    const ask = (host: string, path: string) =>
      new Promise<number>((resolve, reject) => {
        const headers = { host: `${host}:${port}` };
        httpRequest({ host: '127.0.0.1', port, path, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      });
    for (const path of ['/api/sandbox/accounts', '/api/sandbox/messages', '/api/sandbox/clock']) {
      expect(await ask('evil.example', path)).toBe(404);
      expect(await ask('127.0.0.1', path)).toBe(200);
      expect(await ask('localhost', path)).toBe(200);
    }
  });

  it('cannot frame the hall nor run scripts in it', async () => {
    const { headers } = await owner.fetch('/api/session');
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors '(self|none)'/);
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('x-frame-options')).toMatch(/SAMEORIGIN|DENY/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cache-control')).toContain('no-store');
  });
});

describe('uploads without sign-in', () => {
  it('are counted before they are read', async () => {
    const strict = await openHouse({ rateLimits: { codesPerAddress: 2 } });
    try {
      const send = async () => {
        const form = new FormData();
        form.append('data', '{}');
        form.append('file', new Blob([`%PDF-1.4 ${Math.random()}`]), 'a.pdf');
        const headers = { 'idempotency-key': `anonymous-${Math.random()}`.slice(0, 40) };
        const answer = await strict.server
          .browser()
          .fetch('/api/mobile-changes', { method: 'POST', headers, body: form });
        return answer.status;
      };
      expect([await send(), await send(), await send()]).toEqual([422, 422, 429]);
    } finally {
      await strict.close();
    }
  });
});

describe('nobody decides on what they entered', () => {
  const answer = { decision: 'approve', answer: '好' } as const;

  it('[JX-08] not a correction of a name', async () => {
    const both = await house.staff('customer-service', 'back-office');
    const other = await house.organisation();
    const entered = await both.call(consoleRequests.enterNameCorrection, {
      body: { creditCode: other.creditCode, rightName: `${other.name}甲`, note: '来电' },
    });
    const params = { id: entered.id };
    expect((await both.refused(consoleRequests.decideNameCorrection, { params, body: answer })).code).toBe('OWN_ENTRY');
    const second = await house.staff('back-office');
    await second.call(consoleRequests.decideNameCorrection, { params, body: answer });
    expect((await second.refused(consoleRequests.decideNameCorrection, { params, body: answer })).code).toBe(
      'ALREADY_DECIDED',
    );
  });

  it('[JX-14] not a change of a mobile number', async () => {
    const both = await house.staff('customer-service', 'back-office');
    const other = await house.organisation();
    const entered = await both.call(consoleRequests.enterMobileChange, {
      body: {
        creditCode: other.creditCode,
        newMobile: '13666666666',
        contactName: '张三',
        reason: 'number-cancelled',
        note: '',
      },
    });
    const params = { id: entered.id };
    expect((await both.refused(consoleRequests.decideMobileChange, { params, body: answer })).code).toBe('OWN_ENTRY');
  });

  it('nobody revokes what is not there, and nobody without the role', async () => {
    const both = await house.staff('customer-service', 'back-office');
    const body = { serial: '00FF', reason: 'keyCompromise', note: '测试' } as const;
    expect((await both.refused(certificates.requestRevocation, { body })).status).toBe(404);
  });

  it('files of proofs are shown to those who decide, and each look is in the log', async () => {
    const other = await house.organisation();
    const files = [upload(await pdf('proof'), 'proof.pdf')];
    const body = { rightName: `${other.name}乙`, note: '' };
    const { id } = await other.call(requests.openNameCorrection, { body, files });
    const clerk = await house.staff('back-office');
    await clerk.call(consoleRequests.nameCorrectionProof, { params: { id } });
    const auditor = await house.staff('auditor');
    const { items } = await auditor.call(administration.audit, { query: { action: 'name-correction.proof-viewed' } });
    expect(items.some((entry) => entry.subject.id === id && entry.actor.id === clerk.id)).toBe(true);
  });
});
