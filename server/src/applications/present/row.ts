import type { ApplicationRow } from '@yinxin/contract';
import { type Context, projectOf, serviceOf } from '../engine/context.ts';
import type { ApplicationState } from '../engine/state.ts';
import { currentClock, type QueueCode, tasksOf, waitingText, workText } from '../engine/waiting.ts';
import { clockView, maskName, paymentState, type Reader, stateLabel } from './parts.ts';

/** One line of a list of orders (JX-49). */
export function applicationRow(
  state: ApplicationState,
  { programme, now }: Pick<Context, 'programme' | 'now'>,
  reader: Reader,
): ApplicationRow {
  const { papers, delivery } = state;
  const recipient = delivery.recipient?.name ?? delivery.collectedBy;
  return {
    id: state.id,
    number: state.number,
    programme: state.programme,
    project: state.project,
    service: state.service,
    business: serviceOf(programme, state).business,
    projectName: projectOf(programme, state).name,
    applicantName: state.organisation.name,
    state: stateLabel(state, programme),
    void: state.void !== null,
    paymentState: paymentState(state),
    papersIn: papers.trackingNumber,
    parcelOut: delivery.trackingNumber,
    submittedAt: state.submittedAt,
    recipient: recipient !== null && reader === 'staff' ? maskName(recipient) : recipient,
    waiting: waitingText(state, { programme }).text,
    clock: clockView(currentClock(state, { programme }), now),
  };
}

/** One line of a work queue: what this queue is to do, and the clock of that work where it has one of its own. */
export function taskRow(state: ApplicationState, queue: QueueCode, rules: Pick<Context, 'programme' | 'now'>) {
  const row = applicationRow(state, rules, 'staff');
  const task = tasksOf(state, rules).find((one) => one.queue === queue);
  if (!task || task.target === null) return { ...row, reason: row.waiting };
  const { since, target, promise } = task;
  const clock = clockView({ actor: 'authority', since, target, promise }, rules.now);
  return { ...row, clock, reason: workText(queue) ?? row.waiting };
}
