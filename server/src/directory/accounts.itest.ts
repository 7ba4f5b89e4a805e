import { endpoints } from '@yinxin/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../platform/index.ts';
import { personNames, personsNamed, sealPersons } from './accounts/persons.ts';
import { insertOrganisation, nameHistory, organisationById } from './accounts/store.ts';
import { type Hall, newMobile, password, type Registered, startHall } from './testing/hall.ts';

const { accounts, session } = endpoints;

let hall: Hall;
let owner: Registered;
beforeAll(async () => {
  hall = await startHall({ rateLimits: { codesPerAddress: 1000, loginPerAddress: 1000 } });
  owner = await hall.registered();
});
afterAll(() => hall.close());

async function wanted(userName: string, mobile = newMobile()) {
  const smsCode = await hall.code(hall.browser(), { purpose: 'register', mobile });
  return { userName, mobile, smsCode, password };
}

describe('[PA-03] several accounts of one organisation', () => {
  test('a further account signs in by its own name, is another account of the same organisation', async () => {
    const added = await owner.browser.call(accounts.add, { body: await wanted('qingshan2') });
    expect(added).toMatchObject({ name: 'qingshan2', first: false, userClass: 'enterprise' });
    const browser = hall.browser();
    const view = await browser.call(accounts.signIn, { body: { userName: 'qingshan2', password } });
    expect(view.organisation).toMatchObject({ id: added.id, creditCode: owner.creditCode, name: owner.name });
    expect(added.id).not.toBe(owner.id);
    const { items, current } = await browser.call(accounts.own, {});
    expect(items.map(({ name, first }) => [name, first])).toEqual([
      [owner.creditCode, true],
      ['qingshan2', false],
    ]);
    expect(current.id).toBe(added.id);
    const first = await hall.browser().call(session.signIn, { body: { creditCode: owner.creditCode, password } });
    expect(first.organisation?.id).toBe(owner.id);
    expect((await hall.browser().refused(session.signIn, { body: { creditCode: 'qingshan2', password } })).code).toBe(
      'CREDIT_CODE_INVALID',
    );
  });

  test('[IT-03] a bad name, a taken name and a wrong code are refused and nothing is saved', async () => {
    for (const name of ['Qingshan', 'abc', '青山一二', 'a b c d', '9'.repeat(18)]) {
      const refused = await owner.browser.refused(accounts.add, { body: await wanted(name) });
      expect(refused).toMatchObject({ status: 422, code: 'USER_NAME_INVALID', field: 'body.userName' });
    }
    const other = await hall.registered();
    await other.browser.call(accounts.add, { body: await wanted('taken1') });
    const twice = await owner.browser.refused(accounts.add, { body: await wanted('taken1') });
    expect(twice).toMatchObject({ status: 409, code: 'USER_NAME_TAKEN' });
    const wrong = { ...(await wanted('fresh1')), smsCode: '000000' };
    expect((await owner.browser.refused(accounts.add, { body: wrong })).code).toBe('SMS_CODE_WRONG');
    const { items } = await owner.browser.call(accounts.own, {});
    expect(items.map(({ name }) => name)).not.toContain('fresh1');
    expect((await hall.browser().refused(accounts.add, { body: await wanted('nobody1') })).code).toBe('NOT_SIGNED_IN');
  });

  test('of two who take one name at once, one gets it', async () => {
    const bodies = [await wanted('race01'), await wanted('race01')];
    const outcomes = await Promise.allSettled(bodies.map((body) => owner.browser.call(accounts.add, { body })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('an unknown name and a wrong password are answered alike', async () => {
    await owner.browser.call(accounts.add, { body: await wanted('alike1') });
    const asked = (userName: string) =>
      hall.browser().refused(accounts.signIn, { body: { userName, password: 'not it at all' } });
    expect(await asked('alike1')).toMatchObject({ status: 401, code: 'SIGN_IN_FAILED' });
    expect(await asked('unheard1')).toEqual(await asked('alike1'));
  });
});

describe('a forgotten user name', () => {
  test('[IT-04] is told to who has the reserved mobile; everything else gets one neutral answer', async () => {
    const mobile = newMobile();
    await owner.browser.call(accounts.add, { body: await wanted('lost01', mobile) });
    await hall.advance({ minutes: 2 });
    const { creditCode } = owner;
    const recovery = async (over: { creditCode?: string; mobile?: string }) => {
      const at = over.mobile ?? mobile;
      const smsCode = await hall.code(hall.browser(), { purpose: 'recover-name', mobile: at });
      return { body: { creditCode, mobile: at, smsCode, ...over } };
    };
    const found = await hall.browser().call(accounts.recover, await recovery({}));
    expect(found.items).toEqual([{ name: 'lost01', first: false }]);
    await hall.advance({ minutes: 2 });
    const stranger = await hall.registered();
    const other = await hall.browser().refused(accounts.recover, await recovery({ creditCode: stranger.creditCode }));
    const nobody = await hall.browser().refused(accounts.recover, await recovery({ mobile: newMobile() }));
    expect(other).toMatchObject({ status: 422, code: 'RECOVERY_NOT_MATCHED' });
    expect(nobody).toEqual(other);
    const wrong = { body: { creditCode, mobile, smsCode: '000000' } };
    expect((await hall.browser().refused(accounts.recover, wrong)).code).toBe('SMS_CODE_WRONG');
  });
});

describe('a forgotten password of a user name', () => {
  const ask = (userName: string) =>
    hall.browser().call(session.sendSms, { body: { purpose: 'reset-by-name', userName } });
  const next = 'sieben Schwäne im Nebel';

  test('[IT-04] is set anew with a code to the reserved mobile; sessions end, the first account stays as it was', async () => {
    const mobile = newMobile();
    await owner.browser.call(accounts.add, { body: await wanted('forgot1', mobile) });
    const signedIn = hall.browser();
    await signedIn.call(accounts.signIn, { body: { userName: 'forgot1', password } });
    await hall.advance({ minutes: 2 });
    await ask('forgot1');
    const text = await hall.sms(mobile);
    expect(text).toContain('用户名账号的密码');
    const smsCode = /\d{6}/.exec(text)?.[0] ?? '';
    const body = { userName: ' forgot1 ', smsCode, password: next };
    await hall.browser().call(accounts.reset, { body });
    expect((await hall.browser().refused(accounts.reset, { body })).code).toBe('SMS_CODE_WRONG');
    expect((await signedIn.refused(accounts.own, {})).code).toBe('NOT_SIGNED_IN');
    expect((await hall.browser().refused(accounts.signIn, { body: { userName: 'forgot1', password } })).code).toBe(
      'SIGN_IN_FAILED',
    );
    await hall.browser().call(accounts.signIn, { body: { userName: 'forgot1', password: next } });
    await hall.browser().call(session.signIn, { body: { creditCode: owner.creditCode, password } });
  });

  test('[IT-04] an unknown name, somebody else’s code and a wrong one are answered alike', async () => {
    const mobile = newMobile();
    await owner.browser.call(accounts.add, { body: await wanted('forgot2', mobile) });
    await owner.browser.call(accounts.add, { body: await wanted('forgot3') });
    await hall.advance({ minutes: 2 });
    const sent = await ask('forgot2');
    expect(await ask('unheard9')).toEqual(sent);
    await ask('forgot3');
    const smsCode = /\d{6}/.exec(await hall.sms(mobile))?.[0] ?? '';
    const refused = (userName: string, code: string) =>
      hall.browser().refused(accounts.reset, { body: { userName, smsCode: code, password: next } });
    const wrong = await refused('forgot2', smsCode === '000000' ? '000001' : '000000');
    expect(wrong).toMatchObject({ status: 422, code: 'SMS_CODE_WRONG' });
    expect(await refused('unheard9', smsCode)).toEqual(wrong);
    expect(await refused('forgot3', smsCode)).toEqual(wrong);
    const weak = { userName: 'forgot2', smsCode, password: 'forgot2 forgot2' };
    expect((await hall.browser().refused(accounts.reset, { body: weak })).code).toBe('PASSWORD_IS_ACCOUNT');
  });
});

test('[IT-01] functions not open to a class are refused also when called directly', async () => {
  const one = await hall.registered();
  await hall.deps.db
    .withTables<{ organisation: { id: string; user_class: string; account_name: string } }>()
    .updateTable('organisation')
    .set({ user_class: 'agency', account_name: 'agency9' })
    .where('id', '=', one.id)
    .execute();
  const { functions, current } = await one.browser.call(accounts.own, {});
  expect([current.userClass, functions]).toEqual(['agency', ['certificate-application', 'progress']]);
  expect((await one.browser.call(endpoints.messages.list, {})).total).toBeGreaterThan(0);
  const refused = await one.browser.refused(endpoints.requests.nameCorrections, {});
  expect(refused).toMatchObject({ status: 403, code: 'NOT_OPEN_TO_CLASS' });
  await owner.browser.call(endpoints.requests.nameCorrections, {});
  const { items } = await hall.browser().call(accounts.classes, {});
  expect(items.map(({ code }) => code)).toEqual(['enterprise', 'individual', 'agency']);
});

describe('[IT-01][IT-03] individuals and agencies', () => {
  const user = async (userName: string) => ({ ...(await wanted(userName)), acceptTerms: true as const });

  test('a person registers without a credit code, signs in by name, and may apply and look only', async () => {
    const browser = hall.browser();
    const body = { userClass: 'individual' as const, name: '李小红', ...(await user('xiaohong1')) };
    const view = await browser.call(accounts.register, { body });
    expect(view.organisation).toMatchObject({ name: '李小红', creditCode: '' });
    await hall.browser().call(accounts.signIn, { body: { userName: 'xiaohong1', password } });
    const own = await browser.call(accounts.own, {});
    expect(own.current).toMatchObject({ name: 'xiaohong1', userClass: 'individual', first: false });
    expect([own.items.length, own.functions]).toEqual([1, ['certificate-application', 'progress']]);
    const closed = { status: 403, code: 'NOT_OPEN_TO_CLASS' };
    expect(await browser.refused(endpoints.addresses.list, {})).toMatchObject(closed);
    expect(await browser.refused(endpoints.branches.own, {})).toMatchObject(closed);
    expect(await browser.refused(accounts.add, { body: await wanted('xiaohong2') })).toMatchObject(closed);
  });

  test('an agency has one account under its code and learns nothing of an enterprise with it', async () => {
    const agency = async (userName: string) => {
      const { creditCode } = owner;
      return { userClass: 'agency' as const, creditCode, name: '测试检验检疫局', ...(await user(userName)) };
    };
    const bodies = [await agency('agency1'), await agency('agency2')];
    const browsers = bodies.map((body) => ({ body, browser: hall.browser() }));
    const outcomes = await Promise.allSettled(
      browsers.map(({ body, browser }) => browser.call(accounts.register, { body })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const winner = browsers[outcomes.findIndex(({ status }) => status === 'fulfilled')];
    expect((await winner?.browser.call(accounts.own, {}))?.items).toHaveLength(1);
    const { items } = await owner.browser.call(accounts.own, {});
    expect(items.map(({ userClass }) => userClass)).not.toContain('agency');
    const third = await hall.browser().refused(accounts.register, { body: await agency('agency3') });
    expect(third).toMatchObject({ status: 409, code: 'USER_ALREADY_EXISTS' });
  });

  test('bad names, taken names and a missing or wrong code are refused; of two at once one gets the name', async () => {
    const person = async (userName: string, name = '李小红') => ({
      userClass: 'individual' as const,
      ...(await user(userName)),
      name,
    });
    const refused = async (body: Awaited<ReturnType<typeof person>>) =>
      (await hall.browser().refused(accounts.register, { body })).code;
    expect(await refused(await person('Xiaohong'))).toBe('USER_NAME_INVALID');
    expect(await refused(await person('abc'))).toBe('USER_NAME_INVALID');
    expect(await refused(await person('fresh22', '<b>'))).toBe('PERSON_NAME_INVALID');
    expect(await refused({ ...(await person('fresh22')), smsCode: '000000' })).toBe('SMS_CODE_WRONG');
    const bodies = [await person('both22'), await person('both22')];
    const outcomes = await Promise.allSettled(bodies.map((body) => hall.browser().call(accounts.register, { body })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await refused(await person('both22'))).toBe('USER_NAME_TAKEN');
  });
});

describe('names of persons', () => {
  const rowOf = async (id: string) => {
    const { rows } = await sql<{ name: string; sealed: string; index: string; former: string }>`
      select o.name, o.name_sealed as sealed, o.name_index as index, n.name as former
      from organisation o join organisation_name n on n.organisation_id = o.id where o.id = ${id}`.execute(
      hall.deps.db,
    );
    return rows[0];
  };
  /** An account as it stood before names of persons were sealed. */
  const old = async (name: string) => {
    const { id } = await hall.registered();
    await sql`update organisation set user_class = 'individual', credit_code = null, name = ${name},
      account_name = ${`p${id.replaceAll('-', '')}`} where id = ${id}`.execute(hall.deps.db);
    await sql`update organisation_name set name = ${name} where organisation_id = ${id}`.execute(hall.deps.db);
    return id;
  };

  test('are sealed when an account is made, read back, and found by the whole name only', async () => {
    const { db, sealing, clock } = hall.deps;
    const one = {
      id: crypto.randomUUID(),
      creditCode: '',
      name: '慕容 晓燕',
      mobile: newMobile(),
      passwordHash: '',
      at: clock.now(),
      accountName: 'murongxiaoyan',
      userClass: 'individual',
    } as const;
    await transaction(db, (tx) => insertOrganisation(tx, sealing, one));
    expect(await rowOf(one.id)).toMatchObject({ name: '', former: '', sealed: expect.stringMatching(/^v1\./) });
    expect(JSON.stringify(await rowOf(one.id))).not.toContain('慕容');
    expect((await organisationById(db, sealing, one.id))?.name).toBe(one.name);
    expect((await nameHistory(db, sealing, one.id)).map(({ name }) => name)).toEqual([one.name]);
    expect((await personsNamed(db, sealing, '慕容晓燕', 5)).map(({ id }) => id)).toEqual([one.id]);
    expect(await personsNamed(db, sealing, '慕容', 5)).toEqual([]);
  });

  test('from before are sealed a portion at a time, also by two at once, and after being cut off', async () => {
    const { db, sealing } = hall.deps;
    const names = ['司马甲', '司马乙', '司马丙', '司马丁', '司马戊'];
    const ids: string[] = [];
    for (const name of names) ids.push(await old(name));
    await sealPersons(db, sealing, 1);
    const cutOff = transaction(db, async (tx) => {
      await sealPersons(tx, sealing, 1);
      throw new Error('the process is gone');
    });
    await expect(cutOff).rejects.toThrow('gone');
    await Promise.all([sealPersons(db, sealing, 2), sealPersons(db, sealing, 2)]);
    while ((await sealPersons(db, sealing, 2)) > 0);
    for (const [at, id] of ids.entries()) {
      expect(await rowOf(id)).toMatchObject({ name: '', former: '' });
      expect((await organisationById(db, sealing, id))?.name).toBe(names[at]);
    }
    expect([...(await personNames(db, sealing, ids)).values()].toSorted()).toEqual(names.toSorted());
  });
});
