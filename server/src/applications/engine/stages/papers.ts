import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done, stageOf } from '../context.ts';
import type { EventOf, ItemFault, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import { leave } from './enter.ts';
import { checkParcel } from './field-check.ts';

type PapersCommand = CommandOf<'post-papers' | 'confirm-papers' | 'report-paper-faults' | 'remind-papers'>;
type PapersEvent = EventOf<'papers-posted' | 'papers-faulty' | 'papers-confirmed' | 'papers-reminded'>;

export function decidePapers(state: ApplicationState, command: PapersCommand, context: Context): Decision {
  switch (command.type) {
    case 'post-papers': {
      // PA-18
      const barred = stageOf(context.programme, state, 'papers')?.refusedCarriers;
      const refused = barred?.find(({ contains }) => command.carrier.includes(contains));
      if (refused) return refuse('CARRIER_REFUSED', { message: refused.message }, 'carrier');
      const parcel = checkParcel(command.carrier, command.trackingNumber);
      return 'refusal' in parcel ? parcel : done({ type: 'papers-posted', ...parcel });
    }
    case 'confirm-papers':
      // JX-41: papers found faulty are confirmed only after new ones were posted.
      if (state.papers.status === 'faulty') return refuse('PAPERS_FAULTY');
      return done({ type: 'papers-confirmed' }, ...leave(state, 'papers', context));
    case 'report-paper-faults': {
      const reasons = stageOf(context.programme, state, 'papers')?.reasons ?? [];
      const faults = command.faults.map((f): ItemFault => ({ item: f.item, reason: f.reason, note: f.note ?? null }));
      const unknown = faults.find((f) => f.item.kind !== 'material' || !reasons.some((r) => r.code === f.reason));
      if (unknown) return refuse('REASON_UNKNOWN', { item: unknown.item.code, reason: unknown.reason }, 'faults');
      return done({ type: 'papers-faulty', faults, note: command.note ?? null });
    }
    case 'remind-papers':
      return isLongWaiting(state, context) ? done({ type: 'papers-reminded' }) : done();
  }
}

/** The instant from which an order has waited too long for its papers (JX-42), or `null` when it does not wait. */
export function remindAt(state: ApplicationState, remindAfterDays: number): Date | null {
  if (state.stage !== 'papers' || state.void) return null;
  const since = state.papers.remindedAt ?? state.papers.faultyAt ?? state.papers.postedAt ?? state.stageSince;
  return new Date(Date.parse(since) + remindAfterDays * 86_400_000);
}

function isLongWaiting(state: ApplicationState, { programme, now }: Context): boolean {
  const at = remindAt(state, stageOf(programme, state, 'papers')?.remindAfterDays ?? 7);
  return at !== null && at <= now;
}

export function evolvePapers(state: ApplicationState, event: PapersEvent, { at }: Recorded): ApplicationState {
  const { papers } = state;
  switch (event.type) {
    case 'papers-posted': {
      const { carrier, trackingNumber } = event;
      const posted = { ...papers, status: 'posted', carrier, trackingNumber, postedAt: at, faultyAt: null } as const;
      return { ...state, papers: { ...posted, remindedAt: null, faults: [] } };
    }
    case 'papers-faulty': {
      const faults = event.faults.map((f) => ({ material: f.item.code, reason: f.reason, note: f.note }));
      return { ...state, papers: { ...papers, status: 'faulty', faultyAt: at, remindedAt: null, faults } };
    }
    case 'papers-confirmed':
      return { ...state, papers: { ...papers, status: 'confirmed', confirmedAt: at, faults: [] } };
    case 'papers-reminded':
      return { ...state, papers: { ...papers, remindedAt: at } };
  }
}
