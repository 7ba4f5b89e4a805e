import { personalKeys as api, endpoints, type Permission } from '@yinxin/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestBrowser } from '../../platform/testing/index.ts';
import { type Gate, type Key, type Member, openGate } from '../testing/gate.ts';

const PROGRESS: Permission[] = ['progress'];
let gate: Gate;
let enterprise: Member;
let person: Member;
let company: TestBrowser;
let own: TestBrowser;
let companyKey: Key;
let ownKey: Key;
let again: Key;

async function signedIn(key: Key): Promise<TestBrowser> {
  const browser = gate.server.browser();
  await browser.call(endpoints.access.signIn, { body: await gate.proof(key) });
  return browser;
}

beforeAll(async () => {
  gate = await openGate();
  [enterprise, person] = [await gate.member(), await gate.member({ name: '李申报' })];
  [companyKey, ownKey] = [await gate.key(enterprise), await gate.key(person)];
  again = await gate.key(person);
  await sql`update organisation set user_class = 'individual', credit_code = null, account_name = 'lishenbao'
    where id = ${person.id}`.execute(gate.server.deps.db);
  [company, own] = [await signedIn(companyKey), await signedIn(ownKey)];
});
afterAll(() => gate.close());

const audited = async (action: string) => {
  const { rows } = await sql<{ details: unknown }>`select details from audit_entry where action = ${action}`.execute(
    gate.server.deps.db,
  );
  return rows;
};

test('[IT-40] [IT-41] the personal key saves who it is, then the enterprise’s key grants; withdrawn, it acts no more', async () => {
  const params = { serial: ownKey.serial };
  const grant = { params, body: { permissions: PROGRESS } };
  // Not offered before it saved its user information, and without a grant not authorised.
  expect((await company.call(api.list, {})).items).toEqual([]);
  expect((await company.refused(api.grant, grant)).code).toBe('KEY_NOT_OFFERED');
  expect((await own.refused(api.act, {})).code).toBe('KEY_NOT_AUTHORISED');
  const body = { enterprise: enterprise.creditCode, name: '李申报' };
  const other = await own.refused(api.save, { body: { ...body, name: '张总经理' } });
  expect([other.code, other.field]).toEqual(['PERSONAL_KEY_NAME', 'body.name']);
  expect((await company.call(api.list, {})).items).toEqual([]);
  expect((await own.call(api.save, { body })).settings).toMatchObject({ enterpriseName: enterprise.name });
  const refused = await own.refused(api.act, {});
  expect(refused).toMatchObject({ status: 403, code: 'KEY_NOT_AUTHORISED' });
  expect(refused.detail.en).toContain('not authorised by the enterprise');
  expect((await company.call(api.list, {})).items).toMatchObject([{ serial: ownKey.serial, permissions: [] }]);

  expect((await company.call(api.grant, grant)).items).toMatchObject([{ permissions: ['progress'] }]);
  const acting = await signedIn(ownKey);
  const view = await acting.call(api.act, {});
  expect(view.organisation).toMatchObject({ id: enterprise.id, name: enterprise.name });
  // Within what was granted, and nothing beside it.
  expect((await acting.call(endpoints.messages.list, {})).items).toBeDefined();
  expect((await acting.refused(endpoints.bindings.own, {})).code).toBe('KEY_NOT_PERMITTED');
  expect((await acting.refused(api.list, {})).code).toBe('KEY_NOT_PERMITTED');
  expect((await acting.refused(api.grant, grant)).code).toBe('KEY_NOT_PERMITTED');
  // An account of its own would outlive the grant.
  const account = { userName: 'lishenbao2', mobile: '13800000077', smsCode: '123456', password: 'k7-Rhein-2026-x' };
  expect((await acting.refused(endpoints.accounts.add, { body: account })).code).toBe('KEY_NOT_PERMITTED');

  expect((await company.call(api.withdraw, { params })).items).toMatchObject([{ permissions: [], grantedAt: null }]);
  expect((await acting.refused(endpoints.messages.list, {})).code).toBe('KEY_NOT_AUTHORISED');
  expect((await own.refused(api.act, {})).code).toBe('KEY_NOT_AUTHORISED');
  const both = { enterpriseCertificate: companyKey.serial, personalCertificate: ownKey.serial };
  expect(await audited('authorisation.granted')).toMatchObject([{ details: { ...both, permissions: ['progress'] } }]);
  expect(await audited('authorisation.withdrawn')).toMatchObject([{ details: both }]);
});

test('[IT-41] a personal key cannot open permission management, a password opens neither, another enterprise grants nothing', async () => {
  const refusedBy = async (browser: TestBrowser) => (await browser.refused(api.list, {})).code;
  expect(['NOT_OPEN_TO_CLASS', 'ENTERPRISE_KEY_NEEDED']).toContain(await refusedBy(own));
  expect(await refusedBy(enterprise.browser)).toBe('KEY_NEEDED');
  expect((await person.browser.refused(api.act, {})).code).toBe('KEY_NEEDED');
  expect((await company.refused(api.settings, {})).code).toBe('PERSONAL_KEY_NEEDED');
  const stranger = await signedIn(await gate.key(await gate.member({ name: '九江浔阳建设有限公司' })));
  const grant = { params: { serial: ownKey.serial }, body: { permissions: PROGRESS } };
  expect((await stranger.refused(api.grant, grant)).code).toBe('KEY_NOT_OFFERED');
  const unknown = { enterprise: '91360100MA38ABCD0X', name: '李申报' };
  expect((await own.refused(api.save, { body: unknown })).code).toBe('ENTERPRISE_UNKNOWN');
});

test('[IT-41] a personal key that is revoked acts no more', async () => {
  const browser = await signedIn(again);
  await browser.call(api.save, { body: { enterprise: enterprise.creditCode, name: '李申报' } });
  const params = { serial: again.serial };
  await company.call(api.grant, { params, body: { permissions: PROGRESS } });
  const acting = await signedIn(again);
  await acting.call(api.act, {});
  // Granted twice at once, it is granted once.
  await Promise.all([1, 2, 3].map(() => company.call(api.grant, { params, body: { permissions: PROGRESS } })));
  expect((await acting.call(endpoints.messages.list, {})).items).toBeDefined();
  await gate.status(again, 'revoke');
  expect((await browser.refused(api.act, {})).code).toBe('CERTIFICATE_IS_REVOKED');
  expect((await acting.refused(endpoints.messages.list, {})).code).toBe('CERTIFICATE_IS_REVOKED');
});
