import type { Clock, Jobs, Tx } from '../../platform/index.ts';
import type { Journal } from '../journal/journal.ts';
import type { KeyManagement } from '../kmc/escrow.ts';
import type { IssuanceTables } from '../tables.ts';
import type { RevocationReason } from '../types.ts';
import { type Changed, changeStatus, type StatusChange } from './change.ts';

/** Queue that brings changes of status into the lists. */
export const STATUS_QUEUE = 'issuance.status';

export interface RevokeTools {
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly journal: Journal;
  readonly keys: KeyManagement;
}

/**
 * Changes the status of certificates in the caller's transaction and everything that hangs on it: escrowed keys of revoked
 * ones become history, the lists follow by a job. OCSP says so with the commit. The journal is the caller's to tell.
 */
export async function apply(tools: RevokeTools, tx: Tx, change: Omit<StatusChange, 'at'>): Promise<Changed> {
  const changed = await changeStatus(tx, { ...change, at: tools.clock.now() });
  if (changed.serials.length === 0) return changed;
  if (change.act === 'revoke') await retireKeys(tools.keys, tx, changed.serials);
  await tools.jobs.enqueue(tx, STATUS_QUEUE, {});
  return changed;
}

/**
 * Revokes certificates in the caller's transaction: one row each. What is revoked already stays as it was. Answers the
 * serials revoked now; the journal has them with the next `flush`, at the latest before a list shows them.
 */
export async function revoke(
  tools: RevokeTools,
  tx: Tx,
  serials: readonly string[],
  reason: RevocationReason,
  requestId: string | null,
): Promise<readonly string[]> {
  const changed = await apply(tools, tx, { act: 'revoke', serials, reason, requestId, invalidityDate: null });
  await tools.journal.note(tx, ...changed.journal);
  return changed.serials;
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
