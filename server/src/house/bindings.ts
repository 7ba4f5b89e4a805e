import { type Bindings, type Held, refusesState } from '../access/index.ts';
import type { ApplicationState, Change } from '../applications/index.ts';
import type { Holdings } from '../holdings/index.ts';
import type { Database, Tx } from '../platform/index.ts';

/** The part of a change of an order that bindings follow. */
interface News extends Pick<Change, 'events'> {
  readonly state: Pick<ApplicationState, 'programme' | 'programmeVersion' | 'service'> & {
    readonly production: { readonly certificates: readonly { readonly use: string; readonly serial: string }[] };
  };
}

/**
 * Bindings of a certificate that gave way, in the transaction in which it does: nobody signs in with the old one, and the
 * new one is bound the moment it may be (PA-27, PA-32, BJ-49).
 */
export async function followBindings(
  rooms: {
    holdings(): Pick<Holdings, 'subjectFacts'>;
    bindings(): Pick<Bindings, 'replaced'>;
    held(db: Database, serial: string): Promise<Held | undefined>;
    business(
      db: Database,
      order: Pick<ApplicationState, 'programme' | 'programmeVersion' | 'service'>,
    ): Promise<string>;
  },
  tx: Tx,
  { state, events }: News,
): Promise<void> {
  for (const event of events) {
    if (event.type !== 'subject-superseded') continue;
    const former = await rooms.holdings().subjectFacts(tx, event.holding);
    if (!former) continue;
    const made = state.production.certificates.find(({ use }) => use === 'sign');
    const next = made && (await rooms.held(tx, made.serial));
    // One that is still to be activated takes nothing over yet: what may wait for it waits.
    const ready = next && refusesState(next.state) === null ? next : null;
    const how = (await rooms.business(tx, state)) === 'renew' ? 'renewed' : 'replaced';
    await rooms.bindings().replaced(tx, former.serials.sign, ready, how);
  }
}
