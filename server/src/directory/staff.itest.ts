import { endpoints, ROLES } from '@yinxin/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestBrowser } from '../platform/testing/index.ts';
import { type Hall, password, startHall } from './testing/hall.ts';

const { staffSignIn, changeStaffPassword, current } = endpoints.session;
const { staff, addStaff, changeStaff, resetStaffPassword, audit } = endpoints.administration;

let hall: Hall;
let administrator: TestBrowser;
beforeAll(async () => {
  hall = await startHall({ rateLimits: { loginPerAddress: 1000 } });
  administrator = await hall.staff('administrator');
});
afterAll(() => hall.close());

let made = 0;
async function add(roles: (typeof ROLES)[number][]) {
  made += 1;
  return administrator.call(addStaff, { body: { username: `wang.wu${made}`, name: '王五', roles } });
}
async function signedIn(username: string, given: string): Promise<TestBrowser> {
  const browser = hall.browser();
  await browser.call(staffSignIn, { body: { username, password: given } });
  return browser;
}
/** Added, signed in, own password chosen. */
async function ready(roles: (typeof ROLES)[number][]) {
  const one = await add(roles);
  const browser = await signedIn(one.username, one.oneTimePassword);
  await browser.call(changeStaffPassword, { body: { current: one.oneTimePassword, next: password } });
  return { ...one, browser };
}

