import { refuse } from '../problems.ts';
import type { StepTools } from './engine.ts';
import { gather } from './gather.ts';
import { intend, recordIntents } from './intend.ts';
import { type Order, readOrder } from './orders.ts';
import { recordAndPublish } from './publish.ts';
import { signAndStore } from './sign.ts';

/**
 * Carries an order from wherever it stands to published, one committed step after the other. Safe to call at any time, from
 * several processes at once, and after a crash at any instruction: the same serials, the same bytes, one pair.
 * Throws CERTIFICATE_CHECK_FAILED, PRODUCTION_ABANDONED. `known`: the order as the step before left it.
 */
type Advance = (orderId: string, known?: Order) => Promise<Order>;

/** Orders that share one transaction. */
const AT_ONCE = 64;

const advancers = new WeakMap<StepTools, Advance>();

/** Orders that are at the same step at the same time share its transaction and its sync of the journal. */
export function advance(tools: StepTools, orderId: string, known?: Order): Promise<Order> {
  const present = advancers.get(tools) ?? advancer(tools);
  advancers.set(tools, present);
  return present(orderId, known);
}

function advancer(tools: StepTools): Advance {
  const intended = gather<Order, Order | undefined>(AT_ONCE, (orders) => intend(tools, orders));
  const recorded = gather<Order, Order | undefined>(AT_ONCE, (orders) => recordIntents(tools, orders));
  const signed = gather<Order, Order | undefined>(AT_ONCE, (orders) => signAndStore(tools, orders));
  const published = gather<Order, Order | undefined>(AT_ONCE, (orders) => recordAndPublish(tools, orders));
  return async (orderId, known) => {
    let order = known;
    for (;;) {
      // Another process was faster, or a crash came in between: the database knows where the order stands.
      order ??= await readOrder(tools.db, orderId);
      if (order.abandoned) throw refuse('PRODUCTION_ABANDONED');
      switch (order.step) {
        case 'reserved':
          order = await intended(order);
          break;
        case 'intended':
          order = await recorded(order);
          break;
        case 'recorded':
          order = await signed(order);
          break;
        case 'signed':
          order = await published(order);
          break;
        case 'published':
          return order;
      }
    }
  };
}
