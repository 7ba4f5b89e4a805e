import type { Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { moveIfDue } from '../stock.ts';
import { lockApplication } from '../store.ts';
import { matchingCode, useCodes } from './codes.ts';
import { type MediumProof, mediumOfStep, provenMedium } from './proof.ts';
import { held } from './provision.ts';
import { stepOf, writeStep } from './store.ts';
import { atStage, type Holder, holderFact, movedByHolder, ownOrder, type SelfTools } from './tools.ts';
import { forgetTries, refuseLocked, refuseWrong } from './tries.ts';

/**
 * Activates the certificate on a medium of the order (PA-20): the medium signs for this order, and the holder has the code.
 * Throws SELF_ALREADY_ACTIVATED, SELF_REFUND_OPEN (PA-50), SELF_MEDIUM_OTHER, CONFIRMATION_*, SELF_CODE_WRONG,
 * SELF_TRIES_LOCKED.
 */
export async function activate(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: MediumProof & { readonly code: string },
  holder: Holder,
): Promise<void> {
  await lockApplication(tx, id);
  const order = await ownOrder(tools, tx, id, holder);
  if (order.activation) {
    const known = await mediumOfStep(tx, order, asked.mediumSerial);
    const done = (await stepOf(tx, id, 'activation', known))?.done_at;
    if (done) throw refuse('SELF_ALREADY_ACTIVATED', { params: { serial: known } });
  }
  if (order.refundOpen) throw refuse('SELF_REFUND_OPEN', { params: { number: order.applicationNumber } });
  atStage(order, 'activation');
  await refuseLocked(tx, id, 'activation');
  const { serial } = await provenMedium(tools, tx, order, 'activation', asked);
  if (!(await matchingCode(tools, tx, id, 'activation', asked.code))) {
    await refuseWrong(tx, id, 'activation', (left) =>
      refuse('SELF_CODE_WRONG', { field: 'body.code', params: { left } }),
    );
  }
  await forgetTries(tx, id, 'activation');
  await useCodes(tools, tx, id, ['activation']);
  const by = movedByHolder(order);
  const medium = await held(tx, serial);
  // A medium that was posted with its certificates and one its holder wrote are both put into use now.
  await moveIfDue(tx, tools.clock, medium, 'activate', by);
  const key = { application_id: id, step: 'activation', medium_serial: serial } as const;
  await writeStep(tx, key, { done_at: tools.clock.now() });
  await tools.ports.applications.activated(tx, id, serial);
  await tools.ports.audit(tx, holderFact('certificate.activated', order, { medium: serial }));
}
