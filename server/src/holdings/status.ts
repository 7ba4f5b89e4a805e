import { LIVE_CERTIFICATE, resumption } from '@yinxin/life';
import { type Database, type Tx, transaction } from '../platform/index.ts';
import { type HoldingTools, moveHolding } from './moves.ts';
import { lockBySerials, lockOverdue } from './store.ts';

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
        await moveHolding(tools, tx, row, 'suspend', { by: 'staff' });
        break;
      case 'resume':
        await moveHolding(tools, tx, row, resumption(row.before_suspension ?? 'in-use'), { by: 'staff' });
        break;
      case 'revoke':
        // Staff who choose the reason superseded mean the same as the hall.
        await moveHolding(tools, tx, row, reason === 'superseded' ? 'supersede' : 'revoke', { by: 'system' });
        break;
    }
  }
}

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
