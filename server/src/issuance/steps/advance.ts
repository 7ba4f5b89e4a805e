import { refuse } from '../problems.ts';
import type { StepTools } from './engine.ts';
import { intend, recordIntent } from './intend.ts';
import { type Order, readOrder } from './orders.ts';
import { recordAndPublish } from './publish.ts';
import { signAndStore } from './sign.ts';

/**
 * Carries an order from wherever it stands to published, one committed step after the other. Safe to call at any time, from
 * several processes at once, and after a crash at any instruction: the same serials, the same bytes, one pair.
 * Throws CERTIFICATE_CHECK_FAILED, PRODUCTION_ABANDONED.
 */
export async function advance(tools: StepTools, orderId: string): Promise<Order> {
  for (;;) {
    const order = await readOrder(tools.db, orderId);
    if (order.abandoned) throw refuse('PRODUCTION_ABANDONED');
    switch (order.step) {
      case 'reserved':
        await intend(tools, orderId);
        break;
      case 'intended':
        await recordIntent(tools, orderId);
        break;
      case 'recorded':
        await signAndStore(tools, orderId);
        break;
      case 'signed':
        await recordAndPublish(tools, orderId);
        break;
      case 'published':
        return order;
    }
  }
}
