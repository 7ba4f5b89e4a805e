import { sql } from 'kysely';
import type { Tx } from '../../platform/index.ts';
import { type IssuancePorts, SYSTEM } from '../ports.ts';
import type { RevocationReason } from '../types.ts';
import { apply, type RevokeTools } from './revoke.ts';

/** Pairs by the application they were made for, or by any certificate of each. */
export type Superseded = { readonly applicationId: string } | { readonly serials: readonly string[] };

/** Why they go out of force, and the number of the order whose approval decided it. */
export interface Supersession {
  readonly reason: RevocationReason;
  readonly cause: string;
}

/**
 * Takes whole pairs out of force for a business that was approved: the review of the business is the decision, so nobody
 * else is asked. It is in the journal, on the disk, before the transaction commits. Safe to repeat: answers the serials
 * revoked now. The journal is held until the transaction ends, so call it late.
 */
export async function supersede(
  tools: RevokeTools,
  ports: Pick<IssuancePorts, 'audit'>,
  tx: Tx,
  what: Superseded,
  { reason, cause }: Supersession,
): Promise<readonly string[]> {
  const found = await holdPairs(tx, what);
  const serials = found.map(({ serial }) => serial);
  const changed = await apply(tools, tx, { act: 'revoke', serials, reason, requestId: null, invalidityDate: null });
  if (changed.serials.length === 0) return [];
  await ports.audit(tx, {
    actor: SYSTEM,
    action: 'certificate.superseded',
    subject: { kind: 'certificate', id: changed.serials[0] ?? '', label: found[0]?.subject ?? '' },
    details: { serials: changed.serials.join(' '), reason, cause },
  });
  await tools.journal.recordBefore(tx, ...changed.journal);
  return changed.serials;
}

/** Every signed certificate of the pairs; their orders are held, as by whoever asks for a change of status. */
async function holdPairs(
  tx: Tx,
  what: Superseded,
): Promise<readonly { readonly serial: string; readonly subject: string }[]> {
  const orders =
    'applicationId' in what
      ? sql`select id from certificate_order where application_id = ${what.applicationId}::uuid and kind = 'twin'`
      : sql`select order_id from certificate where serial = any(${[...what.serials]}::text[])
          and use in ('sign', 'encrypt')`;
  const { rows: held } = await sql<{ id: string }>`select id from certificate_order where id in (${orders})
    order by id for update`.execute(tx);
  const { rows } = await sql<{ serial: string; subject: string }>`select serial, subject from certificate
    where order_id = any(${held.map(({ id }) => id)}::uuid[]) and certificate is not null
    order by order_id, use desc`.execute(tx);
  return rows;
}
