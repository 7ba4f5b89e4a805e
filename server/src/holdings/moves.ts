import { allowed, CERTIFICATE_LIFE, type CertificateMove, type Mover, sealMovesOf } from '@yinxin/life';
import type { Clock, Tx } from '../platform/index.ts';
import type { HoldingPorts } from './ports.ts';
import { refuse } from './problems.ts';
import { remember, updateHolding } from './store.ts';
import type { HoldingRow } from './tables.ts';

export interface HoldingTools {
  readonly clock: Clock;
  readonly ports: HoldingPorts;
}

/** Why a pair moves, as its history remembers it. */
export interface Cause {
  readonly by: Mover;
  readonly order?: { readonly id: string; readonly number: string };
  /** When it happened, if not now. */
  readonly at?: Date;
}

/**
 * Makes a move with a pair whose row is held, in the caller's transaction, and lets its seals follow. A move its life does
 * not allow now changes nothing and answers the row as it was: news may come twice, and late. A move the operator took
 * away throws LIFE_MOVE_NOT_OFFERED when a person asks for it; what happened by itself is never refused.
 */
export async function moveHolding(
  { clock, ports }: HoldingTools,
  tx: Tx,
  row: HoldingRow,
  move: CertificateMove,
  cause: Cause,
): Promise<HoldingRow> {
  const without =
    cause.by === 'system' ? [] : ((await ports.offers(tx)).without(row.programme).certificate?.without ?? []);
  const outcome = allowed(CERTIFICATE_LIFE, row.status, move, cause.by, without);
  if (!outcome.ok) {
    if (outcome.code === 'LIFE_MOVE_NOT_OFFERED') throw refuse(outcome.code);
    return row;
  }
  const at = cause.at ?? clock.now();
  const change = {
    status: outcome.to,
    status_since: at,
    before_suspension: move === 'suspend' ? row.status : null,
    ...(move === 'activate' ? { activated_at: at } : {}),
  };
  await updateHolding(tx, row.id, change);
  await remember(tx, {
    holding_id: row.id,
    at,
    kind: 'moved',
    move,
    from_state: row.status,
    to_state: outcome.to,
    by_kind: cause.by,
    application_id: cause.order?.id ?? null,
    application_number: cause.order?.number ?? null,
  });
  const seals = sealMovesOf(move);
  if (seals.length > 0) await ports.moveSeals?.(tx, row.id, seals, move);
  return { ...row, ...change };
}
