import type { Change } from '../applications/index.ts';
import type { Media } from '../media/index.ts';
import type { MoneyService } from '../money/index.ts';
import type { Tx } from '../platform/index.ts';

/** Rooms that follow what happens to applications, in the same transaction: the ledger and the stock of media. */
export function followers(rooms: { money(): MoneyService; media(): Media }): (tx: Tx, change: Change) => Promise<void> {
  return async (tx, { state, events }) => {
    for (const event of events) {
      switch (event.type) {
        case 'dispatched':
        case 'handed-over':
          await rooms.media().shipped(tx, state.id);
          await rooms.money().applicationEvent(tx, state.id, 'finished');
          break;
        case 'voided':
          await rooms.media().voided(tx, state.id);
          await rooms.money().applicationEvent(tx, state.id, 'voided');
          break;
        case 'refund-approved':
        case 'refund-paid':
          await rooms.money().applicationEvent(tx, state.id, event.type);
          break;
        default:
          // Nothing else moves money or media; new events that do are added here.
          break;
      }
    }
  };
}
