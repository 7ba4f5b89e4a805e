import { endpoints } from '@yinxin/contract';
import { organisationCode } from '@yinxin/identifiers';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hall, newCreditCode, newMobile, type Registered, startHall } from '../testing/hall.ts';

const { branches, session } = endpoints;

let hall: Hall;
beforeAll(async () => {
  hall = await startHall({ rateLimits: { codesPerAddress: 1000, loginPerAddress: 1000, codesPerMobile: 1000 } });
});
afterAll(() => hall.close());

/** A new organisation code with letters in it. */
function newCode(): string {
  const body = newCreditCode().slice(8, 16);
  const lettered = `D${body.slice(1)}`;
  return lettered + organisationCode.checkCharacter(lettered);
}

function form(access: string, over: { code?: string; name?: string; mobile?: string } = {}) {
  const { code = newCode(), name = '北京青山信息技术有限公司海淀分公司', mobile = newMobile() } = over;
  return {
    access,
    name,
    code,
    registration: 'business-licence' as const,
    address: '北京市海淀区测试路 1 号',
    handler: { name: '李小红', mobile },
  };
}

async function opened(parent: Registered) {
  await hall.advance({ minutes: 2 });
  const code = parent.creditCode;
  const smsCode = await hall.code(hall.browser(), { purpose: 'branches', code, mobile: parent.mobile });
  return hall.browser().call(branches.open, { body: { code, mobile: parent.mobile, smsCode } });
}

describe('the maintenance of branches', () => {
  test('[BJ-28] opens with the parent’s code, its handler’s mobile and the code sent there, under either code', async () => {
    const parent = await hall.registered();
    const page = await opened(parent);
    expect(page.parent).toEqual({ name: parent.name, creditCode: parent.creditCode });
    expect(page.items).toEqual([]);
    await hall.advance({ minutes: 2 });
    const code = organisationCode.format(parent.creditCode.slice(8, 17)).toLowerCase();
    const smsCode = await hall.code(hall.browser(), { purpose: 'branches', code, mobile: parent.mobile });
    expect(await hall.sms(parent.mobile)).toContain('持有机构信息维护');
    const again = await hall.browser().call(branches.open, { body: { code, mobile: parent.mobile, smsCode } });
    expect(again.parent.creditCode).toBe(parent.creditCode);
  });

  test('[BJ-28] a stranger’s mobile, an unknown parent, a wrong code, a used and an expired one are answered alike', async () => {
    const [parent, other] = [await hall.registered(), await hall.registered()];
    const ask = (code: string, mobile: string) =>
      hall.browser().call(session.sendSms, { body: { purpose: 'branches', code, mobile } });
    const open = (code: string, mobile: string, smsCode: string) =>
      hall.browser().refused(branches.open, { body: { code, mobile, smsCode } });
    await hall.advance({ minutes: 2 });
    const before = await hall.sms(other.mobile);
    const sent = await ask(parent.creditCode, parent.mobile);
    expect(await ask(parent.creditCode, other.mobile)).toEqual(sent);
    expect(await ask(newCreditCode(), other.mobile)).toEqual(sent);
    expect(await hall.sms(other.mobile)).toBe(before);
    const right = /\d{6}/.exec(await hall.sms(parent.mobile))?.[0] ?? '';
    const wrong = await open(parent.creditCode, parent.mobile, right === '000000' ? '000001' : '000000');
    expect(wrong).toMatchObject({ status: 422, code: 'SMS_CODE_WRONG' });
    expect(await open(parent.creditCode, other.mobile, right)).toEqual(wrong);
    expect(await open(newCreditCode(), parent.mobile, right)).toEqual(wrong);
    expect(await open(other.creditCode, parent.mobile, right)).toEqual(wrong);
    const body = { code: parent.creditCode, mobile: parent.mobile, smsCode: right };
    await hall.browser().call(branches.open, { body });
    expect(await open(parent.creditCode, parent.mobile, right)).toEqual(wrong);
    await hall.advance({ minutes: 2 });
    const late = await hall.code(hall.browser(), { purpose: 'branches', code: body.code, mobile: body.mobile });
    await hall.advance({ minutes: 10 });
    expect(await open(parent.creditCode, parent.mobile, late)).toEqual(wrong);
  });

  test('[BJ-28] the page closes after half an hour, when the mobile changes, and is nothing to who has no page', async () => {
    const parent = await hall.registered();
    const { access } = await opened(parent);
    await hall.browser().call(branches.query, { body: { access } });
    await hall.deps.db
      .withTables<{ organisation: { id: string; mobile_index: string } }>()
      .updateTable('organisation')
      .set({ mobile_index: 'another' })
      .where('id', '=', parent.id)
      .execute();
    expect((await hall.browser().refused(branches.query, { body: { access } })).code).toBe('BRANCH_PAGE_CLOSED');
    const page = await opened(await hall.registered());
    await hall.advance({ minutes: 30 });
    const closed = { status: 401, code: 'BRANCH_PAGE_CLOSED' };
    expect(await hall.browser().refused(branches.add, { body: form(page.access) })).toMatchObject(closed);
    expect(await hall.browser().refused(branches.add, { body: form('x'.repeat(43)) })).toMatchObject(closed);
  });
});

