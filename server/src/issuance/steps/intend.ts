import { sm3, toHex } from '@yinxin/gm';
import { sql } from 'kysely';
import { transaction } from '../../platform/index.ts';
import type { JournalBody } from '../journal/line.ts';
import { refuse } from '../problems.ts';
import type { CertificateUse } from '../tables.ts';
import { draftAll } from '../threads/drafts.ts';
import { issuerNameOf } from '../types.ts';
import type { Draft } from './draft.ts';
import type { StepTools } from './engine.ts';
import { attempt, done, failed, type Outcome } from './gather.ts';
import { moveOn, type Order } from './orders.ts';

interface Built {
  readonly order: Order;
  readonly certificates: readonly {
    readonly serial: string;
    readonly use: CertificateUse;
    readonly tbs: Uint8Array;
  }[];
}

/**
 * Steps 3 to 5: build, check, and commit the bytes that will be signed. They never change afterwards. An order that another
 * process moved on meanwhile is answered as undefined.
 */
export async function intend(
  tools: StepTools,
  orders: readonly Order[],
): Promise<readonly Outcome<Order | undefined>[]> {
  const { journal, db, after } = tools;
  const drafts = await draftOrders(tools, orders);
  after(3);
  after(4);
  const good = drafts.flatMap((one) => (one.done ? [one.value] : []));
  const moved = await transaction(db, async (tx) => {
    const ids = await moveOn(
      tx,
      good.map(({ order }) => order.id),
      'reserved',
      'intended',
    );
    const certificates = good.filter(({ order }) => ids.has(order.id)).flatMap(withOrder);
    if (certificates.length === 0) return ids;
    await sql`update certificate c set tbs = v.tbs
      from unnest(${certificates.map(({ serial }) => serial)}::text[],
        ${certificates.map(({ tbs }) => Buffer.from(tbs))}::bytea[]) as v(serial, tbs)
      where c.serial = v.serial and c.tbs is null`.execute(tx);
    await journal.note(tx, ...certificates.map(intentOf));
    return ids;
  });
  after(5);
  return drafts.map((one) => {
    if (!one.done) return one;
    const { order, certificates } = one.value;
    if (!moved.has(order.id)) return done(undefined);
    return done({
      ...order,
      step: 'intended',
      certificates: certificates.map((drafted) => ({ ...drafted, certificate: null })),
    });
  });
}

/** Steps 3 and 4; one outcome for each order. Fails with CERTIFICATE_CHECK_FAILED and the rules broken. */
async function draftOrders(
  { authorities, addresses }: StepTools,
  orders: readonly Order[],
): Promise<readonly Outcome<Built>[]> {
  const outcomes = new Map<Order, Outcome<Built>>();
  const byIssuer = Map.groupBy(orders, ({ plan }) => issuerNameOf(plan));
  const work = [...byIssuer].map(async ([name, own]) => {
    const found = attempt(() => authorities.ca(name));
    if (!found.done) {
      for (const order of own) outcomes.set(order, found);
      return;
    }
    const { certificate, key } = found.value;
    const drafts = await draftAll(
      { name, certificate, algorithm: key.algorithm, addresses },
      own.map(({ plan }) => plan),
    );
    for (const [i, order] of own.entries()) {
      const one = drafts[i] ?? failed(new Error('an order was not drafted'));
      outcomes.set(order, one.done ? attempt(() => built(order, one.value)) : one);
    }
  });
  await Promise.all(work);
  return orders.map((order) => outcomes.get(order) ?? failed(new Error('an order was not drafted')));
}

function built(order: Order, { tbs, broken }: Draft): Built {
  if (broken.length > 0) throw refuse('CERTIFICATE_CHECK_FAILED', { params: { rules: broken.join(', ') } });
  const certificates = order.plan.certificates.map(({ serial, use }, i) => {
    const bytes = tbs[i];
    if (!bytes) throw new Error(`order ${order.id} was drafted in part`);
    return { serial, use, tbs: bytes };
  });
  return { order, certificates };
}

const withOrder = ({ order, certificates }: Built) => certificates.map((one) => ({ orderId: order.id, ...one }));

function intentOf(one: ReturnType<typeof withOrder>[number]): JournalBody {
  const { orderId, serial, use, tbs } = one;
  const text = Buffer.from(tbs).toString('base64');
  return { kind: 'intent', orderId, serial, use, tbs: text, tbsSm3: toHex(sm3.digest(tbs)) };
}

/** Step 6: the intents are in the journal, on the disk. */
export async function recordIntents(
  tools: StepTools,
  orders: readonly Order[],
): Promise<readonly Outcome<Order | undefined>[]> {
  await tools.journal.flush();
  const moved = await moveOn(
    tools.db,
    orders.map(({ id }) => id),
    'intended',
    'recorded',
  );
  tools.after(6);
  return orders.map((order) => done(moved.has(order.id) ? { ...order, step: 'recorded' } : undefined));
}
