import { holdings as api, certificates, consoleHoldings } from '@yinxin/contract';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetPersons } from './persons.ts';
import { type HeldHouse, openHeldHouse } from './testing/held.ts';

let house: HeldHouse;
beforeAll(async () => {
  house = await openHeldHouse();
  house.offered.set('renew', {
    service: 'renewal',
    old: 'superseded-when-made',
    opensDaysBefore: 90,
    sameMedium: false,
  });
  house.offered.set('unlock', { service: 'unlock', old: 'kept', opensDaysBefore: null, sameMedium: true });
});
afterAll(() => house.server.close());

const stage = (to: string) => ({ type: 'stage-entered', stage: to }) as const;
const state = async (id: string) => (await house.holdings.subjectFacts(house.server.deps.db, id))?.status;
const history = async (id: string) => {
  const staff = await house.staff('customer-service');
  const { history: all } = await staff.call(consoleHoldings.detail, { params: { id } });
  return all.map(({ kind, to }) => to ?? kind);
};
/** Staff ask, other staff decide. */
async function change(serial: string, act: 'suspend' | 'resume' | 'revoke') {
  const asker = await house.staff('customer-service');
  const reason = act === 'revoke' ? { reason: 'keyCompromise' as const } : {};
  const body = { serial, act, note: '用户来电', ...reason };
  const { id } = await asker.call(certificates.requestRevocation, { body });
  const decider = await house.staff('back-office');
  return {
    decide: () => decider.call(certificates.decideRevocation, { params: { id }, body: { decision: 'approve' } }),
    decider,
    id,
  };
}

describe('a pair from being made to being in use', () => {
  test('is made, activated and in use as its order says; the same news twice changes nothing', async () => {
    const { id, order, made, mediumSerial } = await house.held();
    await house.tell(order, made, stage('activation'));
    const owner = await house.organisation(order.organisationId);
    expect(await owner.call(api.read, { params: { id } })).toMatchObject({
      status: 'made',
      next: [
        { what: 'activate', applicationId: order.id },
        { what: 'renew', service: 'renewal' },
      ],
    });
    await house.tell(order, { type: 'activated', mediumSerial }, stage('finished'));
    await house.tell(order, { type: 'activated', mediumSerial }, stage('finished'));
    expect(await history(id)).toEqual(['requested', 'made', 'activated', 'in-use']);
    const seen = await owner.call(api.read, { params: { id } });
    expect(seen).toMatchObject({
      status: 'in-use',
      business: { normal: true, running: null },
      next: [{ what: 'renew' }],
    });
    expect(seen.activatedAt).not.toBeNull();
  });

  test('news of one medium is about its pair only', async () => {
    const first = await house.held();
    const second = await house.issued();
    await house.tell(first.order, { ...second.made, mediumSerial: 'YK-other' });
    await house.tell(first.order, { type: 'activated', mediumSerial: first.mediumSerial });
    const other = await house.holdings.byMedium(house.server.deps.db, 'YK-other');
    expect([await state(first.id), other?.status]).toEqual(['activated', 'made']);
  });

  test('a binding is noted and puts it to use [PA-21]', async () => {
    const { id, order, mediumSerial } = await house.held();
    await house.tell(order, { type: 'activated', mediumSerial }, { type: 'bound' });
    expect(await history(id)).toEqual(['requested', 'made', 'activated', 'bound', 'in-use']);
  });
});

