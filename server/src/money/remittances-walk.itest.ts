import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem, transaction } from '../platform/index.ts';
import type { OrganisationRef, Payable } from './index.ts';
import { NORTH, openRemittanceHall, type RemittanceHall, SOUTH } from './testing/remittance-hall.ts';

/** Steps of the walk; `YINXIN_MONEY_WALK=20000` for a long one. */
const STEPS = Number(process.env.YINXIN_MONEY_WALK ?? 200);

let hall: RemittanceHall;
beforeAll(async () => {
  hall = await openRemittanceHall();
});
afterAll(() => hall.server.close());

const nat = fc.nat(1_000_000);
const step = fc.record({
  act: fc.constantFrom(
    'enter',
    'match',
    'paper',
    'designate',
    'takeBack',
    'transfer',
    'begin',
    'pay',
    'giveUp',
    'void',
  ),
  a: nat,
  b: nat,
  c: nat,
  fen: fc.oneof(fc.integer({ min: 1, max: 30_000 }), fc.constantFrom(10_000, 20_000)),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test(`${STEPS} random acts of two clerks: always balanced, no order paid twice, nothing more than there was`, async () => {
  const { service, server } = hall;
  const { db } = server.deps;
  const organisations = [hall.organisation('110105'), hall.organisation('440304'), hall.organisation('360100')];
  const orders: Payable[] = [];
  const clerks = [
    { id: uuid(), name: '一' },
    { id: uuid(), name: '二' },
  ];
  let usable: { id: string; organisation_id: string; left_fen: number }[] = [];
  const known = { remittance: [] as string[], designation: [] as string[], remittance_return: [] as string[] };
  const refresh = async () => {
    for (const table of ['remittance', 'designation', 'remittance_return'] as const) {
      const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} order by id`.execute(db);
      known[table] = rows.map((row) => row.id);
    }
    const { rows } = await sql<(typeof usable)[number]>`select id, organisation_id, left_fen from remittance
      where credited_at is not null and left_fen > 0 order by id`.execute(db);
    usable = rows;
  };
  const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];
  const { remittances } = service;
  const refusals = new Map<string, number>();
  let done = 0;

  async function act({ act: what, a, b, c, fen }: Step): Promise<void> {
    const clerk = pick(clerks, a) ?? { id: uuid(), name: '' };
    const of: OrganisationRef | undefined = pick(organisations, b);
    const id = pick(known.remittance, b) ?? uuid();
    const held = pick(known.designation, b) ?? uuid();
    const begun = pick(known.remittance_return, b) ?? uuid();
    if (!of) return;
    await transaction(db, async (tx) => {
      switch (what) {
        case 'enter':
          if (orders.length < STEPS / 10) orders.push(hall.order(of, (1 + (c % 3)) * 10_000));
          return await remittances.enter(
            tx,
            {
              company: c % 3 ? NORTH : SOUTH,
              amountFen: fen,
              payerName: c % 4 ? of.name : '张三',
              reference: `W${a % 1000}-${c % 1000}`,
              receivedOn: '2026-03-02',
              remark: '',
              whose: c % 5 ? { creditCode: of.creditCode } : null,
            },
            clerk,
          );
        case 'match':
          return await remittances.match(tx, id, { creditCode: of.creditCode }, clerk);
        case 'paper':
          return await remittances.recordPaper(
            tx,
            id,
            { paper: c % 2 ? 'slip' : 'purpose', channel: 'fax', note: '' },
            clerk,
          );
        case 'designate': {
          // Half of them aim well, or hardly any order would ever be paid.
          const from = a % 2 ? pick(usable, b) : undefined;
          const own = orders.filter((one) => one.organisationId === from?.organisation_id);
          const aimed = pick(own, c)?.applicationNumber;
          if (from && aimed) {
            const amountFen = Math.min(from.left_fen, 10_000);
            return await remittances.designate(tx, from.id, [{ orderNumber: aimed, amountFen }], clerk);
          }
          const number = (at: number) => pick(orders, at)?.applicationNumber ?? 'NONE';
          const parts = [{ orderNumber: number(c), amountFen: fen }];
          if (a % 3 === 0) parts.push({ orderNumber: number(a), amountFen: 10_000 });
          return await remittances.designate(tx, id, parts, clerk);
        }
        case 'takeBack':
          return await remittances.takeBack(tx, held, clerk);
        case 'transfer':
          return await remittances.transfer(
            tx,
            id,
            { to: c % 2 ? NORTH : SOUTH, amountFen: fen, reference: `T${a}` },
            clerk,
          );
        case 'begin':
          return await remittances.beginReturn(tx, id, { amountFen: fen, reason: '错' }, clerk);
        case 'pay':
          return await remittances.payReturn(tx, begun, `P${a}`, clerk);
        case 'giveUp':
          return await remittances.giveUpReturn(tx, begun, clerk);
        case 'void': {
          const order = pick(orders, c);
          // Only an order that is not paid becomes void here; a paid one goes the way of the refund.
          if (!order || hall.settled(order.applicationId) > 0 || a % 4) return undefined;
          hall.setPayable(order.applicationNumber, false);
          return await service.applicationEvent(tx, order.applicationId, 'voided');
        }
      }
    }).then(
      () => {
        done += 1;
      },
      (refused: unknown) => {
        if (!(refused instanceof Problem)) throw refused;
        refusals.set(refused.code, (refusals.get(refused.code) ?? 0) + 1);
      },
    );
  }

  const walk = fc.sample(step, { numRuns: STEPS, seed: 20261122 });
  for (const [at, one] of walk.entries()) {
    // Now and then both clerks act at the same moment.
    const other = walk[at + 1];
    await (at % 5 === 0 && other ? Promise.all([act(one), act({ ...other, a: other.a + 1 })]) : act(one));
    if (at % 10 === 0) await refresh();
    if (at % 50 === 0) await hall.balanced();
  }
  await hall.balanced();
  for (const order of orders) expect(hall.settled(order.applicationId)).toBeLessThanOrEqual(1);
  const { rows } = await sql`
    select r.id from remittance r
    where r.amount_fen <> r.left_fen
      + coalesce((select sum(amount_fen) from designation where remittance_id = r.id and status <> 'taken-back'), 0)
      + coalesce((select sum(amount_fen) from remittance_return where remittance_id = r.id and status <> 'given-up'), 0)
      + coalesce((select sum(amount_fen) from remittance where origin_id = r.id), 0)`.execute(db);
  expect(rows).toEqual([]);
  // The walk got somewhere, and met refusals: neither half of it is empty.
  expect(done).toBeGreaterThan(STEPS / 10);
  expect(refusals.size).toBeGreaterThan(5);
  expect(orders.some((order) => hall.settled(order.applicationId) === 1)).toBe(true);
});