describe('staff', () => {
  test('the sandbox has one account for each role, with random passwords', async () => {
    const { items } = await hall.browser().call(endpoints.sandbox.accounts, {});
    expect(items.map((one) => one.username).sort()).toEqual([...ROLES].sort());
    expect(new Set(items.map((one) => one.password)).size).toBe(ROLES.length);
    const reviewer = await hall.staff('reviewer');
    expect((await reviewer.call(current, {})).staff).toMatchObject({ roles: ['reviewer'], mustChangePassword: false });
  });

  test('the answer is the same for unknown, wrong and deactivated', async () => {
    const one = await ready(['shipping']);
    const wrong = await hall
      .browser()
      .refused(staffSignIn, { body: { username: one.username, password: 'wrong one!' } });
    const unknown = await hall.browser().refused(staffSignIn, { body: { username: 'nobody', password } });
    await administrator.call(changeStaff, { params: { id: one.id }, body: { active: false } });
    const inactive = await hall.browser().refused(staffSignIn, { body: { username: one.username, password } });
    expect(wrong).toMatchObject({ status: 401, code: 'STAFF_SIGN_IN_FAILED' });
    expect([unknown, inactive]).toEqual([wrong, wrong]);
  });

  test('a one-time password opens nothing but the change of the password', async () => {
    const one = await add(['administrator']);
    const browser = await signedIn(one.username, one.oneTimePassword);
    expect((await browser.call(current, {})).staff).toMatchObject({
      mustChangePassword: true,
      roles: ['administrator'],
    });
    expect((await browser.refused(staff, {})).code).toBe('PASSWORD_CHANGE_REQUIRED');
    const change = (next: string, given = one.oneTimePassword) =>
      browser.refused(changeStaffPassword, { body: { current: given, next } }).then((refused) => refused.code);
    expect(await change(password, 'not the password')).toBe('PASSWORD_WRONG');
    expect(await change(one.oneTimePassword)).toBe('PASSWORD_UNCHANGED');
    expect(await change('short')).toBe('PASSWORD_TOO_SHORT');
    expect(await change(`${one.username}${one.username}`)).toBe('PASSWORD_IS_ACCOUNT');
    await browser.call(changeStaffPassword, { body: { current: one.oneTimePassword, next: password } });
    expect((await browser.call(staff, {})).items.length).toBeGreaterThan(ROLES.length);
    const old = { body: { username: one.username, password: one.oneTimePassword } };
    expect((await hall.browser().refused(staffSignIn, old)).code).toBe('STAFF_SIGN_IN_FAILED');
    await administrator.call(changeStaff, { params: { id: one.id }, body: { active: false } });
  });

  test('deactivation and a change of roles end the sessions at once', async () => {
    const one = await ready(['auditor']);
    await one.browser.call(audit, {});
    await administrator.call(changeStaff, { params: { id: one.id }, body: { roles: ['shipping'] } });
    expect((await one.browser.refused(audit, {})).code).toBe('NOT_SIGNED_IN');
    const again = await signedIn(one.username, password);
    expect((await again.refused(audit, {})).code).toBe('NOT_ALLOWED');
    await administrator.call(changeStaff, { params: { id: one.id }, body: { active: false } });
    expect((await again.call(current, {})).staff).toBeNull();
  });

  test('a reset gives a new one-time password and ends the sessions', async () => {
    const one = await ready(['finance']);
    const { oneTimePassword } = await administrator.call(resetStaffPassword, { params: { id: one.id } });
    expect((await one.browser.call(current, {})).staff).toBeNull();
    const browser = await signedIn(one.username, oneTimePassword);
    expect((await browser.call(current, {})).staff?.mustChangePassword).toBe(true);
  });

  test('the command line adds staff, who sign in with the one-time password', async () => {
    const one = { username: 'first.admin', name: '第一位管理员', roles: ['auditor'] } as const;
    const browser = await signedIn(one.username, await hall.directory.addStaff(one));
    expect((await browser.call(current, {})).staff).toMatchObject({ mustChangePassword: true, name: one.name });
    await expect(hall.directory.addStaff(one)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    await expect(hall.directory.addStaff({ ...one, username: 'X' })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(hall.directory.addStaff({ ...one, roles: [] })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  test('user names are unique', async () => {
    const one = await add(['shipping']);
    const refused = await administrator.refused(addStaff, {
      body: { username: one.username, name: '赵六', roles: ['shipping'] },
    });
    expect(refused).toMatchObject({ status: 409, code: 'USERNAME_TAKEN' });
  });

  test('the last administrator stays, also when two take the role from each other at once', async () => {
    const one = await ready(['administrator']);
    const own = (await administrator.call(current, {})).staff?.id ?? '';
    const drop = { roles: ['shipping' as const] };
    const outcomes = await Promise.all([
      administrator.call(changeStaff, { params: { id: one.id }, body: drop }).then(() => 'done', String),
      one.browser.call(changeStaff, { params: { id: own }, body: drop }).then(() => 'done', String),
    ]);
    const done = outcomes.filter((outcome) => outcome === 'done');
    expect(done).toHaveLength(1);
    const [survivor, other] = outcomes[0] === 'done' ? [administrator, one.id] : [one.browser, own];
    const survivorId = (await survivor.call(current, {})).staff?.id ?? '';
    for (const body of [drop, { active: false }]) {
      const refused = await survivor.refused(changeStaff, { params: { id: survivorId }, body });
      expect(refused).toMatchObject({ status: 409, code: 'LAST_ADMINISTRATOR' });
    }
    await survivor.call(changeStaff, { params: { id: other }, body: { roles: ['administrator'] } });
    administrator = survivor;
  });

  test('an administrator who takes a deciding role stands out in the log', async () => {
    const one = await ready(['administrator']);
    const body = { roles: ['administrator' as const, 'back-office' as const] };
    await one.browser.call(changeStaff, { params: { id: one.id }, body });
    const auditor = await hall.staff('auditor');
    const { items } = await auditor.call(audit, { query: { action: 'staff.own-roles-changed' } });
    expect(items[0]).toMatchObject({
      actor: { kind: 'staff', id: one.id },
      subject: { label: one.username },
      details: { gained: ['back-office'], gainedDeciding: ['back-office'] },
    });
  });

  test('only administrators change staff; a script in a name is refused', async () => {
    const reviewer = await hall.staff('reviewer');
    const body = { username: 'mallory', name: '马六', roles: ['administrator' as const] };
    expect((await reviewer.refused(addStaff, { body })).code).toBe('NOT_ALLOWED');
    const organisation = await hall.registered();
    expect((await organisation.browser.refused(addStaff, { body })).code).toBe('NOT_ALLOWED');
    const refused = await administrator.refused(addStaff, { body: { ...body, name: '<b>马六' } });
    expect(refused.code).toBe('PERSON_NAME_INVALID');
    expect(
      (await administrator.refused(changeStaff, { params: { id: crypto.randomUUID() }, body: { active: false } })).code,
    ).toBe('NOT_FOUND');
  });
});
