import { addDuration, type Duration, ownDaysAt, type Stage, type StepClock } from '@yinxin/programme';
import { type Context, stageOf } from './context.ts';
import { invoiceReadySince, isPostedAlone } from './stages/invoice.ts';
import { remindAt } from './stages/papers.ts';
import { isToReverse } from './stages/refund.ts';
import type { ApplicationState } from './state.ts';
import texts from './texts/waiting.json' with { type: 'json' };

type Text = { readonly zh: string; readonly en: string };
export type WaitingKey = keyof typeof texts;
export type Urgency = 'calm' | 'soon' | 'urgent' | 'late';

export interface Clock {
  readonly actor: 'applicant' | 'authority' | 'nobody';
  readonly since: string;
  readonly target: string | null;
  readonly promise: string | null;
}
/** What says how long things take: the programme of the order, and the house's working days. */
export type Rules = Pick<Context, 'programme' | 'calendars'>;

/** Why an order waits: the key of the text and who holds the ball (JX-42). */
export function waitingKey(state: ApplicationState): { readonly key: WaitingKey; readonly actor: Clock['actor'] } {
  if (state.void) return waitingVoid(state);
  switch (state.stage) {
    case 'fill':
      return { key: state.review.returned ? 'returned' : 'fill', actor: 'applicant' };
    case 'review':
      return state.hold ? { key: 'held', actor: 'applicant' } : { key: 'review', actor: 'authority' };
    case 'payment':
      return { key: state.payment.pending ? 'payment-pending' : 'payment', actor: 'applicant' };
    case 'papers':
      if (state.papers.status === 'posted') return { key: 'papers-posted', actor: 'authority' };
      return { key: state.papers.status === 'faulty' ? 'papers-faulty' : 'papers-to-post', actor: 'applicant' };
    case 'production':
      return { key: state.production.status === 'started' ? 'production-started' : 'production', actor: 'authority' };
    case 'delivery':
      if (state.supplement.status === 'needed') return { key: 'supplement', actor: 'applicant' };
      if (state.delivery.mode === null) return { key: 'delivery-choose', actor: 'applicant' };
      if (state.delivery.mode === 'collect') return { key: 'delivery-collect', actor: 'applicant' };
      return { key: 'delivery-post', actor: 'authority' };
    case 'provision':
      return { key: 'provision', actor: 'authority' };
    case 'install':
      return { key: state.provision.items.length > 0 ? 'install-provided' : 'install-same', actor: 'applicant' };
    case 'activation':
    case 'binding':
    case 'unlock':
      return { key: state.stage, actor: 'applicant' };
    case 'seal':
      return {
        key: state.seal.id === null ? 'seal-making' : 'seal',
        actor: state.seal.id === null ? 'authority' : 'applicant',
      };
    case 'finished':
      return { key: 'finished', actor: 'nobody' };
  }
}

function waitingVoid(state: ApplicationState): { readonly key: WaitingKey; readonly actor: Clock['actor'] } {
  if (state.payment.paidAt === null)
    return { key: state.void?.wrong === 'cancelled' ? 'cancelled' : 'void', actor: 'nobody' };
  switch (state.refund.status) {
    case 'none':
      return { key: 'void-paid', actor: 'applicant' };
    case 'faulty':
      return { key: 'refund-faulty', actor: 'applicant' };
    case 'requested':
      return { key: 'refund-requested', actor: 'authority' };
    case 'approved':
      return { key: 'refund-approved', actor: 'authority' };
    case 'refused':
      return { key: 'refund-refused', actor: 'applicant' };
    case 'refunded':
      return { key: 'refunded', actor: 'nobody' };
  }
}

/** The texts of {@link waitingKey}, ready to read. */
export function waitingText(
  state: ApplicationState,
  { programme }: Rules,
): { readonly text: Text; readonly next: Text } {
  const entry = texts[waitingKey(state).key];
  const missing = (language: 'zh' | 'en') =>
    (state.hold?.reasons ?? []).map((reason) => texts[`missing-${reason}`].text[language]);
  const values: Record<string, string> = {
    count: String(state.review.returnedItems.length),
    media: String(state.provision.items.length),
    note: state.supplement.note ?? '',
    answer: state.refund.answer ?? '',
    scan: programme.courier.eveningScan,
  };
  const fill = (text: string, language: 'zh' | 'en') =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      name === 'missing' ? missing(language).join(language === 'zh' ? '、' : ', ') : (values[name] ?? whole),
    );
  return {
    text: { zh: fill(entry.text.zh, 'zh'), en: fill(entry.text.en, 'en') },
    next: { zh: fill(entry.next.zh, 'zh'), en: fill(entry.next.en, 'en') },
  };
}

/** What a queue is to do, where that is not what the order waits for: an invoice is due beside everything else. */
export function workText(queue: QueueCode): Text | null {
  return queue === 'invoices' ? texts['invoice-due'].text : null;
}

/** A clock of the authority. It stands still while the applicant holds the ball: it begins when the ball comes back. */
export function clockOf(
  { calendars }: Pick<Rules, 'calendars'>,
  actor: Clock['actor'],
  since: string,
  rule: StepClock | undefined,
): Clock {
  const own = ownDaysAt(calendars, new Date(since));
  const end = (duration: Duration) => addDuration(new Date(since), duration, own).toISOString();
  if (actor !== 'authority' || !rule) return { actor, since, target: null, promise: null };
  return { actor, since, target: end(rule.target), promise: end(rule.promise) };
}

