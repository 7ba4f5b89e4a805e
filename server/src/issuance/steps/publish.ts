import { sql } from 'kysely';
import type { StepTools } from './engine.ts';
import { done, type Outcome } from './gather.ts';
import type { Order } from './orders.ts';

/** Steps 10 and 11: the certificates are in the journal on the disk, then known to the world. */
export async function recordAndPublish(
  tools: StepTools,
  orders: readonly Order[],
): Promise<readonly Outcome<Order | undefined>[]> {
  await tools.journal.flush();
  tools.after(10);
  const now = tools.clock.now();
  const { rows } = await sql<{ id: string }>`
    with moved as (
      update certificate_order set step = 'published', published_at = ${now}
      where id in (select id from certificate_order where id = any(${orders.map(({ id }) => id)}::uuid[])
        and step = 'signed' and abandoned_at is null order by id for update)
      returning id
    ), shown as (
      update certificate set published_at = ${now} from moved where order_id = moved.id
    )
    select id from moved`.execute(tools.db);
  tools.after(11);
  const moved = new Set(rows.map(({ id }) => id));
  return orders.map((order) => done(moved.has(order.id) ? { ...order, step: 'published' } : undefined));
}
