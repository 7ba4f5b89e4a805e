import type { Clock, Jobs, Tx } from '../../platform/index.ts';
import type { Journal } from '../journal/journal.ts';
import type { KeyManagement } from '../kmc/escrow.ts';
import type { IssuancePorts } from '../ports.ts';
import type { IssuanceTables } from '../tables.ts';
import { type Changed, changeStatus, type StatusChange } from './change.ts';

/** Queue that brings changes of status into the lists. */
export const STATUS_QUEUE = 'issuance.status';

export interface RevokeTools {
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly journal: Journal;
  readonly keys: KeyManagement;
  readonly ports: Pick<IssuancePorts, 'onStatusChange'>;
}

/**
 * Changes the status of certificates in the caller's transaction and everything that hangs on it: escrowed keys of revoked
 * ones become history, the lists follow by a job, rooms that follow the status are told. OCSP says so with the commit. The journal is the caller's to tell.
 */
export async function apply(tools: RevokeTools, tx: Tx, change: Omit<StatusChange, 'at'>): Promise<Changed> {
  const changed = await changeStatus(tx, { ...change, at: tools.clock.now() });
  if (changed.serials.length === 0) return changed;
  if (change.act === 'revoke') await retireKeys(tools.keys, tx, changed.serials);
  await tools.jobs.enqueue(tx, STATUS_QUEUE, {});
  const { act, reason } = change;
  await tools.ports.onStatusChange?.(tx, { serials: changed.serials, act, reason });
  return changed;
}

async function retireKeys(keys: KeyManagement, tx: Tx, serials: readonly string[]): Promise<void> {
  const orders = await tx
    .withTables<IssuanceTables>()
    .selectFrom('certificate_order')
    .innerJoin('certificate', 'certificate.order_id', 'certificate_order.id')
    .select('certificate_order.escrow_id')
    .where('certificate.serial', 'in', [...serials])
    .where('certificate.use', '=', 'encrypt')
    .execute();
  await keys.retire(
    tx,
    orders.flatMap(({ escrow_id }) => (escrow_id === null ? [] : [escrow_id])),
  );
}
