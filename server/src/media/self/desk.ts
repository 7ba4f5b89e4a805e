import type { StaffActor } from '../../issuance/index.ts';
import type { Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { BY_SYSTEM, movedBy, readSerial } from '../stock.ts';
import { lockApplication } from '../store.ts';
import { sendCode, voidCodes } from './codes.ts';
import { statusOf } from './install.ts';
import { remove, staffFact } from './provision.ts';
import type { GuardedStep } from './rules.ts';
import { installsOf, providedOf } from './store.ts';
import type { SelfTables } from './tables.ts';
import { anyOrder, atStage, type SelfTools } from './tools.ts';
import { forgetTries } from './tries.ts';

/** Opens a step again that wrong tries locked. */
export async function resetTries(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: { readonly step: GuardedStep; readonly reason: string },
  actor: StaffActor,
): Promise<void> {
  await lockApplication(tx, id);
  const order = await anyOrder(tools, tx, id);
  await forgetTries(tx, id, asked.step);
  await tools.ports.audit(tx, staffFact('self-service.tries-reset', order, actor, asked));
}

/** Voids the update codes of an order and sends new ones (IT-21). Throws SELF_STEP_NOT_NOW, SELF_CODES_NOT_USED. */
export async function renewUpdateCodes(
  tools: SelfTools,
  tx: Tx,
  id: string,
  reason: string,
  actor: StaffActor,
): Promise<void> {
  await lockApplication(tx, id);
  const order = await anyOrder(tools, tx, id);
  if (!order.install?.proofs.includes('update-codes')) {
    throw refuse('SELF_CODES_NOT_USED', { params: { number: order.applicationNumber } });
  }
  atStage(order, 'install');
  const { sentTo } = await sendCode(tools, tx, order, 'update', 'house');
  await tools.ports.audit(tx, staffFact('update-codes.renewed', order, actor, { reason, sentTo }));
}

/**
 * Gives up an installation that cannot be finished: what was issued is revoked, and the holder may begin again. A posted
 * medium whose key was certified is replaced, because a key is certified once. Throws SELF_INSTALL_NOT_BEGUN,
 * SELF_INSTALL_DONE, SELF_MEDIUM_MUST_GO.
 */
export async function abandonInstall(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: { readonly mediumSerial: string; readonly mediumSpoiled: boolean; readonly reason: string },
  actor: StaffActor,
): Promise<void> {
  const serial = readSerial(asked.mediumSerial, 'body.mediumSerial');
  await lockApplication(tx, id);
  const order = await anyOrder(tools, tx, id);
  const row = (await installsOf(tx, id)).find(({ medium_serial }) => medium_serial === serial);
  if (!row) throw refuse('SELF_INSTALL_NOT_BEGUN', { params: { serial } });
  if (row.status === 'installed') throw refuse('SELF_INSTALL_DONE', { params: { serial } });
  const { pair } = await statusOf(tools, tx, row);
  const provided = (await providedOf(tx, id)).find(({ medium_serial }) => medium_serial === serial);
  if (pair && provided && !asked.mediumSpoiled) throw refuse('SELF_MEDIUM_MUST_GO', { params: { serial } });
  await giveUp(tools, tx, row.id, asked.reason);
  // Also an order that was reserved and never published: the next key needs the place.
  const revoked = await tools.issuance.abandonPair(tx, id, 'superseded', row.position);
  if (provided && asked.mediumSpoiled) {
    await remove(tools, tx, provided, { spoiled: true, reason: asked.reason }, movedBy(actor, asked.reason));
  }
  const details = { medium: serial, spoiled: asked.mediumSpoiled, reason: asked.reason, revoked: revoked.join(' ') };
  await tools.ports.audit(tx, staffFact('installation.abandoned', order, actor, details));
}

const ENDED = 'order ended';

/** The order ended before it was done: media that did not leave the house are free again, no code works any more. */
export async function release(tools: SelfTools, tx: Tx, id: string): Promise<void> {
  await lockApplication(tx, id);
  for (const row of await installsOf(tx, id)) if (row.status !== 'installed') await giveUp(tools, tx, row.id, ENDED);
  for (const row of await providedOf(tx, id)) {
    if (row.sent_at === null) await remove(tools, tx, row, { spoiled: false, reason: ENDED }, BY_SYSTEM);
  }
  for (const purpose of ['install', 'activation', 'unlock', 'update'] as const) await voidCodes(tools, tx, id, purpose);
}

async function giveUp({ clock }: SelfTools, tx: Tx, installId: string, reason: string): Promise<void> {
  await tx
    .withTables<SelfTables>()
    .updateTable('self_install')
    .set({
      status: 'abandoned',
      abandoned_at: clock.now(),
      abandoned_reason: reason,
      proven_until: null,
      sealed_pin: null,
    })
    .where('id', '=', installId)
    .execute();
}
