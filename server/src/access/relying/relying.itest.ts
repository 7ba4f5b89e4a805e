import { endpoints } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gate, type Key, type Member, openGate } from '../testing/gate.ts';
import { signQuestion } from './signature.ts';

const { relying, consoleBindings } = endpoints;
const redirectUri = 'http://127.0.0.1:9/back?lang=zh';
const state = 'state-0123456789';
const nonce = 'nonce-0123456789';

let gate: Gate;
let owner: Member;
let key: Key;
let secret: string;
beforeAll(async () => {
  gate = await openGate();
  const name = { zh: '年检系统', en: 'Annual inspection' };
  gate.terms.push({ code: 'inspection', name, one: 'organisation', onReplacement: 'transfer' });
  const administrator = await gate.staff('administrator');
  const body = { code: 'inspection', name, redirectUris: [redirectUri] };
  secret = (await administrator.call(consoleBindings.addSystem, { body })).secret;
  owner = await gate.member();
  key = await gate.key(owner);
});
afterAll(() => gate.close());

const server = () => gate.server.browser();
const ask = () => server().call(relying.request, { body: { system: 'inspection', redirectUri, state, nonce } });

/** The whole way of a browser with a medium; answers the code it comes back with. */
async function code(one = key): Promise<string> {
  const { id } = await ask();
  const { redirectTo } = await server().call(relying.answer, { body: { ...(await gate.proof(one)), request: id } });
  expect(redirectTo.startsWith(`${redirectUri}&code=`)).toBe(true);
  const to = new URL(redirectTo).searchParams;
  expect(to.get('state')).toBe(state);
  return to.get('code') ?? '';
}
const redeemBody = (given: string, with_ = secret, at = redirectUri) => ({
  system: 'inspection',
  code: given,
  redirectUri: at,
  signature: signQuestion(with_, 'redeem', 'inspection', [given, at]),
});
const redeem = async (given: string) => server().call(relying.redeem, { body: redeemBody(given) });
const bindBody = (ticket: string, account: string, with_ = secret) => ({
  system: 'inspection',
  ticket,
  account,
  signature: signQuestion(with_, 'bind', 'inspection', [ticket, account]),
});

