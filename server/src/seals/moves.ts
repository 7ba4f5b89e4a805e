import { allowed, type Mover, SEAL_LIFE, type SealMove } from '@yinxin/life';
import type { Clock, Database, Tx } from '../platform/index.ts';
import type { SealPorts } from './ports.ts';
import { refuse } from './problems.ts';
import { lockByCertificate, lockByHolding, lockByOrder, remember, sealById, updateSeal } from './store.ts';
import type { SealBrief } from './tables.ts';

export interface SealTools {
  readonly db: Database;
  readonly clock: Clock;
  readonly ports: SealPorts;
}

/**
 * Makes a move with a seal whose row is held, in the caller's transaction. A move its life does not allow now changes
 * nothing: news may come twice, and late. Answers whether it was made. A move the operator took away throws
 * SEAL_MOVE_NOT_OFFERED when a person makes it; what happens by itself is never refused.
 */
export async function moveSeal(
  { clock, ports }: Pick<SealTools, 'clock' | 'ports'>,
  tx: Tx,
  seal: SealBrief,
  move: SealMove,
  cause: { readonly by: Mover; readonly order?: string },
): Promise<boolean> {
  const without = cause.by === 'system' ? [] : await removedFrom(ports, tx, seal);
  const outcome = allowed(SEAL_LIFE, seal.status, move, cause.by, without);
  if (!outcome.ok) {
    if (outcome.code === 'LIFE_MOVE_NOT_OFFERED')
      throw refuse('SEAL_MOVE_NOT_OFFERED', { params: { name: seal.name } });
    return false;
  }
  const at = clock.now();
  await updateSeal(tx, seal.id, { status: outcome.to, status_since: at });
  await remember(tx, {
    seal_id: seal.id,
    at,
    move,
    from_state: seal.status,
    to_state: outcome.to,
    by_kind: cause.by,
    application_number: cause.order ?? null,
  });
  return true;
}

/** Moves the programme of a seal's order does without. */
export async function removedFrom(
  { order }: Pick<SealPorts, 'order'>,
  db: Database,
  seal: Pick<SealBrief, 'application_id'>,
): Promise<readonly SealMove[]> {
  return (await order(db, seal.application_id))?.without ?? [];
}

/** The seals of a pair follow a move of its certificate, each as far as its own life allows. */
export async function followCertificate(
  tools: SealTools,
  tx: Tx,
  holdingId: string,
  moves: readonly SealMove[],
): Promise<void> {
  for (const seal of await lockByHolding(tx, holdingId)) {
    for (const move of moves) if (await moveSeal(tools, tx, seal, move, { by: 'system' })) break;
  }
}

/** The seal is in its medium; the one it takes the place of gives way (PA-45). Safe to repeat. */
export async function sealInstalled(
  tools: SealTools,
  tx: Tx,
  sealId: string,
  order: string,
  by: Mover = 'applicant',
): Promise<void> {
  const known = await sealById(tx, sealId);
  if (!known) return;
  const living = await lockByCertificate(tx, known.certificate_serial);
  const seal = living.find(({ id }) => id === sealId);
  if (seal?.status !== 'made') return;
  // First out, then in: the database lets one seal work with a certificate (PA-02).
  for (const other of living) {
    if (other.id !== sealId) await moveSeal(tools, tx, other, 'change', { by: 'system', order });
  }
  await moveSeal(tools, tx, seal, 'install', { by, order });
}

/** The order ended before its seal was installed: nobody will install it. */
export async function orderEnded(tools: SealTools, tx: Tx, applicationId: string): Promise<void> {
  for (const seal of await lockByOrder(tx, applicationId)) {
    if (seal.status === 'made')
      await moveSeal(tools, tx, seal, 'stop', { by: 'system', order: seal.application_number });
  }
}
