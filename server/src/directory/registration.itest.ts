import { endpoints } from '@yinxin/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hall, newCreditCode, newMobile, password, startHall } from './testing/hall.ts';

const { register, sendSms, current, lookUpRegister } = endpoints.session;

let hall: Hall;
beforeAll(async () => {
  hall = await startHall({ rateLimits: { codesPerAddress: 1000, loginPerAddress: 1000 } });
});
afterAll(() => hall.close());

async function form(over: { creditCode?: string; confirmedCreditCode?: string; name?: string } = {}) {
  const creditCode = newCreditCode();
  const mobile = newMobile();
  const smsCode = await hall.code(hall.browser(), { purpose: 'register', mobile });
  const name = '南昌青山信息技术有限公司';
  const body = {
    creditCode,
    confirmedCreditCode: creditCode,
    name,
    mobile,
    smsCode,
    password,
    acceptTerms: true as const,
  };
  return { ...body, ...over };
}

describe('registration', () => {
  test('[JX-01][JX-15] an organisation registers under its credit code and is signed in', async () => {
    const browser = hall.browser();
    const body = await form();
    const view = await browser.call(register, { body });
    expect(view.organisation).toMatchObject({ creditCode: body.creditCode, name: body.name, nameCorrectedAt: null });
    expect(view.organisation?.mobileMasked).toBe(`138****${body.mobile.slice(-4)}`);
    const again = await browser.call(current, {});
    expect(again.organisation?.id).toBe(view.organisation?.id);
    expect(again.csrf).toMatch(/.{20}/);
    expect(await hall.sms(body.mobile)).toContain('注册成功');
  });

  test('[JX-02] lower case and separators are converted, never stored', async () => {
    const body = await form();
    const typed = `${body.creditCode.slice(0, 8)} ${body.creditCode.slice(8)}`.toLowerCase();
    const view = await hall
      .browser()
      .call(register, { body: { ...body, creditCode: typed, confirmedCreditCode: typed } });
    expect(view.organisation?.creditCode).toBe(body.creditCode);
  });

  test('[JX-03] look-alike letters are refused with the corrected code', async () => {
    const body = await form();
    const typed = body.creditCode.replace('0', 'O');
    const refused = await hall.browser().refused(register, { body: { ...body, creditCode: typed } });
    expect(refused).toMatchObject({ status: 422, code: 'CREDIT_CODE_INVALID', field: 'body.creditCode' });
    expect(refused.params).toMatchObject({ reason: 'LOOK_ALIKE', suggestion: body.creditCode });
    expect(refused.detail.zh).toContain('一律是数字');
  });

  test('[JX-04] length, characters and check character are checked', async () => {
    const body = await form();
    const wrong = body.creditCode.slice(0, 17) + (body.creditCode.endsWith('0') ? '1' : '0');
    const reasons = [
      [wrong, 'CHECK_CHARACTER'],
      [body.creditCode.slice(1), 'TOO_SHORT'],
      [`${body.creditCode}1`, 'TOO_LONG'],
      ['360100012345678', 'OLD_REGISTRATION_NUMBER'],
    ] as const;
    for (const [creditCode, reason] of reasons) {
      const refused = await hall.browser().refused(register, { body: { ...body, creditCode } });
      expect(refused).toMatchObject({ code: 'CREDIT_CODE_INVALID', params: { reason } });
    }
  });

  test('[JX-04][JX-05] the code has to be confirmed by a second entry', async () => {
    const body = await form({ confirmedCreditCode: newCreditCode() });
    const refused = await hall.browser().refused(register, { body });
    expect(refused).toMatchObject({ code: 'CODE_CONFIRMATION_DIFFERS', field: 'body.confirmedCreditCode' });
  });

  test('[JX-07] half-width brackets of a name become full-width', async () => {
    const body = await form({ name: '抚州和泰置业(集团)有限公司' });
    const view = await hall.browser().call(register, { body });
    expect(view.organisation?.name).toBe('抚州和泰置业（集团）有限公司');
  });

  test('[JX-07] a script in a name is refused', async () => {
    for (const name of ['<script>alert(1)</script>', '青山"><img src=x onerror=alert(1)>', '{{constructor}}']) {
      const refused = await hall.browser().refused(register, { body: await form({ name }) });
      expect(refused).toMatchObject({ status: 422, code: 'NAME_INVALID', field: 'body.name' });
    }
  });

  test('[JX-10][JX-11][JX-12] a known code is refused with the ways on', async () => {
    const { creditCode } = await hall.registered();
    const refused = await hall.browser().refused(register, {
      body: await form({ creditCode, confirmedCreditCode: creditCode }),
    });
    expect(refused).toMatchObject({ status: 409, code: 'USER_ALREADY_EXISTS' });
    for (const way of ['核对代码', '向同事要密码', '重置密码', '变更手机号', '服务大厅']) {
      expect(refused.next.zh).toContain(way);
    }
  });

  test('[JX-01] of twenty registrations of one code at once exactly one wins', async () => {
    const creditCode = newCreditCode();
    const bodies: Awaited<ReturnType<typeof form>>[] = [];
    for (let i = 0; i < 20; i++) bodies.push(await form({ creditCode, confirmedCreditCode: creditCode }));
    const outcomes = await Promise.all(
      bodies.map((body) =>
        hall
          .browser()
          .call(register, { body })
          .then(
            () => 'won',
            (error: unknown) => String(error),
          ),
      ),
    );
    expect(outcomes.filter((one) => one === 'won')).toHaveLength(1);
    expect(outcomes.filter((one) => one.includes('USER_ALREADY_EXISTS'))).toHaveLength(19);
  });

  test('a repeat with the same idempotency key registers once and gets the same answer', async () => {
    const body = await form();
    const input = { body, idempotencyKey: crypto.randomUUID() };
    const first = await hall.browser().call(register, input);
    const second = await hall.browser().call(register, input);
    expect(second.organisation?.id).toBe(first.organisation?.id);
    const refused = await hall.browser().refused(register, { ...input, body: { ...body, name: '另一家有限公司' } });
    expect(refused.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('weak passwords are refused with the reason', async () => {
    const body = await form();
    const weak = [
      ['short', 'PASSWORD_TOO_SHORT'],
      ['aaaaaaaaaaaa', 'PASSWORD_TOO_SIMPLE'],
      ['1234567890', 'PASSWORD_TOO_SIMPLE'],
      ['Password2026!', 'PASSWORD_TOO_SIMPLE'],
      [`x${body.creditCode}`, 'PASSWORD_IS_ACCOUNT'],
      [`my${body.mobile}`, 'PASSWORD_IS_ACCOUNT'],
    ] as const;
    for (const [given, code] of weak) {
      expect((await hall.browser().refused(register, { body: { ...body, password: given } })).code).toBe(code);
    }
  });
});

describe('the business register', () => {
  test('[JX-04] finds an invented organisation; one that was closed cannot register', async () => {
    const browser = hall.browser();
    const one = await browser.call(endpoints.sandbox.register, { body: { region: '360100' } });
    const found = await browser.call(lookUpRegister, { body: { creditCode: one.creditCode } });
    expect(found).toEqual({ outcome: 'found', name: one.name, status: 'active' });
    const unknown = await browser.call(lookUpRegister, { body: { creditCode: newCreditCode() } });
    expect(unknown).toEqual({ outcome: 'not-found', name: null, status: null });
    await sql`update sandbox_organisation set status = 'closed' where credit_code = ${one.creditCode}`.execute(
      hall.deps.db,
    );
    const { creditCode } = one;
    const refused = await browser.refused(register, {
      body: await form({ creditCode, confirmedCreditCode: creditCode }),
    });
    expect(refused.code).toBe('ORGANISATION_CLOSED');
  });
});

describe('SMS codes', () => {
  test('a code works once, only for its number and its purpose', async () => {
    const body = await form();
    const other = await hall.browser().refused(register, { body: { ...body, mobile: newMobile() } });
    expect(other).toMatchObject({ code: 'SMS_CODE_WRONG', field: 'body.smsCode' });
    await hall.browser().call(register, { body });
    const second = newCreditCode();
    const replayed = { ...body, creditCode: second, confirmedCreditCode: second };
    expect((await hall.browser().refused(register, { body: replayed })).code).toBe('SMS_CODE_WRONG');
  });

  test('a code is dead after five tries, also when they come at once and the last is right', async () => {
    const body = await form();
    const wrong = body.smsCode === '000000' ? '000001' : '000000';
    const codes = await Promise.all(
      Array.from({ length: 12 }, async () =>
        hall
          .browser()
          .refused(register, { body: { ...body, smsCode: wrong } })
          .then((one) => one.code),
      ),
    );
    expect(codes.filter((one) => one === 'SMS_CODE_WRONG').length).toBeLessThanOrEqual(5);
    expect(codes.filter((one) => one === 'SMS_CODE_LOCKED').length).toBeGreaterThanOrEqual(7);
    expect((await hall.browser().refused(register, { body })).code).toBe('SMS_CODE_LOCKED');
  });

  test('a code is dead after ten minutes', async () => {
    const body = await form();
    await hall.advance({ minutes: 10 });
    expect((await hall.browser().refused(register, { body })).code).toBe('SMS_CODE_WRONG');
  });

  test('a second code within a minute is refused with the time to wait', async () => {
    const mobile = newMobile();
    const asked = { body: { purpose: 'register', mobile } } as const;
    await hall.browser().call(sendSms, asked);
    const refused = await hall.browser().refused(sendSms, asked);
    expect(refused).toMatchObject({ status: 429, code: 'TOO_MANY_TRIES', params: { seconds: 60 } });
    await hall.advance({ minutes: 1 });
    await hall.browser().call(sendSms, asked);
  });

  test('neither codes nor mobiles can be read in the database', async () => {
    const body = await form();
    await hall.browser().call(register, { body });
    await hall.deps.jobs.idle();
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(t::text, ' '), '') as text from (
        select row_to_json(sms_code)::text as t from sms_code
        union all select row_to_json(outbox)::text from outbox
        union all select row_to_json(message)::text from message
        union all select row_to_json(organisation)::text from organisation
        union all select row_to_json(sandbox_inbox)::text from sandbox_inbox
        union all select row_to_json(audit_entry)::text from audit_entry
        union all select row_to_json(idempotency)::text from idempotency
        union all select row_to_json(rate_window)::text from rate_window
        union all select data::text from pgboss.job) as everything(t)`.execute(hall.deps.db);
    const text = rows[0]?.text ?? '';
    expect(text).toContain(body.creditCode);
    expect(text).not.toContain(body.mobile);
    expect(text).not.toContain(password);
    expect(text).not.toMatch(new RegExp(`[":> ]${body.smsCode}["< ]`));
    const { rows: kept } = await sql<{ n: number }>`
      select count(*)::int as n from outbox where template like 'sms-code-%' and status = 'sent' and sealed is not null`.execute(
      hall.deps.db,
    );
    expect(kept[0]?.n).toBe(0);
  });
});
