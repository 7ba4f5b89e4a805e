import { endpoints } from '@yinxin/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hall, newCreditCode, newMobile, password, startHall } from './testing/hall.ts';

const { signIn, signOut, current, sendSms, resetPassword } = endpoints.session;

let hall: Hall;
beforeAll(async () => {
  hall = await startHall({ rateLimits: { codesPerAddress: 1000, loginPerAddress: 1000 } });
});
afterAll(() => hall.close());

describe('sign-in of an organisation', () => {
  test('[JX-01][JX-11] anybody of the organisation signs in with code and password, in lower case too', async () => {
    const one = await hall.registered();
    const browser = hall.browser();
    const body = { creditCode: one.creditCode.toLowerCase(), password };
    expect((await browser.call(signIn, { body })).organisation?.id).toBe(one.id);
    expect((await one.browser.call(current, {})).organisation?.id).toBe(one.id);
    await browser.call(signOut, {});
    expect((await browser.call(current, {})).organisation).toBeNull();
    expect((await browser.refused(endpoints.messages.list, {})).code).toBe('NOT_SIGNED_IN');
  });

  test('the answer is the same for an unknown account and a wrong password', async () => {
    const one = await hall.registered();
    const wrong = await hall
      .browser()
      .refused(signIn, { body: { creditCode: one.creditCode, password: 'not it at all' } });
    const unknown = await hall.browser().refused(signIn, { body: { creditCode: newCreditCode(), password } });
    expect(wrong).toMatchObject({ status: 401, code: 'SIGN_IN_FAILED' });
    expect(unknown).toEqual(wrong);
  });

  test('guessing is stopped with the time when to try again, for this account only', async () => {
    const [one, other] = [await hall.registered(), await hall.registered()];
    const guess = { body: { creditCode: one.creditCode, password: 'a wrong guess' } };
    for (let i = 0; i < 10; i++) expect((await hall.browser().refused(signIn, guess)).code).toBe('SIGN_IN_FAILED');
    const refused = await hall.browser().refused(signIn, { body: { creditCode: one.creditCode, password } });
    expect(refused).toMatchObject({ status: 429, code: 'TOO_MANY_TRIES' });
    expect(refused.next.zh).toMatch(/\d{4}-\d{2}-\d{2} \d{2}:\d{2} 以后/);
    await hall.browser().call(signIn, { body: { creditCode: other.creditCode, password } });
    await hall.advance({ seconds: Number(refused.params?.seconds) });
    await hall.browser().call(signIn, { body: { creditCode: one.creditCode, password } });
  });

  test('a change without the forgery token, or from another site, is refused', async () => {
    const { browser } = await hall.registered();
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const without = await browser.fetch('/api/name-corrections/acknowledge', asked);
    expect([without.status, await without.json()]).toMatchObject([403, { code: 'CSRF_REFUSED' }]);
    const { csrf } = await browser.call(current, {});
    const headers = { ...asked.headers, 'x-yinxin-csrf': csrf ?? '', origin: 'https://evil.example' };
    const foreign = await browser.fetch('/api/name-corrections/acknowledge', { ...asked, headers });
    expect([foreign.status, await foreign.json()]).toMatchObject([403, { code: 'CSRF_REFUSED' }]);
  });
});

describe('[JX-13] password reset', () => {
  const next = 'sieben Katzen im Regen';

  test('[JX-11] a code to the registered mobile sets a new password and ends every session', async () => {
    const one = await hall.registered();
    const { creditCode } = one;
    const smsCode = await hall.code(hall.browser(), { purpose: 'reset-password', creditCode });
    expect(await hall.sms(one.mobile)).toContain('重置单位账号密码');
    await hall.browser().call(resetPassword, { body: { creditCode, smsCode, password: next } });
    expect((await one.browser.call(current, {})).organisation).toBeNull();
    expect((await hall.browser().refused(signIn, { body: { creditCode, password } })).code).toBe('SIGN_IN_FAILED');
    await hall.browser().call(signIn, { body: { creditCode, password: next } });
    expect(await hall.sms(one.mobile)).toContain('密码已重置');
    const replay = await hall.browser().refused(resetPassword, { body: { creditCode, smsCode, password } });
    expect(replay.code).toBe('SMS_CODE_WRONG');
  });

  test('asking for a code tells nothing about whether the account exists', async () => {
    const one = await hall.registered();
    const unknown = newCreditCode();
    const ask = (creditCode: string) =>
      hall.browser().call(sendSms, { body: { purpose: 'reset-password', creditCode } });
    expect(await ask(unknown)).toEqual(await ask(one.creditCode));
    const reset = (creditCode: string) =>
      hall.browser().refused(resetPassword, { body: { creditCode, smsCode: '12345', password: next } });
    expect(await reset(unknown)).toEqual(await reset(one.creditCode));
    await hall.deps.jobs.idle();
    const { items } = await hall.browser().call(endpoints.sandbox.messages, { query: { to: '10000000000' } });
    expect(items).toEqual([]);
  });

  test('brute force ends at the sixth try', async () => {
    const one = await hall.registered();
    const { creditCode } = one;
    const smsCode = await hall.code(hall.browser(), { purpose: 'reset-password', creditCode });
    const seen: string[] = [];
    for (let i = 0; i < 6; i++) {
      const guess = String((Number(smsCode) + i + 1) % 1_000_000).padStart(6, '0');
      const refused = await hall
        .browser()
        .refused(resetPassword, { body: { creditCode, smsCode: guess, password: next } });
      seen.push(refused.code);
    }
    expect(seen).toEqual([...Array.from({ length: 5 }, () => 'SMS_CODE_WRONG'), 'SMS_CODE_LOCKED']);
    const right = await hall.browser().refused(resetPassword, { body: { creditCode, smsCode, password: next } });
    expect(right.code).toBe('SMS_CODE_LOCKED');
    await hall.browser().call(signIn, { body: { creditCode, password } });
  });

  test('a new password opens the account again after guesses had closed it', async () => {
    const { creditCode } = await hall.registered();
    const guess = { body: { creditCode, password: 'a wrong guess' } };
    for (let i = 0; i < 11; i++) await hall.browser().refused(signIn, guess);
    const smsCode = await hall.code(hall.browser(), { purpose: 'reset-password', creditCode });
    await hall.browser().call(resetPassword, { body: { creditCode, smsCode, password: next } });
    await hall.browser().call(signIn, { body: { creditCode, password: next } });
  });

  test('a code for registration does not reset a password', async () => {
    const one = await hall.registered();
    const smsCode = await hall.code(hall.browser(), { purpose: 'register', mobile: newMobile() });
    const body = { creditCode: one.creditCode, smsCode, password: next };
    expect((await hall.browser().refused(resetPassword, { body })).code).toBe('SMS_CODE_WRONG');
  });
});

describe('limits by network address', () => {
  test('codes for ever new numbers from one address are stopped', async () => {
    const strict = await startHall({ rateLimits: { codesPerAddress: 3 } });
    try {
      const ask = () => ({ body: { purpose: 'register', mobile: newMobile() } }) as const;
      for (let i = 0; i < 3; i++) await strict.browser().call(sendSms, ask());
      expect((await strict.browser().refused(sendSms, ask())).code).toBe('TOO_MANY_TRIES');
    } finally {
      await strict.close();
    }
  });
});
