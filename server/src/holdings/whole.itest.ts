import { call } from '@yinxin/client';
import { holdings as api, certificates, consoleHoldings, consoleMedia, type Role } from '@yinxin/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../platform/testing/index.ts';
import { roomsFor } from '../rooms.ts';
import { blank, produce } from '../whole/testing/medium.ts';
import { memberOf, type Person, person } from '../whole/testing/person.ts';
import { decide, prepare, register, toProduction } from '../whole/testing/steps.ts';

/* The room among all others: what really happens to an order is what its certificates' life says. */

let server: TestServer;
const members = new Map<Role, Person>();
beforeAll(async () => {
  server = await startTestServer({ rooms: roomsFor('sandbox') });
  for (const role of ['reviewer', 'mail-room', 'production', 'shipping', 'customer-service', 'back-office'] as const) {
    members.set(role, await memberOf(server.url, role));
  }
});
afterAll(() => server?.close());

function crew(role: Role): Person {
  const member = members.get(role);
  if (!member) throw new Error(`nobody for ${role}`);
  return member;
}

async function revoke(serial: string): Promise<void> {
  const asked = { serial, act: 'revoke', reason: 'keyCompromise', note: '介质遗失' } as const;
  const { transport } = crew('customer-service');
  const { id } = await call(transport, certificates.requestRevocation, { body: asked });
  const decision = { params: { id }, body: { decision: 'approve' } } as const;
  await call(crew('back-office').transport, certificates.decideRevocation, decision);
}

test('an order becomes a certificate its organisation holds, and a revocation ends it', async () => {
  const who = await register(person(server.url));
  const { id } = await toProduction(who, crew, await prepare(who));
  const own = () => call(who.person.transport, api.list, { query: {} });
  expect((await own()).items).toEqual([]);
  const medium = blank(840_001);
  try {
    await produce(crew('production'), id, medium);
    const parcel = { carrier: '顺丰', trackingNumber: 'SF8400010000', mediumSerial: medium.serial };
    expect((await own()).items).toMatchObject([{ status: 'made', applicationId: id, medium: { state: 'made' } }]);
    await decide(crew('shipping'), id, { type: 'dispatch', ...parcel });
  } finally {
    await medium.dispose();
  }
  const [held] = (await own()).items;
  expect(held).toMatchObject({
    status: 'in-use',
    medium: { serial: medium.serial, state: 'shipped' },
    business: { normal: true },
    seals: [],
    bindings: [],
  });
  const holding = held?.id ?? '';
  const serial = held?.serials.sign ?? '';
  const staff = crew('customer-service').transport;
  // The same from both sides before it is confirmed.
  const params = { id: holding };
  const told = await call(staff, consoleHoldings.consequences, { params, query: { act: 'revoke' } });
  expect(told).toMatchObject({
    barred: null,
    final: true,
    certificate: { to: 'revoked' },
    medium: { effect: 'useless' },
  });
  const dialog = await call(staff, certificates.consequences, { params: { serial }, query: { act: 'revoke' } });
  expect(dialog).toMatchObject({ holding, seals: 0, bindings: 0, openOrders: [] });
  await revoke(serial);
  const after = await call(who.person.transport, api.read, { params });
  expect(after).toMatchObject({ status: 'revoked', next: [] });
  expect(after.history.map(({ to }) => to)).toEqual(['requested', 'made', 'in-use', 'revoked']);
  const { history } = await call(crew('production').transport, consoleMedia.detail, {
    params: { serial: medium.serial },
  });
  expect(history.map(({ to }) => to)).toEqual(['blank', 'made', 'shipped']);

  // A hall from before this room: everything is found again, from orders and certificates alone.
  const { db } = server.deps;
  await sql`truncate holding_event, holding_business, holding cascade`.execute(db);
  for (const room of roomsFor('sandbox')) {
    if (room.name === 'holdings') await room.commands?.rebuild?.(server.deps, () => {});
  }
  const again = await call(who.person.transport, api.list, { query: {} });
  expect(again.items).toMatchObject([{ status: 'revoked', applicationId: id, serials: held?.serials }]);
});
