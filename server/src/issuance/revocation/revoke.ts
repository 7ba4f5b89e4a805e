import type { Clock, Jobs, Tx } from '../../platform/index.ts';
import type { Journal } from '../journal/journal.ts';
import type { KeyManagement } from '../kmc/escrow.ts';
import type { IssuanceTables } from '../tables.ts';
import type { RevocationReason } from '../types.ts';

/** Queue that brings revocations into the journal and the CRL. */
export const STATUS_QUEUE = 'issuance.status';

export interface RevokeTools {
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly journal: Journal;
  readonly keys: KeyManagement;
}

/**
 * Revokes certificates in the caller's transaction: one row each. OCSP says so with the commit, the CRL follows by a job.
 * What is revoked already stays as it was. Answers the serials revoked now.
 */
export async function revoke(
  tools: RevokeTools,
  tx: Tx,
  serials: readonly string[],
  reason: RevocationReason,
  requestId: string | null,
): Promise<readonly string[]> {
  if (serials.length === 0) return [];
  const tables = tx.withTables<IssuanceTables>();
  const at = new Date(Math.floor(tools.clock.now().getTime() / 1000) * 1000);
  const rows = await tables
    .insertInto('revocation')
    .values(serials.map((serial) => ({ serial, reason, revoked_at: at, request_id: requestId })))
    .onConflict((c) => c.doNothing())
    .returning('serial')
    .execute();
  for (const { serial } of rows) {
    await tools.journal.note(tx, { kind: 'revocation', serial, reason, at: at.toISOString() });
  }
  const orders = await tables
    .selectFrom('certificate_order')
    .innerJoin('certificate', 'certificate.order_id', 'certificate_order.id')
    .select('certificate_order.escrow_id')
    .where('certificate.serial', 'in', [...serials])
    .where('certificate.use', '=', 'encrypt')
    .execute();
  await tools.keys.retire(
    tx,
    orders.flatMap(({ escrow_id }) => (escrow_id === null ? [] : [escrow_id])),
  );
  if (rows.length > 0) await tools.jobs.enqueue(tx, STATUS_QUEUE, {});
  return rows.map(({ serial }) => serial);
}
