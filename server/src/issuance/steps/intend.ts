import { sm3, toHex } from '@yinxin/gm';
import { sql } from 'kysely';
import { transaction } from '../../platform/index.ts';
import type { JournalBody } from '../journal/line.ts';
import { issuerNameOf } from '../types.ts';
import { buildPlanned } from './build.ts';
import { checkPlanned } from './check.ts';
import type { StepTools } from './engine.ts';
import { done, failed, type Outcome } from './gather.ts';
import { moveOn, type Order } from './orders.ts';

interface Built {
  readonly order: Order;
  readonly certificates: readonly { readonly serial: string; readonly use: string; readonly tbs: Uint8Array }[];
}

/**
 * Steps 3 to 5: build, check, and commit the bytes that will be signed. They never change afterwards. An order that another
 * process moved on meanwhile is answered as undefined.
 */
export async function intend(
  tools: StepTools,
  orders: readonly Order[],
): Promise<readonly Outcome<Order | undefined>[]> {
  const { authorities, addresses, journal, db, after } = tools;
  const built = orders.map((order) => attempt(() => build(order)));
  after(3);
  const checked = built.map((one) =>
    one.done
      ? attempt(() => {
          checkPlanned(one.value.order.plan, one.value.planned, one.value.ca);
          return one.value;
        })
      : one,
  );
  after(4);
  const good = checked.flatMap((one) => (one.done ? [one.value] : []));
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
  return checked.map((one) => {
    if (!one.done) return one;
    const { order, planned } = one.value;
    if (!moved.has(order.id)) return done(undefined);
    const certificates = planned.map(({ serial, use, tbs }) => ({ serial, use, tbs, certificate: null }));
    return done({ ...order, step: 'intended', certificates });
  });

  function build(order: Order) {
    const ca = authorities.ca(issuerNameOf(order.plan));
    const planned = order.plan.certificates.map((one) => ({
      ...one,
      tbs: buildPlanned(order.plan, one, ca, addresses),
    }));
    return { order, ca, planned, certificates: planned } satisfies Built & { ca: unknown; planned: unknown };
  }
}

const withOrder = ({ order, certificates }: Built) => certificates.map((one) => ({ orderId: order.id, ...one }));

function intentOf(one: ReturnType<typeof withOrder>[number]): JournalBody {
  const { orderId, serial, use, tbs } = one;
  const text = Buffer.from(tbs).toString('base64');
  return { kind: 'intent', orderId, serial, use, tbs: text, tbsSm3: toHex(sm3.digest(tbs)) };
}

function attempt<T>(work: () => T): Outcome<T> {
  try {
    return done(work());
  } catch (error) {
    return failed(error);
  }
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
