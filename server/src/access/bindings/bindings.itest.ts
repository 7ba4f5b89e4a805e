import { endpoints } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { transaction } from '../../platform/index.ts';
import { type Gate, type Key, type Member, openGate } from '../testing/gate.ts';

const { bindings, consoleBindings, access } = endpoints;
const name = { zh: '采购管理系统', en: 'Procurement' };
const procurement = { code: 'procurement', name, one: 'account', onReplacement: 'end' } as const;
const bids = { code: 'bids', name: { zh: '招标', en: 'Bids' }, one: 'account', onReplacement: 'transfer' } as const;

let gate: Gate;
let owner: Member;
let key: Key;
beforeAll(async () => {
  gate = await openGate();
  gate.terms.push(procurement, bids);
});
beforeEach(async () => {
  owner = await gate.member();
  key = await gate.key(owner);
});
afterAll(() => gate.close());

const bind = async (who: Member, one: Key, system = 'procurement') =>
  who.browser.call(bindings.bind, { body: { ...(await gate.proof(one)), system } });
const refused = async (who: Member, one: Key, system = 'procurement') =>
  who.browser.refused(bindings.bind, { body: { ...(await gate.proof(one)), system } });
const own = async (who: Member) => (await who.browser.call(bindings.own, {})).items;