describe('[BJ-29] branches', () => {
  test('[BJ-26] are added and edited, with their codes in capitals; the parent chooses from the list (BJ-30)', async () => {
    const parent = await hall.registered();
    const { access } = await opened(parent);
    const one = form(access);
    const added = await hall.browser().call(branches.add, { body: { ...one, code: one.code.toLowerCase() } });
    expect(added.items).toMatchObject([{ code: organisationCode.format(one.code), name: one.name, changedAt: null }]);
    expect(added.items[0]?.handler).toEqual({ name: '李小红', mobileMasked: `138****${one.handler.mobile.slice(-4)}` });
    await hall.browser().call(branches.add, { body: form(access, { code: newCreditCode() }) });
    const params = { branch: added.items[0]?.id ?? '' };
    const handler = { name: '王小明' };
    const body = { ...one, name: '北京青山信息技术有限公司朝阳分公司', handler };
    const { items } = await hall.browser().call(branches.change, { params, body });
    expect(items.map(({ name }) => name)).toEqual([body.name, one.name]);
    expect(items[0]?.handler).toEqual({ name: '王小明', mobileMasked: `138****${one.handler.mobile.slice(-4)}` });
    expect((await parent.browser.call(branches.own, {})).items).toEqual(items);
    expect(await hall.directory.branchOf(hall.deps.db, params.branch)).toMatchObject({
      parentCode: parent.creditCode,
      code: one.code,
      handler: { name: '王小明', mobile: one.handler.mobile },
    });
    const { rows } = await sql<{ text: string }>`select string_agg(branch::text, ' ') as text from branch`.execute(
      hall.deps.db,
    );
    expect(rows[0]?.text).not.toContain(one.handler.mobile);
    expect(rows[0]?.text).not.toContain('王小明');
  });

  test('[BJ-27] without a registration, with bad data, and the parent itself are refused; nothing is saved', async () => {
    const parent = await hall.registered();
    const { access } = await opened(parent);
    const refused = async (over: object) =>
      (await hall.browser().refused(branches.add, { body: { ...form(access), ...over } })).code;
    expect(await refused({ registration: 'none' })).toBe('BRANCH_NOT_REGISTERED');
    expect(await refused({ code: parent.creditCode })).toBe('BRANCH_IS_PARENT');
    expect(await refused({ code: parent.creditCode.slice(8, 17).toLowerCase() })).toBe('BRANCH_IS_PARENT');
    expect(await refused({ code: '12345678' })).toBe('ORGANISATION_CODE_INVALID');
    expect(await refused({ code: `${newCreditCode().slice(0, 17)}I` })).toBe('CREDIT_CODE_INVALID');
    expect(await refused({ name: '<script>' })).toBe('NAME_INVALID');
    expect(await refused({ handler: { name: '李小红', mobile: '123' } })).toBe('MOBILE_INVALID');
    expect(await refused({ handler: { name: '<b>', mobile: newMobile() } })).toBe('PERSON_NAME_INVALID');
    expect((await hall.browser().call(branches.query, { body: { access } })).items).toEqual([]);
  });

  test('[BJ-29] a code is entered once, whatever its case, its form and its parent', async () => {
    const [one, other] = [await opened(await hall.registered()), await opened(await hall.registered())];
    const creditCode = newCreditCode();
    await hall.browser().call(branches.add, { body: form(one.access, { code: creditCode }) });
    for (const code of [creditCode, creditCode.toLowerCase(), creditCode.slice(8, 17)]) {
      const twice = await hall.browser().refused(branches.add, { body: form(one.access, { code }) });
      expect(twice).toMatchObject({ status: 409, code: 'BRANCH_EXISTS', field: 'body.code' });
      expect((await hall.browser().refused(branches.add, { body: form(other.access, { code }) })).code).toBe(
        'BRANCH_EXISTS',
      );
    }
    const { items } = await hall.browser().call(branches.add, { body: form(other.access) });
    const params = { branch: items[0]?.id ?? '' };
    const body = form(other.access, { code: creditCode });
    expect((await hall.browser().refused(branches.change, { params, body })).code).toBe('BRANCH_EXISTS');
    const same = form(other.access, { code: items[0]?.code ?? '' });
    expect((await hall.browser().call(branches.change, { params, body: same })).items).toHaveLength(1);
  });

  test('of several who enter or change to one code at once, one does', async () => {
    const pages = await Promise.all([1, 2].map(async () => opened(await hall.registered())));
    const code = newCode();
    const adding = pages.flatMap(({ access }) => [1, 2].map(() => ({ body: form(access, { code }) })));
    const outcomes = await Promise.allSettled(adding.map((input) => hall.browser().call(branches.add, input)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const wanted = newCode();
    const moves = await Promise.all(
      pages.map(async ({ access }) => {
        const { items } = await hall.browser().call(branches.add, { body: form(access) });
        return { params: { branch: items.at(-1)?.id ?? '' }, body: form(access, { code: wanted }) };
      }),
    );
    const moved = await Promise.all(
      moves.map((input) =>
        hall
          .browser()
          .call(branches.change, input)
          .then(
            () => 'changed',
            (error: unknown) => String(error),
          ),
      ),
    );
    expect(moved.filter((outcome) => outcome === 'changed')).toHaveLength(1);
    expect(moved.join(' ')).toContain('BRANCH_EXISTS');
  });

  test('a branch of another parent is unknown, and a stranger sees none', async () => {
    const [one, other] = [await opened(await hall.registered()), await hall.registered()];
    const { items } = await hall.browser().call(branches.add, { body: form(one.access) });
    const { access } = await opened(other);
    const unknown = { status: 404, code: 'BRANCH_UNKNOWN' };
    const params = { branch: items[0]?.id ?? '' };
    expect(await hall.browser().refused(branches.change, { params, body: form(access) })).toMatchObject(unknown);
    const nobody = { params: { branch: uuid() }, body: form(access) };
    expect(await hall.browser().refused(branches.change, nobody)).toMatchObject(unknown);
    expect((await other.browser.call(branches.own, {})).items).toEqual([]);
    expect((await hall.browser().refused(branches.own, {})).code).toBe('NOT_SIGNED_IN');
  });
});
