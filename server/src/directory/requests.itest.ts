import { ApiProblem } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestBrowser } from '../platform/testing/index.ts';
import { type Hall, newCreditCode, newMobile, password, type Registered, startHall } from './testing/hall.ts';

const { accounts, requests, consoleRequests, registration, session } = endpoints;

let hall: Hall;
let service: TestBrowser;
let backOffice: TestBrowser;
let picture: Buffer;
beforeAll(async () => {
  hall = await startHall({ rateLimits: { codesPerAddress: 1000, loginPerAddress: 1000 } });
  service = await hall.staff('customer-service');
  backOffice = await hall.staff('back-office');
  picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#d33' } })
    .png()
    .toBuffer();
});
afterAll(() => hall.close());

const part = (bytes: Uint8Array, name = '证明.png') => ({
  name,
  mediaType: 'image/png',
  bytes: new Blob([new Uint8Array(bytes)]),
});
const order = (number: string) => ({
  id: crypto.randomUUID(),
  number,
  state: { zh: '正在审核', en: 'Under review' },
  paid: false,
});
const rightName = '抚州和泰置业（集团）有限公司';

describe('name corrections', () => {
  test('[JX-08][JX-09][JX-15] approval changes the name, keeps the former, makes open orders void and tells the organisation', async () => {
    const one = await hall.registered({ name: '抚州和秦置业有限公司' });
    hall.orders.set(one.id, [order('JX1'), order('JX2')]);
    const made = await one.browser.call(requests.openNameCorrection, {
      body: { rightName: '抚州和泰置业(集团)有限公司', note: '“泰”字写错' },
      files: [part(picture)],
    });
    expect(made).toMatchObject({
      status: 'open',
      rightName,
      registeredName: one.name,
      hasProof: true,
      enteredBy: 'applicant',
    });
    expect(made.affected).toHaveLength(2);
    expect(made.clock).toMatchObject({ actor: 'authority', urgency: 'calm' });
    const decided = await backOffice.call(consoleRequests.decideNameCorrection, {
      params: { id: made.id },
      body: { decision: 'approve', answer: '' },
    });
    expect(decided).toMatchObject({ status: 'approved', clock: null });
    expect(decided.affected.map((each) => each.number)).toEqual(['JX1', 'JX2']);
    expect(hall.orders.get(one.id)).toEqual([]);
    const view = await one.browser.call(session.current, {});
    expect(view.organisation).toMatchObject({ name: rightName });
    expect(view.organisation?.nameCorrectedAt).not.toBeNull();
    const { rows } = await sql<{ name: string }>`
      select name from organisation_name where organisation_id = ${one.id} order by position`.execute(hall.deps.db);
    expect(rows.map((row) => row.name)).toEqual([one.name, rightName]);
    expect(await hall.sms(one.mobile)).toContain(`已更正为“${rightName}”`);
    await one.browser.call(requests.acknowledgeName, {});
    expect((await one.browser.call(session.current, {})).organisation?.nameCorrectedAt).toBeNull();
  });

  test('[IT-05] name and code change by a reviewed request with a proof; until then they stay, and the former are kept', async () => {
    const one = await hall.registered({ name: '抚州和秦置业有限公司' });
    const general = { contactName: '', phone: '', email: '', address: '' };
    const code = newCreditCode();
    for (const direct of [{ name: rightName }, { creditCode: code }])
      expect(await one.browser.refused(registration.change, { body: { general, ...direct } })).toMatchObject({
        code: 'BASIC_DATA_REVIEWED',
        field: `body.${Object.keys(direct)[0]}`,
      });
    const body = { rightName, rightCode: code, note: '变更登记' };
    expect((await one.browser.refused(requests.openNameCorrection, { body })).code).toBe('FILE_MISSING');
    const { id } = await one.browser.call(requests.openNameCorrection, { body, files: [part(picture)] });
    const waiting = await one.browser.call(registration.read, {});
    expect(waiting).toMatchObject({ basic: { name: one.name, creditCode: one.creditCode }, former: [] });
    expect(waiting.openRequest?.id).toBe(id);
    const decision = { params: { id }, body: { decision: 'approve', answer: '' } } as const;
    await backOffice.call(consoleRequests.decideNameCorrection, decision);
    const after = await one.browser.call(registration.read, {});
    expect(after).toMatchObject({ basic: { name: rightName, creditCode: code }, openRequest: null });
    expect(after.former).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: one.name }),
        expect.objectContaining({ creditCode: one.creditCode }),
      ]),
    );
    // Refused, everything stays.
    const other = await hall.registered();
    const taken = { rightName: other.name, rightCode: code, note: '' };
    const asked = await other.browser.call(requests.openNameCorrection, { body: taken, files: [part(picture)] });
    const approve = { params: { id: asked.id }, body: { decision: 'approve', answer: '' } } as const;
    expect((await backOffice.refused(consoleRequests.decideNameCorrection, approve)).code).toBe('CREDIT_CODE_TAKEN');
    expect((await other.browser.call(registration.read, {})).basic.creditCode).toBe(other.creditCode);
  });

  /** A request for another code, and its approval. */
  const codeAsked = async ({ browser, name }: Registered, rightCode: string, right = name) => {
    const body = { rightName: right, rightCode, note: '' };
    const { id } = await browser.call(requests.openNameCorrection, { body, files: [part(picture)] });
    return { params: { id }, body: { decision: 'approve', answer: '' } } as const;
  };

  test('further accounts and branches of an organisation follow its correction', async () => {
    const one = await hall.registered({ name: '抚州和秦置业有限公司' });
    const mobile = newMobile();
    const smsCode = await hall.code(one.browser, { purpose: 'register', mobile });
    const userName = `more${one.creditCode.slice(-6).toLowerCase()}`;
    await one.browser.call(accounts.add, { body: { userName, mobile, smsCode, password } });
    const part9 = one.creditCode.slice(8, 17);
    await sql`insert into branch (id, parent_code, name, code, organisation_code, registration, sealed, added_by, created_at)
      values (gen_random_uuid(), ${one.creditCode}, '分公司', ${part9}, ${part9}, 'business-licence', '', ${one.id}, now())`.execute(
      hall.deps.db,
    );
    const code = newCreditCode();
    await backOffice.call(consoleRequests.decideNameCorrection, await codeAsked(one, code, rightName));
    const { rows } = await sql`select account_name, credit_code, name from organisation
      where id = ${one.id} or account_name = ${userName} order by account_name nulls first`.execute(hall.deps.db);
    expect(rows).toEqual([
      { account_name: null, credit_code: code, name: rightName },
      { account_name: userName, credit_code: code, name: rightName },
    ]);
    const branches = await sql`select parent_code from branch where added_by = ${one.id}`.execute(hall.deps.db);
    expect(branches.rows).toEqual([{ parent_code: code }]);
  });

  test('of two corrections to one code approved at once the second is told that it is taken', async () => {
    const code = newCreditCode();
    const both = [await codeAsked(await hall.registered(), code), await codeAsked(await hall.registered(), code)];
    const decide = (body: (typeof both)[0]) =>
      backOffice.call(consoleRequests.decideNameCorrection, body).then(
        () => 'approved',
        (error: unknown) => (error instanceof ApiProblem ? error.problem.code : String(error)),
      );
    expect((await Promise.all(both.map(decide))).toSorted()).toEqual(['CREDIT_CODE_TAKEN', 'approved']);
  });

  test('[IT-06] all else changes at once and is logged; a new reserved mobile needs the code sent to it', async () => {
    const one = await hall.registered();
    const general = { contactName: '王芳', phone: '0791-88888888', email: 'a@example.com', address: '南昌市某路 2 号' };
    const changed = await one.browser.call(registration.change, { body: { general } });
    expect(changed.general).toMatchObject({ contactName: '王芳', email: 'a@example.com', address: '南昌市某路 2 号' });
    expect(changed.openRequest).toBeNull();
    const mobile = newMobile();
    const moved = { general, mobile };
    expect((await one.browser.refused(registration.change, { body: moved })).code).toBe('SMS_CODE_WRONG');
    expect((await one.browser.call(registration.read, {})).mobileMasked.slice(-4)).toBe(one.mobile.slice(-4));
    const smsCode = await hall.code(one.browser, { purpose: 'change-mobile', mobile });
    const after = await one.browser.call(registration.change, { body: { ...moved, smsCode } });
    expect(after.mobileMasked.slice(-4)).toBe(mobile.slice(-4));
    const { rows } = await sql<{ details: { mobile?: string } }>`select details from audit_entry
      where action = 'organisation.general-data-changed' and actor_id = ${one.id}`.execute(hall.deps.db);
    expect(rows).toHaveLength(2);
    const wrong = { general: { ...general, email: 'nobody' } };
    expect((await one.browser.refused(registration.change, { body: wrong })).code).toBe('GENERAL_DATA_INVALID');
  });

  test('[JX-08] the applicant cannot correct the name, and nobody decides without the role', async () => {
    const one = await hall.registered();
    const made = await one.browser.call(requests.openNameCorrection, {
      body: { rightName, note: '' },
      files: [part(picture)],
    });
    const decision = { params: { id: made.id }, body: { decision: 'approve', answer: '' } } as const;
    expect((await one.browser.refused(consoleRequests.decideNameCorrection, decision)).code).toBe('NOT_ALLOWED');
    expect((await service.refused(consoleRequests.decideNameCorrection, decision)).code).toBe('NOT_ALLOWED');
    expect((await hall.browser().refused(consoleRequests.decideNameCorrection, decision)).code).toBe('NOT_SIGNED_IN');
    expect((await one.browser.call(session.current, {})).organisation?.name).toBe(one.name);
  });

  test('[JX-08] whoever entered it for a caller does not decide it', async () => {
    const one = await hall.registered();
    const body = { creditCode: one.creditCode, rightName, note: '电话来访' };
    const made = await backOffice.call(consoleRequests.enterNameCorrection, { body });
    expect(made).toMatchObject({ enteredBy: 'staff', enteredByName: '沙箱后台主管', hasProof: false });
    const decision = { params: { id: made.id }, body: { decision: 'approve', answer: '' } } as const;
    const refused = await backOffice.refused(consoleRequests.decideNameCorrection, decision);
    expect(refused).toMatchObject({ status: 403, code: 'OWN_ENTRY' });
    const { items } = await one.browser.call(requests.nameCorrections, {});
    expect(items[0]).toMatchObject({ number: made.number, enteredByName: null, status: 'open' });
  });

  test('[JX-08] customer service enters, the back office decides, once', async () => {
    const one = await hall.registered();
    const made = await service.call(consoleRequests.enterNameCorrection, {
      body: { creditCode: one.creditCode, rightName, note: '' },
    });
    const decide = (decision: 'approve' | 'refuse', answer: string) => ({
      params: { id: made.id },
      body: { decision, answer },
    });
    expect((await backOffice.refused(consoleRequests.decideNameCorrection, decide('refuse', ''))).code).toBe(
      'ANSWER_NEEDED',
    );
    const outcomes = await Promise.all(
      [1, 2, 3].map(() =>
        backOffice
          .call(consoleRequests.decideNameCorrection, decide('refuse', '营业执照上不是这个名称'))
          .then(() => 'done', String),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.includes('ALREADY_DECIDED'))).toHaveLength(2);
    expect(await hall.sms(one.mobile)).toContain('营业执照上不是这个名称');
    expect((await one.browser.call(session.current, {})).organisation?.name).toBe(one.name);
  });

  test('[JX-07][JX-08] the same name, a second request and a script are refused', async () => {
    const one = await hall.registered({ name: rightName });
    const ask = (name: string) => ({ body: { rightName: name, note: '' }, files: [part(picture)] });
    expect((await one.browser.refused(requests.openNameCorrection, ask(rightName))).code).toBe('NAME_UNCHANGED');
    expect((await one.browser.refused(requests.openNameCorrection, ask('<script>'))).code).toBe('NAME_INVALID');
    const made = await one.browser.call(requests.openNameCorrection, ask('另一家（集团）有限公司'));
    const second = await one.browser.refused(requests.openNameCorrection, ask('第三家（集团）有限公司'));
    expect(second).toMatchObject({ code: 'NAME_CORRECTION_OPEN', params: { number: made.number } });
    expect(
      (
        await service.refused(consoleRequests.enterNameCorrection, {
          body: { creditCode: newCreditCode(), rightName, note: '' },
        })
      ).code,
    ).toBe('ACCOUNT_UNKNOWN');
  });

  test('a proof that lies about its type or is cut off is refused; a look at one is logged', async () => {
    const one = await hall.registered();
    const ask = (bytes: Uint8Array, name?: string) => ({ body: { rightName, note: '' }, files: [part(bytes, name)] });
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    expect((await one.browser.refused(requests.openNameCorrection, ask(html, 'proof.png'))).code).toBe(
      'FILE_TYPE_REFUSED',
    );
    const cut = (
      await sharp({
        create: {
          width: 900,
          height: 900,
          channels: 3,
          background: '#33d',
          noise: { type: 'gaussian', mean: 99, sigma: 40 },
        },
      })
        .jpeg()
        .toBuffer()
    ).subarray(0, 9000);
    expect((await one.browser.refused(requests.openNameCorrection, ask(cut))).code).toBe('FILE_UNREADABLE');
    const locked = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Encrypt 2 0 R>>\n%%EOF\n');
    expect((await one.browser.refused(requests.openNameCorrection, ask(locked))).code).toBe('FILE_UNREADABLE');
    const none = await one.browser.refused(requests.openNameCorrection, { body: { rightName, note: '' }, files: [] });
    expect(none.code).toBe('FILE_MISSING');
    const made = await one.browser.call(requests.openNameCorrection, ask(picture));
    const proof = await backOffice.call(consoleRequests.nameCorrectionProof, { params: { id: made.id } });
    expect(Buffer.from(await proof.arrayBuffer()).equals(picture)).toBe(true);
    expect((await one.browser.refused(consoleRequests.nameCorrectionProof, { params: { id: made.id } })).code).toBe(
      'NOT_ALLOWED',
    );
    const auditor = await hall.staff('auditor');
    const { items } = await auditor.call(endpoints.administration.audit, {
      query: { action: 'name-correction.proof-viewed', q: made.number },
    });
    expect(items).toHaveLength(1);
  });

  test('another organisation sees none of it', async () => {
    const [one, other] = [await hall.registered(), await hall.registered()];
    await one.browser.call(requests.openNameCorrection, { body: { rightName, note: '' }, files: [part(picture)] });
    expect((await other.browser.call(requests.nameCorrections, {})).items).toEqual([]);
  });
});