describe('sign-in for a relying system', () => {
  test('the code tells the system who holds the certificate, and nothing more', async () => {
    const answer = await redeem(await code());
    expect(answer).toMatchObject({
      nonce,
      organisation: { name: owner.name, creditCode: owner.creditCode },
      certificate: { serial: key.serial },
      binding: null,
    });
    expect(JSON.stringify(answer)).not.toContain(owner.mobile);
  });

  test('a branch signs in as itself, and its certificate does not open the account of its parent', async () => {
    const branch = { name: '南昌青山信息技术有限公司东湖分公司', creditCode: 'D1234567X' };
    gate.lives.set(key.serial, { holder: branch });
    try {
      expect((await redeem(await code())).organisation).toEqual(branch);
      const body = await gate.proof(key);
      expect((await server().refused(endpoints.access.signIn, { body })).code).toBe('CERTIFICATE_OF_BRANCH');
    } finally {
      gate.lives.delete(key.serial);
    }
  });

  test('a code counts once, for two minutes, at its own address; one that comes twice spoils the ticket', async () => {
    const first = await code();
    const { ticket } = await redeem(first);
    expect((await server().refused(relying.redeem, { body: redeemBody(first) })).code).toBe('RELYING_CODE_GONE');
    const stolen = await server().refused(relying.bind, { body: bindBody(ticket, 'amy') });
    expect(stolen.code).toBe('RELYING_TICKET_GONE');
    const other = redeemBody(await code(), secret, `${redirectUri}&x=1`);
    expect((await server().refused(relying.redeem, { body: other })).code).toBe('RELYING_CODE_GONE');
    const late = await code();
    await gate.server.advance({ seconds: 121 });
    expect((await server().refused(relying.redeem, { body: redeemBody(late) })).code).toBe('RELYING_CODE_GONE');
  });

  test('only the system itself may redeem: wrong secret, unknown system, unsigned, all refused alike', async () => {
    const given = await code();
    const wrong = [
      redeemBody(given, 'x'.repeat(43)),
      { ...redeemBody(given), system: 'unheard-of' },
      { ...redeemBody(given), signature: 'A' },
      { ...redeemBody(given), signature: signQuestion(secret, 'bind', 'inspection', [given, redirectUri]) },
    ];
    for (const body of wrong) {
      expect(await server().refused(relying.redeem, { body })).toMatchObject({
        status: 401,
        code: 'RELYING_SYSTEM_REFUSED',
      });
    }
    await redeem(given);
  });

  test('the address to return to matches to the character, or nobody is sent there', async () => {
    for (const uri of [
      'http://127.0.0.1:9/back',
      `${redirectUri}/`,
      'https://evil.example/',
      redirectUri.toUpperCase(),
    ]) {
      const body = { system: 'inspection', redirectUri: uri, state, nonce };
      expect((await server().refused(relying.request, { body })).code).toBe('REDIRECT_UNKNOWN');
    }
    const body = { system: 'unheard-of', redirectUri, state, nonce };
    expect((await server().refused(relying.request, { body })).code).toBe('RELYING_SYSTEM_UNKNOWN');
    for (const bad of [{ state: 'short' }, { nonce: 'with space 01234567' }, { system: 'No Code' }]) {
      const asked = { system: 'inspection', redirectUri, state, nonce, ...bad };
      expect((await server().refused(relying.request, { body: asked })).code).toBe('INPUT_INVALID');
    }
  });

  test('a request is answered once and not after a quarter of an hour; a bad certificate leaves it open', async () => {
    const { id } = await ask();
    const wrong = { ...(await gate.proof(key, { origin: 'https://evil.example' })), request: id };
    expect((await server().refused(relying.answer, { body: wrong })).code).toBe('CERTIFICATE_PROOF_WRONG');
    await server().call(relying.answer, { body: { ...(await gate.proof(key)), request: id } });
    const again = { ...(await gate.proof(key)), request: id };
    expect((await server().refused(relying.answer, { body: again })).code).toBe('RELYING_REQUEST_GONE');
    const { id: old } = await ask();
    await gate.server.advance({ minutes: 15 });
    const late = { ...(await gate.proof(key)), request: old };
    expect((await server().refused(relying.answer, { body: late })).code).toBe('RELYING_REQUEST_GONE');
    const unknown = { ...(await gate.proof(key)), request: uuid() };
    expect((await server().refused(relying.answer, { body: unknown })).code).toBe('RELYING_REQUEST_GONE');
  });

  test('a certificate revoked between code and redemption signs nobody in', async () => {
    const one = await gate.key(owner);
    const given = await code(one);
    await gate.status(one, 'revoke');
    const problem = await server().refused(relying.redeem, { body: redeemBody(given) });
    expect(problem.code).toBe('CERTIFICATE_IS_REVOKED');
  });
});

