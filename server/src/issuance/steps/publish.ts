import { transaction } from '../../platform/index.ts';
import type { IssuanceTables } from '../tables.ts';
import type { StepTools } from './engine.ts';
import { readOrder, setStep } from './orders.ts';

/** Steps 10 and 11: the certificates are in the journal on the disk, then known to the world. */
export async function recordAndPublish(tools: StepTools, orderId: string): Promise<void> {
  await tools.journal.flush();
  tools.after(10);
  await transaction(tools.db, async (tx) => {
    const order = await readOrder(tx, orderId, true);
    if (order.step !== 'signed' || order.abandoned) return;
    const now = tools.clock.now();
    await tx
      .withTables<IssuanceTables>()
      .updateTable('certificate')
      .set({ published_at: now })
      .where('order_id', '=', orderId)
      .execute();
    await setStep(tx, orderId, 'published', now);
  });
  tools.after(11);
}
