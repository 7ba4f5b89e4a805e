import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gate, type Key, type Member, openGate } from '../../server/src/access/testing/gate.ts';
import type { Running } from '../shared/web.ts';
import { registered } from '../testing/registered.ts';
import { type Visitor, visitor } from '../testing/visitor.ts';
import { startTax } from './app.ts';
import type { Taxpayer } from './rules.ts';

const officePassword = 'drei Hasen';
/** Registered for taxes under another number than the certificate holds. */
const OTHER_NUMBER = '360199MA0000001';
let gate: Gate;
let app: Running;
let owner: Member;
let key: Key;
let renamed: Member;
const taxpayers: Taxpayer[] = [];
beforeAll(async () => {
  gate = await openGate();
  const { port, registration } = await registered(gate, 'tax', { one: 'account' });
  owner = await gate.member();
  renamed = await gate.member({ name: '江西旧名有限公司' });
  key = await gate.key(owner);
  taxpayers.push({ number: owner.creditCode, name: owner.name });
  taxpayers.push({ number: `360100${owner.creditCode.slice(8, 17)}`, name: owner.name });
  taxpayers.push({ number: renamed.creditCode, name: '江西新名有限公司' });
  taxpayers.push({ number: OTHER_NUMBER, name: owner.name });
  app = await startTax({ port, registration, taxpayers, officePassword });
});
afterAll(async () => {
  await app.close();
  await gate.close();
});

const enter = (language?: string): Visitor<Key> => visitor(app.url, gate, language);
const create = async (number: string, one = key, who = enter()) =>
  who.through(await who.post('/users', { number }), one);
const logIn = async (number: string, one = key, who = enter()) =>
  who.through(await who.post('/login', { number }), one);

describe('a tax system with users of its own', () => {
  test('[BJ-38][BJ-39][BJ-40] create the user, wait for the tax office, log in', async () => {
    const number = owner.creditCode;
    const absent = await enter().post('/login', { number });
    expect(absent).toMatchObject({ status: 404, code: 'NO_SUCH_USER' });
    expect(await create(number.toLowerCase())).toMatchObject({ status: 201, code: 'CREATED' });
    const who = enter();
    expect((await who.get('/')).html).toContain(number);
    const early = await logIn(number, key, who);
    expect(early).toMatchObject({ status: 403, code: 'NOT_AUTHORISED' });
    expect(early.html).toContain('税务机关');
    const wrong = await enter().post('/office', { number, password: 'wrong' });
    expect(wrong).toMatchObject({ status: 403, code: 'OFFICE_ONLY' });
    expect(await enter().post('/office', { number, password: officePassword })).toMatchObject({ code: 'AUTHORISED' });
    expect((await logIn(number, key, who)).location).toBe('/');
    expect((await who.get('/')).html).toContain(`data-user="${number}"`);
    expect((await enter().get('/')).html).not.toContain('data-user');
    expect((await create(number)).code).toBe('USER_EXISTS');
  });

  test('[BJ-40] the certificate does not hold the registered number: its data are to be changed, in either language', async () => {
    const shown = await create(OTHER_NUMBER);
    expect(shown).toMatchObject({ status: 403, code: 'NUMBER_NOT_IN_CERTIFICATE' });
    for (const text of [owner.name, owner.creditCode, OTHER_NUMBER, '办理证书信息变更'])
      expect(shown.html).toContain(text);
    expect((await create(OTHER_NUMBER, key, enter('en-GB'))).html).toContain('apply for a change of its data');
    expect((await enter().post('/login', { number: OTHER_NUMBER })).code).toBe('NO_SUCH_USER');
  });

  test('[BJ-41] a wrong number when creating the user is named as the cause', async () => {
    for (const number of ['123', '91360100MA00000000', newNumber()]) {
      const shown = await create(number);
      expect(shown).toMatchObject({ status: 403, code: 'NUMBER_WRONG' });
      expect(shown.html).toContain('统一社会信用代码');
    }
  });

  test('[BJ-42] another certificate than the number’s: both names are shown', async () => {
    const stranger = await gate.member({ name: '九江浔阳建设有限公司' });
    const shown = await logIn(owner.creditCode, await gate.key(stranger));
    expect(shown).toMatchObject({ status: 403, code: 'WRONG_CERTIFICATE' });
    expect(shown.html).toContain(owner.name);
    expect(shown.html).toContain(stranger.name);
    const english = enter('en-GB');
    expect((await logIn(owner.creditCode, await gate.key(stranger), english)).html).toContain(
      'insert the right certificate',
    );
  });

  test('[BJ-42] the right code under another name leads to the certificate test', async () => {
    const shown = await create(renamed.creditCode, await gate.key(renamed));
    expect(shown).toMatchObject({ status: 403, code: 'NAMES_DIFFER' });
    expect(shown.html).toContain('江西新名有限公司');
  });

  test('a number of before the credit codes fits by its organisation code', async () => {
    expect((await create(`360100${owner.creditCode.slice(8, 17)}`)).code).toBe('CREATED');
  });

  test('an answer without a question, of another browser, or twice, lets nobody in', async () => {
    expect((await enter().get('/back?code=x&state=y')).code).toBe('SIGN_IN_BROKEN');
    const [one, other] = [enter(), enter()];
    const sent = await one.post('/login', { number: owner.creditCode });
    await other.post('/login', { number: owner.creditCode });
    expect((await other.through(sent, key)).code).toBe('SIGN_IN_BROKEN');
    const forged = await one.post('/login', { number: owner.creditCode }, { origin: 'https://evil.example' });
    expect(forged.status).toBe(403);
  });

  test('what people type is shown as text', async () => {
    const shown = await enter().post('/login', { number: '<script>alert(1)</script>' });
    expect(shown.html).not.toContain('<SCRIPT');
    expect(shown.html).toContain('&lt;SCRIPT');
  });
});

/** A number with a right form that no register holds. */
const newNumber = () => '360100123456789';
