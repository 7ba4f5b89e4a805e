import type { Bindings, Held } from '../access/index.ts';
import type { ApplicationState, Change } from '../applications/index.ts';
import type { Holdings } from '../holdings/index.ts';
import type { Media } from '../media/index.ts';
import type { MoneyService } from '../money/index.ts';
import type { Database, Tx } from '../platform/index.ts';
import { followBindings } from './bindings.ts';
import { holdingNews } from './holdings.ts';

/**
 * Rooms that follow what happens to applications, in the same transaction: the ledger, the stock of media, what is held
 * and what it is bound to. Certificates come last: what takes them out of force is held by the journal until the
 * transaction ends.
 */
export function followers(rooms: {
  money(): MoneyService;
  media(): Media;
  holdings(): Holdings;
  bindings(): Bindings;
  /** A certificate with its life. */
  held(db: Database, serial: string): Promise<Held | undefined>;
  /** What an order is about, as its programme calls it. */
  business(db: Database, order: Pick<ApplicationState, 'programme' | 'programmeVersion' | 'service'>): Promise<string>;
}): (tx: Tx, change: Change) => Promise<void> {
  return async (tx, change) => {
    const { state, events } = change;
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
        case 'given-up':
          await rooms.media().released(tx, state.id);
          break;
        case 'cancelled':
          await rooms.media().released(tx, state.id);
          await rooms.money().applicationEvent(tx, state.id, 'voided');
          break;
        case 'stage-entered':
          await rooms.media().stageEntered(tx, state.id, event.stage);
          // What is installed by its holder or needs no parcel is earned when it is finished.
          if (event.stage === 'finished') await rooms.money().applicationEvent(tx, state.id, 'finished');
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
    for (const news of holdingNews(change)) await rooms.holdings().follow(tx, news);
    await followBindings(rooms, tx, change);
  };
}