describe('binding at the relying system', () => {
  test('[BJ-44] one for the organisation: the second is refused, names the first, and leaves the ticket usable', async () => {
    const { ticket } = await redeem(await code());
    const made = await server().call(relying.bind, { body: bindBody(ticket, '登记用户 1') });
    expect(made).toMatchObject({ system: 'inspection', account: '登记用户 1', serial: key.serial });
    expect((await server().refused(relying.bind, { body: bindBody(ticket, 'again') })).code).toBe(
      'RELYING_TICKET_GONE',
    );
    expect((await redeem(await code())).binding).toMatchObject({ account: '登记用户 1' });

    const second = await gate.key(owner);
    const answer = await redeem(await code(second));
    expect(answer.binding).toBeNull();
    const problem = await server().refused(relying.bind, { body: bindBody(answer.ticket, 'other') });
    expect(problem).toMatchObject({ status: 409, code: 'BINDING_ORGANISATION_TAKEN' });
    expect(problem.detail.en).toContain(key.serial);

    const signature = signQuestion(secret, 'end', 'inspection', ['登记用户 1']);
    const ending = { system: 'inspection', account: '登记用户 1', signature };
    expect(await server().call(relying.end, { body: ending })).toMatchObject({ end: 'by-system' });
    expect((await server().refused(relying.end, { body: ending })).code).toBe('BINDING_UNKNOWN');
    await server().call(relying.bind, { body: bindBody(answer.ticket, 'other') });
  });

  test('somebody else’s certificate in the way is not told', async () => {
    const stranger = await gate.member();
    const answer = await redeem(await code(await gate.key(stranger)));
    const problem = await server().refused(relying.bind, { body: bindBody(answer.ticket, 'other') });
    expect(problem.code).toBe('BINDING_ACCOUNT_TAKEN');
    expect(problem.detail.zh).toContain('—');
  });

  test('is made at the system, not on the hall’s pages', async () => {
    const body = { ...(await gate.proof(key)), system: 'inspection' };
    expect((await owner.browser.refused(endpoints.bindings.bind, { body })).code).toBe('BINDING_AT_SYSTEM');
    const { systems } = await owner.browser.call(endpoints.bindings.own, {});
    expect(systems).toMatchObject([{ code: 'inspection', where: 'system' }]);
  });
});

describe('registering a relying system', () => {
  const name = { zh: '税务', en: 'Tax' };

  test('is an administrator’s work; unsafe addresses and a code twice are refused', async () => {
    const administrator = await gate.staff('administrator');
    const body = { code: 'tax', name, redirectUris: ['https://tax.example/back'] };
    const clerk = await gate.staff('customer-service');
    expect((await clerk.refused(consoleBindings.addSystem, { body })).code).toBe('NOT_ALLOWED');
    for (const uri of ['http://tax.example/', 'https://tax.example/#x', 'https://a:b@tax.example/']) {
      const bad = { ...body, redirectUris: [uri] };
      expect((await administrator.refused(consoleBindings.addSystem, { body: bad })).code).toBe('REDIRECT_UNSAFE');
    }
    await administrator.call(consoleBindings.addSystem, { body });
    expect((await administrator.refused(consoleBindings.addSystem, { body })).code).toBe('RELYING_SYSTEM_EXISTS');
    const { items } = await clerk.call(consoleBindings.systems, {});
    expect(items.map(({ code: one }) => one)).toEqual(['inspection', 'tax']);
    expect(JSON.stringify(items)).not.toContain('secret');
  });

  test('a new secret ends the old one at once; a stopped system gets nobody', async () => {
    const administrator = await gate.staff('administrator');
    const params = { system: 'inspection' };
    const given = await code();
    const former = secret;
    secret = (await administrator.call(consoleBindings.newSecret, { params })).secret;
    expect((await server().refused(relying.redeem, { body: redeemBody(given, former) })).code).toBe(
      'RELYING_SYSTEM_REFUSED',
    );
    await administrator.call(consoleBindings.changeSystem, { params, body: { active: false } });
    expect((await server().refused(relying.redeem, { body: redeemBody(given) })).code).toBe('RELYING_SYSTEM_REFUSED');
    const asked = { system: 'inspection', redirectUri, state, nonce };
    expect((await server().refused(relying.request, { body: asked })).code).toBe('RELYING_SYSTEM_UNKNOWN');
    expect((await administrator.refused(consoleBindings.changeSystem, { params, body: {} })).code).toBe(
      'NOTHING_CHANGED',
    );
    const stored = await gate.server.deps.db
      .withTables<{ relying_system: { sealed_secret: string } }>()
      .selectFrom('relying_system')
      .select('sealed_secret')
      .execute();
    expect(JSON.stringify(stored)).not.toContain(secret);
  });
});
