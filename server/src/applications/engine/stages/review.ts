import type { Programme, ReturnReason } from '@yinxin/programme';
import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done, projectOf, stageOf, wayOf } from '../context.ts';
import type { EventOf, ItemFault, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState, Field, HoldReason, Material } from '../state.ts';
import { passed } from './enter.ts';
import { isPaidFor } from './fill.ts';
import { doubtRefusal } from './signing.ts';

type ReviewCommand = CommandOf<'take' | 'release' | 'approve' | 'return-materials' | 'reject-wrong' | 'expire-lock'>;
type ReviewEvent = EventOf<
  'review-taken' | 'review-released' | 'approved' | 'materials-returned' | 'held' | 'hold-lifted'
>;

/** Who holds the order now, if the lock has not run out. */
export function holder(state: ApplicationState, now: Date) {
  const held = state.review.heldBy;
  return held && held.until > now.toISOString() ? held : null;
}

export function decideReview(state: ApplicationState, command: ReviewCommand, context: Context): Decision {
  const { actor, now, programme } = context;
  const held = holder(state, now);
  switch (command.type) {
    case 'take': {
      if (state.enteredBy.includes(actor.id)) return refuse('NOT_YOUR_OWN');
      if (held && held.id !== actor.id) return refuse('HELD_BY_OTHER', { name: held.name });
      const minutes = stageOf(programme, state, 'review')?.lockMinutes ?? 5;
      const until = new Date(now.getTime() + minutes * 60_000).toISOString();
      return done({ type: 'review-taken', by: { id: actor.id, name: actor.name }, until });
    }
    case 'release':
      if (state.review.heldBy?.id !== actor.id) return refuse('NOT_HELD');
      return done({ type: 'review-released', expired: false });
    case 'expire-lock':
      return state.review.heldBy && !held ? done({ type: 'review-released', expired: true }) : done();
    case 'approve':
    case 'return-materials':
    case 'reject-wrong':
      return mayDecide(state, context) ?? decideOutcome(state, command, context);
  }
}

/** Only the reviewer who took the order decides; an expired lock still counts while nobody else took it. */
function mayDecide(state: ApplicationState, { actor, now }: Context): Decision | undefined {
  if (state.enteredBy.includes(actor.id)) return refuse('NOT_YOUR_OWN');
  if (state.review.heldBy?.id === actor.id) return undefined;
  const held = holder(state, now);
  return held ? refuse('HELD_BY_OTHER', { name: held.name }) : refuse('NOT_HELD');
}

function decideOutcome(
  state: ApplicationState,
  command: CommandOf<'approve' | 'return-materials' | 'reject-wrong'>,
  context: Context,
): Decision {
  switch (command.type) {
    case 'approve':
      if (command.dataVersion !== state.dataVersion) {
        return refuse('STALE_DATA', { seen: command.dataVersion, now: state.dataVersion }, 'dataVersion');
      }
      return doubtRefusal(state, context) ?? pass(state, command.note ?? null, context);
    case 'return-materials': {
      const faults = command.faults.map((f): ItemFault => ({ item: f.item, reason: f.reason, note: f.note ?? null }));
      const unknown = faults.find((f) => !reasonOf(context.programme, state, f));
      if (unknown) return refuse('REASON_UNKNOWN', { item: unknown.item.code, reason: unknown.reason }, 'faults');
      const fixed = faults.find((f) => f.item.kind === 'field' && isPaidFor(state, f.item.code, context.programme));
      if (fixed) return refuse('FIELD_PAID_FOR', { field: fixed.item.code }, 'faults');
      const returned = { type: 'materials-returned', faults, note: command.note ?? null } as const;
      return done(sentBefore(state, faults, context) ? { ...returned, resend: true } : returned, {
        type: 'stage-entered',
        stage: 'fill',
      });
    }
    case 'reject-wrong': {
      // JX-31: never reopens the order.
      const reason = context.programme.wrongReasons.find((r) => r.code === command.reason);
      if (!reason) return refuse('REASON_UNKNOWN', { item: 'order', reason: command.reason }, 'reason');
      return done({ type: 'voided', wrong: reason.wrong, reason: reason.code, note: command.note ?? null });
    }
  }
}

/** Passes the order, or puts it on hold when something besides the materials is missing (IT-19). */
function pass(state: ApplicationState, note: string | null, context: Context): Decision {
  const missing = missingAt(state, context);
  if (missing.length === 0) return done(...passed(state, context, note, false));
  return sameReasons(state.hold?.reasons ?? [], missing) ? done() : done({ type: 'held', reasons: missing });
}

/** Whether the forms can no longer be printed: before the review any number of times, after it no more (IT-14). */
export function isPrintClosed(state: ApplicationState, programme: Programme): boolean {
  if (!stageOf(programme, state, 'review')?.closesPrinting) return false;
  const way: readonly ApplicationState['stage'][] = wayOf(programme, state);
  return state.stage === 'finished' || way.indexOf(state.stage) > way.indexOf('review');
}

