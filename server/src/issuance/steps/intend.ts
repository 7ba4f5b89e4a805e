import { sm3, toHex } from '@yinxin/gm';
import { transaction } from '../../platform/index.ts';
import type { IssuanceTables } from '../tables.ts';
import { buildPlanned } from './build.ts';
import { checkPlanned } from './check.ts';
import type { StepTools } from './engine.ts';
import { readOrder, setStep } from './orders.ts';

/** Steps 3 to 5: build, check, and commit the bytes that will be signed. They never change afterwards. */
export async function intend(tools: StepTools, orderId: string): Promise<void> {
  const { authority, addresses, journal, db, after } = tools;
  const planned = await readOrder(db, orderId);
  const built = planned.plan.certificates.map((one) => ({
    ...one,
    tbs: buildPlanned(planned.plan, one, authority, addresses),
  }));
  after(3);
  checkPlanned(planned.plan, built, authority);
  after(4);
  await transaction(db, async (tx) => {
    const order = await readOrder(tx, orderId, true);
    if (order.step !== 'reserved' || order.abandoned) return; // another process was faster
    for (const { serial, use, tbs } of built) {
      await tx
        .withTables<IssuanceTables>()
        .updateTable('certificate')
        .set({ tbs: Buffer.from(tbs) })
        .where('serial', '=', serial)
        .where('tbs', 'is', null)
        .execute();
      await journal.note(tx, {
        kind: 'intent',
        orderId,
        serial,
        use,
        tbs: Buffer.from(tbs).toString('base64'),
        tbsSm3: toHex(sm3.digest(tbs)),
      });
    }
    await setStep(tx, orderId, 'intended');
  });
  after(5);
}

/** Step 6: the intents are in the journal, on the disk. */
export async function recordIntent(tools: StepTools, orderId: string): Promise<void> {
  await tools.journal.flush();
  await transaction(tools.db, async (tx) => {
    const order = await readOrder(tx, orderId, true);
    if (order.step === 'intended' && !order.abandoned) await setStep(tx, orderId, 'recorded');
  });
  tools.after(6);
}
