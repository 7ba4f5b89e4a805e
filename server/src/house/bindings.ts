import { type Bindings, type Held, refusesState } from '../access/index.ts';
import type { ApplicationState, Change } from '../applications/index.ts';
import type { Holdings } from '../holdings/index.ts';
import type { Database, Tx } from '../platform/index.ts';

/** The part of a change of an order that bindings follow. */
interface News extends Pick<Change, 'events'> {
  readonly state: Pick<ApplicationState, 'programme' | 'programmeVersion' | 'service'> & {
    readonly subject?: { readonly holding: string } | null;
    readonly production: { readonly certificates: readonly { readonly use: string; readonly serial: string }[] };
  };
}

/** Events after which a new certificate may be in use. */
const IN_USE: ReadonlySet<string> = new Set(['installed', 'handed-over', 'activated', 'stage-entered']);

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
    const gone = event.type === 'subject-superseded' ? event.holding : null;
    // What waited since the approval moves the moment the new certificate is in use.
    const holding = gone ?? (IN_USE.has(event.type) ? state.subject?.holding : null);
    const former = holding ? await rooms.holdings().subjectFacts(tx, holding) : undefined;
    if (!former || (gone === null && former.status !== 'superseded')) continue;
    const made = state.production.certificates.find(({ use }) => use === 'sign');
    const next = made && (await rooms.held(tx, made.serial));
    // One that is still to be activated takes nothing over yet: what may wait for it waits.
    const ready = next && refusesState(next.state) === null ? next : null;
    const how = (await rooms.business(tx, state)) === 'renew' ? 'renewed' : 'replaced';
    await rooms.bindings().replaced(tx, former.serials.sign, ready, how);
  }
}