/** The clock that runs on the order now. */
export function currentClock(state: ApplicationState, rules: Rules): Clock {
  const { programme } = rules;
  const { actor } = waitingKey(state);
  if (state.void) {
    // PA-49: one promise, from the letter to the money.
    const since = state.refund.requestedAt ?? state.void.at;
    return clockOf(rules, actor, since, programme.refund.clock);
  }
  switch (state.stage) {
    case 'finished':
      return clockOf(rules, 'nobody', state.stageSince, undefined);
    case 'review':
      return clockOf(rules, actor, state.submittedAt ?? state.stageSince, stageOf(programme, state, 'review')?.clock);
    case 'papers': {
      const since = state.papers.faultyAt ?? state.papers.postedAt ?? state.stageSince;
      return clockOf(rules, actor, since, stageOf(programme, state, 'papers')?.clock);
    }
    case 'delivery':
      return clockOf(
        rules,
        actor,
        state.supplement.since ?? beganAt(state, stageOf(programme, state, 'delivery')),
        stageOf(programme, state, 'delivery')?.clock,
      );
    default: {
      const stage = stageOf(programme, state, state.stage);
      return clockOf(rules, actor, beganAt(state, stage), stage?.clock);
    }
  }
}

/** When the clock of a stage began: with the stage, or with the approval before it (IT-20). */
function beganAt(state: ApplicationState, stage: Stage | undefined): string {
  const fromApproval = stage !== undefined && 'clockFrom' in stage && stage.clockFrom === 'approval';
  return (fromApproval ? state.review.passedAt : null) ?? state.stageSince;
}

/** Calm before half of the target, soon before three quarters, urgent until it ends, late after. */
export function urgency(clock: Pick<Clock, 'since' | 'target'>, now: Date): Urgency {
  if (clock.target === null) return 'calm';
  const since = Date.parse(clock.since);
  const share = (now.getTime() - since) / Math.max(1, Date.parse(clock.target) - since);
  if (share > 1) return 'late';
  if (share >= 0.75) return 'urgent';
  return share >= 0.5 ? 'soon' : 'calm';
}

export const QUEUES = [
  { code: 'review', role: 'reviewer', label: { zh: '待审核', en: 'To review' } },
  { code: 'papers', role: 'mail-room', label: { zh: '待核对原件', en: 'Papers to check' } },
  { code: 'production', role: 'production', label: { zh: '待制证', en: 'To make' } },
  { code: 'provision', role: 'shipping', label: { zh: '待寄空白介质', en: 'Blank media to send' } },
  { code: 'delivery', role: 'shipping', label: { zh: '待发放', en: 'To hand out' } },
  { code: 'contact', role: 'customer-service', label: { zh: '久等待联系', en: 'Waiting long: to contact' } },
  { code: 'invoices', role: 'finance', label: { zh: '待开发票', en: 'Invoices to issue' } },
  { code: 'refunds', role: 'finance', label: { zh: '待审核退款', en: 'Refunds to decide' } },
  { code: 'refund-payouts', role: 'finance', label: { zh: '待打款', en: 'Refunds to pay out' } },
] as const;
export type QueueCode = (typeof QUEUES)[number]['code'];

/** A piece of work for staff that follows from where an order stands. `openFrom`: not before. */
export interface Task {
  readonly queue: QueueCode;
  readonly since: string;
  readonly openFrom: string;
  readonly target: string | null;
  readonly promise: string | null;
}

/** All work that an order asks of staff now or later by itself; an order may stand in several queues. */
export function tasksOf(state: ApplicationState, rules: Rules): Task[] {
  const { programme } = rules;
  const tasks: Task[] = [];
  const add = (queue: QueueCode, clock: Pick<Task, 'since' | 'target' | 'promise'>, openFrom = clock.since) =>
    tasks.push({ queue, since: clock.since, openFrom, target: clock.target, promise: clock.promise });
  const clock = currentClock(state, rules);
  if (state.void) {
    if (state.payment.paidAt !== null && state.refund.status === 'requested') add('refunds', clock);
    // PA-50: first the invoice, then the money.
    if (state.refund.status === 'approved') add(isToReverse(state) ? 'invoices' : 'refund-payouts', clock);
    return tasks;
  }
  if (state.stage === 'review' && state.hold === null) add('review', clock);
  if (state.refund.status === 'requested')
    add('refunds', clockOf(rules, 'authority', state.refund.requestedAt ?? clock.since, programme.refund.clock));
  if (state.stage === 'provision') add('provision', clock);
  if (state.stage === 'papers') {
    const remind = remindAt(state, stageOf(programme, state, 'papers')?.remindAfterDays ?? 7)?.toISOString();
    if (state.papers.status === 'posted') add('papers', clock);
    // JX-42: long waiting, or faulty papers about which the applicant must hear.
    const openFrom = state.papers.status === 'faulty' || state.papers.remindedAt !== null ? clock.since : remind;
    if (openFrom !== undefined) add('contact', { since: openFrom, target: null, promise: null }, openFrom);
  }
  if (state.stage === 'production') add('production', clock);
  if (state.stage === 'delivery') {
    const { status, since } = state.supplement;
    // JX-47: within 24 hours.
    if (status === 'needed' && since !== null) {
      add('contact', clockOf(rules, 'authority', since, stageOf(programme, state, 'delivery')?.supplementClock));
      add('papers', { since, target: null, promise: null });
    } else if (state.delivery.mode === 'collect') add('delivery', { ...clock, target: null, promise: null });
    else if (state.delivery.mode === 'post') add('delivery', clock);
    else add('contact', { ...clock, target: null, promise: null });
  }
  const ready = invoiceReadySince(state, programme);
  const open = state.invoice.issuedAt === null || (isPostedAlone(state, { programme }) && !state.invoice.parcel);
  if (ready !== null && open) {
    add('invoices', clockOf(rules, 'authority', ready, programme.invoice.clock));
  }
  return tasks;
}
