import { allowed, CERTIFICATE_LIFE, LIVE_CERTIFICATE, resumption } from '@yinxin/life';
import { type Database, type Tx, transaction } from '../platform/index.ts';
import { type HoldingTools, moveHolding } from './moves.ts';
import { refuse } from './problems.ts';
import { lockBySerials, lockOverdue } from './store.ts';
import type { HoldingRow } from './tables.ts';

/** A change of status as the authority tells of it, in its own transaction. */
export interface StatusNews {
  readonly act: 'revoke' | 'suspend' | 'resume';
  readonly serials: readonly string[];
  /** Reason as RFC 5280 names it; `superseded` makes the pair superseded, any other one revoked. */
  readonly reason: string;
}

/**
 * Lets pairs follow their certificates. Throws LIFE_MOVE_NOT_OFFERED when the operator took suspending or resuming away;
 * a revocation is never refused, whatever an operator configured: a stolen key must be stopped.
 */
export async function followStatus(tools: HoldingTools, tx: Tx, { act, serials, reason }: StatusNews): Promise<void> {
  if (serials.length === 0) return;
  for (const row of await lockBySerials(tx, serials)) {
    switch (act) {
      case 'suspend':
      case 'resume':
        await moveHolding(tools, tx, row, moveOf(act, row), { by: 'staff' });
        break;
      case 'revoke':
        // Staff who choose the reason superseded mean the same as the hall.
        await moveHolding(tools, tx, row, reason === 'superseded' ? 'supersede' : 'revoke', { by: 'system' });
        break;
    }
  }
}

/**
 * Whether suspending or resuming may be asked for at all, so that no second person decides what cannot come. Throws
 * LIFE_MOVE_NOT_OFFERED when the operator took it away; a revocation may always be asked for.
 */
export async function mayAskStatus(
  { ports }: HoldingTools,
  tx: Tx,
  { act, serials }: Pick<StatusNews, 'act' | 'serials'>,
): Promise<void> {
  if (act === 'revoke' || serials.length === 0) return;
  const offers = await ports.offers(tx);
  for (const row of await lockBySerials(tx, serials)) {
    const without = offers.without(row.programme).certificate?.without ?? [];
    const outcome = allowed(CERTIFICATE_LIFE, row.status, moveOf(act, row), 'staff', without);
    if (!outcome.ok && outcome.code === 'LIFE_MOVE_NOT_OFFERED') throw refuse(outcome.code);
  }
}

const moveOf = (act: 'suspend' | 'resume', row: HoldingRow) =>
  act === 'suspend' ? act : resumption(row.before_suspension ?? 'in-use');

const AT_ONCE = 200;

/**
 * Marks as expired what is over, in portions, each its own transaction. May run twice and in several processes: rows of
 * another are passed over, and what is marked is no longer living. Answers how many.
 */
export async function expireHoldings(tools: HoldingTools, db: Database): Promise<number> {
  let count = 0;
  for (;;) {
    const done = await transaction(db, async (tx) => {
      const overdue = await lockOverdue(tx, tools.clock.now(), LIVE_CERTIFICATE, AT_ONCE);
      for (const row of overdue) {
        await moveHolding(tools, tx, row, 'expire', { by: 'system', at: row.not_after });
      }
      return overdue.length;
    });
    count += done;
    if (done < AT_ONCE) return count;
  }
}
