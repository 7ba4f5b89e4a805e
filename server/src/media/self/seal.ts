import { certificateDigest } from '@yinxin/token';
import type { Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { lockApplication } from '../store.ts';
import type { MadeSeal, SelfServiceOrder } from './port.ts';
import { type MediumProof, mediumOfStep, provenMedium } from './proof.ts';
import { stepOf, writeStep } from './store.ts';
import { atStage, type Holder, holderFact, ownOrder, type SelfTools } from './tools.ts';

/**
 * Hands the made seal to the medium that holds its certificate, and to no other (PA-45); it may be asked for again until
 * the seal is in. Throws SELF_SEAL_NOT_MADE, SELF_SEAL_OTHER, SELF_MEDIUM_OTHER, CONFIRMATION_*.
 */
export async function takeSeal(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: MediumProof,
  holder: Holder,
): Promise<MadeSeal> {
  await lockApplication(tx, id);
  const order = await ownOrder(tools, tx, id, holder);
  atStage(order, 'seal');
  const { seal, serial } = await sealOn(tools, tx, order, asked);
  await tools.ports.audit(tx, holderFact('seal.handed-over', order, { seal: seal.id, medium: serial }));
  return seal;
}

/** The seal is in the medium. Repeating it changes nothing. Throws as `takeSeal`. */
export async function confirmSeal(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: MediumProof & { readonly sealId: string },
  holder: Holder,
): Promise<void> {
  await lockApplication(tx, id);
  const order = await ownOrder(tools, tx, id, holder);
  if (order.seal) {
    const done = await stepOf(tx, id, 'seal', await mediumOfStep(tx, order, asked.mediumSerial));
    if (done?.done_at && done.detail === asked.sealId) return;
  }
  atStage(order, 'seal');
  const { seal, serial } = await sealOn(tools, tx, order, asked);
  if (seal.id !== asked.sealId) throw refuse('SELF_SEAL_OTHER', { field: 'body.sealId', params: { serial } });
  const key = { application_id: id, step: 'seal', medium_serial: serial } as const;
  await writeStep(tx, key, { detail: seal.id, done_at: tools.clock.now() });
  await tools.ports.applications.sealInstalled(tx, id, { mediumSerial: serial, sealId: seal.id });
  await tools.ports.audit(tx, holderFact('seal.installed', order, { seal: seal.id, medium: serial }));
}

/** The seal of the order, for the medium whose certificate it belongs to and that has proven itself. */
async function sealOn(tools: SelfTools, tx: Tx, order: SelfServiceOrder, proof: MediumProof) {
  const seal = await tools.ports.sealFor(tx, order.applicationId);
  if (!seal) throw refuse('SELF_SEAL_NOT_MADE', { params: { number: order.applicationNumber } });
  const { serial, pair } = await provenMedium(tools, tx, order, 'seal', proof);
  if (seal.certificate !== certificateDigest(pair.sign)) throw refuse('SELF_SEAL_OTHER', { params: { serial } });
  return { seal, serial };
}
