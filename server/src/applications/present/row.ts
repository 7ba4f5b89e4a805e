import { type ApplicationRow, READS_PERSONS } from '@yinxin/contract';
import { amountOf, type LocalText, type Programme, validityOf } from '@yinxin/programme';
import { answersOf, type Context, projectOf, serviceOf, stageInWay } from '../engine/context.ts';
import { cancellable } from '../engine/stages/cancel.ts';
import { awaitsReceipt, mediaWanted } from '../engine/stages/install.ts';
import type { ApplicationState, Fault } from '../engine/state.ts';
import waiting from '../engine/texts/waiting.json' with { type: 'json' };
import { currentClock, type QueueCode, tasksOf, waitingText, workText } from '../engine/waiting.ts';
import { clockView, faultView, invoiceStatus, maskName, paymentState, type Reader, stateLabel } from './parts.ts';
import { wrongReason } from './timeline.ts';

/** One line of a list of orders (JX-49). */
export function applicationRow(
  state: ApplicationState,
  rules: Pick<Context, 'programme' | 'calendars' | 'now'>,
  reader: Reader,
): ApplicationRow {
  const { programme, now } = rules;
  const { papers, delivery, provision } = state;
  const service = serviceOf(programme, state);
  const recipient = delivery.recipient?.name ?? delivery.collectedBy;
  return {
    id: state.id,
    number: state.number,
    programme: state.programme,
    project: state.project,
    service: state.service,
    business: service.business,
    projectName: projectOf(programme, state).name,
    applicantName: state.organisation.name,
    state: stateLabel(state, programme),
    void: state.void !== null,
    paymentState: paymentState(state),
    papersIn: papers.trackingNumber,
    parcelOut: delivery.trackingNumber ?? provision.trackingNumber,
    submittedAt: state.submittedAt,
    recipient: recipient !== null && reader === 'staff' ? maskName(recipient) : recipient,
    waiting: waitingText(state, { programme }).text,
    clock: clockView(currentClock(state, rules), now),
    serviceLabel: service.label,
    years: yearsOf(state, programme),
    amountFen: state.payment.paidFen ?? state.price?.totalFen ?? null,
    review: reviewOf(state, programme),
    held: (state.hold?.reasons ?? []).map((reason) => waiting[`missing-${reason}`].text),
    feeCredited: state.payment.paidAt !== null || state.price?.totalFen === 0,
    papersReceivedAt: papers.confirmedAt,
    carrier: delivery.carrier ?? provision.carrier,
    shippedAt: delivery.dispatchedAt ?? provision.providedAt,
    receivedAt: delivery.receivedAt,
    activatedAt: state.activation.at,
    boundAt: state.binding?.at ?? null,
    invoice: invoiceStatus(state),
    ...handingOut(state, programme),
    open: openTo(state, programme),
  };
}

/** How the media of an order come to their holder, and how many (BJ-23). */
function handingOut(state: ApplicationState, programme: Programme): Pick<ApplicationRow, 'handling' | 'media'> {
  if (stageInWay(programme, state, 'provision'))
    return { handling: 'blank-posted', media: mediaWanted(state, { programme }) };
  const delivery = stageInWay(programme, state, 'delivery');
  if (!delivery) return { handling: null, media: null };
  const mode = state.delivery.mode ?? (delivery.modes.length === 1 ? delivery.modes[0] : undefined);
  const handling = mode === 'post' ? 'posted' : mode === 'collect' ? 'collected' : null;
  return { handling, media: 1 };
}

function openTo(state: ApplicationState, programme: Programme): ApplicationRow['open'] {
  const over = state.void !== null || state.stage === 'finished';
  const downloads = !over && state.stage === 'install' && !awaitsReceipt(state, { programme });
  return [
    ...(downloads ? (['download'] as const) : []),
    ...(cancellable(state, { programme }) ? (['cancel'] as const) : []),
  ];
}

/** Whole years that were asked for, where they are sold by the year. */
function yearsOf(state: ApplicationState, programme: Programme): number | null {
  const service = serviceOf(programme, state);
  const all = programme.projects.find((one) => one.code === state.project);
  const validity = all && validityOf(all, service);
  const makes = service.stages.some(({ kind }) => kind === 'production' || kind === 'install');
  return !validity || validity.kind === 'kept' || !makes ? null : amountOf(validity.years, answersOf(state));
}

function reviewOf(state: ApplicationState, programme: Programme): ApplicationRow['review'] {
  const { wrong } = state.void ?? {};
  if (state.void && (wrong === 'project' || wrong === 'name' || wrong === 'code'))
    return { result: 'rejected', at: state.void.at, reasons: [wrongReason(programme, state.void).label] };
  if (state.review.passedAt !== null) return { result: 'passed', at: state.review.passedAt, reasons: [] };
  if (state.stage !== 'fill' || !state.review.returned) return { result: 'none', at: null, reasons: [] };
  const faults = state.review.returnedItems.flatMap((item) => {
    const [kind, code = ''] = item.split(':');
    const found = kind === 'field' ? state.fields[code] : state.materials[code];
    return found?.fault
      ? [faultLabel(state, programme, kind === 'field' ? 'field' : 'material', code, found.fault)]
      : [];
  });
  return { result: 'returned', at: state.stageSince, reasons: faults };
}

/** "Business licence: not legible". */
function faultLabel(
  state: ApplicationState,
  programme: Programme,
  kind: 'field' | 'material',
  code: string,
  fault: Fault,
): LocalText {
  const project = projectOf(programme, state);
  const items = kind === 'field' ? project.fields : project.materials;
  const what = items.find((one) => one.code === code)?.label ?? { zh: code, en: code };
  const why = faultView(state, programme, kind, code, fault)?.label ?? what;
  return { zh: `${what.zh}：${why.zh}`, en: `${what.en}: ${why.en}` };
}

/** One line of a work queue: what this queue is to do, and the clock of that work where it has one of its own. */
export function taskRow(
  state: ApplicationState,
  queue: QueueCode,
  rules: Pick<Context, 'programme' | 'calendars' | 'now'>,
) {
  const row = applicationRow(state, rules, 'staff');
  const task = tasksOf(state, rules).find((one) => one.queue === queue);
  if (!task || task.target === null) return { ...row, reason: row.waiting };
  const { since, target, promise } = task;
  const clock = clockView({ actor: 'authority', since, target, promise }, rules.now);
  return { ...row, clock, reason: workText(queue) ?? row.waiting };
}

/** A line of a list for staff: the name of a person is masked to roles that do not read it. */
export function maskedFor<R extends { readonly applicantName: string }>(
  roles: readonly string[],
  { organisation }: Pick<ApplicationState, 'organisation'>,
  row: R,
): R {
  if (organisation.creditCode !== '' || READS_PERSONS.some((role) => roles.includes(role))) return row;
  return { ...row, applicantName: maskName(row.applicantName) };
}