describe('binding in the portal', () => {
  test('[PA-21] a binding makes the certificate usable where the programme demands it', async () => {
    gate.lives.set(key.serial, { demands: 'procurement', state: 'activated' });
    const signIn = async () => gate.server.browser().refused(access.signIn, { body: await gate.proof(key) });
    expect((await signIn()).code).toBe('CERTIFICATE_NOT_BOUND');
    const made = await bind(owner, key);
    expect(made).toMatchObject({ system: 'procurement', account: owner.creditCode, serial: key.serial, end: null });
    const view = await gate.server.browser().call(access.signIn, { body: await gate.proof(key) });
    expect(view.organisation?.id).toBe(owner.id);
    expect(gate.told).toContainEqual(expect.objectContaining({ serial: key.serial, system: 'procurement' }));
    expect((await refused(owner, key)).code).toBe('BINDING_EXISTS');
  });

  test('[PA-02] one account, one certificate: a second is refused and names the first', async () => {
    await bind(owner, key);
    const second = await gate.key(owner);
    const problem = await refused(owner, second);
    expect(problem).toMatchObject({ status: 409, code: 'BINDING_ACCOUNT_TAKEN' });
    expect(problem.detail.zh).toContain(key.serial);
    await bind(owner, second, 'bids');
  });

  test('[PA-21] unactivated, expired, suspended, or of another account: each refused with its reason', async () => {
    gate.lives.set(key.serial, { state: 'made' });
    expect((await refused(owner, key)).code).toBe('CERTIFICATE_NOT_ACTIVATED');
    gate.lives.set(key.serial, { state: 'expired' });
    expect((await refused(owner, key)).code).toBe('CERTIFICATE_RUN_OUT');
    gate.lives.delete(key.serial);
    await gate.status(key, 'suspend');
    expect((await refused(owner, key)).code).toBe('CERTIFICATE_ON_HOLD');
    await gate.status(key, 'resume');
    const other = await gate.member();
    expect((await refused(other, key)).code).toBe('CERTIFICATE_OF_OTHER_ACCOUNT');
    expect((await refused(owner, key, 'unheard-of')).code).toBe('RELYING_SYSTEM_UNKNOWN');
    expect(await own(owner)).toEqual([]);
  });

  test('of two bindings made at once, one holds', async () => {
    const second = await gate.key(owner);
    const proofs = [await gate.proof(key), await gate.proof(second)];
    const outcomes = await Promise.allSettled(
      proofs.map((proof) => owner.browser.call(bindings.bind, { body: { ...proof, system: 'procurement' } })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await own(owner)).toHaveLength(1);
  });

  test('is ended by its owner only, stays in the history, and can be made again', async () => {
    const { id } = await bind(owner, key);
    const other = await gate.member();
    const body = { binding: id };
    expect((await other.browser.refused(bindings.end, { body })).code).toBe('BINDING_UNKNOWN');
    expect((await other.browser.refused(bindings.end, { body: { binding: uuid() } })).code).toBe('BINDING_UNKNOWN');
    expect(await owner.browser.call(bindings.end, { body })).toMatchObject({ end: 'asked' });
    expect((await owner.browser.refused(bindings.end, { body })).code).toBe('BINDING_UNKNOWN');
    await bind(owner, key);
    expect((await own(owner)).map(({ end }) => end)).toEqual([null, 'asked']);
  });
});

describe('[BJ-49] what becomes of a binding', () => {
  const endOf = async (who: Member) => (await own(who)).map(({ end, serial }) => [serial, end]);

  test('revoked: it ends; suspended: it waits', async () => {
    await bind(owner, key);
    await gate.status(key, 'suspend');
    await gate.bindings.sweep();
    expect(await endOf(owner)).toEqual([[key.serial, null]]);
    await gate.status(key, 'revoke');
    await gate.bindings.sweep();
    expect(await endOf(owner)).toEqual([[key.serial, 'revoked']]);
  });

  test('reissue moves it where the system says so, and [PA-32] ends it where a new binding is wanted', async () => {
    await bind(owner, key);
    await bind(owner, key, 'bids');
    const next = await gate.key(owner);
    const successor = await transaction(gate.server.deps.db, async (tx) => {
      const held = { holding: null, account: owner.id, state: 'in-use', demands: null } as const;
      const one = { ...held, serial: next.serial, certificate: next.sign, applicationId: null };
      const dates = { notBefore: new Date(0), notAfter: new Date('2028-01-01') };
      await gate.bindings.replaced(tx, key.serial, { ...one, ...dates });
      return one;
    });
    const all = await own(owner);
    expect(all.find(({ system }) => system === 'procurement')).toMatchObject({ end: 'superseded' });
    const [moved, former] = all.filter(({ system }) => system === 'bids');
    expect(former).toMatchObject({ serial: key.serial, end: 'transferred' });
    expect(moved).toMatchObject({ serial: successor.serial, end: null, predecessor: former?.id });
  });

  test('[PA-27] a renewal moves it whatever the system says', async () => {
    await bind(owner, key);
    const next = await gate.key(owner);
    const held = { holding: null, account: owner.id, state: 'in-use', demands: null, applicationId: null } as const;
    const dates = { notBefore: new Date(0), notAfter: new Date('2028-01-01') };
    const successor = { ...held, ...dates, serial: next.serial, certificate: next.sign };
    await transaction(gate.server.deps.db, (tx) => gate.bindings.replaced(tx, key.serial, successor, 'renewed'));
    expect(await endOf(owner)).toEqual([
      [next.serial, null],
      [key.serial, 'transferred'],
    ]);
  });

  test('replaced twice before anybody looked, it goes to the last certificate', async () => {
    await bind(owner, key, 'bids');
    const [second, third] = [await gate.key(owner), await gate.key(owner)];
    for (const one of [key, second]) gate.lives.set(one.serial, { state: 'superseded' });
    gate.successors.set(key.serial, second.serial);
    gate.successors.set(second.serial, third.serial);
    const { deps } = gate.server;
    const { changeStatus } = await import('../../issuance/index.ts');
    const change = { act: 'revoke', reason: 'superseded', serials: [key.serial], requestId: null } as const;
    await transaction(deps.db, (tx) => changeStatus(tx, { ...change, invalidityDate: null, at: deps.clock.now() }));
    await gate.bindings.sweep();
    expect(new Map(await own(owner).then((all) => all.map(({ serial, end }) => [serial, end])))).toEqual(
      new Map([
        [third.serial, null],
        [key.serial, 'transferred'],
      ]),
    );
  });

  test('revoked because superseded, it waits for the new certificate and then moves', async () => {
    await bind(owner, key, 'bids');
    const { deps } = gate.server;
    const { changeStatus } = await import('../../issuance/index.ts');
    const change = { act: 'revoke', reason: 'superseded', serials: [key.serial], requestId: null } as const;
    await transaction(deps.db, (tx) => changeStatus(tx, { ...change, invalidityDate: null, at: deps.clock.now() }));
    await gate.bindings.sweep();
    expect(await endOf(owner)).toEqual([[key.serial, null]]);
    const next = await gate.key(owner);
    gate.lives.set(next.serial, { state: 'made' });
    gate.successors.set(key.serial, next.serial);
    await gate.bindings.sweep();
    expect(await endOf(owner)).toEqual([[key.serial, null]]);
    gate.lives.delete(next.serial);
    await gate.bindings.sweep();
    expect(new Map(await own(owner).then((all) => all.map(({ serial, end }) => [serial, end])))).toEqual(
      new Map([
        [next.serial, null],
        [key.serial, 'transferred'],
      ]),
    );
  });

  test('expired: it ends by itself', async () => {
    await bind(owner, key);
    await gate.server.advance({ days: 367 });
    const { items } = await (await gate.staff('customer-service')).call(consoleBindings.list, {
      query: { q: key.serial.toLowerCase() },
    });
    expect(items).toMatchObject([{ serial: key.serial, end: 'expired', creditCode: owner.creditCode }]);
  });
});