/** What the gate of the review still waits for. */
export function missingAt(state: ApplicationState, { programme, facts }: Context): HoldReason[] {
  const gate = stageOf(programme, state, 'review')?.gate ?? [];
  const free = state.price !== null && state.price.totalFen === 0;
  const met: Record<HoldReason, boolean> = { fee: free || state.payment.paidAt !== null, arrears: !facts.arrears };
  return gate.filter((condition) => !met[condition]);
}

/** Looks again at an order on hold: what it waited for has come, or is another thing now. */
export function decideRecheck(state: ApplicationState, context: Context): Decision {
  if (state.hold === null || state.stage !== 'review' || state.void) return done();
  const missing = missingAt(state, context);
  if (missing.length === 0) return done({ type: 'hold-lifted' });
  return sameReasons(state.hold.reasons, missing) ? done() : done({ type: 'held', reasons: missing });
}

const sameReasons = (a: readonly HoldReason[], b: readonly HoldReason[]) =>
  a.length === b.length && a.every((reason) => b.includes(reason));

/** Papers already received go back with the item they belong to. */
function sentBefore(state: ApplicationState, faults: readonly ItemFault[], { programme }: Context): boolean {
  if (state.papers.status !== 'confirmed') return false;
  const papers = projectOf(programme, state).materials.filter((m) => m.paper);
  return faults.some((f) => f.item.kind === 'material' && papers.some((m) => m.code === f.item.code));
}

/** The programme's text for a fault: each material has its own reasons, fields share theirs. */
export function reasonOf(
  programme: Programme,
  state: ApplicationState,
  fault: { readonly item: ItemFault['item']; readonly reason: string },
): ReturnReason | undefined {
  const project = projectOf(programme, state);
  if (fault.item.kind === 'field') {
    if (!project.fields.some((f) => f.code === fault.item.code)) return undefined;
    return programme.fieldReasons.find((r) => r.code === fault.reason);
  }
  const material = project.materials.find((m) => m.code === fault.item.code);
  return material?.reasons.find((r) => r.code === fault.reason);
}

export function evolveReview(state: ApplicationState, event: ReviewEvent, { at }: Recorded): ApplicationState {
  switch (event.type) {
    case 'review-taken':
      return { ...state, review: { ...state.review, heldBy: { ...event.by, until: event.until } } };
    case 'review-released':
      return { ...state, review: { ...state.review, heldBy: null } };
    case 'approved': {
      const settled = settle(state, [], event.note, false);
      return { ...settled, review: { ...settled.review, passedAt: at } };
    }
    case 'materials-returned': {
      const settled = { ...settle(state, event.faults, event.note, true), hold: null };
      return event.resend
        ? { ...settled, papers: { ...settled.papers, status: 'to-post', confirmedAt: null } }
        : settled;
    }
    case 'held':
      return { ...state, hold: { reasons: event.reasons, since: at }, review: { ...state.review, heldBy: null } };
    case 'hold-lifted':
      return { ...state, hold: null };
  }
}

/** Marks returned items and accepts all others (JX-30). */
function settle(
  state: ApplicationState,
  faults: readonly ItemFault[],
  note: string | null,
  returned: boolean,
): ApplicationState {
  const faultOf = (kind: 'field' | 'material', code: string) => {
    const fault = faults.find((f) => f.item.kind === kind && f.item.code === code);
    return fault ? { reason: fault.reason, note: fault.note } : null;
  };
  const fields: Record<string, Field> = {};
  for (const [code, field] of Object.entries(state.fields)) {
    const fault = faultOf('field', code);
    fields[code] = { value: field.value, status: fault ? 'returned' : 'accepted', fault };
  }
  for (const { item, reason, note: why } of faults) {
    if (item.kind !== 'field' || fields[item.code]) continue;
    // An optional field left empty can be returned too.
    fields[item.code] = { value: '', status: 'returned', fault: { reason, note: why } };
  }
  const materials: Record<string, Material> = {};
  for (const [code, material] of Object.entries(state.materials)) {
    const fault = faultOf('material', code);
    materials[code] = { ...material, status: fault ? 'returned' : 'accepted', fault };
  }
  const seen = {
    fields: Object.fromEntries(Object.entries(state.fields).map(([code, f]) => [code, f.value])),
    files: Object.fromEntries(Object.entries(state.materials).map(([code, m]) => [code, m.file.sha256])),
  };
  const returnedItems = faults.map((f) => `${f.item.kind}:${f.item.code}`);
  return { ...state, fields, materials, review: { heldBy: null, returned, returnedItems, seen, note, passedAt: null } };
}
