import type { StaffActor } from '../issuance/index.ts';
import type { Clock, Tx } from '../platform/index.ts';
import { itemGone } from './batches/batches.ts';
import { destroyCard } from './cards.ts';
import { at, fact, held, type ProductionTools, present, type View } from './production.ts';
import { mediumAfter } from './rules.ts';
import { BY_SYSTEM, type MediumMover, movedBy, moveMedium, moverFor } from './stock.ts';
import { livingProduction, lockApplication, updateProduction } from './store.ts';

const VOID = 'order void';

/** The medium is spoiled: what was issued is revoked, medium and card go out of use, the application waits again. */
export async function abandon(
  tools: ProductionTools,
  tx: Tx,
  applicationId: string,
  reason: string,
  actor: StaffActor,
): Promise<View> {
  const { subscriber, production } = await at(tools, tx, applicationId, 'abandon');
  const { clock, ports, issuance } = tools;
  await updateProduction(tx, production.id, {
    status: 'abandoned',
    abandoned_at: clock.now(),
    abandoned_reason: reason,
    nonce: null,
  });
  await spoil(clock, tx, production.medium_serial, reason, await moverFor(ports, tx, applicationId, movedBy(actor)));
  await destroyCard(tx, production.password_card);
  const revoked = await issuance.abandonPair(tx, applicationId, 'superseded');
  await ports.applications.abandoned(tx, applicationId, reason, actor);
  const details = { medium: production.medium_serial, passwordCard: production.password_card, reason };
  await ports.audit(tx, fact('production.abandoned', subscriber, actor, { ...details, revoked: revoked.join(' ') }));
  return present(tools, subscriber, undefined);
}

/**
 * The order became void (JX-09): what was made for it must not be used. Certificates are revoked because the subject's
 * name or code is wrong (RFC 5280 §5.3.1 affiliationChanged), a medium still in the house and its card go out of use.
 */
export async function voided(
  { clock, issuance, ports }: Pick<ProductionTools, 'clock' | 'issuance' | 'ports'>,
  tx: Tx,
  applicationId: string,
): Promise<void> {
  await lockApplication(tx, applicationId);
  await itemGone(clock, tx, applicationId, VOID);
  await issuance.abandonPair(tx, applicationId, 'affiliationChanged');
  const production = await livingProduction(tx, applicationId);
  if (!production) return;
  const now = clock.now();
  await updateProduction(tx, production.id, {
    status: 'abandoned',
    abandoned_at: now,
    abandoned_reason: VOID,
    nonce: null,
  });
  const medium = await held(tx, production.medium_serial);
  if (medium.state !== 'shipped') {
    await spoil(clock, tx, medium.serial, VOID, await moverFor(ports, tx, applicationId, BY_SYSTEM));
  }
  await destroyCard(tx, production.password_card);
}

/** The medium went out (posted or handed over): called in the transaction of the application's dispatch. */
export async function shipped(
  { clock, ports }: Pick<ProductionTools, 'clock' | 'ports'>,
  tx: Tx,
  applicationId: string,
): Promise<void> {
  const production = await livingProduction(tx, applicationId);
  if (production?.status !== 'made') return;
  const medium = await held(tx, production.medium_serial);
  if (medium.state !== 'made') return;
  await moveMedium(tx, clock, medium, 'ship', {}, await moverFor(ports, tx, applicationId, BY_SYSTEM));
}

/** Takes a medium out of use, unless somebody did already (it may be lost by now), or the operator does without it. */
async function spoil(clock: Clock, tx: Tx, serial: string, reason: string, by: MediumMover): Promise<void> {
  const medium = await held(tx, serial);
  if (mediumAfter(medium.state, 'spoil', by.kind, by.without) === undefined) return;
  await moveMedium(tx, clock, medium, 'spoil', { spoiled_reason: reason }, { ...by, note: reason });
}