describe('one business at a time [BJ-33]', () => {
  const open = (id: string, organisationId: string, service = 'renewal') => {
    const order = house.order({ subject: id, organisationId });
    return { order, opening: () => house.tell(order, { type: 'opened', service, stage: 'fill' }) };
  };

  test('two opened at the same moment: one is refused, naming the other', async () => {
    const { id, order } = await house.held();
    const all = Array.from({ length: 5 }, (_, n) => open(id, order.organisationId, n % 2 ? 'unlock' : 'renewal'));
    const outcomes = await Promise.allSettled(all.map(({ opening }) => opening()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const facts = await house.holdings.subjectFacts(house.server.deps.db, id);
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      expect(outcome.reason).toMatchObject({
        code: 'HOLDING_BUSY',
        status: 409,
        document: {
          params: { number: facts?.runningApplication?.number, business: facts?.runningApplication?.business },
        },
      });
    }
    const winner = all[outcomes.findIndex(({ status }) => status === 'fulfilled')];
    expect(facts?.runningApplication?.id).toBe(winner?.order.id);
  });

  test('the status names it, and is normal again once it is cancelled or finished [BJ-32]', async () => {
    const { id, order } = await house.held();
    const owner = await house.organisation(order.organisationId);
    for (const end of [{ type: 'ended' } as const, stage('finished')]) {
      const business = open(id, order.organisationId, 'unlock');
      await business.opening();
      await house.tell(business.order, stage('review'));
      expect(await owner.call(api.read, { params: { id } })).toMatchObject({
        business: { normal: false, running: { business: 'unlock', applicationNumber: business.order.number } },
        next: [{ what: 'continue', applicationId: business.order.id }],
      });
      await house.tell(business.order, end);
      expect(await owner.call(api.read, { params: { id } })).toMatchObject({
        business: { normal: true, running: null },
      });
    }
    expect(await history(id)).toEqual([
      'requested',
      'made',
      'business-opened',
      'business-ended',
      'business-opened',
      'business-ended',
    ]);
  });

  test('an opening that is rolled back blocks nothing', async () => {
    const { id, order } = await house.held();
    const first = open(id, order.organisationId);
    const failing = house.work(async (tx) => {
      const event = { type: 'opened', service: 'renewal', stage: 'fill' } as const;
      await house.holdings.follow(tx, { order: first.order, event, by: 'applicant' });
      throw new Error('something else went wrong');
    });
    await expect(failing).rejects.toThrow('something else');
    await open(id, order.organisationId).opening();
    expect((await house.holdings.subjectFacts(house.server.deps.db, id))?.runningApplication).not.toBeNull();
  });
});

describe('the pair follows its certificates', () => {
  test('suspended, and back to what it was; its seals go with it [PA-22]', async () => {
    const { id, sign } = await house.held();
    await (await change(sign, 'suspend')).decide();
    expect(await state(id)).toBe('suspended');
    await (await change(sign, 'resume')).decide();
    expect(await history(id)).toEqual(['requested', 'made', 'suspended', 'made']);
    await (await change(sign, 'revoke')).decide();
    expect(await state(id)).toBe('revoked');
    const moves = house.sealMoves.filter(({ holdingId }) => holdingId === id).flatMap((one) => one.moves);
    expect(moves).toEqual(['suspend', 'resume', 'stop']);
  });

  test('a suspension that the operator does not offer is refused, and the certificate stays good', async () => {
    const { id, sign } = await house.held();
    const taken = { certificate: { without: ['suspend'] } } as const;
    house.without = taken;
    const asker = await house.staff('customer-service');
    const body = { serial: sign, act: 'suspend' as const, note: '用户来电' };
    expect((await asker.refused(certificates.requestRevocation, { body })).code).toBe('LIFE_MOVE_NOT_OFFERED');
    house.without = {};
    // Asked for before the operator took it away: then the second person is refused.
    const { decider, id: request } = await change(sign, 'suspend');
    house.without = taken;
    const refused = await decider.refused(certificates.decideRevocation, {
      params: { id: request },
      body: { decision: 'approve' },
    });
    house.without = {};
    expect(refused.code).toBe('LIFE_MOVE_NOT_OFFERED');
    const { certificate } = await decider.call(certificates.detail, { params: { serial: sign } });
    expect([certificate.status, await state(id)]).toEqual(['good', 'made']);
  });

  test('gives way to the pair that a renewal made, in force and in status [PA-36]', async () => {
    const former = await house.held();
    const renewal = await house.issued({ subject: former.id, organisationId: former.order.organisationId });
    await house.tell(renewal.order, { type: 'opened', service: 'renewal', stage: 'fill' });
    await house.tell(
      renewal.order,
      renewal.made,
      { type: 'subject-superseded', holding: former.id },
      stage('finished'),
    );
    const staff = await house.staff('customer-service');
    const old = await staff.call(consoleHoldings.detail, { params: { id: former.id } });
    expect(old).toMatchObject({ status: 'superseded', next: [], business: { normal: true } });
    const made = await house.holdings.bySerial(house.server.deps.db, renewal.sign);
    expect(old.successor).toBe(made?.id);
    expect(await staff.call(consoleHoldings.detail, { params: { id: made?.id ?? '' } })).toMatchObject({
      predecessor: former.id,
      status: 'in-use',
    });
    const { certificate } = await staff.call(certificates.detail, { params: { serial: former.encrypt } });
    expect(certificate).toMatchObject({ status: 'revoked', revocationReason: 'superseded' });
    await house.tell(renewal.order, { type: 'subject-superseded', holding: former.id });
    expect((await history(former.id)).filter((one) => one === 'superseded')).toHaveLength(1);
  });
});

test('what an order made ends with the order when it is given up [PA-50]', async () => {
  const { id, order, encrypt } = await house.held();
  await house.tell(order, { type: 'ended' });
  await house.tell(order, { type: 'ended' });
  expect(await history(id)).toEqual(['requested', 'made', 'revoked']);
  const staff = await house.staff('customer-service');
  const { certificate } = await staff.call(certificates.detail, { params: { serial: encrypt } });
  expect(certificate).toMatchObject({ status: 'revoked', revocationReason: 'cessationOfOperation' });
});

describe('what was held before this room existed', () => {
  test('is filled in from orders and certificates, once', async () => {
    const finished = await house.issued({ openStage: null });
    const revoked = await house.issued({ openStage: null });
    const waiting = await house.issued({ openStage: 'delivery' });
    const unmade = await house.issued();
    unmade.order.made = [];
    await (await change(revoked.sign, 'revoke')).decide();
    await house.rebuild();
    await house.rebuild();
    const { db } = house.server.deps;
    const found = await Promise.all([finished, revoked, waiting].map(({ sign }) => house.holdings.bySerial(db, sign)));
    expect(found.map((one) => one?.status)).toEqual(['in-use', 'revoked', 'made']);
    expect(await house.holdings.bySerial(db, unmade.sign)).toBeUndefined();
    expect(await history(found[0]?.id ?? '')).toEqual(['requested', 'made', 'in-use']);
    expect(await history(found[1]?.id ?? '')).toEqual(['requested', 'made', 'in-use', 'revoked']);
    // What comes late, as news or by the regular job, finds it there.
    await house.tell(waiting.order, waiting.made, stage('finished'));
    await house.server.deps.jobs.runDue();
    expect(await history(found[2]?.id ?? '')).toEqual(['requested', 'made', 'in-use']);
  });
});

describe('who sees what', () => {
  test('an organisation sees its own only; another’s does not exist for it', async () => {
    const { id, order } = await house.held();
    await house.held({ organisationId: order.organisationId });
    const owner = await house.organisation(order.organisationId);
    expect((await owner.call(api.list, { query: {} })).items.map((one) => one.organisationId)).toEqual([
      order.organisationId,
      order.organisationId,
    ]);
    const { total, due } = await owner.call(api.summary, {});
    expect(total).toBe(2);
    for (const need of ['act', 'soon', 'expired'] as const)
      expect((await owner.call(api.list, { query: { due: need } })).total).toBe(due[need]);
    const stranger = await house.organisation(uuid());
    expect(await stranger.call(api.list, { query: {} })).toMatchObject({ items: [], total: 0 });
    for (const refused of [
      await stranger.refused(api.read, { params: { id } }),
      await stranger.refused(api.consequences, { params: { id }, query: { act: 'revoke' } }),
      await owner.refused(api.read, { params: { id: uuid() } }),
    ]) {
      expect(refused).toMatchObject({ code: 'HOLDING_NOT_FOUND', status: 404 });
    }
    const nobody = house.server.browser();
    expect((await nobody.refused(api.list, { query: {} })).status).toBe(401);
    // A session of the portal is none of the console.
    expect((await owner.refused(consoleHoldings.search, { query: {} })).status).toBe(403);
  });

  test.each([
    ['an id that is none', (b: string) => `/api/holdings/${b}x`],
    ['an act nobody knows', (b: string) => `/api/holdings/${b}/consequences?act=melt`],
    ['a page of nothing', () => '/api/holdings?size=0'],
    ['a state nobody knows', () => '/api/holdings?status=molten'],
  ])('%s is refused as input', async (_what, path) => {
    const owner = await house.organisation(uuid());
    const answer = await owner.fetch(path(uuid()));
    expect([400, 422]).toContain(answer.status);
    expect(await answer.json()).toMatchObject({ detail: { zh: expect.any(String), en: expect.any(String) } });
  });

  test('staff find a pair by serial, medium, order, code and the beginning of a name', async () => {
    const { id, order, sign, encrypt, mediumSerial } = await house.held();
    const staff = await house.staff('customer-service');
    const found = async (query: object) =>
      (await staff.call(consoleHoldings.search, { query })).items.map((one) => one.id);
    for (const q of [
      sign.toLowerCase(),
      encrypt,
      mediumSerial,
      order.number,
      order.creditCode,
      order.organisationName,
    ]) {
      expect(await found({ q }), q).toEqual([id]);
    }
    expect(await found({ q: '%' })).toEqual([]);
    expect(await found({ organisation: order.organisationId, status: 'made' })).toEqual([id]);
    expect(await found({ organisation: order.organisationId, status: 'revoked' })).toEqual([]);
    expect(await found({ organisation: order.organisationId, endsUntil: '2026-04-01T00:00:00Z' })).toEqual([]);
  });

  test('consequences are told to holder and staff alike, with why it is barred', async () => {
    const { id, order, sign, mediumSerial } = await house.held();
    house.media.set(mediumSerial, 'locked');
    house.seals.push({ id: uuid(), holdingId: id, name: '公章', sort: 'official', status: 'installed', picture: null });
    const owner = await house.organisation(order.organisationId);
    const staff = await house.staff('back-office');
    const input = { params: { id }, query: { act: 'renew' } } as const;
    const told = await owner.call(api.consequences, input);
    expect(told).toEqual(await staff.call(consoleHoldings.consequences, input));
    expect(told).toMatchObject({
      barred: { code: 'RENEWAL_TOO_EARLY' },
      certificate: { to: 'superseded', when: 'when-made' },
      medium: { serial: mediumSerial, effect: 'replaced' },
      seals: [{ effect: 'replaced' }],
      applications: [{ id: order.id, about: true }],
    });
    // The dialog of a revocation tells the same, from the certificate's side.
    const dialog = { params: { serial: sign }, query: { act: 'revoke' } } as const;
    expect(await staff.call(certificates.consequences, dialog)).toMatchObject({ holding: id, seals: 1, bindings: 0 });
    expect(await owner.call(api.consequences, { params: { id }, query: { act: 'change' } })).toMatchObject({
      barred: { code: 'BUSINESS_NOT_OFFERED' },
    });
    expect((await owner.call(api.read, { params: { id } })).next.map(({ what }) => what)).toEqual(['unlock', 'renew']);
  });
});

test('the name of a person stands in no row, and is shown all the same; rows from before are emptied once', async () => {
  const { db } = house.server.deps;
  const { id, order } = await house.held();
  // As it stood before names of persons were sealed.
  await sql`update holding set credit_code = '', organisation_name = '欧阳小明' where id = ${id}`.execute(db);
  const many = await Promise.all([forgetPersons(db, 1), forgetPersons(db, 1)]);
  expect(many[0] + many[1]).toBeLessThanOrEqual(1);
  expect(await forgetPersons(db, 1)).toBe(0);
  const { rows } = await sql`select 1 from holding where organisation_name like '%欧阳%'`.execute(db);
  expect(rows).toEqual([]);
  expect((await house.holdings.subjectFacts(db, id))?.holder).toEqual({ name: '欧阳小明', creditCode: '' });
  const owner = await house.organisation(order.organisationId);
  expect((await owner.call(api.read, { params: { id } })).organisationName).toBe('欧阳小明');
});

// Last: time goes on for everybody.
test('what is over by date expires once, whoever looks [PA-08]', async () => {
  const { id, order } = await house.held();
  await house.server.advance({ days: 366 });
  const { db } = house.server.deps;
  const counts = await Promise.all([house.holdings.expire(db), house.holdings.expire(db), house.holdings.expire(db)]);
  expect(counts.reduce((a, b) => a + b)).toBe(0);
  expect((await history(id)).filter((one) => one === 'expired')).toHaveLength(1);
  const owner = await house.organisation(order.organisationId);
  expect(await owner.call(api.read, { params: { id } })).toMatchObject({
    status: 'expired',
    next: [{ what: 'apply-anew', service: 'new' }],
  });
  expect(await house.holdings.liveHoldings(db, order.organisationId)).toEqual([]);
});