describe('[JX-14] change of the mobile number', () => {
  async function ask(creditCode: string, over: { smsCode?: string } = {}) {
    const newNumber = newMobile();
    const browser = hall.browser();
    const smsCode = over.smsCode ?? (await hall.code(browser, { purpose: 'change-mobile', mobile: newNumber }));
    const body = {
      creditCode,
      newMobile: newNumber,
      contactName: '李四',
      reason: 'registrant-left',
      note: '原经办人已离职',
      smsCode,
    } as const;
    return { newNumber, browser, input: { body, files: [part(picture)] } };
  }
  const decision = (id: string, kind: 'approve' | 'refuse' = 'approve', answer = '') => ({
    params: { id },
    body: { decision: kind, answer },
  });
  async function openRequest(number: string) {
    const { items } = await backOffice.call(consoleRequests.mobileChanges, { query: { status: 'open', size: 100 } });
    const found = items.find((item) => item.number === number);
    if (!found) throw new Error(`no open request ${number}`);
    return found;
  }

  test('[JX-11] asked without sign-in; approval replaces the number, ends sessions, a reset follows', async () => {
    const one = await hall.registered();
    const { newNumber, browser, input } = await ask(one.creditCode);
    const { number } = await browser.call(requests.openMobileChange, input);
    expect(number).toMatch(/^MC\d{6}-\d{6}-[A-Z]$/);
    expect(await hall.sms(one.mobile)).toContain('有人申请变更');
    expect(await hall.sms(newNumber)).toContain(number);
    const request = await openRequest(number);
    expect(request).toMatchObject({ organisationName: one.name, contactName: '李四', enteredBy: 'applicant' });
    expect(request.newMobileMasked).toBe(`138****${newNumber.slice(-4)}`);
    const file = await backOffice.call(consoleRequests.mobileChangeFile, { params: { id: request.id, index: 0 } });
    expect(file.size).toBe(picture.length);
    await backOffice.call(consoleRequests.decideMobileChange, decision(request.id));
    expect((await one.browser.call(session.current, {})).organisation).toBeNull();
    const { creditCode } = one;
    expect((await hall.browser().refused(session.signIn, { body: { creditCode, password } })).code).toBe(
      'SIGN_IN_FAILED',
    );
    expect(await hall.sms(one.mobile)).toContain('不再用于登录');
    expect(await hall.sms(newNumber)).toContain('重置密码');
    await hall.browser().call(session.sendSms, { body: { purpose: 'reset-password', creditCode } });
    const smsCode = /\d{6}/.exec(await hall.sms(newNumber))?.[0] ?? '';
    const next = 'acht Hasen im Klee';
    await hall.browser().call(session.resetPassword, { body: { creditCode, smsCode, password: next } });
    const view = await hall.browser().call(session.signIn, { body: { creditCode, password: next } });
    expect(view.organisation?.mobileMasked).toBe(`138****${newNumber.slice(-4)}`);
  });

  test('how a request stands is told to whoever knows number and code, and to nobody else', async () => {
    const one = await hall.registered();
    const { browser, input } = await ask(one.creditCode);
    const { number } = await browser.call(requests.openMobileChange, input);
    const status = (given: string, creditCode: string) => ({ params: { number: given }, query: { creditCode } });
    const stands = await browser.call(requests.mobileChangeStatus, status(number.toLowerCase(), one.creditCode));
    expect(stands).toMatchObject({ number, status: 'open', decidedAt: null });
    const wrongCode = await browser.refused(requests.mobileChangeStatus, status(number, newCreditCode()));
    const wrongNumber = await browser.refused(requests.mobileChangeStatus, status('MC260302-999999-A', one.creditCode));
    expect(wrongCode).toMatchObject({ status: 404, code: 'REQUEST_NOT_FOUND' });
    expect(wrongNumber).toEqual(wrongCode);
  });

  test('whether the account exists is not told; approval of an unknown code is refused', async () => {
    const one = await hall.registered();
    const known = await ask(one.creditCode);
    const unknown = await ask(newCreditCode());
    const a = await known.browser.call(requests.openMobileChange, known.input);
    const b = await unknown.browser.call(requests.openMobileChange, unknown.input);
    expect(Object.keys(a)).toEqual(Object.keys(b));
    const request = await openRequest(b.number);
    expect(request.organisationName).toBeNull();
    expect((await backOffice.refused(consoleRequests.decideMobileChange, decision(request.id))).code).toBe(
      'ACCOUNT_UNKNOWN',
    );
    await backOffice.call(consoleRequests.decideMobileChange, decision(request.id, 'refuse', '没有注册过'));
    expect(await hall.sms(unknown.newNumber)).toContain('没有注册过');
  });

  test('a wrong or guessed code, no proof, and the present number are refused', async () => {
    const one = await hall.registered();
    const { browser, input } = await ask(one.creditCode);
    const wrong = { ...input, body: { ...input.body, smsCode: input.body.smsCode === '000000' ? '000001' : '000000' } };
    const seen: string[] = [];
    for (let i = 0; i < 6; i++) seen.push((await browser.refused(requests.openMobileChange, wrong)).code);
    expect(seen.at(0)).toBe('SMS_CODE_WRONG');
    expect(seen.at(5)).toBe('SMS_CODE_LOCKED');
    expect((await browser.refused(requests.openMobileChange, input)).code).toBe('SMS_CODE_LOCKED');
    expect((await browser.refused(requests.openMobileChange, { ...input, files: [] })).code).toBe('FILE_MISSING');
    await hall.advance({ minutes: 1 });
    const same = one.mobile;
    const smsCode = await hall.code(browser, { purpose: 'change-mobile', mobile: same });
    const present = { ...input, body: { ...input.body, newMobile: same, smsCode } };
    expect((await browser.refused(requests.openMobileChange, present)).code).toBe('MOBILE_UNCHANGED');
  });

  test('whoever entered it for a caller does not decide it; the auditor looks but decides nothing', async () => {
    const one = await hall.registered();
    const { smsCode: _unused, ...body } = (await ask(one.creditCode)).input.body;
    const made = await backOffice.call(consoleRequests.enterMobileChange, { body });
    expect((await backOffice.refused(consoleRequests.decideMobileChange, decision(made.id))).code).toBe('OWN_ENTRY');
    const auditor = await hall.staff('auditor');
    expect((await auditor.call(consoleRequests.mobileChanges, {})).total).toBeGreaterThan(0);
    expect((await auditor.refused(consoleRequests.decideMobileChange, decision(made.id))).code).toBe('NOT_ALLOWED');
    const byService = await service.call(consoleRequests.enterMobileChange, { body });
    const decided = await backOffice.call(consoleRequests.decideMobileChange, decision(byService.id));
    expect(decided.status).toBe('approved');
    expect((await backOffice.refused(consoleRequests.decideMobileChange, decision(byService.id))).code).toBe(
      'ALREADY_DECIDED',
    );
  });

  test('the form can be downloaded by anybody and holds nothing but the code', async () => {
    const form = await hall.browser().call(requests.mobileChangeForm, { query: { creditCode: newCreditCode() } });
    expect(form.type).toBe('application/pdf');
  });
});
